import assert from 'node:assert/strict';
import type { SandboxClient } from '../../sandbox/client.ts';
import { until } from '../harness/until.ts';
import type { Workbench } from '../harness/workbench.ts';
import { test } from './support/fixtures.ts';
import { peerThatIsUp } from './support/deletionSteps.ts';
import { confirm, DEV, found, LABELS, lines, openKinds, deleteRequests, responses, rowOf } from './support/steps.ts';

test.describe('The confirmation of a deletion', () => {
  const PEERS = { ...DEV, kind: 'ec2.routeServerPeer' } as const;
  const BUTTON = 'Delete Route Server Peer';
  const question = (name: string) => `Delete route server peer "${name}"?`;

  async function ask(workbench: Workbench, name: string) {
    await workbench.contextMenu(rowOf(workbench, name), 'Delete…');
    return workbench.dialog(question(name)).shown();
  }
  /** Asserts that no delete request was sent and the row is unchanged. */
  async function nothingHappened(aws: SandboxClient, workbench: Workbench, name: string): Promise<void> {
    assert.equal(await workbench.hasDialog(), false);
    // A later dialog comes after everything that the first one may have started.
    const dialog = await ask(workbench, name);
    await dialog.press('Cancel');
    assert.deepEqual(await deleteRequests(aws), []);
    assert.deepEqual(await responses(workbench, 0), []);
    assert.equal((await aws.rows(PEERS)).length, 6);
    assert.equal(await rowOf(workbench, name).count(), 1);
  }

  test('sends nothing on Cancel and Escape, and shows the plan on Enter', async ({ aws, workbench }) => {
    await openKinds(workbench, LABELS.peers);
    await (await ask(workbench, 'edge-fw-1')).press('Cancel');
    await nothingHappened(aws, workbench, 'edge-fw-1');
    await (await ask(workbench, 'edge-fw-1')).type('Escape');
    await nothingHappened(aws, workbench, 'edge-fw-1');
    await (await ask(workbench, 'edge-fw-1')).type('Enter');
    // It takes the focus once it is rendered, and a menu that is open then would close.
    await workbench.rendered().getByRole('heading', { name: 'Delete 1 resource in account' }).waitFor();
    await nothingHappened(aws, workbench, 'edge-fw-1');
  });

  test('shows the resource as AWS returns it now', async ({ aws, workbench }) => {
    await openKinds(workbench, LABELS.peers);
    await rowOf(workbench, 'edge-fw-1', 'BGP up').waitFor();
    const { id } = await idOf(aws, 'edge-fw-1');
    await aws.patch(PEERS, id, { BgpStatus: { Status: 'down' }, BfdStatus: { Status: 'down' } });
    const dialog = await ask(workbench, 'edge-fw-1');
    const detail = lines(await dialog.detail());
    assert.ok(detail.includes('BGP is down. No routes are learned from this peer now.'), detail.join('\n'));
    await dialog.press('Cancel');
  });

  test('names the CloudFormation stack that would drift', async ({ workbench }) => {
    await openKinds(workbench, LABELS.peers);
    const dialog = await ask(workbench, 'transit-fw');
    const detail = lines(await dialog.detail());
    const drift = 'Warning: Managed by CloudFormation stack "inspection-vpc". A deletion here causes drift.';
    assert.ok(detail.includes(drift), detail.join('\n'));
    await workbench.screenshot('dialog-managed');
    await dialog.press('Cancel');
  });

  test('is not shown for a resource that is being deleted already', async ({ aws, workbench }) => {
    await openKinds(workbench, LABELS.peers);
    await rowOf(workbench, 'edge-fw-lab').waitFor();
    const { id } = await idOf(aws, 'edge-fw-lab');
    await aws.patch(PEERS, id, { State: 'deleting' });
    await workbench.contextMenu(rowOf(workbench, 'edge-fw-lab'), 'Delete…');
    const dialog = await workbench.dialog('Route server peer "edge-fw-lab" cannot be deleted now').shown();
    assert.deepEqual((await dialog.buttons()).sort(), ['Close', 'Show Blocker', 'Show Plan']);
    const blocked = 'Blocked: A deletion is already in progress: the state is deleting.';
    assert.ok(lines(await dialog.detail()).includes(blocked));
    await workbench.screenshot('dialog-blocked');
    await dialog.press('Show Blocker');
    await rowOf(workbench, 'edge-fw-lab', / · deleting\b/)
      .and(workbench.page.locator('[aria-selected="true"]'))
      .waitFor();
    assert.deepEqual(await deleteRequests(aws), []);
  });

  test('is not shown for a resource that is already deleted', async ({ aws, workbench }) => {
    await openKinds(workbench, LABELS.peers);
    await rowOf(workbench, 'edge-fw-2').waitFor();
    const { id } = await idOf(aws, 'edge-fw-2');
    await aws.deleteSilently({ ...PEERS, id });
    await workbench.contextMenu(rowOf(workbench, 'edge-fw-2'), 'Delete…');
    await workbench.toast(/edge-fw-2 \(rsp-\w+\) no longer exists\. No request was sent\./).waitFor();
    await rowOf(workbench, 'edge-fw-2').waitFor({ state: 'detached' });
    assert.equal(await workbench.hasDialog(), false);
    assert.deepEqual(await deleteRequests(aws), []);
  });

  test('reports a resource that was deleted while the dialog was open', async ({ aws, workbench }) => {
    await openKinds(workbench, LABELS.peers);
    const { id } = await idOf(aws, 'edge-fw-2');
    await ask(workbench, 'edge-fw-2');
    await aws.deleteSilently({ ...PEERS, id });
    await confirm(workbench, {
      dialog: { message: question('edge-fw-2'), detail: [], button: BUTTON },
      typed: 'edge-fw-2',
    });
    await workbench.toast(/edge-fw-2 \(rsp-\w+\), route server peer in eu-west-1, was already deleted\./).waitFor();
    await rowOf(workbench, 'edge-fw-2').waitFor({ state: 'detached' });
    const calls = await deleteRequests(aws);
    assert.ok(calls.length <= 1, 'it was called again');
  });

  test('reports a MACsec key that was disassociated meanwhile as already disassociated', async ({ aws, workbench }) => {
    await openKinds(workbench, LABELS.macSecKeys);
    const at = { ...DEV, kind: 'directconnect.macSecKey' } as const;
    const connections = await aws.rows({ ...DEV, kind: 'directconnect.connection' });
    const { id: parent } = found(connections, 'fra-primary', ({ item }) => item.connectionName === 'fra-primary');
    const key = found(await aws.rows(at), 'key of fra-primary', (row) => row.parent === parent);
    await workbench.contextMenu(
      workbench.rows('Resources').filter({ hasText: 'fra-primary · must_encrypt' }),
      'Disassociate…',
    );
    const ckn = key.item.ckn ?? '';
    const of = `connection fra-primary (${parent})`;
    const dialog = {
      message: `Disassociate MACsec key "${ckn.slice(0, 8)}…${ckn.slice(-4)}" of ${of}?`,
      detail: [],
      button: 'Disassociate MACsec Key',
    };
    await workbench.dialog(dialog.message).shown();
    await aws.deleteSilently({ ...at, id: key.id });
    await confirm(workbench, { dialog, typed: 'a code' });
    await workbench.toast(/was already deleted\./).waitFor();
    await workbench.rows('Resources').filter({ hasText: 'fra-primary · must_encrypt' }).waitFor({ state: 'detached' });
  });

  async function idOf(aws: SandboxClient, name: string) {
    const rows = await aws.rows(PEERS);
    return found(rows, name, ({ item }) => item.Tags?.some(({ Value }) => Value === name) ?? false);
  }
});

