import assert from 'node:assert/strict';
import { test } from './support/fixtures.ts';
import { PLAN, planShown } from './support/planView.ts';
import { RESOURCES, rowOf } from './support/steps.ts';

test.describe('Find Unused Resources', () => {
  test('shows unused resources with reason and price, and plans their deletion', async ({ workbench }) => {
    await workbench.openContainer('Teardown');
    await rowOf(workbench, 'EC2').waitFor();
    await workbench.runCommand('Teardown: Find Unused Resources');
    const toast = workbench.toast(/\d+ unused resources of \d+ resource types\./);
    await toast.waitFor({ timeout: 120_000 });
    // At once: VS Code takes a notification away after some seconds.
    await toast.getByRole('button', { name: 'Plan Deletion…' }).click();
    await workbench.expandPath(RESOURCES, 'Elastic Block Store', 'EBS volumes');
    // The price comes first, and fits: the side bar cuts off the end of a row.
    const volume = rowOf(workbench, /sample-/, /^\$[\d.,]+\/mo · not attached · created/);
    await volume.waitFor();
    assert.match((await volume.getAttribute('aria-label')) ?? '', /\$[\d.,]+ a month, not attached/);
    await rowOf(workbench, 'EBS volumes', /^~\$[\d.,]+\/mo · \d of \d$/).waitFor();
    await rowOf(workbench, 'EC2', /^~\$[\d.,]+\/mo.* · \d+ resource types hidden$/).waitFor();
    await workbench.screenshot('find-unused');
    await planShown(workbench, /^Delete \d+ resources of \d+ resource types/);
    // By the prices that the search requested.
    await workbench
      .row(PLAN, /./, /^\d warnings? · \$[\d.,]+\/mo · /)
      .first()
      .waitFor();
    await workbench.page
      .getByText(/No request has been sent yet\. Ends (up to )?about \$[\d.,]+ a month/)
      .first()
      .waitFor();
    await workbench.screenshot('find-unused-plan');
  });
});
