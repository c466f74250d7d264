import assert from 'node:assert/strict';
import { showsStart } from '../harness/drawn.ts';
import { until } from '../harness/until.ts';
import { test } from './support/fixtures.ts';
import { confirmPlan, PLAN, planShown } from './support/planView.ts';
import { DEV, LABELS, openKinds, deleteRequests, RESOURCES, rowOf } from './support/steps.ts';

const PEER = 'edge-fw-lab';

test.describe('Keybindings in the tree', () => {
  test('open the confirmation with Delete, and keep the focus after Escape', async ({ aws, workbench }) => {
    await openKinds(workbench, LABELS.peers);
    await workbench.clickRow(rowOf(workbench, PEER));
    await workbench.page.keyboard.press('Delete');
    const question = await workbench.dialog(`Delete route server peer "${PEER}"?`).shown();
    assert.equal(await question.focusedButton(), 'Show Plan');
    await workbench.screenshot('key-delete');
    await question.type('Escape');
    await workbench.tree(RESOURCES).and(workbench.page.locator(':focus')).waitFor();
    await rowOf(workbench, PEER).and(workbench.page.locator('[aria-selected="true"]')).waitFor();
    // Arrow keys move the focus, and not the selection: the question is about the row that looks chosen.
    const focused = rowOf(workbench, 'edge-fw-2').and(workbench.page.locator('.focused'));
    await until(async () => {
      // A redraw of the view may put the focus back.
      await workbench.clickRow(rowOf(workbench, 'edge-fw-1'));
      await workbench.page.keyboard.press('ArrowDown');
      return focused.isVisible();
    }, 'the focus on the next row');
    await workbench.page.keyboard.press('Delete');
    await (await workbench.dialog('Delete route server peer "edge-fw-2"?').shown()).type('Escape');
    await rowOf(workbench, 'edge-fw-1').and(workbench.page.locator('[aria-selected="true"]')).waitFor();
    assert.deepEqual(await deleteRequests(aws), []);
  });

  test('select rows with Shift and arrow keys, plan them with Delete and confirm', async ({ aws, workbench }) => {
    const peers = { ...DEV, kind: 'ec2.routeServerPeer' } as const;
    const [first, second] = await aws.rows(peers);
    assert.ok(first && second);
    const begins = ({ id }: { readonly id: string }) => new RegExp(`^${id.slice(0, 6)}…${id.slice(-6)} · `);
    // Rows with the same name begin with what differs.
    await aws.patch(peers, second.id, { Tags: [{ Key: 'Name', Value: 'edge-fw-1' }] });
    await openKinds(workbench, LABELS.peers);
    for (const peer of [first, second]) await rowOf(workbench, 'edge-fw-1', begins(peer)).waitFor();
    await rowOf(workbench, 'edge-fw-lab', /^10\.0\.1\.31 · /).waitFor();
    await workbench.screenshot('same-names');
    await workbench.clickRow(rowOf(workbench, 'edge-fw-1', begins(first)));
    await workbench.page.keyboard.press('Shift+ArrowDown');
    await workbench.page.keyboard.press('Delete');
    await planShown(workbench, 'Delete 2 route server peers?');
    for (const peer of [first, second]) await workbench.row(PLAN, 'edge-fw-1', begins(peer)).waitFor();
    // The plan has the focus, and arrow keys move in it.
    await workbench.tree(PLAN).and(workbench.page.locator(':focus')).waitFor();
    const header = workbench.page.locator(`.part.sidebar .pane-header[aria-label^="${PLAN} "]`);
    await header.getByRole('button', { name: /^Discard/ }).waitFor();
    assert.ok(await showsStart(header.locator('.description'), 'example-dev'.length), 'the account is cut off');
    await workbench.screenshot('same-names-plan');
    const question = await confirmPlan(workbench, /^Delete 2 route server peers\?/);
    await workbench.page.keyboard.press('Tab');
    await until(
      async () => (await question.focusedButton()).startsWith('Delete'),
      'the button that removes to have the focus',
    );
    await workbench.page.keyboard.press('Enter');
    await question.closed();
    const prompt = await workbench
      .quickInput()
      .getByText(/^Type .* to /)
      .innerText();
    const [, typed = ''] = /Type (.+?) to /.exec(prompt) ?? [];
    await workbench.answer(typed);
    await until(async () => (await deleteRequests(aws)).length === 2, 'both calls');
  });

  test('report a row that is no resource', async ({ aws, workbench }) => {
    await openKinds(workbench, LABELS.peers);
    await workbench.clickRow(workbench.row(RESOURCES, LABELS.peers));
    await workbench.page.keyboard.press('Delete');
    await workbench.toast('Select a resource in the Teardown view').waitFor();
    assert.equal(await workbench.hasDialog(), false);
    assert.deepEqual(await deleteRequests(aws), []);
  });

  test('copy, filter and refresh', async ({ aws, workbench }) => {
    await openKinds(workbench, LABELS.peers);
    const peers = await aws.rows({ ...DEV, kind: 'ec2.routeServerPeer' });
    const ids = new Set(peers.map(({ id }) => id));
    await workbench.clickRow(rowOf(workbench, 'edge-fw-1'));
    await workbench.page.keyboard.press('Shift+ArrowDown');
    await workbench.page.keyboard.press('Control+c');
    await workbench.statusBarItem('2 IDs copied').waitFor();
    const copied = (await workbench.clipboard()).split('\n');
    assert.equal(copied.length, 2);
    for (const id of copied) assert.ok(ids.has(id), id);
    await aws.clearRequests();
    await workbench.page.keyboard.press('Control+Shift+R');
    await until(async () => (await aws.requests({ operation: 'DescribeRouteServerPeers' })).length > 0, 'the listing');
    // A redraw gives the focus to the tree, which closes the box. After a click on a row that disappears, no element has the focus.
    await until(async () => {
      await workbench.clickRow(rowOf(workbench, 'edge-fw-1'));
      await workbench.page.keyboard.press('Control+f');
      await workbench.inputBox().fill('edge-fw-1', { timeout: 5000 });
      return true;
    }, 'the filter box');
    await workbench.page.keyboard.press('Enter');
    await workbench.row(RESOURCES, LABELS.peers, /^1 of /).waitFor();
  });
});
