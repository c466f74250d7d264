import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'mocha';
import type { Resource } from '../../../src/inventory/resource.ts';
import { ViewChoices } from '../../../src/views/viewChoices.ts';

describe('what a workspace has chosen for the look of the tree', () => {
  let kept: Map<string, unknown>;
  let choices: ViewChoices;
  let changes: number;
  const open = () =>
    new ViewChoices({
      get: (key) => kept.get(key),
      update: (key, value) => {
        kept.set(key, value);
        return Promise.resolve();
      },
    });
  beforeEach(() => {
    kept = new Map();
    choices = open();
    changes = 0;
    choices.onDidChange(() => (changes += 1));
  });

  it('is nothing at first: empty kinds hidden, no filter, the order of AWS', () => {
    assert.deepEqual([choices.showsEmpty, choices.filter, choices.order], [false, undefined, 'listed']);
    assert.equal(choices.hides({ id: 'x' } as unknown as Resource), false);
  });

  it('is kept, and told', async () => {
    await choices.showEmpty(true);
    await choices.filterBy('  name:web  ');
    await choices.orderBy('oldest');
    assert.equal(changes, 3);
    const again = open();
    assert.deepEqual([again.showsEmpty, again.filter?.text, again.order], [true, 'name:web', 'oldest']);
    assert.equal(again.hides({ id: 'i-1', name: 'web-1' } as unknown as Resource), false);
    assert.equal(again.hides({ id: 'i-2', name: 'db' } as unknown as Resource), true);

    await choices.showEmpty(false);
    await choices.filterBy('');
    await choices.orderBy('listed');
    assert.ok([...kept.values()].every((value) => value === undefined));
  });

  it('is about all kinds, or about those that were chosen', async () => {
    const all = choices.kinds.map(({ id }) => id);
    await choices.chooseKinds(['ec2.volume', 'lightsail.keyPair']);
    assert.deepEqual(
      open().kinds.map(({ id }) => id),
      ['ec2.volume', 'lightsail.keyPair'],
    );
    for (const ids of [[], all]) {
      await choices.chooseKinds(ids);
      assert.deepEqual(
        choices.kinds.map(({ id }) => id),
        all,
      );
      // Kinds that a later version brings are among all.
      assert.equal(kept.get('teardown.kinds'), undefined);
    }
    kept.set('teardown.kinds', ['ec2.noSuchKind']);
    assert.equal(open().kinds.length, all.length);
  });

  it('shows everything where what was kept is not understood any more', () => {
    kept.set('teardown.filter', 'size:3').set('teardown.order', 'colour').set('teardown.showsEmptyKinds', 'yes');
    const again = open();
    assert.deepEqual([again.showsEmpty, again.filter, again.order], [false, undefined, 'listed']);
  });
});
