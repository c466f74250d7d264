import assert from 'node:assert/strict';
import { test } from './support/fixtures.ts';
import { peerThatIsUp, validToken } from './support/deletionSteps.ts';
import { DEV, dryRuns, openKinds, deleteRequests, responses, rowOf } from './support/steps.ts';

const CHECK = 'Check Permission (Dry Run)';

test.describe('Check Permission (Dry Run)', () => {
  for (const [title, of] of [
    ['a token', validToken],
    ['a peer', peerThatIsUp],
  ] as const) {
    test(`reports permission for ${title} in words, and deletes nothing`, async ({ aws, workbench }) => {
      const { kind, label, operation, input } = await of(aws);
      await openKinds(workbench, kind);
      await workbench.contextMenu(rowOf(workbench, label), CHECK);
      await workbench
        .toast(
          new RegExp(
            `${label}.*: you have permission for ${operation} in account example-dev \\(${DEV.account}\\)\\. Nothing was deleted\\.`,
          ),
        )
        .waitFor();
      await workbench.screenshot(`dry-run-allowed-${title}`);
      const calls = await dryRuns(aws);
      assert.deepEqual(
        calls.map((call) => [call.operation, call.accountId, call.region, call.input, call.status]),
        [[operation, DEV.account, DEV.region, { ...input, DryRun: true }, 412]],
      );
      const [record] = await responses(workbench, 1, 'dry runs');
      assert.equal(record?.head[1], `EC2 ${operation} (DryRun)`);
      assert.equal(record.head[5], '412');
      assert.equal((record.body['Error'] as { name?: string }).name, 'DryRunOperation');
      assert.equal(await rowOf(workbench, label).count(), 1);
      assert.deepEqual(await deleteRequests(aws), []);
    });
  }

  test('reports a deletion when a server ignores DryRun, and removes the row', async ({ aws, workbench }) => {
    await aws.addFault({ operation: 'DeleteRouteServerPeer' }, { type: 'ignoreDryRun' });
    const { kind, label } = await peerThatIsUp(aws);
    await openKinds(workbench, kind);
    await workbench.contextMenu(rowOf(workbench, label), CHECK);
    await workbench
      .toast(
        /The endpoint ignored DryRun and executed DeleteRouteServerPeer on edge-fw-1 \(rsp-\w+\)\. Check what it deleted\./,
      )
      .waitFor();
    await workbench.screenshot('dry-run-carried-out');
    const [record] = await responses(workbench, 1, 'dry runs');
    assert.equal(record?.head[5], '200');
    // The tree must not go on showing it as if nothing had happened.
    await rowOf(workbench, label, 'BGP up').waitFor({ state: 'detached' });
  });
});

test.describe('Check Permission (Dry Run) at an endpoint that is not allowed', () => {
  test.use({ settings: { 'teardown.dryRunEndpoints': [] } });

  test('is rejected without a request', async ({ aws, workbench, sandbox }) => {
    const { kind, label } = await peerThatIsUp(aws);
    await openKinds(workbench, kind);
    await workbench.contextMenu(rowOf(workbench, label), CHECK);
    const toast = workbench.toast(`Permission was not checked. ${sandbox.endpoint} is not an AWS endpoint`);
    await toast.waitFor();
    await workbench.screenshot('dry-run-refused');
    assert.deepEqual(await deleteRequests(aws), []);
    assert.deepEqual(await dryRuns(aws), []);
    await toast.getByRole('button', { name: 'Open Settings' }).click();
    await workbench.page.locator('.settings-editor').getByText('Dry Run Endpoints').first().waitFor();
  });
});
