import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { NO_FOLDER } from '../harness/vscodeServer.ts';
import { test } from './support/fixtures.ts';
import { homeOf, newFolder } from './support/machine.ts';
import { deleteRequests, openKinds, rowOf } from './support/steps.ts';
import { remembered, switchTo, targetItem } from './support/target.ts';
import { DEV_ITEM, PEERS, PROD_ITEM } from './support/targetTest.ts';

test.describe('A window', () => {
  test.use({ window: 'none' });

  test('without a folder lists, deletes and remembers its profile', async ({ aws, openWindow }) => {
    const window = await openWindow(NO_FOLDER);
    await openKinds(window, PEERS);
    await targetItem(window, DEV_ITEM).waitFor();
    await window.contextMenu(rowOf(window, 'edge-fw-lab'), 'Delete…');
    await (await window.dialog(/edge-fw-lab/).shown()).press('Delete Route Server Peer');
    await window.toast(/Deleted edge-fw-lab /).waitFor();
    assert.equal((await deleteRequests(aws)).filter(({ dryRun }) => !dryRun).length, 1);
    await switchTo(window, 'prod');
    await targetItem(window, PROD_ITEM).waitFor();
    await remembered(window, /teardown\.source[^}]*prod/);
    await window.reload();
    await window.openContainer('Teardown');
    await targetItem(window, PROD_ITEM).waitFor();
    await window.screenshot('window-no-folder');
  });

  test('with several folders has one profile, which no folder chooses', async ({ openWindow, server }) => {
    const first = newFolder(server, 'first', { 'teardown.profile': 'prod' });
    const second = newFolder(server, 'second');
    const both = path.join(homeOf(server), 'both.code-workspace');
    writeFileSync(both, JSON.stringify({ folders: [{ path: first }, { path: second }] }));
    const window = await openWindow(both);
    await openKinds(window, PEERS);
    await targetItem(window, DEV_ITEM).waitFor();
    await rowOf(window, 'edge-fw-1').waitFor();
    assert.deepEqual(await window.toastTexts(), []);
    await window.screenshot('window-several-folders');
  });

  test('with a workspace file suggests the profile of that file once', async ({ openWindow, server }) => {
    const file = path.join(homeOf(server), 'suggests.code-workspace');
    const folders = [{ path: newFolder(server, 'third') }, { path: newFolder(server, 'fourth') }];
    writeFileSync(file, JSON.stringify({ folders, settings: { 'teardown.profile': 'prod' } }));
    const window = await openWindow(file);
    await window.openContainer('Teardown');
    await window.toast(/prod/).waitFor();
    await targetItem(window, DEV_ITEM).waitFor();
  });
});
