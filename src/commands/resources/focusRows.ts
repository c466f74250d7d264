import * as vscode from 'vscode';
import { VIEWS } from '../../contributions.ts';
import type { Node } from '../../views/resources/nodes.ts';
import type { ResourceTreeProvider } from '../../views/resources/resourceTreeProvider.ts';

/** The view whose welcome content a command replaces. */
export interface FocusRowsDeps {
  readonly tree: Pick<ResourceTreeProvider, 'emptyReason' | 'getChildren' | 'onDidChangeTreeData'>;
  readonly view: Pick<vscode.TreeView<Node>, 'visible' | 'reveal'>;
}

/**
 * Runs a command, and focuses the first row once rows replace the welcome content of the Resources view. The focus was on a button of that
 * content, and would be lost with it.
 */
export async function focusRowsAfter(run: () => Promise<void>, { tree, view }: FocusRowsDeps): Promise<void> {
  const isWelcome = view.visible && tree.emptyReason !== undefined;
  const running = run();
  if (!isWelcome) return running;
  const ended = running.catch(() => undefined);
  await Promise.race([rowsShown(tree), ended]);
  // Empty where the welcome content stays.
  await focusFirst(VIEWS.resources, view, await tree.getChildren());
  return running;
}

/** Resolves when the view shows rows. */
function rowsShown(tree: FocusRowsDeps['tree']): Promise<void> {
  return new Promise((resolve) => {
    const listener = tree.onDidChangeTreeData(() => {
      if (tree.emptyReason !== undefined) return;
      listener.dispose();
      resolve();
    });
  });
}

/**
 * Focuses a view, and its first row. VS Code gives the focus to nothing where a view is opened and its rows come later.
 *
 * `rows` returns the topmost rows.
 */
export async function focusView<T>(
  id: ViewId,
  view: Pick<vscode.TreeView<T>, 'reveal'>,
  rows: () => readonly T[] | Promise<readonly T[]>,
): Promise<void> {
  await vscode.commands.executeCommand(`${id}.focus`);
  await focusFirst(id, view, await rows());
}

async function focusFirst<T>(
  id: ViewId,
  view: Pick<vscode.TreeView<T>, 'reveal'>,
  [first]: readonly T[],
): Promise<void> {
  if (first === undefined) return;
  try {
    await view.reveal(first, { focus: true, select: false });
  } catch {
    // VS Code rejects it where the rows are drawn anew meanwhile. Then they are there.
    await vscode.commands.executeCommand(`${id}.focus`);
  }
}

type ViewId = (typeof VIEWS)[keyof typeof VIEWS];
