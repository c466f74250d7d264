import assert from 'node:assert/strict';
import type { Fields } from '../../sandbox/types.ts';
import { until } from '../harness/until.ts';
import { test } from './support/fixtures.ts';
import { ownKeyPair } from './support/deletionSteps.ts';
import {
  DEV,
  DEV_ACCOUNT,
  dryRuns,
  flat,
  LABELS,
  lines,
  openKinds,
  deleteRequests,
  responses,
  rowOf,
} from './support/steps.ts';

test.describe('A deletion without permission', () => {
  test.use({ profile: 'auditor' });

  test('names the denied action, keeps the row and shows the error of AWS', async ({ aws, workbench }) => {
    const pair = await ownKeyPair(aws);
    await openKinds(workbench, LABELS.keyPairs);
    await workbench.contextMenu(rowOf(workbench, pair.label), 'Delete…');
    const dialog = await workbench.dialog(pair.dialog.message).shown();
    const detail = lines(await dialog.detail());
    assert.ok(detail.includes(`Profile auditor · account ${DEV_ACCOUNT} · ${DEV.region}`), detail.join('\n'));
    const probably = 'Warning: Probably denied: the IAM policy simulation does not allow lightsail:DeleteKeyPair.';
    assert.ok(detail.includes(probably), detail.join('\n'));
    await dialog.press(pair.dialog.button);
    const toast = workbench.toast('ci-runner, key pair in eu-west-1, was not deleted. No permission:');
    await toast.waitFor();
    assert.ok(
      flat(await toast.innerText()).includes(
        'ci-runner, key pair in eu-west-1, was not deleted. No permission: lightsail:DeleteKeyPair is denied to user/auditor by an identity-based policy.',
      ),
      await toast.innerText(),
    );
    await workbench.screenshot('outcome-denied');
    await rowOf(workbench, pair.label, pair.description).waitFor();

    const calls = await deleteRequests(aws);
    assert.deepEqual(
      calls.map((call) => [call.operation, call.accountId, call.region, call.input]),
      [['DeleteKeyPair', DEV.account, DEV.region, pair.input]],
    );
    const [record, ...more] = await responses(workbench, 1);
    assert.deepEqual(more, []);
    const [call] = calls;
    assert.deepEqual(record?.head.slice(1, -2), [
      'Lightsail DeleteKeyPair',
      'ci-runner',
      DEV.region,
      `${DEV.account} (auditor)`,
      String(call?.status),
      `req ${call?.requestId ?? ''}`,
    ]);
    const { Error: error } = record.body as { Error: Fields };
    assert.deepEqual(
      { name: error['name'], message: error['message'], status: error['status'], requestId: error['requestId'] },
      { name: call?.error?.code, message: call?.error?.message, status: call?.status, requestId: call?.requestId },
    );
    await toast.getByRole('button', { name: 'Show Response' }).click();
    await until(async () => (await workbench.panelText()).includes(`"requestId"`), 'the error in the panel');
    await workbench.screenshot('response-denied');
  });

  test('is blocked in the dialog by a denied dry run', async ({ aws, workbench }) => {
    await openKinds(workbench, LABELS.peers);
    await workbench.contextMenu(rowOf(workbench, 'edge-fw-1'), 'Delete…');
    const dialog = await workbench.dialog('Route server peer "edge-fw-1" cannot be deleted now').shown();
    assert.deepEqual((await dialog.buttons()).sort(), ['Close', 'Copy IAM Policy…', 'Show Plan']);
    const denied =
      /Blocked: You do not have permission: ec2:DeleteRouteServerPeer is denied to user\/auditor by an identity-based policy\./;
    assert.match(await dialog.detail(), denied);
    await workbench.screenshot('dialog-denied');
    await dialog.press('Copy IAM Policy…');
    await workbench.quickInput().getByText('IAM policy for Route server peers').waitFor();
    await workbench.pick('List and delete');
    await until(async () => (await workbench.clipboard()).includes('ec2:DeleteRouteServerPeer'), 'the policy');
    assert.deepEqual(await deleteRequests(aws), []);
  });

  test('is reported by Check Permission', async ({ aws, workbench }) => {
    await openKinds(workbench, LABELS.peers);
    await workbench.contextMenu(rowOf(workbench, 'edge-fw-2'), 'Check Permission (Dry Run)');
    const toast = workbench.toast(
      /edge-fw-2 \(rsp-\w+\): you do not have permission for DeleteRouteServerPeer in account example-dev \(111122223333\)\./,
    );
    await toast.waitFor();
    assert.match(await toast.innerText(), /ec2:DeleteRouteServerPeer/);
    await workbench.screenshot('dry-run-denied');
    assert.deepEqual(
      (await dryRuns(aws)).map(({ status }) => status),
      [403],
    );
    assert.deepEqual(await deleteRequests(aws), []);
    const [record] = await responses(workbench, 1, 'dry runs');
    assert.equal(record?.head[1], 'EC2 DeleteRouteServerPeer (DryRun)');
  });
});
