import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createVSIX } from '@vscode/vsce';
import { until } from '../../harness/until.ts';
import type { VSCodeServer } from '../../harness/vscodeServer.ts';
import type { Workbench } from '../../harness/workbench.ts';
import { homeOf } from './machine.ts';

/** The file in the home folder with the settings to apply. */
const SETTINGS_FILE = 'settings-to-apply.json';

/**
 * The program of the extension. `callTool` asks for `{ name, input }`, calls that tool as any extension may, and shows
 * the result. `applySettings` updates user settings, because a window does not watch their file.
 */
const PROGRAM = `
const { readFileSync } = require('node:fs');
const { homedir } = require('node:os');
const path = require('node:path');
const vscode = require('vscode');

async function callTool() {
  const { name, input } = JSON.parse(await vscode.window.showInputBox({ prompt: 'tool', ignoreFocusOut: true }));
  let content;
  try {
    const result = await vscode.lm.invokeTool(name, { input, toolInvocationToken: undefined });
    content = result.content[0].value;
  } catch (error) {
    content = 'ERROR ' + error.message;
  }
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ content }));
}

async function applySettings() {
  const entries = JSON.parse(readFileSync(path.join(homedir(), '${SETTINGS_FILE}'), 'utf8'));
  for (const { name, value } of entries) {
    await vscode.workspace.getConfiguration().update(name, value, vscode.ConfigurationTarget.Global);
  }
}

exports.activate = (context) => {
  context.subscriptions.push(
    vscode.commands.registerCommand('testHelper.callTool', callTool),
    vscode.commands.registerCommand('testHelper.applySettings', applySettings),
  );
};
`;

const MANIFEST = {
  name: 'test-helper',
  displayName: 'Test Helper',
  description: 'Calls language model tools and changes user settings in tests.',
  publisher: 'teardown-tests',
  version: '1.0.0',
  license: 'MIT',
  engines: { vscode: '^1.110.0' },
  main: './main.js',
  contributes: {
    commands: [
      { command: 'testHelper.callTool', title: 'Call Tool', category: 'Tests' },
      { command: 'testHelper.applySettings', title: 'Apply Settings', category: 'Tests' },
    ],
  },
};

/** The command that {@link applySettings} runs by its key, which must be in the user's keybindings. */
export const APPLY_SETTINGS = { key: 'Control+Alt+Shift+F8', commands: ['testHelper.applySettings'] } as const;

/**
 * Packs an extension of the tests. It does what only an extension can do. In the integration suite, VS Code
 * closes dialogs by itself.
 */
export async function packTestHelper(vsix: string): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'td-helper-'));
  try {
    writeFileSync(path.join(folder, 'package.json'), JSON.stringify(MANIFEST));
    writeFileSync(path.join(folder, 'main.js'), PROGRAM);
    writeFileSync(path.join(folder, 'LICENSE'), 'MIT');
    await createVSIX({ cwd: folder, packagePath: vsix, dependencies: false, allowMissingRepository: true });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Starts a call of a language model tool from another extension. The result opens in an editor. */
export async function callTool(workbench: Workbench, name: string, input: object): Promise<void> {
  // The palette lists only the commands of extensions that are known when it opens.
  await workbench.page
    .locator('.part.activitybar')
    .getByRole('tab', { name: /^Teardown\b/ })
    .waitFor();
  await workbench.runCommand('Tests: Call Tool');
  await workbench.answer(JSON.stringify({ name, input }));
}

/**
 * Changes user settings in an open window. `undefined` removes one. The title of the window is set last, and so shows
 * that the others apply.
 */
export async function applySettings(
  workbench: Workbench,
  server: VSCodeServer,
  settings: Readonly<Record<string, unknown>>,
  title: string,
): Promise<void> {
  const entries = Object.entries({ ...settings, 'window.title': title }).map(([name, value]) => ({ name, value }));
  await writeFile(path.join(homeOf(server), SETTINGS_FILE), JSON.stringify(entries));
  await workbench.press(APPLY_SETTINGS.key);
  await until(async () => (await workbench.page.title()) === title, 'the settings to apply');
}
