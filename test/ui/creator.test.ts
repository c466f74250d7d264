import assert from 'node:assert/strict';
import { until } from '../harness/until.ts';
import { test } from './support/fixtures.ts';
import { LABELS, openKinds, rowOf } from './support/steps.ts';

test.describe('Look Up Creator', () => {
  test('sends a request to CloudTrail only then, and shows the creator with role and tool', async ({
    aws,
    workbench,
  }) => {
    await openKinds(workbench, LABELS.peers);
    assert.deepEqual(await aws.requests({ operation: 'LookupEvents' }), []);
    await workbench.contextMenu(rowOf(workbench, 'edge-fw-1'), 'Look Up Creator');
    await until(
      async () => /"creator": "(ada|grace)"[^]*"operation": "CreateRouteServerPeer"/.test(await workbench.editorText()),
      'the document with the creator',
    );
    await workbench.screenshot('creator');
    await workbench.contextMenu(rowOf(workbench, 'edge-fw-1'), 'Show Details');
    await until(
      async () => /"creator": \{[^}]*"user": "(ada|grace)"/.test(await workbench.editorText()),
      'the creator among the details',
    );
    assert.equal((await aws.requests({ operation: 'LookupEvents' })).length, 1);
  });
});
