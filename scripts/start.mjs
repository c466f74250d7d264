// npm start [-- --web --no-open]: runs the sandbox and a VS Code with the extension until Ctrl-C.
import { parseArgs } from 'node:util';
import { ensureModules, ensureVSCodeHost } from './lib/bootstrap.mjs';
import { downloadDesktop } from './lib/desktop.mjs';
import { startMethod, thisMachine } from './lib/machine.mjs';
import { CliError, enableTypeScript, main, print } from './lib/run.mjs';

/**
 * Prepares the VS Code to show.
 * @param {ReturnType<typeof startMethod>} how
 * @returns {Promise<string | undefined>} the `code` command; undefined for the workbench in a browser
 */
async function codeCommand(how) {
  switch (how.in) {
    case 'installed':
      return how.code;
    case 'download': {
      print('Downloading a desktop VS Code (there is no `code` on the PATH)');
      const program = await downloadDesktop(how.platform, 'stable');
      const { resolveCliPathFromVSCodeExecutablePath } = await import('@vscode/test-electron');
      return resolveCliPathFromVSCodeExecutablePath(program, how.platform);
    }
    case 'browser':
      ensureVSCodeHost();
      return undefined;
    default:
      throw new CliError(`${how.why}\nFor npm start, install a desktop VS Code with its \`code\` command on the PATH.`);
  }
}

await main(async () => {
  const { values } = parseArgs({ options: { web: { type: 'boolean' }, 'no-open': { type: 'boolean' } } });
  ensureModules();
  const code = await codeCommand(startMethod(thisMachine(), { web: values.web === true }));
  await enableTypeScript();
  const { start } = await import('./start.ts');
  await start({ code, open: values['no-open'] !== true });
});
// A start that a signal interrupted may still hold something open.
process.exit();
