import assert from 'node:assert/strict';
import { until } from '../harness/until.ts';
import { test } from './support/fixtures.ts';
import { chooseAllTypes, DEV, LABELS, openKinds, pickFromMenu, RESOURCES, rowOf } from './support/steps.ts';
import { remembered, switchTo } from './support/target.ts';

/** An open pick is there this long after the click. */
const PICK_MS = 5000;

test.describe('A scan', () => {
  test('fills the counts of all resource types, and reports the sum', async ({ workbench }) => {
    await workbench.openContainer('Teardown');
    await rowOf(workbench, 'EC2').waitFor();
    await workbench.screenshot('scan-before');
    // Actions of the title are about the view, whichever row has the focus.
    await workbench.clickRow(rowOf(workbench, 'Direct Connect'));
    await workbench.viewAction(RESOURCES, 'Scan This Account');
    const told = workbench.toast(
      /Found \d+ resources of \d+ resource types in account example-dev \(111122223333\), [\w, -]+\./,
    );
    await told.waitFor({ timeout: 60_000 });
    // With a button, VS Code shows the whole sentence.
    await told.getByRole('button', { name: 'Find Unused Resources' }).waitFor();
    await rowOf(workbench, 'Route servers', /^\d+$/).waitFor();
    await workbench.screenshot('scan-after');
    await workbench.expandPath(RESOURCES, 'Route servers');
    await rowOf(workbench, LABELS.peers, '6').waitFor();
    await workbench.screenshot('scan-category');
  });

  test('lists only the chosen resource types, whose IAM policy can be copied', async ({ aws, workbench }) => {
    await workbench.openContainer('Teardown');
    await rowOf(workbench, 'EC2').waitFor();
    const pick = workbench.quickInput();
    await until(async () => {
      // VS Code may draw the title anew under a click, and closes its menu.
      await workbench.viewMenu(RESOURCES, 'Choose Resource Types…');
      await pick.getByText('Resource types for this workspace').waitFor({ timeout: PICK_MS });
      return true;
    }, 'the pick of resource types');
    for (const heading of ['EC2 · Instances', 'EC2 · Images'])
      await pick.locator('.quick-input-list-separator').getByText(heading).first().waitFor();
    await workbench.screenshot('choose-kinds');
    // All are ticked: none, then two.
    await pick.getByRole('checkbox').first().click();
    for (const label of [LABELS.peers, LABELS.tokens]) {
      await workbench.inputBox().fill(label);
      await pick.locator('.quick-input-list-entry').filter({ hasText: label }).first().click();
    }
    await workbench.page.keyboard.press('Enter');
    await rowOf(workbench, 'Lightsail').waitFor({ state: 'detached' });
    // So few stand under their service itself.
    await rowOf(workbench, LABELS.peers).waitFor();
    await aws.clearRequests();
    await workbench.viewAction(RESOURCES, 'Scan This Account');
    await workbench
      .toast(/Found \d+ resources of 2 resource types in account example-dev \(111122223333\), [\w, -]+\./)
      .waitFor();
    await rowOf(workbench, LABELS.peers, '6').waitFor();
    const lists = (await aws.requests({ service: 'ec2' })).map(({ operation }) => operation);
    assert.deepEqual([...new Set(lists)].sort(), [
      'DescribeIpamExternalResourceVerificationTokens',
      'DescribeRouteServerPeers',
    ]);

    await workbench.contextMenu(rowOf(workbench, LABELS.peers), 'Copy IAM Policy…');
    await workbench.pick('List and delete');
    await workbench.toast('Copied an IAM policy for Route server peers: 2 actions.').waitFor();
    await until(async () => (await workbench.clipboard()).includes('ec2:DeleteRouteServerPeer'), 'the policy');
    const policy = JSON.parse(await workbench.clipboard()) as { Statement: { Action: string[] }[] };
    assert.deepEqual(
      policy.Statement.flatMap(({ Action }) => Action),
      ['ec2:DescribeRouteServerPeers', 'ec2:DeleteRouteServerPeer'],
    );
    // The same in the title is about the whole view.
    await workbench.clickRow(rowOf(workbench, LABELS.peers));
    await pickFromMenu(workbench, 'Copy IAM Policy…', 'List and delete');
    await workbench.toast('Copied an IAM policy for 2 resource types: ').waitFor();
    await chooseAllTypes(workbench);
  });
});

