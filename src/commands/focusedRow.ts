/** The access to a view's rows that finding the focus needs. */
export interface SelectionAccess<Row> {
  /** Returns the selected rows. */
  readonly selection: () => readonly Row[];
  /** Selects the row that has the focus, or removes it from the selection if it is selected. */
  readonly toggle: () => PromiseLike<unknown>;
  /** Returns whether two objects are the same row. A redraw may create another object for a row. */
  readonly same: (a: Row, b: Row) => boolean;
  /** Waits until the next attempt. */
  readonly pause: () => Promise<unknown>;
}

/** A redraw takes less than the pauses of so many attempts. */
const ATTEMPTS = 20;

/**
 * Finds the row that a key was pressed on. Arrow keys move the focus and leave the selection as it was, and no API of VS Code has the focus
 * (microsoft/vscode#72442): it is the only row by which the selection changes. The selection is as before in the end.
 *
 * A redraw may lose the change, change more rows, or hide the selection for a moment. Only the focus adds a row, so that one is certain. A
 * row that is missing must be missing in two attempts in sequence. Returns undefined if no attempt finds one row.
 */
export async function findFocusedRow<Row>(access: SelectionAccess<Row>): Promise<Row | undefined> {
  const { selection, toggle, same, pause } = access;
  const without = (rows: readonly Row[], others: readonly Row[]) =>
    rows.filter((row) => !others.some((other) => same(row, other)));
  let missing: Row | undefined;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const before = selection();
    await toggle();
    const after = selection();
    await toggle();
    const [added, removed] = [without(after, before), without(before, after)];
    if (added.length === 1 && removed.length === 0) return added[0];
    const [row] = added.length === 0 && removed.length === 1 ? removed : [];
    if (row !== undefined && missing !== undefined && same(row, missing)) return row;
    missing = row;
    if (attempt < ATTEMPTS) await pause();
  }
  return undefined;
}
