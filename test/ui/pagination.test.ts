import assert from 'node:assert/strict';
import { until } from '../harness/until.ts';
import { test } from './support/fixtures.ts';
import { DEV, expandKinds, LABELS, RESOURCES, rowOf } from './support/steps.ts';

test.describe('A resource type with thousands of resources', () => {
  test('shows its first page at once and a thousand rows at a time; the filter covers all', async ({
    aws,
    workbench,
  }) => {
    await aws.addMany({ ...DEV, kind: 'ec2.routeServerPeer' }, 2500, 'many-');
    await aws.configure({ pageSizes: { ec2: 500 } });
    // The third page lets itself be waited for.
    await aws.addFault({ operation: 'DescribeRouteServerPeers' }, { type: 'slow', ms: 8000 }, { from: 3, to: 3 });
    await expandKinds(workbench, LABELS.peers);
    await rowOf(workbench, LABELS.peers, '1000 so far').waitFor();
    await rowOf(workbench, 'edge-fw-1').waitFor();
    await workbench.screenshot('large-kind-filling');
    await rowOf(workbench, LABELS.peers, /^2506/).waitFor();

    const last = async (label: string, description: string) => {
      const row = rowOf(workbench, label, description);
      // The rows after the thousands are few: the last of them and this one are drawn together.
      await workbench.scrollToEnd(RESOURCES, row);
      return row;
    };
    const more = await last('Show More', '1506 not shown');
    await workbench.screenshot('large-kind-more');
    await workbench.clickRow(more);
    await last('Show More', '506 not shown');

    await workbench.viewInput(RESOURCES, 'Filter Resources…');
    await workbench.answer('name:many-249?');
    await rowOf(workbench, LABELS.peers, '10 of 2506').waitFor();
    const names = async () => (await workbench.rowTexts(RESOURCES)).filter(({ label }) => label.startsWith('many-249'));
    await until(async () => (await names()).length === 10, 'the ten that match');
    assert.equal(await rowOf(workbench, 'Show More').count(), 0);
  });
});
