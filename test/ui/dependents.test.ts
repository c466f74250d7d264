import assert from 'node:assert/strict';
import type { Workbench } from '../harness/workbench.ts';
import { until } from '../harness/until.ts';
import { test } from './support/fixtures.ts';
import { typeChallenge } from './support/deletions.ts';
import { flat, openKinds, removingCalls, RESOURCES, rowOf } from './support/steps.ts';

const CONFIRM = 'Delete with Dependencies…';

/** The first VPC that is listed, by its label. */
async function firstVpc(workbench: Workbench): Promise<string> {
  await openKinds(workbench, 'ec2.vpc');
  const [vpc] = (await workbench.rowTexts(RESOURCES)).filter(({ label }) => label.startsWith('sample-'));
  assert.ok(vpc);
  return vpc.label;
}

test.describe('A VPC with much in it', () => {
  test('is taken down with all that stands in its way, in order, by one confirmation', async ({ aws, workbench }) => {
    test.setTimeout(480_000);
    const vpc = await firstVpc(workbench);
    await workbench.contextMenu(rowOf(workbench, vpc), CONFIRM);
    const dialog = await workbench.dialog(/^Delete \d+ resources of \d+ resource types\?$/).shown();
    const count = Number(/\d+/.exec(flat(await dialog.element.innerText()))?.[0]);
    assert.ok(count >= 20, `${count}`);
    await workbench.screenshot('dependents-dialog');
    await dialog.press('Show Plan');
    await workbench.page.getByRole('tab', { name: 'Deletion plan.md' }).waitFor();
    await workbench.screenshot('dependents-plan');
    assert.deepEqual(await removingCalls(aws), []);

    await workbench.contextMenu(rowOf(workbench, vpc), CONFIRM);
    const again = await workbench.dialog(/^Delete \d+ resources/).shown();
    await again.press(`Delete ${count} Resources`);
    await typeChallenge(workbench, count);
    await workbench.toast(`${count} of ${count} deleted in account 111122223333.`).waitFor({ timeout: 180_000 });
    await workbench.screenshot('dependents-gone');
    const called = (await aws.requests()).filter(({ carriedOut, dryRun, operation }) => {
      return carriedOut && !dryRun && !/^(Describe|Get|List|Simulate)/.test(operation ?? '');
    });
    assert.equal(called.length, count);
    assert.equal(called.at(-1)?.operation, 'DeleteVpc');
    await until(async () => (await rowOf(workbench, vpc).count()) === 0, 'the row of the VPC to leave');
  });
});

test.describe('A VPC with something protected in it', () => {
  test.use({ settings: { 'teardown.protectedResources': ['name:sample-f819'] } });

  test('is left alone with all that is in it, and what is protected is named', async ({ aws, workbench }) => {
    const vpc = await firstVpc(workbench);
    await workbench.contextMenu(rowOf(workbench, vpc), CONFIRM);
    const dialog = await workbench.dialog(/^1 of \d+ resources cannot be deleted now$/).shown();
    const text = flat(await dialog.element.innerText());
    assert.match(text, /sample-f819/);
    await workbench.screenshot('dependents-protected');
    assert.deepEqual(await dialog.buttons(), ['Cancel', 'Show Plan']);
    await dialog.press('Cancel');
    assert.deepEqual(await removingCalls(aws), []);
  });
});
