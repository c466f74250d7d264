import { parseArgs } from 'node:util';
import { startSandbox } from './server.ts';

/** How long states last for somebody who watches: long enough to be seen. */
const SETTLING = { inProgress: { ms: 1500 }, gone: { ms: 3000 } } as const;

/** A number from the command line. */
function numberOf(name: string, text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise;
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0) throw new Error(`--${name} takes a number, not ${text}`);
  return value;
}

const { values } = parseArgs({ options: { port: { type: 'string' }, latency: { type: 'string' } } });
const sandbox = await startSandbox({
  port: numberOf('port', values.port, 0),
  settings: { latencyMs: numberOf('latency', values.latency, 0), settling: SETTLING },
});

const { endpoint, configFile, credentialsFile, profiles } = sandbox;
console.log(JSON.stringify({ endpoint, configFile, credentialsFile, profiles }));

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    void sandbox.close().then(() => process.exit(0));
  });
}
