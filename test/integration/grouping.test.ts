import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { COMMANDS } from '../../src/contributions.ts';
import type { GroupNode } from '../../src/views/resources/nodes.ts';
import { resourcesOf, sandbox, shownTree, type Tree } from './support/host.ts';

const LISTED = [
  'ec2.vpc',
  'ec2.subnet',
  'ec2.volume',
  'ec2.securityGroup',
  'ec2.instance',
  'lightsail.keyPair',
  'lightsail.bucketAccessKey',
  'ec2.ipamExternalResourceVerificationToken',
];

describe('the tree, grouped by a property of resources', () => {
  let tree: Tree;
  /** Selects an entry of **Group By…**. */
  const grouped = async (label: string) => {
    const window = vscode.window as unknown as Record<'showQuickPick', unknown>;
    const original = window.showQuickPick;
    window.showQuickPick = (items: readonly vscode.QuickPickItem[]) =>
      Promise.resolve(items.find((item) => item.label === label));
    try {
      await vscode.commands.executeCommand(COMMANDS.groupResources);
    } finally {
      window.showQuickPick = original;
    }
  };
  before(async () => {
    await sandbox().reset();
    tree = await shownTree();
    await vscode.commands.executeCommand(COMMANDS.refresh);
    for (const kind of LISTED) await resourcesOf(tree, kind);
  });
  after(() => grouped('Service'));

  type Row = Awaited<ReturnType<Tree['getChildren']>>[number];
  const groupsOf = async () => (await tree.getChildren()).filter((row): row is Row & GroupNode => 'group' in row);

  for (const grouping of ['Tag Name', 'VPC', 'Stack or tool', 'Age', 'Account that owns it']) {
    it(`shows each listed resource once by ${grouping}, sends no request, and has matching counts`, async () => {
      await grouped(grouping);
      const known = [...tree.resources()].map(({ key }) => key);
      assert.ok(known.length >= 10, `${known.length} are listed`);
      const requestsBefore = (await sandbox().requests()).length;
      const shown: string[] = [];
      const ids: (string | undefined)[] = [];
      let counted = 0;
      for (const group of await groupsOf()) {
        const item = tree.getTreeItem(group);
        ids.push(item.id);
        assert.equal(item.contextValue, ';group;refreshable;');
        counted += Number(/(?:^| )(\d+)(?:$| ·)/.exec(String(item.description))?.[1]);
        const label = typeof item.label === 'string' ? item.label : '';
        assert.ok(item.accessibilityInformation?.label.startsWith(`Group ${label}`));
        for (const kind of await tree.getChildren(group)) {
          assert.equal(tree.getParent(kind), group);
          ids.push(tree.getTreeItem(kind).id);
          for (const row of await tree.getChildren(kind)) {
            assert.ok('resource' in row, JSON.stringify(row));
            assert.equal(tree.getParent(row), kind);
            assert.equal(tree.kindNodeOf(row.resource), kind, 'what Reveal finds');
            ids.push(tree.getTreeItem(row).id);
            shown.push(row.resource.key);
          }
        }
      }
      assert.deepEqual(shown.toSorted(), known.toSorted());
      assert.equal(counted, known.length);
      assert.equal(new Set(ids).size, ids.length, 'ids are unique');
      assert.equal((await sandbox().requests()).length, requestsBefore, 'nothing was listed');
    });
  }

  it('shows the number of resource types that are not listed', async () => {
    await grouped('Age');
    const last = (await tree.getChildren()).at(-1);
    assert.ok(last);
    assert.match(String(tree.getTreeItem(last).description), /^\d+ resource types not listed yet$/);
  });

  it('includes a resource type that is listed later', async () => {
    await grouped('Age');
    const types = async () => (await groupsOf()).flatMap((group) => tree.kindsUnder(group)).map(({ kind }) => kind.id);
    // Earlier tests may have listed some of these.
    const before = await types();
    const later = ['ec2.networkAcl', 'ec2.routeTable', 'ec2.routeServerPeer'].find((kind) => !before.includes(kind));
    assert.ok(later, 'a type that was not listed');
    await resourcesOf(tree, later);
    assert.ok((await types()).includes(later));
  });
});
