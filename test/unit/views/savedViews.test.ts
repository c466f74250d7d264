import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'mocha';
import { SavedViews, type SavedView } from '../../../src/views/resources/savedViews.ts';
import { ViewState } from '../../../src/views/resources/viewState.ts';

const KEY = 'teardown.views';

describe('saved views', () => {
  let kept: Map<string, unknown>;
  const store = {
    get: (key: string) => kept.get(key),
    update: (key: string, value: unknown) => {
      // A workspace stores JSON.
      kept.set(key, value === undefined ? undefined : JSON.parse(JSON.stringify(value)));
      return Promise.resolve();
    },
  };
  const open = () => new SavedViews(store);
  const view = (name: string, rest: Partial<SavedView> = {}): SavedView => ({
    name,
    filter: 'tag:env=dev',
    grouping: { by: 'tag', key: 'env' },
    order: 'cost',
    ...rest,
  });
  const names = () => open().all.map(({ name }) => name);
  beforeEach(() => {
    kept = new Map();
  });

  it('are stored unchanged, the last one first, and replace a view of the same name', async () => {
    await open().save(view('dev leftovers'));
    await open().save(view('  old  ', { grouping: { by: 'age' } }));
    assert.deepEqual(open().get('old'), view('old', { grouping: { by: 'age' } }));
    await open().save(view('dev leftovers', { filter: '' }));
    assert.deepEqual(names(), ['dev leftovers', 'old']);
    assert.equal(open().get('dev leftovers')?.filter, '');
  });

  it('are renamed in place and deleted', async () => {
    for (const name of ['c', 'b', 'a']) await open().save(view(name));
    await open().rename('b', ' x ');
    assert.deepEqual(names(), ['a', 'x', 'c']);
    await open().rename('x', 'c');
    assert.deepEqual(names(), ['a', 'c']);
    await open().delete('a');
    await open().delete('not there');
    assert.deepEqual(names(), ['c']);
    await open().delete('c');
    assert.equal(kept.get(KEY), undefined);
  });

  it('may have any name, and are dropped when malformed', async () => {
    for (const name of ['__proto__', 'constructor', '$(trash) [x](command:y)', '\u202egnp.exe']) {
      await open().save(view(name));
      assert.deepEqual(open().get(name), view(name));
    }
    for (const odd of [
      undefined,
      null,
      'x',
      7,
      {},
      [null, 7, [], { name: '' }, { name: 7 }, { name: 'x'.repeat(101) }],
    ]) {
      kept.set(KEY, odd);
      assert.deepEqual(open().all, []);
    }
    kept.set(KEY, [{ name: 'x', filter: 7, grouping: { by: 'toString' }, order: 'toString' }]);
    assert.deepEqual(open().all, [view('x', { filter: '', grouping: { by: 'service' }, order: 'listed' })]);
  });

  it('are applied with one change event', async () => {
    const state = new ViewState(store);
    let changes = 0;
    state.onDidChange(() => (changes += 1));
    await state.show(view('x'));
    assert.deepEqual(
      [state.filter?.text, state.grouping, state.order, changes],
      ['tag:env=dev', { by: 'tag', key: 'env' }, 'cost', 1],
    );
    await state.show(view('y', { filter: '', grouping: { by: 'service' }, order: 'listed' }));
    assert.deepEqual([state.filter, state.grouping, state.order, changes], [undefined, { by: 'service' }, 'listed', 2]);
  });
});
