import assert from 'node:assert/strict';
import type { Workbench } from '../harness/workbench.ts';
import { until } from '../harness/until.ts';
import { test } from './support/fixtures.ts';
import { typeChallenge } from './support/deletions.ts';
import { confirmPlan, PLAN, planShown, setChecked } from './support/planView.ts';
import { flat, lines, openKinds, deleteRequests, RESOURCES, rowOf } from './support/steps.ts';

const CONFIRM = 'Delete with Dependencies…';

/** Returns the label of the first listed VPC. */
async function firstVpc(workbench: Workbench): Promise<string> {
  await openKinds(workbench, 'ec2.vpc');
  const [vpc] = (await workbench.rowTexts(RESOURCES)).filter(({ label }) => label.startsWith('sample-'));
  assert.ok(vpc);
  return vpc.label;
}

test.describe('Delete with Dependencies', () => {
  test('deletes a VPC and its dependencies in order after one confirmation', async ({ aws, workbench }) => {
    test.setTimeout(480_000);
    const vpc = await firstVpc(workbench);
    await workbench.contextMenu(rowOf(workbench, vpc), CONFIRM);
    const message = await planShown(workbench, `Delete VPC "${vpc}" and `);
    const count = Number(/and (\d+) dependencies/.exec(message)?.[1]) + 1;
    assert.ok(count >= 20, `${count}`);
    await workbench.screenshot('dependents-plan');

    // A subnet that stays keeps the VPC: both are left out, and the rest is checked again.
    const subnet = workbench.row(PLAN, /^sample-/, /(?:^|· )subnet$/).first();
    await setChecked(subnet, false);
    await planShown(workbench, /left out/);
    await workbench.screenshot('dependents-left-out');
    // The VPC is the last row.
    await workbench.scrollToEnd(PLAN, workbench.row(PLAN, vpc, /^left out/));
    assert.equal(await workbench.row(PLAN, vpc).getByRole('checkbox').isChecked(), false);
    await setChecked(workbench.row(PLAN, vpc), true);
    await planShown(workbench, `Delete VPC "${vpc}" and ${count - 1} dependencies`);
    assert.deepEqual(await deleteRequests(aws), []);

    const dialog = await confirmPlan(workbench, `Delete VPC "${vpc}" and ${count - 1} dependencies?`);
    const detail = lines(await dialog.detail());
    assert.ok(detail.length + 2 <= 8, detail.join('\n'));
    assert.match(detail.at(-1) ?? '', /cannot be restored\.$|None of them can be restored\.$/);
    await workbench.screenshot('dependents-dialog');
    await dialog.press(`Delete ${count} Resources…`);
    await typeChallenge(workbench, count);
    const toast = workbench.toast(
      new RegExp(
        String.raw`Deleted VPC ${vpc} (?:\(vpc-\w+\) )?and ${count - 1} dependencies in account example-dev \(111122223333\)`,
      ),
    );
    await toast.waitFor({ timeout: 180_000 });
    await workbench.row(PLAN, vpc, /^deleted/).waitFor();
    await workbench.screenshot('dependents-gone');
    const called = (await aws.requests()).filter(({ executed, dryRun, operation }) => {
      return executed && !dryRun && !/^(Describe|Get|List|Simulate)/.test(operation ?? '');
    });
    assert.equal(called.length, count);
    assert.equal(called.at(-1)?.operation, 'DeleteVpc');
    await until(async () => (await rowOf(workbench, vpc).count()) === 0, 'the row of the VPC to leave');
  });
});

test.describe('Delete with Dependencies that fails', () => {
  test('reports the selected resource first, with the dependency that failed, and plans both again', async ({
    aws,
    workbench,
  }) => {
    await aws.addFault({ operation: 'DeleteBucketAccessKey' }, { type: 'accessDenied' });
    await openKinds(workbench, 'lightsail.bucket');
    const bucket = 'backups-2023';
    await workbench.contextMenu(rowOf(workbench, bucket), CONFIRM);
    const message = await planShown(workbench, `Delete bucket "${bucket}" and `);
    const count = Number(/and (\d+) dependenc/.exec(message)?.[1]) + 1;
    await workbench.expand(workbench.row(PLAN, bucket));
    await workbench.row(PLAN, /^Deleted before it: AKIA\w+ of bucket /).waitFor();
    await workbench.viewAction(PLAN, 'Confirm…');
    const dialog = await workbench.dialog(`Delete bucket "${bucket}" and `).shown();
    await dialog.press(`Delete ${count} Resources…`);
    await typeChallenge(workbench, count);
    const toast = workbench.toast(
      new RegExp(
        `Bucket ${bucket} was not deleted, because bucket access key AKIA\\w+(?: of bucket \\S+)? was not deleted: denied \\(\\w+\\)\\. 0 of ${count} deleted`,
      ),
    );
    await toast.getByRole('button', { name: 'Show Report' }).click();
    await workbench.row(PLAN, 'Not deleted').waitFor();
    const [first, reason] = await workbench.rowTexts(PLAN);
    assert.equal(first?.label, bucket);
    assert.match(
      reason?.label ?? '',
      /^Nothing was sent, because AKIA\w+ of bucket backups-2023 is not deleted\. Retry /,
    );
    await workbench.screenshot('dependents-report');
    await aws.removeFaults();
    await workbench.viewAction(PLAN, 'Retry Remaining…');
    await planShown(workbench, message.split('?')[0] ?? '');
    await workbench.viewAction(PLAN, 'Discard');
  });
});

test.describe('Delete with Dependencies of a VPC that contains a protected resource', () => {
  test.use({ settings: { 'teardown.protectedResources': ['name:sample-f819'] } });

  test('deletes nothing, and names the protected resource', async ({ aws, workbench }) => {
    const vpc = await firstVpc(workbench);
    await workbench.contextMenu(rowOf(workbench, vpc), CONFIRM);
    await planShown(workbench, `Delete VPC "${vpc}" and `);
    await workbench.scrollToEnd(PLAN, workbench.row(PLAN, 'sample-f819', /^blocked/));
    const dialog = await confirmPlan(workbench, /^1 of \d+ resources cannot be deleted now$/);
    const text = flat(await dialog.element.innerText());
    assert.match(text, /sample-f819/);
    await workbench.screenshot('dependents-protected');
    assert.deepEqual(await dialog.buttons(), ['Close', 'Show Blocker']);
    await dialog.press('Show Blocker');
    await workbench
      .row(PLAN, 'sample-f819', /^blocked/)
      .and(workbench.page.locator('[aria-selected="true"]'))
      .waitFor();
    await workbench
      .row(PLAN, /^Blocked: .*teardown\.protectedResources/)
      .locator('.codicon-circle-slash')
      .waitFor();
    assert.deepEqual(await deleteRequests(aws), []);
  });
});
