import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { startSandbox, type RunningSandbox } from '../sandbox/server.ts';
import { WATCHABLE } from '../sandbox/settings.ts';
import { desktopEnvironment } from '../test/harness/desktopHost.ts';
import { startGuarded } from '../test/harness/guarded.ts';
import { sandboxEnvironment, sandboxSettings } from '../test/harness/sandboxed.ts';
import { SETTINGS } from '../test/harness/vscodeSettings.ts';
import { startVSCodeServer, workbenchUrl } from '../test/harness/vscodeServer.ts';
import { buildExtension } from './build.ts';
import { startArguments } from './lib/desktop.mjs';
import { ROOT, print } from './lib/run.mjs';
import { pack } from './package.ts';

/** How `npm start` shows VS Code. */
export interface StartOptions {
  /** The `code` command of a desktop VS Code. Without it, the workbench is served to a browser. */
  readonly code: string | undefined;
  /** Whether to open a browser. */
  readonly open: boolean;
}

/** A started VS Code. */
interface Shown {
  /** Resolves when it exits or its window is closed. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

/** Starts the sandbox and a VS Code with the extension. Ends both on Ctrl-C, or when VS Code exits. */
export async function start({ code, open }: StartOptions): Promise<void> {
  const signalled = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        resolve();
      });
    }
  });
  const sandbox = await startSandbox({ settings: { settling: WATCHABLE } });
  print(`Sandbox at ${sandbox.endpoint}, with the profiles ${sandbox.profiles.map(({ name }) => name).join(', ')}`);
  const shown = code === undefined ? inBrowser(sandbox, open) : inDesktop(sandbox, code);
  try {
    // A signal during the start ends this process, and the process groups end what it started.
    const running = await Promise.race([shown, signalled]);
    if (running) {
      await Promise.race([running.ended, signalled]);
      print('Ending VS Code and the sandbox');
      await running.stop();
    }
  } finally {
    await sandbox.close();
  }
}

async function inBrowser(sandbox: RunningSandbox, open: boolean): Promise<Shown> {
  print('Building and packing the extension');
  await mkdir(path.join(ROOT, 'build'), { recursive: true });
  const folder = await mkdtemp(path.join(ROOT, 'build/start-'));
  const vsix = path.join(folder, 'teardown.vsix');
  try {
    await pack(vsix);
    print('Starting VS Code');
    const server = await startVSCodeServer({
      vsix: [vsix],
      settings: sandboxSettings(sandbox),
      env: sandboxEnvironment(sandbox),
    });
    const url = workbenchUrl(server);
    print(`VS Code with Teardown is at ${url}   (Ctrl-C ends it)`);
    if (open) openInBrowser(url);
    return { ended: server.process.ended, stop: () => server.stop() };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Opens a desktop VS Code on the extension's folder, with its own settings and extensions. */
async function inDesktop(sandbox: RunningSandbox, code: string): Promise<Shown> {
  print('Building the extension');
  await buildExtension({ production: false });
  const home = path.join(ROOT, 'build/start');
  const { args, userData, project } = startArguments({ root: ROOT, home, superuser: process.getuid?.() === 0 });
  await mkdir(project, { recursive: true });
  await mkdir(path.join(userData, 'User'), { recursive: true });
  const settings = { ...SETTINGS, ...sandboxSettings(sandbox) };
  await writeFile(path.join(userData, 'User/settings.json'), JSON.stringify(settings, null, 2));
  // VS Code writes its process id there. Its window leaves the command's process group, and is ended by this id.
  const pidFile = path.join(userData, 'code.lock');
  await rm(pidFile, { force: true });
  const env = desktopEnvironment(sandboxEnvironment(sandbox));
  const running = startGuarded(code, args, env, { show: true, pidFile });
  print('VS Code opens with Teardown in its activity bar   (Ctrl-C, or closing the window, ends it)');
  return { ended: running.ended, stop: () => running.stop() };
}

function openInBrowser(url: string): void {
  // Without a screen, the printed address is enough.
  if (process.env['DISPLAY'] === undefined && process.env['WAYLAND_DISPLAY'] === undefined) return;
  const opener = spawn('xdg-open', [url], { stdio: 'ignore', detached: true });
  opener.once('error', () => {
    print('No browser could be opened. Open the address above.');
  });
  opener.unref();
}
