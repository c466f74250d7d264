import assert from 'node:assert/strict';
import { until } from '../harness/until.ts';
import { test } from './support/fixtures.ts';
import { DELETIONS, entryOf, openDeletions, typeChallenge } from './support/deletions.ts';
import { confirmPlan, PLAN, planShown, setChecked } from './support/planView.ts';
import { DEV, DEV_ACCOUNT, flat, LABELS, lines, openKinds, RESOURCES, deleteRequests, rowOf } from './support/steps.ts';

test.describe('A plan of several resources, and the Deletions view', () => {
  test.use({ window: 'new' });

  test('deletes resources of several services after one confirmation, and keeps those that failed', async ({
    aws,
    workbench,
  }) => {
    await aws.addFault({ operation: 'DeleteKeyPair' }, { type: 'accessDenied' });
    await openKinds(workbench, LABELS.peers, LABELS.keyPairs);
    const names = ['edge-fw-lab', 'ci-runner', 'alice-laptop'];
    await workbench.select(names.map((name) => rowOf(workbench, name)));
    await workbench.contextMenu(rowOf(workbench, 'alice-laptop'), 'Delete…');
    await planShown(workbench, 'Delete 3 resources of 2 resource types');
    for (const name of names) await workbench.row(PLAN, name).waitFor();
    const dialog = await confirmPlan(workbench, 'Delete 3 resources of 2 resource types?');
    const detail = lines(await dialog.detail());
    assert.equal(detail[0], `Profile dev · account ${DEV_ACCOUNT} · ${DEV.region}`);
    assert.ok(detail.length + 2 <= 8, detail.join('\n'));
    assert.equal(await dialog.focusedButton(), 'Show Plan');
    await workbench.screenshot('many-dialog');
    await dialog.press('Delete 3 Resources…');
    assert.deepEqual(await deleteRequests(aws), []);
    await typeChallenge(workbench, 3);

    const toast = workbench.toast(`1 of 3 deleted in account ${DEV_ACCOUNT}. 2 denied.`);
    await toast.waitFor();
    // At once: VS Code takes a notification away after some seconds.
    await toast.getByRole('button', { name: 'Show Report' }).click();
    const failed = rowOf(workbench, 'alice-laptop', /^denied/);
    await failed.waitFor();
    await rowOf(workbench, 'edge-fw-lab').waitFor({ state: 'detached' });
    assert.match(await workbench.hover(failed), /lightsail:DeleteKeyPair/);
    await workbench.screenshot('many-summary');
    assert.equal((await deleteRequests(aws)).length, 3);

    await workbench.row(PLAN, 'alice-laptop', /^denied/).waitFor();
    await workbench.row(PLAN, 'Not deleted').waitFor();
    await workbench.row(PLAN, 'Deleted').waitFor();
    await workbench.screenshot('many-report');
    await openDeletions(workbench);
    const run = entryOf(workbench, '3 resources', /^2 denied, 1 deleted · /);
    await run.waitFor();
    await workbench.expand(run);
    await entryOf(workbench, 'edge-fw-lab', /^deleted · /).waitFor();
    for (const name of ['ci-runner', 'alice-laptop']) await entryOf(workbench, name, /^denied · /).waitFor();
    await workbench.screenshot('many-deletions');

    // The row itself offers to try again, and asks like the first time.
    await aws.removeFaults();
    await workbench.rowAction(failed, 'Retry…');
    await (await workbench.dialog('Delete key pair "alice-laptop"?').shown()).press('Delete Key Pair');
    await workbench.toast('Deleted alice-laptop: key pair in eu-west-1.').waitFor();
    await failed.waitFor({ state: 'detached' });
    await entryOf(workbench, 'alice-laptop', /^deleted · /).waitFor();
    const rows = await workbench.rowTexts(DELETIONS);
    assert.deepEqual(
      rows.slice(0, 1).map(({ label, description }) => [label, description.split(' · ')[0]]),
      [['alice-laptop', 'deleted']],
    );
    assert.equal(rows[1]?.label, '3 resources', 'one row for each run');

    await workbench.runCommand('Teardown: Filter Deletions…');
    const pick = workbench.quickInput();
    await pick.locator('.quick-input-list-entry').filter({ hasText: 'Failed' }).first().click();
    await workbench.page.keyboard.press('Enter');
    await workbench.page.getByText('Outcome filter Failed: showing 2 of 4').waitFor();
    await entryOf(workbench, 'edge-fw-lab').waitFor({ state: 'detached' });
    await entryOf(workbench, 'alice-laptop', /^denied · /).waitFor();
    await workbench.screenshot('many-filtered');
    await workbench.runCommand('Teardown: Show All Deletions');
    await entryOf(workbench, 'edge-fw-lab').waitFor();
    const denied = entryOf(workbench, 'alice-laptop', /^denied · /);
    await workbench.select([entryOf(workbench, 'edge-fw-lab'), denied]);
    await workbench.contextMenu(denied, 'Show Response');
    await workbench.page.getByRole('tab', { name: 'Response 2 deletions.jsonc' }).waitFor();
    await workbench.contextMenu(denied, 'Copy ID');
    await until(
      async () => /^(?:rsp-\w+\s+alice-laptop|alice-laptop\s+rsp-\w+)$/.test(await workbench.clipboard()),
      'both ids',
    );

    // One of the two was retried already.
    await workbench.select([entryOf(workbench, 'ci-runner', /^denied · /), denied]);
    await workbench.contextMenu(denied, 'Copy as AWS CLI');
    await until(
      async () => (await workbench.clipboard()).match(/aws lightsail delete-key-pair /g)?.length === 2,
      'both commands',
    );
    await workbench.contextMenu(denied, 'Retry…');
    await workbench.toast(/1 of 2 cannot be retried. .*alice-laptop.* is no longer listed by AWS/).waitFor();
    await (await workbench.dialog('Delete key pair "ci-runner"?').shown()).press('Cancel');
  });

  test('rejects a plan that is out of date, and executes it from its title bar', async ({ aws, workbench }) => {
    const at = { ...DEV, kind: 'ec2.routeServerPeer' } as const;
    await openKinds(workbench, LABELS.peers, LABELS.keyPairs);
    await workbench.select([rowOf(workbench, 'edge-fw-lab'), rowOf(workbench, 'ci-runner')]);
    await workbench.contextMenu(rowOf(workbench, 'ci-runner'), 'Delete…');
    await planShown(workbench, 'Delete 2 resources of 2 resource types');
    const copied = async (form: string, text: RegExp) => {
      await workbench.runCommand('Teardown: Copy as…');
      await workbench.pick(form);
      await until(async () => text.test(await workbench.clipboard()), `${form} in the clipboard`);
    };
    await copied('AWS CLI script', /aws ec2 delete-route-server-peer [\s\S]*aws lightsail delete-key-pair /);
    await copied('boto3 program', /delete_key_pair\(/);
    await copied('JSON', /"operation":"DeleteKeyPair"/);
    await copied('IAM policy', /lightsail:DeleteKeyPair/);
    await workbench.runCommand('Teardown: Open as Document');
    await workbench.page.getByRole('tab', { name: 'Deletion plan.md' }).waitFor();
    await workbench.rendered().getByRole('heading', { name: 'Delete 2 resources' }).first().waitFor();
    await workbench.screenshot('plan');

    const { id } = (await aws.rows(at)).find(({ item }) => item.Tags?.some(({ Value }) => Value === 'edge-fw-lab')) ?? {
      id: '',
    };
    await aws.patch(at, id, { BgpStatus: { Status: 'up' } });
    await workbench.editorAction('Confirm Plan…');
    const toast = workbench.toast(/The plan is out of date. No request was sent: edge-fw-lab .*: BGP is up/);
    await toast.waitFor();
    await workbench.screenshot('plan-refused');
    assert.equal(await workbench.hasDialog(), false);
    assert.deepEqual(await deleteRequests(aws), []);
    await toast.getByRole('button', { name: 'Show New Plan' }).click();
    await workbench.row(PLAN, 'edge-fw-lab', /warning/).waitFor();
    const dialog = await confirmPlan(workbench, 'Delete 2 resources of 2 resource types?');
    assert.match(await dialog.detail(), /BGP is up/);
    await dialog.press('Delete 2 Resources…');
    await typeChallenge(workbench, 2);
    await workbench.toast(`2 of 2 deleted in account ${DEV_ACCOUNT}.`).waitFor();
    assert.equal((await deleteRequests(aws)).length, 2);
    const confirm = workbench.page.locator('.editor-actions').getByRole('button', { name: /^Confirm/ });
    assert.equal(await confirm.count(), 0, 'an executed plan offers no confirmation');
    await openDeletions(workbench);
    const run = entryOf(workbench, '2 resources', /^2 deleted · /);
    await workbench.expand(run);
    await entryOf(workbench, 'edge-fw-lab', /^deleted · /).waitFor();
  });
});

test.describe('A plan of several resources', () => {
  test('has a report that opens the log, plans the rest again and restores what was deleted', async ({
    aws,
    workbench,
  }) => {
    test.setTimeout(300_000);
    await aws.addFault({ operation: 'DeleteKeyPair', resource: 'alice-laptop' }, { type: 'accessDenied' });
    await openKinds(workbench, LABELS.peers, LABELS.keyPairs);
    const names = ['edge-fw-lab', 'edge-fw-2', 'alice-laptop'];
    await workbench.select(names.map((name) => rowOf(workbench, name)));
    await workbench.contextMenu(rowOf(workbench, 'alice-laptop'), 'Delete…');
    await planShown(workbench, 'Delete 3 resources of 2 resource types');
    await (await confirmPlan(workbench, 'Delete 3 resources of 2 resource types?')).press('Delete 3 Resources');
    await typeChallenge(workbench, 3);
    const toast = workbench.toast(`2 of 3 deleted in account ${DEV_ACCOUNT}. 1 denied.`);
    await toast.waitFor();
    await workbench.row(PLAN, 'Not deleted').waitFor();
    // The reason, without what was found before the request.
    await workbench.row(PLAN, /^No permission: lightsail:DeleteKeyPair is denied to /).waitFor();
    assert.equal(await workbench.row(PLAN, /^(?:Not certain|Deleted before it)/).count(), 0);
    await workbench.runCommand('Teardown: Show Log');
    await until(async () => flat(await workbench.panelText()).includes('alice-laptop'), 'the denial in the log');

    await workbench.runCommand('Teardown: Restore All…');
    const question = await workbench.dialog('Restore 2 route server peers?').shown();
    assert.equal(await question.focusedButton(), 'Show Details');
    await question.press('Restore 2 Route Server Peers');
    await workbench.toast(`2 of 2 restored in account ${DEV_ACCOUNT}.`).waitFor();
    assert.equal((await aws.requests({ operation: 'CreateRouteServerPeer' })).length, 2);

    await aws.removeFaults();
    await workbench.runCommand('Teardown: Retry Remaining…');
    // One resource needs no plan: it is asked about at once.
    await (await workbench.dialog('Delete key pair "alice-laptop"?').shown()).press('Delete Key Pair');
    await workbench.toast('Deleted alice-laptop: key pair in eu-west-1.').waitFor();
    assert.equal((await deleteRequests(aws)).length, 4);
  });

  test('sends no more requests after Cancel, and polls those that it sent', async ({ aws, workbench }) => {
    await aws.configure({ settling: { inProgress: 'manual' } });
    await aws.addFault({ operation: 'DeleteRouteServerPeer', dryRun: false }, { type: 'slow', ms: 8000 });
    await openKinds(workbench, LABELS.peers);
    const peers = workbench.rows(RESOURCES).filter({ hasText: 'AS6' });
    const count = await peers.count();
    assert.ok(count > 3, `${count} peers`);
    await workbench.clickRow(peers.first());
    await workbench.clickRow(peers.last(), 'Shift');
    await workbench.contextMenu(peers.last(), 'Delete…');
    await planShown(workbench, `Delete ${count} route server peers`);
    await (
      await confirmPlan(workbench, `Delete ${count} route server peers?`)
    ).press(`Delete ${count} Route Server Peers…`);
    await typeChallenge(workbench, count);
    const progress = workbench.toast(`Deleting ${count} resources in account ${DEV_ACCOUNT}`);
    await progress.waitFor();
    // At most three requests run at first, and their responses take long.
    await until(async () => (await deleteRequests(aws)).length === 3, 'three calls');
    const inPlan = (status: string) => workbench.rows(PLAN).filter({ hasText: status });
    await until(async () => (await inPlan('deleting · ').count()) === 3, 'three rows in progress');
    assert.equal(await inPlan('waiting for its turn').count(), count - 3);
    await workbench.screenshot('many-progress');
    await progress.getByRole('button', { name: 'Cancel' }).click();
    await workbench
      .toast(`Canceled. 3 of ${count} requests were already sent and are being tracked. No more will be sent.`)
      .waitFor();
    await until(async () => (await deleteRequests(aws)).every(({ executed }) => executed), 'the answers');
    await workbench.screenshot('many-cancelled');
    await aws.settle();
    await workbench.toast(`3 of ${count} deleted in account ${DEV_ACCOUNT}. ${count - 3} canceled.`).waitFor();
    assert.equal((await deleteRequests(aws)).length, 3);
    assert.equal((await aws.rows({ ...DEV, kind: 'ec2.routeServerPeer' })).length, count - 3);
  });

  test('acts on the row that was clicked, outside of the selection', async ({ aws, workbench }) => {
    await openKinds(workbench, LABELS.peers, LABELS.keyPairs, 'ec2.vpc');
    const selected = ['edge-fw-lab', 'edge-fw-2'].map((name) => rowOf(workbench, name));
    await workbench.select(selected);
    await workbench.contextMenu(rowOf(workbench, 'ci-runner'), 'Delete…');
    await (await workbench.dialog('Delete key pair "ci-runner"?').shown()).press('Cancel');

    await workbench.select(selected);
    await workbench.contextMenu(rowOf(workbench, /^sample-/).first(), 'Open in AWS Console');
    const question = await workbench.dialog(/open the external website/).shown();
    // The question has the ends of the address only.
    await question.press('Copy');
    const page = `/go/view?arn=arn:aws:ec2:${DEV.region}:${DEV.account}:vpc/vpc-`;
    await until(async () => decodeURIComponent(await workbench.clipboard()).includes(page), 'the address of the VPC');
    assert.deepEqual(await deleteRequests(aws), []);
  });

  test('sends nothing if an item is unchecked while the confirmation is typed', async ({ aws, workbench }) => {
    await openKinds(workbench, LABELS.peers, LABELS.keyPairs);
    await workbench.select([rowOf(workbench, 'edge-fw-lab'), rowOf(workbench, 'ci-runner')]);
    await workbench.contextMenu(rowOf(workbench, 'ci-runner'), 'Delete…');
    await planShown(workbench, 'Delete 2 resources of 2 resource types');
    const dialog = await confirmPlan(workbench, 'Delete 2 resources of 2 resource types?');
    await dialog.press('Delete 2 Resources…');
    await workbench.quickInput().getByText('Type 2 ').waitFor();
    await setChecked(workbench.row(PLAN, 'edge-fw-lab'), false);
    await workbench.row(PLAN, 'edge-fw-lab', /left out/).waitFor();
    await typeChallenge(workbench, 2);
    await workbench
      .toast('The plan was changed during the confirmation. No request was sent: confirm it again.')
      .waitFor();
    assert.deepEqual(await deleteRequests(aws), []);
  });
});
