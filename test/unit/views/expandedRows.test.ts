import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { ExpandedRows } from '../../../src/views/resources/expandedRows.ts';
import { until } from '../../harness/until.ts';

const ROW = { path: 'route server peers' };
const OTHER = { path: 'key pairs' };

const rows = (): Promise<string[]> => Promise.resolve([]);

/** Open rows that wait for a request no longer than a turn, and what they report as collapsed. */
function openKinds(requestMs = 0) {
  const collapsed: string[] = [];
  const open = new ExpandedRows<typeof ROW>(({ path }) => void collapsed.push(path), requestMs);
  return { open, collapsed };
}

describe('ExpandedRows', () => {
  it('opens a row with the request for its rows, and closes it with the collapse', async () => {
    const { open, collapsed } = openKinds();
    open.expanded(ROW);
    await open.requested(ROW, rows);
    assert.ok(open.has(ROW));
    open.collapsed(ROW);
    assert.ok(!open.has(ROW));
    assert.deepEqual(collapsed, [ROW.path]);
  });

  it('closes a row whose collapse VS Code did not report, as its rows are not requested after a drawing', async () => {
    const { open, collapsed } = openKinds();
    await open.requested(ROW, rows);
    open.drawn([ROW]);
    await until(() => collapsed.length > 0, 'the row to be closed');
    assert.ok(!open.has(ROW));
    await open.requested(ROW, rows);
    assert.ok(open.has(ROW), 'a later request opens it again');
  });

  it('keeps a row open whose rows are requested after each drawing', async () => {
    const { open, collapsed } = openKinds();
    await open.requested(ROW, rows);
    await open.requested(OTHER, rows);
    open.drawn([ROW, OTHER]);
    open.drawn([ROW, OTHER]);
    await open.requested(ROW, rows);
    await until(() => collapsed.length > 0, 'the other row to be closed');
    assert.deepEqual(collapsed, [OTHER.path]);
    assert.ok(open.has(ROW));
  });

  it('closes nothing as long as the rows under another one are on their way: the next request waits for them', async () => {
    const { open, collapsed } = openKinds();
    let give: (() => void) | undefined;
    await open.requested(OTHER, rows);
    const slow = open.requested(ROW, () => new Promise<void>((resolve) => (give = resolve)));
    open.drawn([OTHER]);
    // Waits no less long, and began later.
    const control = openKinds();
    await control.open.requested(OTHER, rows);
    control.open.drawn([OTHER]);
    await until(() => control.collapsed.length > 0, 'the time for the request to be over');
    assert.deepEqual(collapsed, []);
    give?.();
    await slow;
    await until(() => collapsed.length > 0, 'the row to be closed');
  });

  it('is not opened by a request that left before the collapse, but by the next expansion', async () => {
    const { open } = openKinds();
    await open.requested(ROW, rows);
    open.collapsed(ROW);
    await open.requested(ROW, rows);
    assert.ok(!open.has(ROW));
    open.expanded(ROW);
    await open.requested(ROW, rows);
    assert.ok(open.has(ROW));
  });

  it('closes nothing once it is disposed of', async () => {
    const { open, collapsed } = openKinds();
    await open.requested(ROW, rows);
    open.drawn([ROW]);
    open.dispose();
    assert.deepEqual(collapsed, []);
  });
});
