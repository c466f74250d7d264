import path from 'node:path';
import { SandboxClient } from '../sandbox/client.ts';
import type { SandboxInfo, SettingsPatch } from '../sandbox/types.ts';
import { ROOT } from '../scripts/lib/run.mjs';
import { startGuarded } from '../test/harness/guarded.ts';
import { until } from '../test/harness/until.ts';

/** A sandbox in a process of its own: what it does for its answers must not keep those waiting who are measured. */
export interface SandboxProcess extends SandboxInfo {
  readonly steer: SandboxClient;
  /** Ends it. */
  close(): Promise<void>;
}

/**
 * Starts a sandbox in a process of its own, which keeps no answers in its log.
 *
 * @param settings how it behaves
 * @returns what it is reached by
 */
export async function startSandboxProcess(settings: SettingsPatch = {}): Promise<SandboxProcess> {
  const outer = Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_'));
  const running = startGuarded(
    process.execPath,
    ['--import', 'tsx', path.join(ROOT, 'sandbox/main.ts')],
    Object.fromEntries(outer),
  );
  try {
    const line = await until(() => /^\{.*\}$/m.exec(running.output())?.[0], 'the sandbox says where it is');
    const info = JSON.parse(line) as SandboxInfo;
    const steer = new SandboxClient(info.endpoint);
    await steer.configure({ ...settings, log: { bodies: false, limit: 500_000, ...settings.log } });
    return { ...info, steer, close: () => running.stop() };
  } catch (error) {
    await running.stop();
    throw error;
  }
}

/**
 * Starts a sandbox, works with it, and ends it.
 *
 * @param settings how it behaves
 * @param work what is done
 * @returns what the work returned
 */
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
