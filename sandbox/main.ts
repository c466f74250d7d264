import { parseArgs } from 'node:util';
import { startSandbox } from './server.ts';
import { WATCHABLE } from './settings.ts';

/** Returns a number from the command line. */
function numberOption(name: string, text: string | undefined, fallback: number): number {
  if (text === undefined) return fallback;
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0) throw new Error(`--${name} needs a number, not ${text}`);
  return value;
}

const { values } = parseArgs({
  options: { port: { type: 'string' }, latency: { type: 'string' }, files: { type: 'string' } },
});
const sandbox = await startSandbox({
  port: numberOption('port', values.port, 0),
  ...(values.files !== undefined && { files: values.files }),
  settings: { latencyMs: numberOption('latency', values.latency, 0), settling: WATCHABLE },
});

const { endpoint, configFile, credentialsFile, profiles } = sandbox;
console.log(JSON.stringify({ endpoint, configFile, credentialsFile, profiles }));

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    void sandbox.close().then(() => process.exit(0));
  });
}
