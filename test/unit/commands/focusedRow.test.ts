import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { findFocusedRow } from '../../../src/commands/focusedRow.ts';

/** Returns a tree with a focus and a selection. `lost` toggles have no effect, as those during a redraw. */
function treeWith(rows: { readonly focus?: string; readonly selected: readonly string[]; lost?: number }) {
  let selected = rows.selected;
  let lost = rows.lost ?? 0;
  let pauses = 0;
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
    pause: () => Promise.resolve(pauses++),
  };
  return { access, selected: () => selected, pauses: () => pauses };
}

describe('the row with the focus', () => {
  it('is found inside and outside of the selection, which stays as it was', async () => {
    for (const selected of [[], ['a'], ['b'], ['a', 'b', 'c']]) {
      const tree = treeWith({ focus: 'b', selected });
      assert.equal(await findFocusedRow(tree.access), 'b');
      assert.deepEqual([...tree.selected()].sort(), [...selected].sort());
    }
  });

  it('is found at a later attempt if a redraw loses the toggle', async () => {
    const tree = treeWith({ focus: 'b', selected: ['a'], lost: 4 });
    assert.equal(await findFocusedRow(tree.access), 'b');
    assert.deepEqual(tree.selected(), ['a']);
    assert.equal(tree.pauses(), 2);
  });

  it('is not taken from a selection that a redraw hides for a moment', async () => {
    const tree = treeWith({ focus: 'b', selected: ['a'] });
    let hidden = false;
    const { selection } = tree.access;
    const found = await findFocusedRow({
      ...tree.access,
      selection: () => {
        const rows = selection();
        if (hidden || !rows.includes('b')) return rows;
        hidden = true;
        return [];
      },
    });
    assert.equal(found, 'b');
    assert.ok(hidden);
  });

  it('is unknown if none has it: the selection is not taken instead', async () => {
    const tree = treeWith({ selected: ['a'] });
    assert.equal(await findFocusedRow(tree.access), undefined);
    assert.deepEqual(tree.selected(), ['a']);
  });
});
