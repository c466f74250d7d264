import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { JournalEntry } from '../../src/deletion/journal/entry.ts';
import { DeletionsTreeProvider } from '../../src/views/deletions/deletionsTreeProvider.ts';
import { until } from '../harness/until.ts';
import { intentFor } from '../unit/journal/support/samples.ts';

function entry(id: string): JournalEntry {
  const instance = { id: '1-1-a', pid: 1, startedAt: 1 };
  const outcome = { kind: 'deleted', at: 1 } as const;
  return { ...intentFor(id, { planId: `plan of ${id}` }), id, at: 1, instance, calls: [], outcome, state: 'completed' };
}

describe('the rows of a long journal', () => {
  it('are the newest first, then all, with counts only of all', async () => {
    const all = [entry('rsp-3'), entry('rsp-2'), entry('rsp-1')];
    let isRead = false;
    let finish = (): void => undefined;
    const read = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const tree = new DeletionsTreeProvider({
      journal: {
        entries: () => read.then(() => all),
        newestEntries: () => Promise.resolve({ entries: isRead ? all : all.slice(0, 1), complete: isRead }),
        onDidChange: () => () => undefined,
      },
      isRunning: () => false,
      accountLabel: (account) => account,
    });
    const counts: number[] = [];
    let changes = 0;
    tree.onDidCount(({ total }) => counts.push(total));
    tree.onDidChangeTreeData(() => {
      changes += 1;
    });
    const labels = async () => (await tree.getChildren()).map((node) => tree.getTreeItem(node).label);

    const first = await labels();
    assert.equal(first.length, 2);
    assert.equal(first[1], 'Reading older deletions…');
    assert.deepEqual([counts, changes], [[], 0]);
    // A second read, as after a change of the journal, does not read the whole journal again.
    assert.deepEqual(await labels(), first);

    isRead = true;
    finish();
    await until(() => changes > 0, 'the rows are drawn again');
    assert.equal((await labels()).length, 3);
    assert.deepEqual([counts, changes], [[3], 1]);
    tree.dispose();
  });
});

describe('the rows of several accounts', () => {
  const treeOf = (all: readonly JournalEntry[]) =>
    new DeletionsTreeProvider({
      journal: {
        entries: () => Promise.resolve(all),
        newestEntries: () => Promise.resolve({ entries: all, complete: true }),
        onDidChange: () => () => undefined,
      },
      isRunning: () => false,
      accountLabel: (account) => `alias (${account})`,
    });
  const inAccount = (accountId: string, planId: string): JournalEntry => {
    const one = entry('rsp-1');
    const resource = { ...one.resource, accountId, name: 'edge-fw', id: `rsp-${accountId.slice(0, 4)}` };
    return { ...one, id: `${accountId} ${planId}`, planId, resource };
  };
  const texts = async (all: readonly JournalEntry[]) => {
    const tree = treeOf(all);
    const roots = await tree.getChildren();
    const nodes = [...roots, ...(await Promise.all(roots.map((root) => tree.getChildren(root)))).flat()];
    const items = nodes.map((node) => tree.getTreeItem(node));
    tree.dispose();
    return items.map(({ description, accessibilityInformation }) => [
      String(description),
      accessibilityInformation?.label,
    ]);
  };

  it('name the account, in one run and in several', async () => {
    const accounts = ['111122223333', '444455556666'];
    const rows = [
      ...(await texts(accounts.map((account) => inAccount(account, 'together')))),
      ...(await texts(accounts.map((account) => inAccount(account, account)))),
    ];
    assert.equal(rows.length, 5);
    const [run, ...single] = rows;
    for (const text of run ?? []) for (const account of accounts) assert.match(text ?? '', new RegExp(account));
    for (const [index, row] of single.entries()) {
      for (const text of row) assert.match(text ?? '', new RegExp(`alias \\(${accounts[index % 2] ?? ''}\\)`));
    }
    // A narrow side bar cuts off the end of a row.
    for (const [description] of single.slice(accounts.length))
      assert.match(description ?? '', /^alias \(\d{12}\) · (?!.*alias)/);
  });

  it('leave it out where all are of one account', async () => {
    const rows = await texts([inAccount('111122223333', 'one'), inAccount('111122223333', 'two')]);
    assert.equal(rows.length, 2);
    for (const text of rows.flat()) assert.doesNotMatch(text ?? '', /111122223333/);
  });
});
