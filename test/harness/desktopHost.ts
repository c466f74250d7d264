import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { testArguments } from '../../scripts/lib/desktop.mjs';
import { ROOT } from '../../scripts/lib/run.mjs';
import { startGuarded } from './guarded.ts';
import type { HostedSuite } from './hostedSuite.ts';
import { SETTINGS } from './vscodeSettings.ts';

/** Returns the environment for a desktop VS Code, without variables of AWS or of an outer VS Code. */
export function desktopEnvironment(more: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const outer = Object.entries(process.env).filter(([name]) => !/^(AWS_|VSCODE_|ELECTRON_)/.test(name));
  return { ...Object.fromEntries(outer), ...more };
}

/** Runs the suite in the desktop VS Code of the environment variable DESKTOP_VSCODE (`npm test` downloads one). */
export async function runInDesktop({ tests, env, settings }: HostedSuite): Promise<void> {
  const program = process.env['DESKTOP_VSCODE'];
  if (program === undefined) throw new Error('DESKTOP_VSCODE is not set: start this suite with npm run test:electron.');
  const home = await mkdtemp(path.join(tmpdir(), 'td-'));
  const { args, userData, project } = testArguments({ root: ROOT, home, tests });
  await mkdir(project);
  await mkdir(path.join(userData, 'User'), { recursive: true });
  await writeFile(path.join(userData, 'User/settings.json'), JSON.stringify({ ...SETTINGS, ...settings }));
  try {
    await startGuarded(program, args, desktopEnvironment(env), { show: true }).ended;
  } finally {
    await rm(home, { recursive: true, force: true, maxRetries: 5 });
  }
}
