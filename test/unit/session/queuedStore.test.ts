import assert from 'node:assert/strict';
import { setImmediate as nextTurn } from 'node:timers/promises';
import fc from 'fast-check';
import type { KeyValueStore } from '../../../src/session/keyValueStore.ts';
import { queuedStore } from '../../../src/session/queuedStore.ts';

/**
 * Returns a memento with the order of events of VS Code's `ExtensionMemento`. A write sends the current values in a later turn, and
 * its notification, some turns later, replaces all values. The test determines the numbers of turns.
 */
function memento(
  turns: () => number,
  written: string[] = [],
): KeyValueStore & { readonly all: () => Record<string, unknown> } {
  let values: Record<string, unknown> = {};
  const wait = async () => {
    for (let count = turns(); count > 0; count -= 1) await nextTurn();
  };
  return {
    all: () => values,
    get: (key) => values[key],
    async update(key, value) {
      values[key] = value;
      await nextTurn();
      const sent = JSON.stringify(values);
      written.push(key);
      await wait();
      values = JSON.parse(sent) as Record<string, unknown>;
      await wait();
      if (value === 'failed') throw new Error('The disk is full.');
    },
  };
}

describe('queuedStore', () => {
  // If this fails, the memento above no longer behaves like VS Code's, and the other tests prove nothing.
  it("is necessary, because VS Code's memento loses a value that is written during another write", async () => {
    const store = memento(() => 1);
    const first = store.update('accounts', 1);
    await nextTurn();
    await Promise.all([first, store.update('aliases', 2)]);
    assert.deepEqual(store.all(), { accounts: 1 });
  });

  it('returns every written value at once, and stores all of them', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ key: fc.constantFrom('a', 'b', 'c'), gap: fc.nat(3) }), { maxLength: 12 }),
        fc.infiniteStream(fc.nat(3)),
        async (writes, stream) => {
          const inner = memento(() => stream.next().value as number);
          const store = queuedStore(inner);
          const expected: Record<string, unknown> = {};
          const ends: PromiseLike<void>[] = [];
          for (const [index, { key, gap }] of writes.entries()) {
            expected[key] = index;
            ends.push(store.update(key, index));
            for (let turn = 0; turn < gap; turn += 1) await nextTurn();
            for (const [name, value] of Object.entries(expected)) assert.equal(store.get(name), value);
          }
          await Promise.all(ends);
          assert.deepEqual(inner.all(), expected);
        },
      ),
    ));

  it('rejects a failed write, and continues with the next one', async () => {
    const store = queuedStore(memento(() => 1));
    const failed = store.update('a', 'failed');
    const next = store.update('b', 2);
    await assert.rejects(Promise.resolve(failed), /The disk is full/);
    await next;
    assert.equal(store.get('b'), 2);
  });
});
