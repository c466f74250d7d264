import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { findFocusedRow } from '../../../src/commands/focusedRow.ts';

/** Returns a tree with a focus and a selection. `lost` toggles have no effect, as those during a redraw. */
function treeWith(rows: { readonly focus?: string; readonly selected: readonly string[]; lost?: number }) {
  let selected = rows.selected;
  let lost = rows.lost ?? 0;
  const access = {
    selection: () => selected,
    toggle: () => {
      const { focus } = rows;
      if (lost > 0) lost--;
      else if (focus !== undefined)
        selected = selected.includes(focus) ? selected.filter((row) => row !== focus) : [...selected, focus];
      return Promise.resolve();
    },
    same: (a: string, b: string) => a === b,
    pause: () => Promise.resolve(),
  };
  return { access, selected: () => selected };
}

describe('the row with the focus', () => {
  it('is found inside and outside of the selection, which stays as it was', async () => {
    for (const [selected, meant] of [
      [[], ['b']],
      [['a'], ['b']],
      [['b'], ['b']],
      [
        ['a', 'b', 'c'],
        ['a', 'b', 'c'],
      ],
    ] as const) {
      const tree = treeWith({ focus: 'b', selected });
      const found = await findFocusedRow(tree.access);
      assert.equal(found?.row, 'b');
      assert.deepEqual([...found.selected].sort(), meant);
      assert.deepEqual([...tree.selected()].sort(), [...selected].sort());
    }
  });

  it('is found at a later attempt if a redraw loses the toggle', async () => {
    const tree = treeWith({ focus: 'b', selected: ['a'], lost: 4 });
    assert.deepEqual(await findFocusedRow(tree.access), { row: 'b', selected: ['b'] });
    assert.deepEqual(tree.selected(), ['a']);
  });

  it('has its whole selection, whichever rows a redraw hides at one moment', async () => {
    const rows = ['a', 'b', 'c'];
    for (const hidden of [['a'], ['b'], ['c'], ['a', 'b'], ['b', 'c'], rows])
      for (let moment = 0; moment < 6; moment++)
        for (const selected of [['a'], ['a', 'b'], rows, ['c']]) {
          const tree = treeWith({ focus: 'b', selected });
          const { selection } = tree.access;
          let reads = 0;
          const found = await findFocusedRow({
            ...tree.access,
            selection: () => (reads++ === moment ? selection().filter((row) => !hidden.includes(row)) : selection()),
          });
          const meant = selected.includes('b') ? selected : ['b'];
          assert.equal(found?.row, 'b', `${String(hidden)} hidden in read ${moment} of ${String(selected)}`);
          assert.deepEqual([...found.selected].sort(), meant, `${String(hidden)} hidden in read ${moment}`);
        }
  });

  it('is unknown if none has it: the selection is not taken instead', async () => {
    const tree = treeWith({ selected: ['a'] });
    assert.equal(await findFocusedRow(tree.access), undefined);
    assert.deepEqual(tree.selected(), ['a']);
  });
});
