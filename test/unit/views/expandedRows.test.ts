import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { ExpandedRows } from '../../../src/views/resources/expandedRows.ts';
import { until } from '../../harness/until.ts';

const ROW = { path: 'route server peers' };
const OTHER = { path: 'key pairs' };

const rows = (): Promise<string[]> => Promise.resolve([]);

/** Returns expanded rows that wait at most one turn for a request, and the rows that they report as collapsed. */
function openKinds(requestMs = 0) {
  const collapsed: string[] = [];
  const open = new ExpandedRows<typeof ROW>(({ path }) => void collapsed.push(path), requestMs);
  return { open, collapsed };
}

describe('ExpandedRows', () => {
  it('expands a row with the request for its children, and collapses it with the event', async () => {
    const { open, collapsed } = openKinds();
    open.expanded(ROW);
    await open.requested(ROW, rows);
    assert.ok(open.has(ROW));
    open.collapsed(ROW);
    assert.ok(!open.has(ROW));
    assert.deepEqual(collapsed, [ROW.path]);
  });

  it('collapses a row when VS Code does not request its children after a refresh', async () => {
    const { open, collapsed } = openKinds();
    await open.requested(ROW, rows);
    open.drawn([ROW]);
    await until(() => collapsed.length > 0, 'the row to be closed');
    assert.ok(!open.has(ROW));
    await open.requested(ROW, rows);
    assert.ok(open.has(ROW), 'a later request opens it again');
  });

  it('keeps a row expanded when VS Code requests its children after each refresh', async () => {
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

  it('collapses nothing while the children of another row are loading', async () => {
    const { open, collapsed } = openKinds();
    let give: (() => void) | undefined;
    await open.requested(OTHER, rows);
    const slow = open.requested(ROW, () => new Promise<void>((resolve) => (give = resolve)));
    open.drawn([OTHER]);
    // The control waits as long, and started later.
    const control = openKinds();
    await control.open.requested(OTHER, rows);
    control.open.drawn([OTHER]);
    await until(() => control.collapsed.length > 0, 'the time for the request to be over');
    assert.deepEqual(collapsed, []);
    give?.();
    await slow;
    await until(() => collapsed.length > 0, 'the row to be closed');
  });

  it('expands a row at the next expansion, and not with a request from before the collapse', async () => {
    const { open } = openKinds();
    await open.requested(ROW, rows);
    open.collapsed(ROW);
    await open.requested(ROW, rows);
    assert.ok(!open.has(ROW));
    open.expanded(ROW);
    await open.requested(ROW, rows);
    assert.ok(open.has(ROW));
  });

  it('collapses nothing once it is disposed', async () => {
    const { open, collapsed } = openKinds();
    await open.requested(ROW, rows);
    open.drawn([ROW]);
    open.dispose();
    assert.deepEqual(collapsed, []);
  });
});
