import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'mocha';
import type { Resource } from '../../../src/inventory/resource.ts';
import { ViewState } from '../../../src/views/resources/viewState.ts';

describe('what a workspace has chosen for the look of the tree', () => {
  let kept: Map<string, unknown>;
  let choices: ViewState;
  let changes: number;
  const open = () =>
    new ViewState({
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
    assert.equal(choices.isHidden({ id: 'x' } as unknown as Resource), false);
  });

  it('is kept, and told', async () => {
    await choices.setShowEmpty(true);
    await choices.setFilter('  name:web  ');
    await choices.setOrder('oldest');
    assert.equal(changes, 3);
    const again = open();
    assert.deepEqual([again.showsEmpty, again.filter?.text, again.order], [true, 'name:web', 'oldest']);
    assert.equal(again.isHidden({ id: 'i-1', name: 'web-1' } as unknown as Resource), false);
    assert.equal(again.isHidden({ id: 'i-2', name: 'db' } as unknown as Resource), true);

    await choices.setShowEmpty(false);
    await choices.setFilter('');
    await choices.setOrder('listed');
    assert.ok([...kept.values()].every((value) => value === undefined));
  });

  it('is about all kinds, or about those that were chosen', async () => {
    const all = choices.kinds.map(({ id }) => id);
    await choices.setKinds(['ec2.volume', 'lightsail.keyPair']);
    assert.deepEqual(
      open().kinds.map(({ id }) => id),
      ['ec2.volume', 'lightsail.keyPair'],
    );
    for (const ids of [[], all]) {
      await choices.setKinds(ids);
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

  it('shows the last filter that was typed, and none that it has overtaken', async () => {
    const list = Array.from(
      { length: 1_000 },
      (_, index) => ({ id: `i-${index}`, name: 'web' }) as unknown as Resource,
    );
    choices = new ViewState({ get: (key) => kept.get(key), update: () => Promise.resolve() }, undefined, () => [list]);
    const shown: (string | undefined)[] = [];
    choices.onDidChange(() => shown.push(choices.filter?.text));
    await Promise.all(['name:n', 'name:w', 'name:we'].map((text) => choices.previewFilter(text)));
    assert.deepEqual(shown, ['name:we']);
    const [late] = [choices.previewFilter('name:other'), choices.previewFilter('name:we')];
    await late;
    assert.deepEqual(shown, ['name:we'], 'a filter was shown that was typed over');
    await choices.endPreview();
    assert.deepEqual(shown, ['name:we', undefined]);
  });
});
