import path from 'node:path';
import { SandboxClient } from '../sandbox/client.ts';
import type { SandboxInfo, SettingsPatch } from '../sandbox/types.ts';
import { ROOT } from '../scripts/lib/run.mjs';
import { startGuarded } from '../test/harness/guarded.ts';
import { until } from '../test/harness/until.ts';

/** A sandbox in its own process, so that its work does not delay the measured one. */
export interface SandboxProcess extends SandboxInfo {
  readonly control: SandboxClient;
  /** Restores the initial state with the settings of the start: full token buckets, and an empty log. */
  restart(): Promise<void>;
  /** Ends the process. */
  close(): Promise<void>;
}

/** Starts a sandbox in its own process, without response bodies in its log. */
export async function startSandboxProcess(settings: SettingsPatch = {}): Promise<SandboxProcess> {
  const outer = Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_'));
  const running = startGuarded(
    process.execPath,
    ['--import', 'tsx', path.join(ROOT, 'sandbox/main.ts')],
    Object.fromEntries(outer),
  );
  try {
    const line = await until(() => /^\{.*\}$/m.exec(running.output())?.[0], 'the line with the endpoint');
    const info = JSON.parse(line) as SandboxInfo;
    const control = new SandboxClient(info.endpoint);
    const configure = () => control.configure({ ...settings, log: { bodies: false, limit: 500_000, ...settings.log } });
    const restart = async () => {
      await control.reset();
      await configure();
    };
    await configure();
    return { ...info, control, restart, close: () => running.stop() };
  } catch (error) {
    await running.stop();
    throw error;
  }
}

/** Starts a sandbox, runs work with it, and ends it. */
export async function withSandbox<T>(
  settings: SettingsPatch,
  work: (sandbox: SandboxProcess) => Promise<T>,
): Promise<T> {
  const sandbox = await startSandboxProcess(settings);
  try {
    return await work(sandbox);
  } finally {
    await sandbox.close();
  }
}