test.describe('A scan during which the profile is switched', () => {
  test('ends, and sends no more requests to the account before', async ({ aws, workbench }) => {
    await workbench.openContainer('Teardown');
    await rowOf(workbench, 'EC2').waitFor();
    const ofDev = async () =>
      (await aws.requests({ service: 'ec2' })).filter(({ accountId }) => accountId === DEV.account).length;
    const held = await aws.addFault({ service: 'ec2' }, { type: 'heldBack' });
    await workbench.viewAction(RESOURCES, 'Scan This Account');
    await until(async () => (await ofDev()) > 0, 'a request of the scan');
    await switchTo(workbench, 'prod');
    await workbench
      .toast(/Found \d+ resources .* in account example-dev .* The scan was canceled after \d+ of \d+ listings\./)
      .waitFor();
    const sent = await ofDev();
    await aws.removeFaults(held);
    await openKinds(workbench, LABELS.peers);
    assert.equal(await ofDev(), sent);
  });
});

test.describe('An account that was never scanned', () => {
  test.use({ settings: { 'teardown.scanOnOpen': 'ask' } });

  test('offers a scan, and shows its counts with their age after a reload', async ({ aws, sandbox, workbench }) => {
    await workbench.openContainer('Teardown');
    await workbench.welcome().getByText('See which resources this account has.').waitFor();
    await workbench.screenshot('welcome-scan');
    // One primary button; the rest are links.
    assert.equal(await workbench.welcome().locator('.monaco-button').count(), 1);
    assert.deepEqual(await aws.requests({ service: 'ec2' }), []);
    await workbench.welcomeButton('Scan This Account').focus();
    await workbench.page.keyboard.press('Enter');
    // The focus goes to the rows that replace the button.
    await workbench.tree(RESOURCES).and(workbench.page.locator(':focus')).waitFor();
    await workbench.toast(/Found \d+ resources of \d+ resource types in account /).waitFor({ timeout: 60_000 });
    await rowOf(workbench, 'SSH keys', /^\d+$/).waitFor();
    const count = await rowOf(workbench, 'SSH keys').locator('.label-description').innerText();
    // The counts of this sandbox, since a used window has those of others.
    const { port } = new URL(sandbox.endpoint);
    await remembered(workbench, new RegExp(`:${port}[^{}]*\\{(?:[^{}]*\\{[^{}]*\\})*?[^{}]*lightsail\\.keyPair`));

    await workbench.reload();
    await aws.clearRequests();
    await workbench.openContainer('Teardown');
    await rowOf(workbench, 'SSH keys', new RegExp(`^${count} · .+ ago$`)).waitFor();
    await workbench.screenshot('counts-remembered');
    // The same after a switch to another account and back.
    await switchTo(workbench, 'empty');
    await workbench.welcome().getByText('See which resources this account has.').waitFor();
    await switchTo(workbench, 'dev');
    await rowOf(workbench, 'SSH keys', new RegExp(`^${count} · .+ ago$`)).waitFor();
    const listed = (await aws.requests({ service: 'lightsail' })).filter(
      ({ operation }) => operation === 'GetKeyPairs',
    );
    assert.deepEqual(listed, []);
    await workbench.expandPath(RESOURCES, 'SSH keys');
    await workbench.expandPath(RESOURCES, 'SSH keys', LABELS.keyPairs);
    await rowOf(workbench, LABELS.keyPairs, '5').waitFor();
  });
});

test.describe('An account that is browsed without a scan', () => {
  test.use({ settings: { 'teardown.scanOnOpen': 'ask' } });

  test('shows the resource types once the user browses', async ({ workbench }) => {
    await workbench.openContainer('Teardown');
    await workbench.welcome().getByText('browse without scanning').click();
    await rowOf(workbench, 'EC2').waitFor();
    assert.equal(await workbench.welcome().count(), 0);
  });
});

test.describe('An account that is opened with the setting "always"', () => {
  test.use({ profile: 'empty', settings: { 'teardown.scanOnOpen': 'always' } });

  test('is scanned by itself', async ({ workbench }) => {
    await workbench.openContainer('Teardown');
    await workbench.toast(/Found 0 resources of 0 resource types in account 777788889999/).waitFor();
  });
});
