// npm start [-- --web --no-open]: the sandbox and a VS Code with the extension in it, until Ctrl-C.
import { parseArgs } from 'node:util';
import { ensureModules, ensureVSCodeHost } from './lib/bootstrap.mjs';
import { downloadDesktop } from './lib/desktop.mjs';
import { howToStart, thisMachine } from './lib/machine.mjs';
import { Told, enableTypeScript, main, say } from './lib/run.mjs';

/**
 * Makes the VS Code ready that is to be shown.
 * @param {ReturnType<typeof howToStart>} how
 * @returns {Promise<string | undefined>} the `code` command; undefined for the workbench in a browser
 */
async function codeCommand(how) {
  switch (how.in) {
    case 'installed':
      return how.code;
    case 'download': {
      say('Getting a desktop VS Code (there is no `code` on the PATH)');
      const program = await downloadDesktop(how.platform, 'stable');
      const { resolveCliPathFromVSCodeExecutablePath } = await import('@vscode/test-electron');
      return resolveCliPathFromVSCodeExecutablePath(program, how.platform);
    }
    case 'browser':
      ensureVSCodeHost();
      return undefined;
    default:
      throw new Told(`${how.why}\nFor npm start, install a desktop VS Code with its \`code\` command on the PATH.`);
  }
}

await main(async () => {
  const { values } = parseArgs({ options: { web: { type: 'boolean' }, 'no-open': { type: 'boolean' } } });
  ensureModules();
  const code = await codeCommand(howToStart(thisMachine(), { web: values.web === true }));
  await enableTypeScript();
  const { start } = await import('./start.ts');
  await start({ code, open: values['no-open'] !== true });
});
// A start that a signal cut short may still hold something open.
process.exit();
