import assert from 'node:assert/strict';
import { useTeardown } from '../harness/teardown.ts';
import { until } from '../harness/until.ts';
import { DEV, LABELS, openKinds, removingCalls, RESOURCES, rowOf } from './support/steps.ts';

const PEER = 'edge-fw-lab';

describe('Keys on the focused tree', () => {
  const teardown = useTeardown();
  const focused = () => teardown.workbench.tree(RESOURCES).and(teardown.workbench.page.locator(':focus'));
  const press = (key: string) => teardown.workbench.page.keyboard.press(key);

  it('Delete opens the question of the menu; Escape leaves everything, and the focus is where it was', async () => {
    const { aws, workbench } = teardown;
    await openKinds(workbench, LABELS.peers);
    await rowOf(workbench, PEER).click();
    await press('Delete');
    const question = await workbench.dialog(`Delete route server peer "${PEER}"?`).shown();
    assert.equal(await question.focusedButton(), 'Show Plan');
    await workbench.screenshot('key-delete');
    await question.type('Escape');
    await focused().waitFor();
    await rowOf(workbench, PEER).and(workbench.page.locator('[aria-selected="true"]')).waitFor();
    assert.deepEqual(await removingCalls(aws), []);
  });

  it('Delete, with several rows selected by Shift and arrow, plans all of them; confirmed by keys alone', async () => {
    const { aws, workbench } = teardown;
    await openKinds(workbench, LABELS.peers);
    await rowOf(workbench, 'edge-fw-1').click();
    await press('Shift+ArrowDown');
    await press('Delete');
    const question = await workbench.dialog(/^Delete 2 route server peers\?/).shown();
    await press('Tab');
    await until(
      async () => (await question.focusedButton()).startsWith('Delete'),
      'the button that removes to have the focus',
    );
    await press('Enter');
    await question.closed();
    const prompt = await workbench
      .quickInput()
      .getByText(/^Type .* to /)
      .innerText();
    const [, typed = ''] = /Type (.+?) to /.exec(prompt) ?? [];
    await workbench.answer(typed);
    await until(async () => (await removingCalls(aws)).length === 2, 'both calls');
  });

  it('on a row that is no resource: nothing is asked, and that is said', async () => {
    const { aws, workbench } = teardown;
    await openKinds(workbench, LABELS.peers);
    await workbench.row(RESOURCES, LABELS.peers).click();
    await press('Delete');
    await workbench.toast('Select a resource in the Teardown view').waitFor();
    assert.equal(await workbench.hasDialog(), false);
    assert.deepEqual(await removingCalls(aws), []);
  });

  it('copy, filter and refresh', async () => {
    const { aws, workbench } = teardown;
    await openKinds(workbench, LABELS.peers);
    const peers = await aws.rows({ ...DEV, kind: 'ec2.routeServerPeer' });
    const ids = new Set(peers.map(({ id }) => id));
    await rowOf(workbench, 'edge-fw-1').click();
    await press('Shift+ArrowDown');
    await press('Control+c');
    await workbench.statusBarItem('2 IDs copied').waitFor();
    const copied = (await workbench.clipboard()).split('\n');
    assert.equal(copied.length, 2);
    for (const id of copied) assert.ok(ids.has(id), id);
    await aws.clearRequests();
    await press('Control+Shift+R');
    await until(async () => (await aws.requests({ operation: 'DescribeRouteServerPeers' })).length > 0, 'the listing');
    await rowOf(workbench, 'edge-fw-1').click();
    await press('Control+f');
    await workbench.inputBox().fill('edge-fw-1');
    await press('Enter');
    await workbench.row(RESOURCES, LABELS.peers, /^1 of /).waitFor();
  });
});
