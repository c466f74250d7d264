import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { useTeardown } from '../harness/teardown.ts';
import { NO_FOLDER } from '../harness/vscodeServer.ts';
import { homeOf, newFolder } from './support/machine.ts';
import { removingCalls, openKinds, rowOf } from './support/steps.ts';
import { remembered, switchTo, targetItem } from './support/target.ts';
import { DEV_ITEM, PEERS, PROD_ITEM } from './support/useTarget.ts';

describe('A window', () => {
  const teardown = useTeardown();

  it('without a folder lists and deletes, and keeps its profile', async () => {
    const window = await teardown.openWindow(NO_FOLDER);
    await openKinds(window, PEERS);
    await targetItem(window, DEV_ITEM).waitFor();
    await window.contextMenu(rowOf(window, 'edge-fw-lab'), 'Delete…');
    await (await window.dialog(/edge-fw-lab/).shown()).press('Delete Route Server Peer');
    await window.toast(/Deleted route server peer edge-fw-lab/).waitFor();
    assert.equal((await removingCalls(teardown.aws)).filter(({ dryRun }) => !dryRun).length, 1);
    await switchTo(window, 'prod');
    await targetItem(window, PROD_ITEM).waitFor();
    await remembered(window, /teardown\.source[^}]*prod/);
    await window.reload();
    await window.openContainer('Teardown');
    await targetItem(window, PROD_ITEM).waitFor();
    await window.screenshot('window-no-folder');
  });

  it('with several folders has one profile, which none of the folders chooses', async () => {
    const { server } = teardown;
    const first = newFolder(server, 'first', { 'teardown.profile': 'prod' });
    const second = newFolder(server, 'second');
    const both = path.join(homeOf(server), 'both.code-workspace');
    writeFileSync(both, JSON.stringify({ folders: [{ path: first }, { path: second }] }));
    const window = await teardown.openWindow(both);
    await openKinds(window, PEERS);
    await targetItem(window, DEV_ITEM).waitFor();
    await rowOf(window, 'edge-fw-1').waitFor();
    assert.deepEqual(await window.toastTexts(), []);
    await window.screenshot('window-several-folders');
  });

  it('with a workspace file is asked about the profile that the file suggests, and no more', async () => {
    const { server } = teardown;
    const file = path.join(homeOf(server), 'suggests.code-workspace');
    const folders = [{ path: newFolder(server, 'third') }, { path: newFolder(server, 'fourth') }];
    writeFileSync(file, JSON.stringify({ folders, settings: { 'teardown.profile': 'prod' } }));
    const window = await teardown.openWindow(file);
    await window.openContainer('Teardown');
    await window.toast(/prod/).waitFor();
    await targetItem(window, DEV_ITEM).waitFor();
  });
});