test.describe('A deletion with an error', () => {
  async function confirmPeer(aws: SandboxClient, workbench: Workbench): Promise<void> {
    const peer = await peerThatIsUp(aws);
    await openKinds(workbench, LABELS.peers);
    await workbench.contextMenu(rowOf(workbench, peer.label), 'Delete…');
    await confirm(workbench, peer);
  }
  async function pressedOnce(aws: SandboxClient): Promise<void> {
    assert.equal((await deleteRequests(aws)).length, 1);
  }

  test('that fails shows the reason from AWS, in the row too', async ({ aws, workbench }) => {
    const reason = 'The endpoint eni-0a1 still has routes.';
    await aws.addFault({ operation: 'DeleteRouteServerPeer' }, { type: 'reverted', to: 'failed', reason });
    await confirmPeer(aws, workbench);
    const toast = workbench.toast(new RegExp(`edge-fw-1 .*was not deleted. ${reason}`));
    await toast.waitFor();
    const row = rowOf(workbench, 'edge-fw-1', 'failed · 10.0.1.21');
    await row.waitFor();
    await workbench.screenshot('outcome-failed');
    const hover = lines(await workbench.hover(row));
    assert.ok(hover.includes(`Failure reason: ${reason}`), hover.join('\n'));
    await pressedOnce(aws);
    await toast.getByRole('button', { name: 'Open Help' }).click();
    await until(async () => (await workbench.editorTitle()).includes('TROUBLESHOOTING'), 'the page that helps');
  });

  test('is named beside a state of AWS that is the same word', async ({ aws, workbench }) => {
    const rejected = {
      type: 'error',
      code: 'InvalidParameterValue',
      message: 'The peer eni-0a1 is not valid.',
    } as const;
    await aws.addFault({ operation: 'DeleteRouteServerPeer', dryRun: false }, rejected);
    await openKinds(workbench, LABELS.peers);
    const row = rowOf(workbench, 'edge-fw-old', /^(?!deletion).*\bfailed\b/);
    await workbench.contextMenu(row, 'Delete…');
    const dialog = await workbench.dialog('Delete route server peer "edge-fw-old"?').shown();
    await dialog.press('Delete Route Server Peer');
    await workbench.toast(/edge-fw-old .*was not deleted\. .*The peer eni-0a1 is not valid\./).waitFor();
    await rowOf(workbench, 'edge-fw-old', /^deletion: failed · .*\bfailed\b/).waitFor();
    await pressedOnce(aws);
  });

  test.describe('that AWS reverts', () => {
    // It is still in progress at the end.
    test.use({ window: 'new' });

    test('is polled on, and its row stays', async ({ aws, workbench }) => {
      await aws.addFault({ operation: 'DeleteRouteServerPeer' }, { type: 'reverted', to: 'original' });
      await confirmPeer(aws, workbench);
      // One read that shows the old state may be stale: the five minutes are tested with a fast clock in waitUntilDeleted.test.ts.
      const reads = async () => (await aws.requests({ operation: 'DescribeRouteServerPeers' })).length;
      const before = await reads();
      await until(async () => (await reads()) > before + 3, 'further reads');
      await rowOf(workbench, 'edge-fw-1').waitFor();
      await pressedOnce(aws);
    });
  });

  test('in a Lightsail operation shows its errorCode and errorDetails', async ({ aws, workbench }) => {
    const fault = {
      type: 'reverted',
      to: 'failed',
      code: 'KeyPairInUse',
      reason: 'The pair opens an instance.',
    } as const;
    await aws.addFault({ operation: 'DeleteKeyPair' }, fault);
    await openKinds(workbench, LABELS.keyPairs);
    await workbench.contextMenu(rowOf(workbench, 'deploy'), 'Delete…');
    await (await workbench.dialog('Delete key pair "deploy"?').shown()).press('Delete Key Pair');
    await workbench
      .toast('deploy, key pair in eu-west-1, was not deleted. KeyPairInUse: The pair opens an instance.')
      .waitFor();
    await rowOf(workbench, 'deploy', '2 instances').waitFor();
    await pressedOnce(aws);
  });

  test('that loses the response reads AWS, sends no second request and reports the deletion', async ({
    aws,
    workbench,
  }) => {
    await aws.addFault({ operation: 'DeleteRouteServerPeer' }, { type: 'resetAfter' });
    await confirmPeer(aws, workbench);
    await workbench.toast('Deleted edge-fw-1 ').waitFor();
    await rowOf(workbench, 'edge-fw-1').waitFor({ state: 'detached' });
    await pressedOnce(aws);
    const [record] = await responses(workbench, 1);
    assert.ok(record);
    assert.ok(record.head.includes('no response'), record.head.join(' | '));
    assert.ok('Error' in record.body);
  });

  test('that is throttled sends the request again', async ({ aws, workbench }) => {
    await aws.addFault({ operation: 'DeleteRouteServerPeer', dryRun: false }, { type: 'throttled' }, { to: 1 });
    await confirmPeer(aws, workbench);
    await workbench.toast('Deleted edge-fw-1 ').waitFor();
    const calls = await deleteRequests(aws);
    assert.deepEqual(
      calls.map(({ status, executed }) => [status, executed]),
      [
        [503, false],
        [200, true],
      ],
    );
    assert.deepEqual(
      (await responses(workbench, 2)).map(({ head }) => head[5]),
      ['503', '200'],
    );
  });
});
