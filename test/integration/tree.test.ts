import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { COMMANDS } from '../../src/contributions.ts';
import type { Inventory } from '../../src/inventory/inventory.ts';
import { onFirstVisible } from '../../src/vscode/onFirstVisible.ts';
import { autoRefresh } from '../../src/views/resources/sync/autoRefresh.ts';
import type { Node, ServiceNode } from '../../src/views/resources/nodes.ts';
import { kindItem } from '../../src/views/resources/items/groupItems.ts';
import { kindNode, resourcesOf, sandbox, shownTree, type Tree } from './support/host.ts';

const MINUTE = 60_000;

describe('the tree, through its provider', () => {
  let tree: Tree;
  beforeEach(async () => {
    await sandbox().reset();
    tree = await shownTree();
    await vscode.commands.executeCommand(COMMANDS.refresh);
  });

  /** Returns all rows, from the root down. */
  async function allItems(): Promise<vscode.TreeItem[]> {
    const items: vscode.TreeItem[] = [];
    const walk = async (nodes: readonly Node[]) => {
      for (const node of nodes) {
        items.push(tree.getTreeItem(node));
        await walk(await tree.getChildren(node));
      }
    };
    await walk(await tree.getChildren());
    return items;
  }

  it('has unique ids, which stay the same after a refresh', async () => {
    // The sandbox creates samples of a resource type and its parents at the first request. After two passes all
    // exist.
    for (let times = 0; times < 2; times += 1) {
      await allItems();
      await vscode.commands.executeCommand(COMMANDS.refresh);
    }
    const rows = await allItems();
    // A failed listing has a row of its own, which the next listing may not have.
    const problems = rows.filter(({ id }) => id?.startsWith('problem '));
    assert.deepEqual(
      problems.map(({ tooltip }) => tooltip),
      [],
    );
    const before = rows.map(({ id }) => id);
    assert.ok(before.length > 30);
    assert.ok(before.every((id) => id !== undefined));
    assert.equal(new Set(before).size, before.length);
    await vscode.commands.executeCommand(COMMANDS.refresh);
    assert.deepEqual(
      (await allItems()).map(({ id }) => id),
      before,
    );
  });

  it('counts the resources of a service once all its resource types are listed', async () => {
    const descriptionOf = (node: Node) => String(tree.getTreeItem(node).description ?? '');
    // The test has its own copies of the classes.
    const services = (await tree.getChildren()).filter((row): row is ServiceNode => 'service' in row);
    const service = services.find((row) => row.service.id === 'lightsail');
    assert.ok(service);
    const kinds = tree.kinds.filter((node) => node.service === service);
    for (const { kind } of kinds) await resourcesOf(tree, kind.id);
    const counts = kinds.map((kind) => Number(/^\d+/.exec(descriptionOf(kind))?.[0] ?? 0));
    const sum = counts.reduce((all, one) => all + one, 0);
    assert.ok(sum > 0);
    assert.match(descriptionOf(service), new RegExp(`^${sum}( ·|$|,)`));
    const { label } = tree.getTreeItem(service).accessibilityInformation ?? {};
    assert.match(String(label), new RegExp(`^Service Lightsail, ${sum}\\b`));
  });

  it('has context values for menus, and no expandable row without children', async () => {
    const { None, Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
    const items = await allItems();
    const seen = new Set<string>();
    for (const { id = '', contextValue = '', collapsibleState } of items) {
      assert.match(contextValue, /^;([a-zA-Z]+;)+$/, id);
      const [, what = ''] = contextValue.split(';');
      // Categories and resource types are collapsed until they are expanded. The resource type determines whether a
      // resource has children.
      const states: Record<string, readonly vscode.TreeItemCollapsibleState[]> = {
        service: [Expanded],
        category: [Collapsed, Expanded],
        kind: [Collapsed, Expanded],
        resource: [None, Collapsed],
      };
      assert.ok((states[what] ?? [None]).includes(collapsibleState ?? None), id);
      seen.add(contextValue);
    }
    for (const expected of [
      ';category;refreshable;',
      ';kind;refreshable;',
      ';resource;arn;delete;',
      ';resource;arn;delete;dryRun;',
      ';resource;arn;disassociate;',
      ';resource;delete;',
      ';resource;delete;dryRun;',
      ';service;refreshable;',
    ])
      assert.ok(seen.has(expected), `${expected} is not among ${[...seen].join(' ')}`);
    // AWS has two actions for such a row.
    assert.ok([...seen].some((tags) => /;delete;(.*;)?detach;/.test(tags)));
  });

  it('has the parent of every row', async () => {
    const [peer] = await resourcesOf(tree, 'ec2.routeServerPeer');
    assert.ok(peer);
    const kind = tree.getParent(peer);
    assert.equal(kind, kindNode(tree, 'ec2.routeServerPeer'));
    assert.ok(kind);
    const category = tree.getParent(kind);
    assert.equal(category && tree.getTreeItem(category).label, 'Route servers');
    const service = category && tree.getParent(category);
    assert.equal(service && tree.getTreeItem(service).label, 'EC2');
    assert.equal(service && tree.getParent(service), undefined);
  });

  it('keeps an expanded category expanded after a switch of the target, which empties the tree', async () => {
    const { Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
    const category = () => tree.getParent(kindNode(tree, 'ec2.routeServerPeer'));
    const state = () => {
      const node = category();
      return node && tree.getTreeItem(node).collapsibleState;
    };
    const node = category();
    assert.ok(node);
    tree.toggled(node, 'expanded');
    await tree.getChildren(node);
    tree.rebuild();
    assert.notEqual(category(), node, 'the row is made anew');
    assert.equal(state(), Expanded);
    tree.toggled(node, 'collapsed');
    assert.equal(state(), Collapsed);
    tree.toggled(node, 'expanded');
    assert.equal(state(), Expanded, 'VS Code requests no rows that it has');
    // Collapse All: VS Code reports only the services.
    const service = tree.getParent(node);
    assert.ok(service);
    tree.toggled(service, 'collapsed');
    assert.equal(state(), Collapsed);
  });

  it('has the displayed values of a row for screen readers', async () => {
    for (const item of await allItems()) {
      const label = item.accessibilityInformation?.label ?? '';
      assert.notEqual(label, '', item.id);
      if (typeof item.description === 'string' && item.contextValue?.startsWith(';resource;')) {
        // A price is short in the row, and in words for screen readers.
        const [first = ''] = item.description.replace('/mo', ' a month').split(' · ');
        assert.ok(label.includes(first), `${label}\n${item.description}`);
      }
    }
  });
});

describe('the age of a listing', () => {
  it('is in the row of its resource type after 15 minutes, and always in its tooltip', async () => {
    const tree = await shownTree();
    const node = kindNode(tree, 'ec2.routeServerPeer');
    const [target] = node.targets;
    assert.ok(target);
    const now = Date.parse('2026-11-21T14:00:00Z');
    const says = (ageMs: number) => {
      const listing = { kind: node.kind, target, resources: [], failures: [], listedAt: now - ageMs };
      const { description, tooltip } = kindItem(node, [{ listing, loading: false }], undefined, now, true);
      assert.ok(typeof tooltip === 'string');
      assert.match(tooltip, /^Route server peers: listed with .*\nListed .+ ago$/);
      return description;
    };
    assert.equal(says(30_000), '0');
    assert.equal(says(14 * MINUTE), '0');
    assert.equal(says(15 * MINUTE + 20_000), '0 · 15 min ago');
    assert.equal(says(3 * 60 * MINUTE), '0 · 3 h ago');
    assert.equal(kindItem(node, [{ loading: false }], undefined, now, true).description, undefined);
  });

  it('causes a new listing only when the view becomes visible again after a long time', async () => {
    const tree = await shownTree();
    const node = kindNode(tree, 'ec2.routeServerPeer');
    const [target] = node.targets;
    assert.ok(target);
    let listedAt = Date.now();
    let listed = 0;
    const listingOf = () => ({ kind: node.kind, target, resources: [], failures: [], listedAt });
    let finish: () => void = () => undefined;
    const inventory = {
      state: () => ({ listing: listingOf(), loading: false }),
      batchLister: () => ({
        list: async () => {
          listed += 1;
          await new Promise<void>((resolve) => (finish = resolve));
          return listingOf();
        },
        limiterFor: () => ({
          run: (task: () => Promise<unknown>) => task(),
          onSuccess: () => undefined,
          onThrottled: () => undefined,
        }),
      }),
    } as unknown as Inventory;
    const visibility = new vscode.EventEmitter<vscode.TreeViewVisibilityChangeEvent>();
    const view = { visible: false, onDidChangeVisibility: visibility.event } as unknown as vscode.TreeView<Node>;
    const session = { onDidChange: () => () => undefined };
    const fresh = autoRefresh(view, {
      ...{ session, inventory },
      tree: { kinds: [node], refreshRows: () => undefined },
    });
    try {
      assert.equal(listed, 0);
      visibility.fire({ visible: true });
      assert.equal(listed, 0);
      visibility.fire({ visible: false });
      listedAt -= 9 * MINUTE;
      visibility.fire({ visible: true });
      assert.equal(listed, 0);
      visibility.fire({ visible: false });
      listedAt -= 2 * MINUTE;
      assert.equal(listed, 0, 'it was listed while nobody looked');
      visibility.fire({ visible: true });
      assert.equal(listed, 1);
      visibility.fire({ visible: false });
      visibility.fire({ visible: true });
      assert.equal(listed, 1, 'it was listed again while that was in progress');
    } finally {
      finish();
      fresh.dispose();
      visibility.dispose();
    }
  });
});

describe('the first visibility of a view', () => {
  it('is reported once, for the first of several views', () => {
    const views = [false, false].map((visible) => {
      const changed = new vscode.EventEmitter<vscode.TreeViewVisibilityChangeEvent>();
      const show = (now: boolean) => {
        view.visible = now;
        changed.fire({ visible: now });
      };
      const view = { visible, onDidChangeVisibility: changed.event, show };
      return view;
    });
    let seen = 0;
    const waiting = onFirstVisible(views, () => {
      seen += 1;
    });
    assert.equal(seen, 0);
    views[1]?.show(true);
    views[0]?.show(true);
    views[1]?.show(false);
    views[1]?.show(true);
    assert.equal(seen, 1);
    waiting.dispose();
    onFirstVisible(views, () => {
      seen += 1;
    }).dispose();
    assert.equal(seen, 2);
  });
});
