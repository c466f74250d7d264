import assert from 'node:assert/strict';
import { test } from './support/fixtures.ts';
import { planShown } from './support/planView.ts';
import { deleteRequests, LABELS, openKinds, pickFromMenu, RESOURCES, rowOf } from './support/steps.ts';

test.describe('Group By', () => {
  test('groups by a tag, survives a reload and plans a whole group', async ({ aws, workbench }) => {
    await openKinds(workbench, LABELS.peers, LABELS.bucketKeys);
    await pickFromMenu(workbench, 'Group By…', 'Tag Name');
    const group = rowOf(workbench, 'Name=edge-fw-1', '1');
    await group.waitFor();
    await rowOf(workbench, 'AWS returns no tags').waitFor();
    await workbench.expandPath(RESOURCES, 'Name=edge-fw-1', LABELS.peers);
    await rowOf(workbench, 'edge-fw-1').waitFor();
    await workbench.screenshot('grouped');
    assert.match((await group.getAttribute('aria-label')) ?? '', /^Group Name=edge-fw-1, 1/);
    await workbench.contextMenu(rowOf(workbench, 'AWS returns no tags'), 'Delete All Shown…');
    await planShown(workbench, /^Delete \d+ bucket access keys/);
    assert.deepEqual(await deleteRequests(aws), []);

    await workbench.reload();
    await workbench.openContainer('Teardown');
    await pickFromMenu(workbench, 'Group By…', 'Service');
    await rowOf(workbench, 'EC2').waitFor();
  });
});
