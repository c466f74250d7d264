import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { LazyTreeDataProvider } from '../../src/views/lazyTreeDataProvider.ts';
import { until } from '../harness/until.ts';

type Row = string;

/** Creates a tree of one row with children, whose changes a test fires. */
function treeWith(getChildren: (row: Row | undefined, change: (row: Row | undefined) => void) => Promise<Row[]>) {
  const changed = new vscode.EventEmitter<Row | undefined>();
  const change = (row: Row | undefined) => {
    changed.fire(row);
  };
  let loads = 0;
  const told: string[] = [];
  const tree = new LazyTreeDataProvider<Row>(() => {
    loads++;
    return Promise.resolve({
      onDidChangeTreeData: changed.event,
      getChildren: (row?: Row) => getChildren(row, change),
      getTreeItem: (row: Row) => new vscode.TreeItem(row),
    });
  });
  tree.onDidChangeTreeData((row) => {
    told.push(`changed ${typeof row === 'string' ? row : '(root)'}`);
    // VS Code requests a shown row again after a change of it.
    if (typeof row === 'string') void tree.getTreeItem(row);
  });
  return { tree, told, change, loads: () => loads };
}

describe('the rows of a view', () => {
  it('are loaded once, on demand', async () => {
    const { tree, loads } = treeWith(() => Promise.resolve(['row']));
    assert.equal(loads(), 0);
    await Promise.all([tree.getChildren(), tree.getChildren('row')]);
    assert.equal(loads(), 1);
    tree.dispose();
  });

  it('fire one change when it occurs before their children', async () => {
    const { tree, told } = treeWith((row, change) => {
      if (row !== undefined) change(row);
      return Promise.resolve(['child']);
    });
    await tree.getChildren('row').then((rows) => told.push(`children ${rows.join()}`));
    assert.deepEqual(told, ['changed row', 'children child']);
    tree.dispose();
  });

  it('defer a change that follows their children until VS Code has them, and fire changes of other rows at once', async () => {
    const { tree, told, change } = treeWith(() => Promise.resolve(['child']));
    await tree.getChildren('row');
    change('row');
    change('other');
    assert.deepEqual(told, ['changed other']);
    await until(() => told.length === 2, 'the change that was held back');
    assert.deepEqual(told, ['changed other', 'changed row']);
    tree.dispose();
  });

  it('defer a change of the whole tree while the root is requested', async () => {
    const { tree, told } = treeWith((row, change) => {
      change(row);
      return Promise.resolve(['row']);
    });
    await tree.getChildren();
    assert.deepEqual(told, []);
    await until(() => told.length === 1, 'the change of everything');
    assert.deepEqual(told, ['changed (root)']);
    tree.dispose();
  });

  it('fire one change of the whole tree until the root is requested, without waiting for children of a row', async () => {
    let give: ((rows: Row[]) => void) | undefined;
    const { tree, told, change } = treeWith((row) =>
      row === undefined ? Promise.resolve(['row']) : new Promise((resolve) => (give = resolve)),
    );
    await tree.getChildren();
    const children = tree.getChildren('row');
    change(undefined);
    await until(() => told.length === 1, 'the change of everything, when the window has what it asked for');
    change(undefined);
    assert.deepEqual(told, ['changed (root)']);
    await tree.getChildren();
    change(undefined);
    await until(() => told.length === 2, 'the change that came after the next question');
    await until(() => give, 'the children to be asked for');
    give?.(['child']);
    await children;
    tree.dispose();
  });
});
