import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'mocha';
import type { Resource } from '../../../src/inventory/resource.ts';
import { ViewState } from '../../../src/views/resources/viewState.ts';

describe('the view state of a workspace', () => {
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

  it('hides empty resource types and has no filter and AWS’s order by default', () => {
    assert.deepEqual([choices.showsEmpty, choices.filter, choices.order], [false, undefined, 'listed']);
    assert.equal(choices.isHidden({ id: 'x' } as unknown as Resource), false);
  });

  it('is stored, and fires changes', async () => {
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

  it('has all resource types, or the selected ones', async () => {
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
      // All resource types include those of later versions.
      assert.equal(kept.get('teardown.kinds'), undefined);
    }
    kept.set('teardown.kinds', ['ec2.noSuchKind']);
    assert.equal(open().kinds.length, all.length);
  });

  it('has the defaults for malformed stored values', () => {
    kept.set('teardown.filter', 'size:3').set('teardown.order', 'colour').set('teardown.showsEmptyKinds', 'yes');
    const again = open();
    assert.deepEqual([again.showsEmpty, again.filter, again.order], [false, undefined, 'listed']);
  });

  it('has the filter that was typed last, and no earlier one', async () => {
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
