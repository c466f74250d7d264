import assert from 'node:assert/strict';
import { test } from './support/fixtures.ts';
import { expandKinds, LABELS, RESOURCES, rowOf } from './support/steps.ts';

test.describe('Resource types that AWS lists by parent', () => {
  test('are listed under the rows of their parents, and deleted there', async ({ workbench }) => {
    await expandKinds(workbench, 'lightsail.bucket');
    const bucket = rowOf(workbench, 'media-prod');
    // Its URL would repeat its name.
    assert.doesNotMatch(await bucket.innerText(), /https?:/);
    await workbench.expand(bucket);
    const keys = rowOf(workbench, LABELS.bucketKeys).and(workbench.page.locator('[aria-level="5"]'));
    // The kind under the bucket, and the kind of all buckets under the category.
    await workbench.expand(keys);
    const key = rowOf(workbench, /^AKIA/, 'media-prod').first();
    await key.waitFor();
    await workbench.screenshot('children');
    await workbench.contextMenu(key, 'Delete…');
    await (await workbench.dialog(/Delete bucket access key/).shown()).press('Cancel');
  });

  test('name the parent in rows of their own', async ({ workbench }) => {
    await expandKinds(workbench, 'ec2.networkAcl', 'ec2.networkAclEntry');
    const entries = rowOf(workbench, '100', /^acl-\w+ · (in|out)bound · /);
    await entries.first().waitFor();
    await workbench.expand(
      workbench
        .rows(RESOURCES)
        .filter({ hasText: /^sample-/ })
        .first(),
    );
    const own = rowOf(workbench, 'Network ACL entries').and(workbench.page.locator('[aria-level="5"]'));
    await workbench.expand(own);
    await rowOf(workbench, '100', /^(in|out)bound · /).waitFor();
    await workbench.screenshot('children-named');
  });
});
