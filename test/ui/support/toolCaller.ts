import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createVSIX } from '@vscode/vsce';
import type { Workbench } from '../../harness/workbench.ts';

/** What the caller does: asks for `{ name, input }`, calls that tool as any extension may, and shows what comes of it. */
const PROGRAM = `
const vscode = require('vscode');
exports.activate = (context) => {
  context.subscriptions.push(vscode.commands.registerCommand('toolCaller.call', async () => {
    const { name, input } = JSON.parse(await vscode.window.showInputBox({ prompt: 'tool', ignoreFocusOut: true }));
    let content;
    try {
      const result = await vscode.lm.invokeTool(name, { input, toolInvocationToken: undefined });
      content = result.content[0].value;
    } catch (error) {
      content = 'ERROR ' + error.message;
    }
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ content }));
  }));
};
`;

const MANIFEST = {
  name: 'tool-caller',
  displayName: 'Tool Caller',
  description: 'Calls language model tools in tests.',
  publisher: 'teardown-tests',
  version: '1.0.0',
  license: 'MIT',
  engines: { vscode: '^1.110.0' },
  main: './main.js',
  contributes: { commands: [{ command: 'toolCaller.call', title: 'Call Tool', category: 'Tests' }] },
};

/** Packs another extension, which calls tools: in a workbench that is no test runner every dialog is asked, and answered by hand. */
export async function packToolCaller(vsix: string): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'td-caller-'));
  try {
    writeFileSync(path.join(folder, 'package.json'), JSON.stringify(MANIFEST));
    writeFileSync(path.join(folder, 'main.js'), PROGRAM);
    writeFileSync(path.join(folder, 'LICENSE'), 'MIT');
    await createVSIX({ cwd: folder, packagePath: vsix, dependencies: false, allowMissingRepository: true });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Begins a call of a tool from the other extension. What comes of it is shown in an editor.
 *
 * @param workbench the window
 * @param name the tool
 * @param input its input
 */
export async function callTool(workbench: Workbench, name: string, input: object): Promise<void> {
  // The palette lists what was there when it was opened: not before the extensions are.
  await workbench.page
    .locator('.part.activitybar')
    .getByRole('tab', { name: /^Teardown\b/ })
    .waitFor();
  await workbench.runCommand('Tests: Call Tool');
  await workbench.answer(JSON.stringify({ name, input }));
}
