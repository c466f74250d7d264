import assert from 'node:assert/strict';
import { setImmediate as nextTurn } from 'node:timers/promises';
import fc from 'fast-check';
import type { KeyValueStore } from '../../../src/session/keyValueStore.ts';
import { queuedStore } from '../../../src/session/queuedStore.ts';

/**
 * A memento with the order of events of VS Code's `ExtensionMemento`: a write leaves in a later turn with all values as they are then, and
 * its notice, some turns later, replaces them. Numbers of turns come from the test.
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
      if (value === 'refused') throw new Error('The disk is full.');
    },
  };
}

describe('What VS Code keeps for the extension', () => {
  it("is lost by a memento that is written to twice at once: this test has one as unkind as VS Code's", async () => {
    const store = memento(() => 1);
    const first = store.update('accounts', 1);
    await nextTurn();
    await Promise.all([first, store.update('aliases', 2)]);
    assert.deepEqual(store.all(), { accounts: 1 });
  });

  it('has every value that was handed over, at once and in the end', () =>
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

  it('tells the writer of a value that was not written, and goes on', async () => {
    const store = queuedStore(memento(() => 1));
    const refused = store.update('a', 'refused');
    const next = store.update('b', 2);
    await assert.rejects(Promise.resolve(refused), /The disk is full/);
    await next;
    assert.equal(store.get('b'), 2);
  });
});
