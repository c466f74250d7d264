import assert from 'node:assert/strict';
import { expandKinds, lines, openKinds, RESOURCES, rowOf } from './support/steps.ts';
import {
  isWarning,
  pickTexts,
  realDeleteRequests,
  REGIONS,
  remembered,
  SWITCH,
  switchTo,
  takeProfile,
  takeRegions,
  targetItem,
} from './support/target.ts';
import { homeOf, keptInBrowser, newFolder, secretsIn } from './support/machine.ts';
import { DEV_ITEM as DEV, PEERS, PROD_ITEM as PROD, targetTest as test } from './support/targetTest.ts';

test.describe('The target', () => {
  test.describe('is switched', () => {
    test('from the command palette: tree, dialog and status bar have the new account', async ({
      aws,
      target,
      workbench,
    }) => {
      await target.openedOn(DEV);
      const peers = { account: '111122223333', region: 'eu-west-1', kind: 'ec2.routeServerPeer' } as const;
      const [first] = await aws.rows(peers);
      await aws.patch(peers, first?.id ?? '', { Tags: [{ Key: 'Name', Value: 'only-in-dev' }] });
      await expandKinds(workbench, PEERS);
      await rowOf(workbench, 'only-in-dev').waitFor();
      await workbench.runCommand(`Teardown: ${SWITCH}`);
      const offered = await pickTexts(workbench);
      await workbench.screenshot('target-switch');
      assert.match(
        offered[0] ?? '',
        /^dev static keys · eu-west-1 · account (example-dev \(111122223333\)|111122223333) · current/,
      );
      assert.ok(offered.some((entry) => entry.startsWith('Environment AWS_ACCESS_KEY_ID')));
      assert.ok(offered.some((entry) => entry.startsWith('Instance / container')));
      const late = await aws.addFault({ operation: 'DescribeRouteServerPeers' }, { type: 'heldBack' });
      await takeProfile(workbench, 'prod');
      await targetItem(workbench, PROD).waitFor();
      // The rows of the account before leave although those of this one have not arrived.
      await rowOf(workbench, 'only-in-dev').waitFor({ state: 'detached' });
      await aws.removeFaults(late);
      // What was open in the account before is open in this one, with this one's rows.
      await workbench.row(RESOURCES, PEERS, '6').waitFor();
      await workbench.contextMenu(rowOf(workbench, 'edge-fw-1'), 'Delete…');
      const dialog = await workbench.dialog(/edge-fw-1/).shown();
      assert.ok(
        lines(await dialog.detail()).includes('Profile prod · account example-prod (444455556666) · us-east-1'),
      );
      await workbench.screenshot('target-switched');
      await dialog.press('Cancel');
      const hover = lines(await workbench.hover(rowOf(workbench, 'edge-fw-1')));
      for (const line of ['Profile: prod', 'Account: example-prod (444455556666)', 'Region: us-east-1']) {
        assert.ok(hover.includes(line), hover.join('\n'));
      }
      assert.deepEqual(await realDeleteRequests(aws), []);
    });

    test('from the view title and from the status bar', async ({ target, workbench }) => {
      await target.openedOn(DEV);
      await workbench.viewMenu(RESOURCES, SWITCH);
      await takeProfile(workbench, 'empty');
      await targetItem(workbench, 'empty · 777788889999 · eu-west-1').click();
      await takeProfile(workbench, 'prod');
      await targetItem(workbench, PROD).waitFor();
    });

    test('from the welcome view when its profile was removed, without a reload', async ({ target, workbench }) => {
      await target.openedOn(DEV);
      target.files.removeProfile('dev');
      await workbench.welcome().getByText('do not contain this profile').waitFor();
      const item = targetItem(workbench, 'no such profile');
      assert.ok(await isWarning(item));
      await workbench.screenshot('target-removed');
      target.files.add(
        'newcomer',
        'region = eu-west-1\nrole_arn = arn:aws:iam::444455556666:role/Deployer\nsource_profile = prod',
      );
      await workbench.welcomeButton(SWITCH).click();
      await takeProfile(workbench, 'newcomer');
      await targetItem(workbench, 'newcomer · example-prod (444455556666) · eu-west-1').waitFor();
    });

    test('while a dialog is open: the deletion is sent to the account of the dialog', async ({
      aws,
      target,
      workbench,
    }) => {
      await target.openedOn(DEV);
      await expandKinds(workbench, PEERS);
      await workbench.contextMenu(rowOf(workbench, 'edge-fw-lab'), 'Delete…');
      const dialog = await workbench.dialog(/edge-fw-lab/).shown();
      target.files.moveTo('dev', 'us-east-1');
      await targetItem(workbench, 'dev · example-dev (111122223333) · us-east-1').waitFor();
      assert.ok(lines(await dialog.detail()).includes('Profile dev · account example-dev (111122223333) · eu-west-1'));
      await workbench.screenshot('target-switched-under-dialog');
      await dialog.press('Delete Route Server Peer');
      await workbench.toast(/Deleted edge-fw-lab .*eu-west-1/).waitFor();
      const calls = (await realDeleteRequests(aws)).map(({ accountId, region }) => `${accountId} ${region}`);
      assert.deepEqual(calls, ['111122223333 eu-west-1']);
    });
  });

  test('rejects a confirmed deletion if the profile has keys of another account by then', async ({
    aws,
    target,
    workbench,
  }) => {
    await target.openedOn(DEV);
    await expandKinds(workbench, PEERS);
    await workbench.contextMenu(rowOf(workbench, 'edge-fw-lab'), 'Delete…');
    const dialog = await workbench.dialog(/edge-fw-lab/).shown();
    target.files.giveKeys('dev', 'prod');
    await dialog.press('Delete Route Server Peer');
    await workbench
      .toast(
        /edge-fw-lab .*was not deleted.* in account example-dev \(111122223333\) to .* in account example-prod \(444455556666\)\./,
      )
      .waitFor();
    assert.deepEqual(await realDeleteRequests(aws), []);
    await targetItem(workbench, 'dev · example-prod (444455556666) · eu-west-1').waitFor();
    await workbench.screenshot('target-keys-swapped');
  });

  test('is chosen and remembered for each folder', async ({ server, target, workbench }) => {
    const other = await workbench.another(newFolder(server, 'other-project'));
    await target.openedOn(DEV);
    await switchTo(workbench, 'prod');
    await targetItem(workbench, PROD).waitFor();
    await other.openContainer('Teardown');
    await targetItem(other, DEV).waitFor();
    await switchTo(other, 'session');
    await targetItem(other, 'session · example-dev (111122223333) · eu-central-1').waitFor();
    await openKinds(other, PEERS);
    await openKinds(workbench, PEERS);
    await rowOf(workbench, 'edge-fw-lab').waitFor();
    await rowOf(other, 'edge-fw-1').waitFor();
    await targetItem(workbench, PROD).waitFor();
    await remembered(workbench, /teardown\.source[^}]*prod/);
    await remembered(workbench, /teardown\.source[^}]*session/);
    // This window last: what other tests read is the log of the window that was opened last.
    for (const [window, text] of [
      [other, 'session · example-dev (111122223333) · eu-central-1'],
      [workbench, PROD],
    ] as const) {
      await window.reload();
      await targetItem(window, text).waitFor();
    }
    await other.closeTab();
  });

  test.describe('has Regions', () => {
    test.use({ window: 'new' });

    test('several: rows name their Region, and a missing service is reported once', async ({
      aws,
      server,
      target,
      workbench,
    }) => {
      await target.openedOn(DEV);
      await openKinds(workbench, PEERS);
      const peers = workbench.row(RESOURCES, PEERS, /^6$/);
      await peers.locator('.monaco-tl-twistie').click();
      await workbench.viewMenu(RESOURCES, REGIONS);
      const offered = await pickTexts(workbench);
      assert.ok(!offered.some((entry) => entry.startsWith('eu-central-2')), 'a Region that is not enabled is offered');
      await workbench.inputBox().fill('ap-northeast-3');
      await workbench.screenshot('target-regions');
      assert.deepEqual(await pickTexts(workbench), ['ap-northeast-3 Asia Pacific (Osaka) · no Lightsail']);
      await takeRegions(workbench, 'ap-northeast-3', 'us-east-1');
      await targetItem(workbench, /dev · .* · ap-northeast-3, eu-west-1, us-east-1/).waitFor();
      // What was counted in one Region is a part of the whole now.
      await workbench.row(RESOURCES, PEERS, '6 so far').waitFor();
      await expandKinds(workbench, PEERS, 'Bucket access keys');
      await rowOf(workbench, 'edge-fw-1', /^us-east-1 · /).waitFor();
      await rowOf(workbench, 'edge-fw-1', /^eu-west-1 · /).waitFor();
      await workbench.tree(RESOURCES).getByText('Lightsail does not exist in ap-northeast-3').waitFor();
      await workbench.screenshot('target-several-regions');
      assert.deepEqual(await aws.requests({ service: 'lightsail', region: 'ap-northeast-3' }), []);

      newFolder(server, 'project', { 'teardown.groupBy': 'region' });
      await workbench.row(RESOURCES, 'us-east-1', 'US East (N. Virginia)').waitFor();
      const tops = (await workbench.rowTexts(RESOURCES)).map(({ label }) => label);
      assert.deepEqual(tops.slice(0, 4), ['ap-northeast-3', 'EC2', 'Instances', 'Images']);
      await workbench.screenshot('target-by-region');
    });

    test('none by default: without a chosen one nothing is listed', async ({ aws, target, workbench }) => {
      target.files.add('nowhere', 'role_arn = arn:aws:iam::111122223333:role/Developer\nsource_profile = dev');
      await target.openedOn(DEV);
      await aws.clearRequests();
      await switchTo(workbench, 'nowhere');
      await pickTexts(workbench);
      await workbench.screenshot('target-no-region');
      await workbench.page.keyboard.press('Escape');
      await workbench.welcome().getByText('has no Region').waitFor();
      assert.ok(await isWarning(targetItem(workbench, 'nowhere · no Region')));
      const asked = new Set((await aws.requests()).map(({ operation }) => operation));
      assert.deepEqual([...asked].sort(), ['AssumeRole', 'DescribeRegions', 'GetCallerIdentity', 'GetRegions']);
      await workbench.welcomeButton(REGIONS).click();
      await takeRegions(workbench, 'eu-central-1');
      await targetItem(workbench, /nowhere · .* · eu-central-1/).waitFor();
      await openKinds(workbench, PEERS);
      await rowOf(workbench, 'edge-fw-1').waitFor();
      const listed = await aws.requests({ operation: 'DescribeRouteServerPeers' });
      assert.deepEqual([...new Set(listed.map(({ region }) => region))], ['eu-central-1']);
    });
  });

  test.describe('is suggested by a workspace', () => {
    test.use({ window: 'none' });

    test('used after the user accepts it once', async ({ aws, openWindow, server }) => {
      const window = await openWindow(newFolder(server, 'suggesting', { 'teardown.profile': 'prod' }));
      await window.openContainer('Teardown');
      const question = window.toast(/suggest the AWS profile "prod"/);
      await question.waitFor();
      await targetItem(window, DEV).waitFor();
      assert.deepEqual(await aws.requests({ account: '444455556666' }), []);
      await window.screenshot('target-suggested');
      await question.getByRole('button', { name: 'Use prod Here' }).click();
      await targetItem(window, PROD).waitFor();
    });

    test('not used after the user declines it, nor suggested again', async ({ aws, openWindow, server }) => {
      const window = await openWindow(newFolder(server, 'declined', { 'teardown.profile': 'prod' }));
      await window.openContainer('Teardown');
      await window
        .toast(/suggest/)
        .getByRole('button', { name: 'Keep Current Profile' })
        .click();
      await window.toast(/suggest/).waitFor({ state: 'detached' });
      await remembered(window, /teardown\.suggestion[^}]*declined/);
      await window.reload();
      await targetItem(window, DEV).waitFor();
      await openKinds(window, PEERS);
      await rowOf(window, 'edge-fw-lab').waitFor();
      assert.deepEqual(await window.toastTexts(), []);
      assert.deepEqual(await aws.requests({ account: '444455556666' }), []);
    });
  });

  test('can be one of 5,000 profiles', async ({ target, workbench }) => {
    const many = Array.from(
      { length: 5000 },
      (_, at) => `[profile team-${at}]\nregion = eu-west-1\nsource_profile = dev`,
    );
    target.files.addSection(
      many.map((section) => `${section}\nrole_arn = arn:aws:iam::444455556666:role/Deployer`).join('\n'),
    );
    target.files.add(
      'team-last',
      'region = eu-central-1\nrole_arn = arn:aws:iam::444455556666:role/Deployer\nsource_profile = dev',
    );
    await target.openedOn(DEV);
    await workbench.runCommand(`Teardown: ${SWITCH}`);
    await workbench.inputBox().fill('team-499');
    await workbench.quickInput().getByText('team-4999', { exact: true }).waitFor();
    await workbench.screenshot('target-5000');
    await takeProfile(workbench, 'team-last');
    await targetItem(workbench, 'team-last · example-prod (444455556666) · eu-central-1').waitFor();
  });

  test('leaves no secret in a log, an output channel or a stored file', async ({ server, target, workbench }) => {
    await target.openedOn(DEV);
    await switchTo(workbench, 'session');
    await targetItem(workbench, /session · .* · eu-central-1/).waitFor();
    await switchTo(workbench, 'prod');
    await targetItem(workbench, PROD).waitFor();
    await remembered(workbench, /teardown\.(recent|accounts)/);
    assert.deepEqual(secretsIn(homeOf(server), await keptInBrowser(workbench)), []);
  });
});
