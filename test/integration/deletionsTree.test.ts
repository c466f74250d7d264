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
