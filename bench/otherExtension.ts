import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createVSIX } from '@vscode/vsce';

/** An extension for comparison: one view in its own container. */
export interface OtherExtension {
  /** The name of the package and of its file. */
  readonly name: string;
  /** The display name of the extension and its container. */
  readonly title: string;
  /** The id of its view, whose name is {@link viewName}. */
  readonly view: string;
  readonly viewName: string;
  /** When it is activated, besides opening its view. */
  readonly activationEvents?: readonly string[];
  /** The titles of its commands, by id. */
  readonly commands?: Readonly<Record<string, string>>;
}

/** An extension with one empty view. */
export const EMPTY: OtherExtension = {
  name: 'bench-baseline',
  title: 'Bench baseline',
  view: 'bench.view',
  viewName: 'Bench',
};

const EMPTY_CODE = `import * as vscode from 'vscode';
export function activate() {
  vscode.window.registerTreeDataProvider('${EMPTY.view}', { getTreeItem: (x) => x, getChildren: () => [] });
}
`;

/** Packs {@link EMPTY}. Returns the VSIX. */
export function packEmpty(folder: string): Promise<string> {
  return packOther(folder, EMPTY, (source) => {
    writeFileSync(path.join(source, 'extension.js'), EMPTY_CODE);
  });
}

/**
 * Packs an extension and returns the VSIX. `folder` gets its source and the VSIX; `write` writes its code into a
 * folder as `extension.js`.
 */
export async function packOther(
  folder: string,
  extension: OtherExtension,
  write: (source: string) => void | Promise<void>,
): Promise<string> {
  const { name, title, view, viewName, activationEvents = [], commands = {} } = extension;
  const source = path.join(folder, name);
  mkdirSync(source);
  const manifest = {
    ...{ name, displayName: title, version: '1.0.0', publisher: 'teardown', engines: { vscode: '^1.110.0' } },
    ...{ type: 'module', main: './extension.js', activationEvents },
    contributes: {
      viewsContainers: { activitybar: [{ id: name, title, icon: 'icon.svg' }] },
      views: { [name]: [{ id: view, name: viewName }] },
      commands: Object.entries(commands).map(([command, commandTitle]) => ({ command, title: commandTitle })),
    },
  };
  writeFileSync(path.join(source, 'package.json'), JSON.stringify(manifest));
  writeFileSync(path.join(source, 'icon.svg'), '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"/>');
  await write(source);
  const packagePath = path.join(folder, `${name}.vsix`);
  await createVSIX({ cwd: source, packagePath, dependencies: false, allowMissingRepository: true, skipLicense: true });
  return packagePath;
}
