import assert from 'node:assert/strict';
import { test } from './support/fixtures.ts';
import { DELETIONS, entryOf, typeChallenge } from './support/deletions.ts';
import { confirmPlan, PLAN, planShown } from './support/planView.ts';
import { DEV_ACCOUNT, LABELS, openKinds, deleteRequests, pickFromMenu, RESOURCES, rowOf } from './support/steps.ts';

test.describe('Delete All Shown', () => {
  // A filter is remembered.
  test.use({ window: 'new' });

  test('plans the filtered resources of a type, which can be restored together', async ({ aws, workbench }) => {
    test.setTimeout(300_000);
    const { page } = workbench;
    await openKinds(workbench, LABELS.peers);

    // The tree follows what is typed; Escape brings back what was there.
    await workbench.fillInput('Teardown: Filter Resources…', 'edge-fw-2');
    await rowOf(workbench, 'edge-fw-1').waitFor({ state: 'detached' });
    await rowOf(workbench, 'edge-fw-2').waitFor();
    await page.keyboard.press('Escape');
    await rowOf(workbench, 'edge-fw-1').waitFor();

    await workbench.fillInput('Teardown: Filter Resources…', 'name:edge-fw-?');
    await page.keyboard.press('Enter');
    await rowOf(workbench, 'transit-fw').waitFor({ state: 'detached' });
    // On a category and on the whole view, a message shows what the plan lacks.
    const category = rowOf(workbench, 'Route servers').and(page.locator('[aria-label^="Category "]'));
    for (const [types, open] of [
      [/\b\d resource types not listed yet\./, () => workbench.contextMenu(category, 'Delete All Shown…')],
      [/\b\d{3} resource types not listed yet\./, () => workbench.viewMenu(RESOURCES, 'Delete All Shown…')],
    ] as const) {
      await open();
      await planShown(workbench, 'Delete 2 route server peers');
      const lacks = workbench.toast('The plan has only what is listed.').filter({ hasText: types });
      await lacks.getByRole('button', { name: 'Scan for Resources' }).waitFor();
      await workbench.viewAction(PLAN, 'Discard');
      await workbench.tree(PLAN).waitFor({ state: 'detached' });
    }
    await pickFromMenu(workbench, 'Group By…', 'Tag Name');
    await workbench.contextMenu(rowOf(workbench, 'Name=edge-fw-2'), 'Delete All Shown…');
    await (await workbench.dialog('Delete route server peer "edge-fw-2"?').shown()).press('Cancel');
    await pickFromMenu(workbench, 'Group By…', 'Service');

    await workbench.expandPath(RESOURCES, LABELS.peers);
    await workbench.contextMenu(rowOf(workbench, LABELS.peers), 'Delete All Shown…');
    await planShown(workbench, 'Delete 2 route server peers');
    for (const name of ['edge-fw-1', 'edge-fw-2']) await workbench.row(PLAN, name).waitFor();
    await (await confirmPlan(workbench, 'Delete 2 route server peers?')).press('Delete 2 Route Server Peers');
    await typeChallenge(workbench, 2);
    await workbench.toast(`2 of 2 deleted in account ${DEV_ACCOUNT}.`).waitFor();
    assert.equal((await deleteRequests(aws)).length, 2);

    await workbench.runCommand('Teardown: Show Deletions');
    await workbench.tree(DELETIONS).and(page.locator(':focus')).waitFor();
    await workbench.expand(entryOf(workbench, '2 route server peers', /^2 deleted · /));
    const entries = ['edge-fw-1', 'edge-fw-2'].map((name) => entryOf(workbench, name, /^deleted · /));
    await workbench.select(entries);
    await workbench.contextMenu(entryOf(workbench, 'edge-fw-2', /^deleted · /), 'Restore…');
    await (await workbench.dialog('Restore 2 route server peers?').shown()).press('Restore 2 Route Server Peers');
    await workbench.toast(`2 of 2 restored in account ${DEV_ACCOUNT}.`).waitFor();
    assert.equal((await aws.requests({ operation: 'CreateRouteServerPeer' })).length, 2);
    await workbench.runCommand('Teardown: Clear Filter');
  });
});
