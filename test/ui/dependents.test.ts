import assert from 'node:assert/strict';
import { useTeardown } from '../harness/teardown.ts';
import { typeChallenge } from './support/deletions.ts';
import { flat, openKinds, removingCalls, RESOURCES, rowOf } from './support/steps.ts';

describe('A VPC with much in it', () => {
  const teardown = useTeardown();
  const CONFIRM = 'Delete with Dependents…';

  it('is taken down with all that stands in its way, in order, by one confirmation', async () => {
    const { aws, workbench } = teardown;
    await openKinds(workbench, 'ec2.vpc');
    const [vpc] = (await workbench.rowTexts(RESOURCES)).filter(({ label }) => label.startsWith('sample-'));
    assert.ok(vpc);
    await workbench.contextMenu(rowOf(workbench, vpc.label), CONFIRM);
    const dialog = await workbench.dialog(/^Remove \d+ resources of \d+ kinds\?$/).shown();
    const count = Number(/\d+/.exec(flat(await dialog.element.innerText()))?.[0]);
    assert.ok(count >= 20, `${count}`);
    await workbench.screenshot('dependents-dialog');
    await dialog.press('Show Plan');
    await workbench.page.getByRole('tab', { name: 'Deletion plan.md' }).waitFor();
    await workbench.screenshot('dependents-plan');
    assert.deepEqual(await removingCalls(aws), []);

    await workbench.contextMenu(rowOf(workbench, vpc.label), CONFIRM);
    const again = await workbench.dialog(/^Remove \d+ resources/).shown();
    await again.press(`Remove ${count} Resources`);
    await typeChallenge(workbench, count);
    await workbench.toast(`${count} of ${count} removed in account 111122223333.`).waitFor({ timeout: 90_000 });
    await workbench.screenshot('dependents-gone');
    const called = (await aws.requests()).filter(({ carriedOut, dryRun, operation }) => {
      return carriedOut && !dryRun && !/^(Describe|Get|List|Simulate)/.test(operation ?? '');
    });
    assert.equal(called.length, count);
    assert.equal(called.at(-1)?.operation, 'DeleteVpc');
    assert.equal(await rowOf(workbench, vpc.label).count(), 0);
  }).timeout(240_000);
});
