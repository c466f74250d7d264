import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createVSIX } from '@vscode/vsce';
import type { Browser } from 'playwright-core';
import { startSandbox } from '../sandbox/server.ts';
import { ROOT } from '../scripts/lib/run.mjs';
import { pack } from '../scripts/package.ts';
import { launchBrowser } from '../test/harness/browser.ts';
import { sandboxEnvironment, sandboxSettings } from '../test/harness/sandboxed.ts';
import { startVSCodeServer } from '../test/harness/vscodeServer.ts';
import { Workbench } from '../test/harness/workbench.ts';
import type { Figure } from './figure.ts';

const READINGS = 7;
const EMPTY = 'Bench baseline';

/** How long VS Code itself says it took to load and activate the extension, beside one that does nothing. */
export async function measureActivation(): Promise<Figure[]> {
  mkdirSync(path.join(ROOT, 'build'), { recursive: true });
  const folder = mkdtempSync(path.join(ROOT, 'build/bench-'));
  const browser = await launchBrowser();
  try {
    const ours = path.join(folder, 'teardown.vsix');
    await pack(ours);
    const empty = await packEmpty(folder);
    const readings: number[] = [];
    const baseline: number[] = [];
    for (let turn = 0; turn < READINGS; turn++) {
      readings.push(await read(browser, ours, 'Teardown', 'Teardown for AWS'));
      baseline.push(await read(browser, empty, EMPTY, EMPTY));
    }
    const goal = 'at most 3 times';
    return [
      {
        name: 'load + activate',
        unit: 'ms',
        readings,
        baseline: { what: 'an empty extension', readings: baseline },
        goal,
      },
    ];
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** One reading, with a VS Code of its own that has nothing else installed. */
async function read(browser: Browser, vsix: string, container: string, displayName: string): Promise<number> {
  const sandbox = await startSandbox();
  const server = await startVSCodeServer({
    vsix: [vsix],
    settings: sandboxSettings(sandbox),
    env: sandboxEnvironment(sandbox),
  });
  try {
    const workbench = await Workbench.open(server, browser);
    // First let the other extensions have their start: sharing the host with it takes ten times as long, at random.
    await workbench.runCommand('Developer: Show Running Extensions');
    await workbench.page.locator('.runtime-extensions-editor').getByRole('listitem').first().waitFor();
    await workbench.openContainer(container);
    const ms = await workbench.activationMs(displayName);
    await workbench.close();
    return ms;
  } finally {
    await server.stop();
    await sandbox.close();
  }
}

/** An extension with one empty view, activated in the same way as ours. */
async function packEmpty(folder: string): Promise<string> {
  const source = path.join(folder, 'empty');
  mkdirSync(source);
  const manifest = {
    name: 'bench-baseline',
    displayName: EMPTY,
    version: '1.0.0',
    publisher: 'teardown',
    engines: { vscode: '^1.103.0' },
    type: 'module',
    main: './extension.js',
    contributes: {
      viewsContainers: { activitybar: [{ id: 'bench', title: EMPTY, icon: 'icon.svg' }] },
      views: { bench: [{ id: 'bench.view', name: 'Bench' }] },
    },
  };
  writeFileSync(path.join(source, 'package.json'), JSON.stringify(manifest));
  writeFileSync(path.join(source, 'icon.svg'), '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"/>');
  const activate = `vscode.window.registerTreeDataProvider('bench.view', { getTreeItem: (x) => x, getChildren: () => [] });`;
  writeFileSync(
    path.join(source, 'extension.js'),
    `import * as vscode from 'vscode';\nexport function activate() { ${activate} }\n`,
  );
  const packagePath = path.join(folder, 'empty.vsix');
  await createVSIX({ cwd: source, packagePath, dependencies: false, allowMissingRepository: true, skipLicense: true });
  return packagePath;
}
