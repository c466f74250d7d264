import * as vscode from 'vscode';
import type { VIEWS } from '../../contributions.ts';
import type { Node } from '../../views/resources/nodes.ts';
import type { ResourceTreeProvider } from '../../views/resources/resourceTreeProvider.ts';

/** So many redraws of a view are outlasted. */
const REVEAL_ATTEMPTS = 5;

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
  const shown = rowsShown(tree);
  await Promise.race([shown.promise, ended]);
  shown.dispose();
  // Empty where the welcome content stays.
  await focusFirst(view, () => tree.getChildren());
  return running;
}

/** Returns a promise that resolves when the view shows rows, and what ends the wait. */
function rowsShown(tree: FocusRowsDeps['tree']): { readonly promise: Promise<void>; dispose(): void } {
  let listener: vscode.Disposable | undefined;
  const promise = new Promise<void>((resolve) => {
    listener = tree.onDidChangeTreeData(() => {
      if (tree.emptyReason === undefined) resolve();
    });
  });
  return {
    promise,
    dispose: () => {
      listener?.dispose();
    },
  };
}

/**
 * Focuses a view, and its first row. VS Code gives the focus to nothing where a view is opened and its rows come later.
 *
 * `rows` returns the topmost rows.
 */
export async function focusView<T>(
  id: (typeof VIEWS)[keyof typeof VIEWS],
  view: Pick<vscode.TreeView<T>, 'reveal'>,
  rows: () => readonly T[] | Promise<readonly T[]>,
): Promise<void> {
  await vscode.commands.executeCommand(`${id}.focus`);
  await focusFirst(view, rows);
}

/** Reveals the first row. VS Code rejects that where the rows are drawn anew meanwhile, so it is repeated. */
async function focusFirst<T>(
  view: Pick<vscode.TreeView<T>, 'reveal'>,
  rows: () => readonly T[] | Promise<readonly T[]>,
): Promise<void> {
  for (let attempt = 1; attempt <= REVEAL_ATTEMPTS; attempt++) {
    const [first] = await rows();
    if (first === undefined) return;
    try {
      await view.reveal(first, { focus: true, select: false });
      return;
    } catch {
      // Without the focus in it, the view is as usable as before.
    }
  }
}
