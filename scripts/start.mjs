// npm start [-- --web --no-open]: the sandbox and a VS Code with the extension in it, until Ctrl-C.
import { parseArgs } from 'node:util';
import { ensureModules, ensureVSCodeHost, findProgram, whyNoWorkbench, workbenchRunsHere } from './lib/bootstrap.mjs';
import { Told, enableTypeScript, main } from './lib/run.mjs';

/** @returns {string | undefined} the `code` command, where it opens a window of its own on this machine */
function desktopCode() {
  const { env, platform } = process;
  // In a remote terminal and in WSL, `code` opens a window of another machine.
  if (env['VSCODE_IPC_HOOK_CLI'] !== undefined || env['WSL_DISTRO_NAME'] !== undefined) return undefined;
  if (platform === 'linux' && env['DISPLAY'] === undefined && env['WAYLAND_DISPLAY'] === undefined) return undefined;
  return findProgram('code');
}

await main(async () => {
  const { values } = parseArgs({ options: { web: { type: 'boolean' }, 'no-open': { type: 'boolean' } } });
  ensureModules();
  const code = values.web === true ? undefined : desktopCode();
  if (code === undefined) {
    if (!workbenchRunsHere()) {
      throw new Told(
        `${whyNoWorkbench()}\nFor npm start, install a desktop VS Code with its \`code\` command on the PATH ` +
          "(Command Palette: Shell Command: Install 'code' command in PATH).",
      );
    }
    await ensureVSCodeHost();
  }
  await enableTypeScript();
  const { start } = await import('./start.ts');
  await start({ code, open: values['no-open'] !== true });
});
// A start that a signal cut short may still hold something open.
process.exit();
