import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { MFA_CODE } from '../../sandbox/services/sts.ts';
import { isAlive } from '../harness/processes.ts';
import { until } from '../harness/until.ts';
import { expandKinds, lines, openKinds, deleteRequests, RESOURCES, rowOf } from './support/steps.ts';
import { isWarning, realDeleteRequests, SWITCH, switchTo, targetItem } from './support/target.ts';
import { Files, homeOf, newFolder } from './support/machine.ts';
import { DEV_ITEM as DEV, PEERS, targetTest as test } from './support/targetTest.ts';

/** A profile whose name VS Code's tasks and terminals would expand, and a shell too. */
const ODD = '${command:workbench.action.closeWindow} $(touch x) "it\'s"';

test.describe('A profile', () => {
  test.describe('without valid credentials', () => {
    test('shows one welcome view when they are expired, and lists once they are renewed', async ({
      target,
      workbench,
    }) => {
      await target.openedOn(DEV);
      await switchTo(workbench, 'expired');
      await workbench.welcome().getByText('have expired').waitFor();
      assert.ok(await isWarning(targetItem(workbench, 'expired · expired')));
      assert.equal(await workbench.rows(RESOURCES).count(), 0);
      await workbench.screenshot('target-expired');
      target.files.giveKeys('expired', 'dev');
      await targetItem(workbench, 'expired · example-dev (111122223333) · eu-west-1').waitFor();
      await openKinds(workbench, PEERS);
    });

    test('shows one welcome view when they expire after a listing', async ({ aws, target, workbench }) => {
      await target.openedOn(DEV);
      await switchTo(workbench, 'session');
      await targetItem(workbench, /^\W*session · .* · eu-central-1/).waitFor();
      await expandKinds(workbench, PEERS);
      const [identity] = (await aws.identities()).filter(({ arn }) => arn.endsWith('user/carol'));
      assert.ok(identity);
      await aws.putIdentity({ ...identity, expiresAt: '2020-01-01T00:00:00.000Z' });
      // It works even if another request has failed before, and no row is left.
      await workbench.viewMenu(RESOURCES, 'Refresh');
      await workbench.welcome().getByText('have expired').waitFor();
      assert.equal(await workbench.rows(RESOURCES).count(), 0);
    });

    test('is signed in to through the AWS CLI, whatever characters its name has', async ({
      server,
      target,
      workbench,
    }) => {
      target.files.addSection(
        '[sso-session corp]\nsso_start_url = https://corp.awsapps.com/start\nsso_region = eu-central-1',
      );
      target.files.add(
        ODD,
        'region = eu-west-1\nsso_session = corp\nsso_account_id = 111122223333\nsso_role_name = Developer',
      );
      await target.openedOn(DEV);
      await switchTo(workbench, 'touch x');
      await workbench.welcome().getByText('You are not signed in, or your sign-in has expired.').waitFor();
      assert.ok(await isWarning(targetItem(workbench, 'signed out')));
      await workbench.screenshot('target-signed-out');
      await workbench.welcomeButton('Sign In').click();
      const { pid, args } = await target.cli.started();
      assert.deepEqual(args, ['sso', 'login', `--profile=${ODD}`]);
      const progress = workbench.toast(/WDDD-HVQP/);
      await progress.waitFor();
      assert.match(await progress.innerText(), /https:\/\/device\.sso\.eu-central-1\.amazonaws\.com\//);
      await workbench.screenshot('target-signing-in');
      target.cli.approve(homeOf(server), 'corp');
      await targetItem(workbench, /example-dev \(111122223333\) · eu-west-1/).waitFor();
      await openKinds(workbench, PEERS);
      await rowOf(workbench, 'edge-fw-1').waitFor();
      await workbench.screenshot('target-signed-in');
      await until(() => !isAlive(pid), 'the AWS CLI to end');
    });

    test('can have its sign-in canceled', async ({ target, workbench }) => {
      target.files.addSection(
        '[sso-session corp]\nsso_start_url = https://corp.awsapps.com/start\nsso_region = eu-central-1',
      );
      target.files.add(
        'sso',
        'region = eu-west-1\nsso_session = corp\nsso_account_id = 111122223333\nsso_role_name = Developer',
      );
      await target.openedOn(DEV);
      await switchTo(workbench, 'sso');
      await workbench.welcomeButton('Sign In').click();
      const { pid } = await target.cli.started();
      await workbench
        .toast(/WDDD-HVQP/)
        .getByRole('button', { name: 'Cancel' })
        .click();
      await until(() => !isAlive(pid), 'the AWS CLI to end');
      await workbench.toast(/WDDD-HVQP/).waitFor({ state: 'detached' });
      assert.deepEqual(await workbench.toastTexts(), []);
      await workbench.welcomeButton('Sign In').waitFor();
    });

    test('prompts for an MFA code of the named device once, and again only on request', async ({
      aws,
      target,
      workbench,
    }) => {
      const device = 'arn:aws:iam::111122223333:mfa/alice';
      target.files.add(
        'admin',
        `region = us-east-1\nrole_arn = arn:aws:iam::444455556666:role/Admin\nsource_profile = dev\nmfa_serial = ${device}`,
      );
      await target.openedOn(DEV);
      await switchTo(workbench, 'admin');
      await workbench.quickInput().getByText('MFA code for profile admin').waitFor();
      await workbench.quickInput().getByText(device).waitFor();
      await workbench.screenshot('target-mfa');
      await workbench.page.keyboard.press('Escape');
      await workbench.welcome().getByText('requires an MFA code').waitFor();
      // What runs by itself does not ask once more.
      target.files.add('another', 'region = eu-west-1');
      await workbench.runCommand(`Teardown: ${SWITCH}`);
      await workbench.inputBox().fill('another');
      await workbench.quickInput().getByText('another').first().waitFor();
      await workbench.page.keyboard.press('Escape');
      await workbench.welcomeButton('Enter Code').click();
      await workbench.quickInput().getByText(device).waitFor();
      await workbench.answer(MFA_CODE);
      await targetItem(workbench, 'admin · example-prod (444455556666) · us-east-1').waitFor();
      await openKinds(workbench, PEERS, 'IPAM verification tokens', 'Key pairs');
      await rowOf(workbench, 'edge-fw-1').waitFor();
      await rowOf(workbench, 'ci-runner').waitFor();
      assert.equal((await aws.requests({ operation: 'AssumeRole' })).length, 1);
      assert.equal(await workbench.quickInput().count(), 0);
    });
  });

  test.describe('with an alias in teardown.protected', () => {
    test.use({ settings: { 'teardown.protected': { 'acme-prod': 'readOnly' } }, window: 'none' });

    test('allows no deletion where the alias of its account cannot be read, and shows why', async ({
      aws,
      openWindow,
    }) => {
      await aws.addFault({ operation: 'ListAccountAliases' }, { type: 'accessDenied' });
      const workbench = await openWindow();
      await expandKinds(workbench, PEERS);
      await targetItem(workbench, /^\W*dev · 111122223333 · eu-west-1 · read only/).waitFor();
      await workbench
        .viewMessage()
        .filter({ hasText: /"acme-prod" is not understood.*could not be read/ })
        .waitFor();
      await workbench.contextMenu(rowOf(workbench, 'edge-fw-lab'), 'Delete…');
      const dialog = await workbench.dialog(/cannot be deleted now/).shown();
      await workbench.screenshot('unread-alias');
      await dialog.press('Close');
      assert.deepEqual(await realDeleteRequests(aws), []);
    });
  });

  test.describe('with teardown.protected', () => {
    test.use({ settings: { 'teardown.protected': { session: 'confirm', auditor: 'readOnly' } } });

    test('requires the exact text to be typed for "confirm"', async ({ aws, target, workbench }) => {
      await target.openedOn(DEV);
      await switchTo(workbench, 'session');
      const item = targetItem(workbench, /session · .* · protected/);
      await item.waitFor();
      assert.ok(await isWarning(item));
      await openKinds(workbench, PEERS);
      await workbench.contextMenu(rowOf(workbench, 'edge-fw-1'), 'Delete…');
      const dialog = await workbench.dialog(/edge-fw-1/).shown();
      assert.ok(lines(await dialog.detail()).some((line) => line.endsWith('eu-central-1 · protected')));
      await dialog.press('Delete Route Server Peer');
      // What is on its way to the text is no error.
      const severity = (name: 'info' | 'error') => workbench.quickInput().locator(`.monaco-inputbox.${name}`);
      await workbench.inputBox().fill('edge-fw-1 1111');
      await severity('info').waitFor();
      await workbench.page.keyboard.press('Enter');
      await severity('error').waitFor();
      await workbench.answer('EDGE-FW-1 111122223333');
      await severity('error').waitFor();
      await workbench
        .quickInput()
        .getByText('Type edge-fw-1 111122223333 to confirm in the protected account')
        .waitFor();
      await workbench.screenshot('target-protected');
      assert.deepEqual(await realDeleteRequests(aws), []);
      await workbench.answer('edge-fw-1 111122223333');
      await workbench.toast(/Deleted edge-fw-1 /).waitFor();
    });

    test('allows no deletion for "readOnly"', async ({ aws, target, workbench }) => {
      await target.openedOn(DEV);
      await switchTo(workbench, 'auditor');
      const item = targetItem(workbench, /auditor · .* · read only/);
      await item.waitFor();
      assert.ok(await isWarning(item));
      await openKinds(workbench, PEERS);
      await workbench.contextMenu(rowOf(workbench, 'edge-fw-lab'), 'Delete…');
      const dialog = await workbench.dialog(/cannot be deleted now/).shown();
      await workbench.screenshot('target-read-only');
      assert.deepEqual((await dialog.buttons()).sort(), ['Close', 'Show Blocker', 'Show Plan']);
      assert.match(await dialog.detail(), /Blocked: auditor in account example-dev \(111122223333\) is read only/);
      await dialog.press('Show Blocker');
      await workbench.page
        .locator('.settings-editor')
        .getByText('Forbids all deletions')
        .or(workbench.page.locator('.settings-editor [data-key="teardown.protected"]'))
        .first()
        .waitFor();
      await workbench.contextMenu(rowOf(workbench, 'edge-fw-lab'), 'Check Permission (Dry Run)');
      await workbench.toast(/Permission was not checked\. auditor .* is read only/).waitFor();
      assert.deepEqual(await deleteRequests(aws), []);
    });
  });
});

test.describe('Protect This Profile', () => {
  // It writes the user's settings.
  test.use({ window: 'new' });

  test('is in the pick of the status bar and in the palette, and is suggested once for production', async ({
    target,
    workbench,
  }) => {
    await target.openedOn(DEV);
    await targetItem(workbench, DEV).click();
    await workbench.pick('Protect This Profile…');
    await workbench.pick('Type to Confirm');
    const isProtected = workbench.toast('Profile dev is protected. You type a confirmation before every deletion.');
    await isProtected.waitFor();
    await targetItem(workbench, `${DEV} · protected`).waitFor();
    await isProtected.getByRole('button', { name: 'Undo' }).click();
    await targetItem(workbench, `${DEV} · protected`).waitFor({ state: 'detached' });
    await workbench.runCommand('Teardown: Protect This Profile…');
    await workbench.pick('Read Only');
    await targetItem(workbench, `${DEV} · read only`).waitFor();

    await switchTo(workbench, 'prod');
    const suggestion = workbench.toast(
      'Profile prod in account example-prod (444455556666) looks like production. Require typing before every deletion there?',
    );
    // VS Code hides it after ten seconds, unless the pointer is on it. On a busy machine it takes longer until it stands still.
    await suggestion.hover({ force: true });
    await workbench.screenshot('protection-suggested');
    await suggestion.getByRole('button', { name: 'Clear Notification' }).click();
    await suggestion.waitFor({ state: 'detached' });
    await switchTo(workbench, 'dev');
    await targetItem(workbench, `${DEV} · read only`).waitFor();
    await switchTo(workbench, 'prod');
    await targetItem(workbench, 'prod · example-prod (444455556666) · us-east-1').waitFor();
    await openKinds(workbench, PEERS);
    assert.equal(await suggestion.count(), 0);
  });
});

test.describe('An untrusted workspace', () => {
  test.use({ ownServer: { workspaceTrust: true }, window: 'none' });

  test('runs no credential process and applies no setting until it is trusted', async ({
    aws,
    openWindow,
    sandbox,
    server,
  }) => {
    const files = new Files(sandbox);
    const ran = path.join(homeOf(server), 'ran');
    const identity = sandbox.profiles.find(({ name }) => name === 'prod');
    const print = `{"Version":1,"AccessKeyId":"${identity?.accessKeyId ?? ''}","SecretAccessKey":"sandbox-secret-access-key-prod"}`;
    files.add('program', `region = us-east-1\ncredential_process = sh -c 'touch ${ran}; echo "$0"' '${print}'`);
    const folder = newFolder(server, 'stranger', {
      'teardown.profile': 'prod',
      'teardown.dryRunEndpoints': ['http://evil.example'],
      'teardown.protected': {},
    });
    const window = await openWindow(folder);
    await window.openContainer('Teardown');
    await targetItem(window, DEV).waitFor();
    assert.deepEqual(await window.toastTexts(), []);
    await switchTo(window, 'program');
    await window.welcome().getByText('runs no program in an untrusted workspace').waitFor();
    await window.screenshot('target-untrusted');
    assert.throws(() => readFileSync(ran), /ENOENT/);
    assert.deepEqual(await aws.requests({ account: '444455556666' }), []);
    await window.welcomeButton('Manage Workspace Trust').click();
    await window.page.getByRole('button', { name: 'Trust', exact: true }).click();
    await targetItem(window, 'program · example-prod (444455556666) · us-east-1').waitFor();
    readFileSync(ran);
    files.restore();
  });
});
