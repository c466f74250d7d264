import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { COMMANDS } from '../../src/contributions.ts';
import { until } from '../harness/until.ts';
import { DEV, kindNode, sandbox, shownTree, type Tree } from './support/host.ts';

const LIST = { service: 'ec2', operation: 'DescribeInstances' } as const;
const ALL = 5_000;
/** The size of a page that Teardown requests. */
const PAGE = 1_000;

describe('a long listing in the tree', () => {
  let tree: Tree;
  before(async () => {
    await sandbox().reset();
    tree = await shownTree();
    for (let from = 0; from < ALL; from += PAGE) {
      const items = Array.from({ length: PAGE }, (_, n) => ({
        Instances: [{ InstanceId: `i-${String(from + n).padStart(17, '0')}`, State: { Code: 16, Name: 'running' } }],
      }));
      await sandbox().putItems({ ...DEV, operation: LIST.operation }, items);
    }
  });
  after(async () => {
    await sandbox().reset();
    await vscode.commands.executeCommand(COMMANDS.refresh);
  });

  const known = () => [...tree.resources()].filter(({ kind }) => kind.id === 'ec2.instance').length;
  const count = () => tree.getTreeItem(kindNode(tree, 'ec2.instance')).description;
  const shown = async () => {
    const rows = await tree.getChildren(kindNode(tree, 'ec2.instance'));
    return rows.filter((row) => 'resource' in row).length;
  };

  it('shows its first rows while the rest is loading', async () => {
    const held: string[] = [];
    for (const page of [2, 4])
      held.push(await sandbox().addFault(LIST, { type: 'heldBack' }, { from: page, to: page }));
    // The rows appear although the second response has stopped in the middle.
    const first = await shown();
    assert.ok(first > 0 && first <= PAGE, String(first));
    await until(() => known() === PAGE, 'the resources of the first response');
    assert.equal(await shown(), PAGE);
    assert.equal(count(), `${PAGE} so far`);
    await sandbox().removeFaults(held[0]);
    await until(() => known() === 3 * PAGE, 'the resources of three responses');
    assert.equal(count(), `${3 * PAGE} so far`);
    await sandbox().removeFaults(held[1]);
    await until(() => count() === String(known()), 'the end of the list');
    assert.ok(known() >= ALL, String(known()));
  });
});
