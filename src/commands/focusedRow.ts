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

/** The row with the focus, and the selection that it is part of: else it alone. */
export interface FocusedRow<Row> {
  readonly row: Row;
  readonly selected: readonly Row[];
}

/**
 * Finds the row that a key was pressed on. Arrow keys move the focus and leave the selection as it was, and no API of VS Code has the focus
 * (microsoft/vscode#72442): it is the only row by which the selection changes. The selection is as before in the end.
 *
 * During a redraw, some of the selected rows, or all, are missing for a moment. So two attempts in sequence must find the same. Returns
 * undefined if none do.
 */
export async function findFocusedRow<Row>(access: SelectionAccess<Row>): Promise<FocusedRow<Row> | undefined> {
  const { same, pause } = access;
  const contains = (rows: readonly Row[], row: Row) => rows.some((other) => same(row, other));
  const equal = (a: readonly Row[], b: readonly Row[]) => a.length === b.length && a.every((row) => contains(b, row));
  let last: FocusedRow<Row> | undefined;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const found = await attemptToFind(access, contains);
    if (found && last && same(found.row, last.row) && equal(found.selected, last.selected)) return found;
    last = found;
    if (attempt < ATTEMPTS) await pause();
  }
  return undefined;
}

async function attemptToFind<Row>(
  { selection, toggle }: SelectionAccess<Row>,
  contains: (rows: readonly Row[], row: Row) => boolean,
): Promise<FocusedRow<Row> | undefined> {
  const before = selection();
  await toggle();
  const after = selection();
  await toggle();
  const added = after.filter((row) => !contains(before, row));
  const removed = before.filter((row) => !contains(after, row));
  const [row, ...others] = [...added, ...removed];
  if (row === undefined || others.length > 0) return undefined;
  return { row, selected: added.length > 0 ? [row] : before };
}
