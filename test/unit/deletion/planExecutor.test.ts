import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'mocha';
import { formatRecord } from '../../../src/deletion/execution/callRecord.ts';
import { DEV, TestEnvironment } from '../support/testEnvironment.ts';
import { CASES, DeletionHarness, rowId } from './support/deletionHarness.ts';

describe('the plan executor', () => {
  let world: TestEnvironment;
  let removals: DeletionHarness;
  before(async () => {
    world = await TestEnvironment.start();
  });
  after(() => world.close());
  beforeEach(async () => {
    await world.reset();
    removals = new DeletionHarness(world);
  });

  for (const its of CASES) {
    describe(`for a ${its.kind}`, () => {
      it('sends one delete request to the right account and Region, and polls until the resource is deleted', async () => {
        const resource = await world.find(its.kind, its.wanted);
        await world.control.clearRequests();
        assert.deepEqual(await removals.remove(resource), { kind: 'deleted' });
        const requests = await world.requests();
        const removing = requests.filter(({ operation }) => operation === its.operation);
        assert.equal(removing.length, 1);
        assert.deepEqual(Object.keys(removing[0]?.input ?? {}).sort(), [...its.input].sort());
        for (const { accountId, region, accessKeyId } of requests) {
          assert.deepEqual([accountId, region], [resource.target.identity.accountId, resource.target.region]);
          assert.equal(accessKeyId, resource.target.identity.accessKeyId);
        }
        assert.deepEqual(removals.phases, ['queued', 'checking', 'sending', 'waiting', 'deleted']);
        assert.equal(removals.onObserved.at(-1), undefined);
        assert.ok(removals.onObserved.length >= 1);
        const rest = await world.list(its.kind);
        assert.ok(!rest.some(({ key }) => key === resource.key));
      });

      it('records AWS’s response with all members', async () => {
        const resource = await world.find(its.kind, its.wanted);
        await removals.remove(resource);
        const [sent] = await world.requests({ operation: its.operation });
        assert.equal(removals.records.length, 1);
        const [record] = removals.records;
        assert.ok(record && sent);
        const [comment = '', ...json] = formatRecord(record).split('\n');
        assert.deepEqual(JSON.parse(json.join('\n')), sent.output);
        for (const part of [
          its.operation,
          resource.id,
          '111122223333 (dev)',
          'eu-west-1',
          '  200  ',
          '  1 attempt  ',
        ]) {
          assert.ok(comment.includes(part), part);
        }
        assert.ok(comment.includes(`req ${sent.requestId}`));
      });

      it('reports "already deleted" and sends nothing when AWS no longer lists the resource', async () => {
        const resource = await world.find(its.kind, its.wanted);
        await removals.remove(resource);
        await world.control.clearRequests();
        const again = new DeletionHarness(world);
        const reason = 'It was already deleted. Nothing was sent.';
        assert.deepEqual(await again.remove(resource), { kind: 'alreadyDeleted', reason });
        assert.deepEqual(await again.calls(its), { sent: 0, executed: 0 });
        assert.ok(!again.journal.of(resource.key).includes('intend'));
      });

      it('reports "already deleted" for a resource that is deleted between the last read and the request', async () => {
        const resource = await world.find(its.kind, its.wanted);
        const place = { ...DEV, kind: its.kind };
        removals.journal.before = async (step) => {
          if (step === 'intend') await world.control.deleteSilently({ ...place, id: rowId(resource) });
        };
        const outcome = await removals.remove(resource);
        assert.equal(outcome.kind, 'alreadyDeleted');
        assert.equal(outcome.failure?.cause, 'notFound');
        assert.deepEqual(await removals.calls(its), { sent: 1, executed: 0 });
      });

      it('reports a failure when AWS returns "not found" and still lists the resource', async () => {
        const code = its.kind.startsWith('ec2') ? 'InvalidThingId.NotFound' : 'NotFoundException';
        const outcome = await removals.removeUnder(its, { type: 'error', code, message: 'It does not exist.' });
        assert.equal(outcome.kind, 'failed');
        assert.deepEqual(await removals.calls(its), { sent: 1, executed: 0 });
      });

      it('names the denied action, and sends no further request', async () => {
        const outcome = await removals.removeUnder(its, { type: 'accessDenied' });
        assert.equal(outcome.kind, 'denied');
        assert.equal(outcome.failure?.action, `${its.kind.split('.')[0] ?? ''}:${its.operation}`);
        assert.match(outcome.reason ?? '', new RegExp(`Ask an administrator to allow ${outcome.failure.action}`));
        assert.deepEqual(await removals.calls(its), { sent: 1, executed: 0 });
        assert.deepEqual((await world.operations()).sort(), [its.operation, ...its.look].sort());
      });

      it('reports "blocked" with AWS’s message for a conflict', async () => {
        const [code, message] = its.kind.startsWith('directconnect')
          ? ['DirectConnectClientException', 'The key is in use by another connection.']
          : its.kind.startsWith('ec2')
            ? ['DependencyViolation', 'It has dependents.']
            : ['OperationFailureException', 'It has dependents.'];
        const outcome = await removals.removeUnder(its, { type: 'error', code, message });
        assert.equal(outcome.kind, 'blocked');
        assert.ok(outcome.reason?.includes(message));
        assert.deepEqual(await removals.calls(its), { sent: 1, executed: 0 });
      });

      it('reports a failure when AWS rejects the request', async () => {
        const code = its.kind.startsWith('directconnect') ? 'DirectConnectClientException' : 'InvalidParameterValue';
        const outcome = await removals.removeUnder(its, { type: 'error', code, message: 'No.' });
        assert.equal(outcome.kind, 'failed');
        assert.equal(outcome.failure?.cause, 'invalid');
        assert.deepEqual((await world.operations()).sort(), [its.operation, ...its.look].sort());
      });

      it('reports a deletion that AWS reverts, or that fails, with AWS’s reason', async () => {
        const reason = 'The peer is in use.';
        const back = await removals.removeUnder(its, { type: 'reverted', to: 'original', reason });
        assert.equal(back.kind, its.hasStates ? 'reverted' : 'failed');
        await world.reset();
        const failed = await removals.removeUnder(its, { type: 'reverted', to: 'failed', reason });
        if (its.failsWith === undefined) assert.equal(failed.kind, 'reverted');
        else assert.deepEqual(failed, { kind: 'failed', reason: its.failsWith });
        assert.deepEqual(await removals.calls(its), { sent: 1, executed: 1 });
      });

      it('waits until a stale listing shows the deletion', async () => {
        const outcome = await removals.removeUnder(its, { type: 'staleList', for: { describes: 6 } });
        assert.deepEqual(outcome, { kind: 'deleted' });
        assert.deepEqual(await removals.calls(its), { sent: 1, executed: 1 });
      });

      it('reports a deletion that still runs after the time limit', async () => {
        await world.control.configure({ settling: { inProgress: 'manual' } });
        const outcome = await removals.removeUnder(its, { type: 'slow', ms: 0 });
        assert.deepEqual(outcome, { kind: 'deleting', reason: 'AWS accepted the request and is still working on it.' });
        assert.ok(removals.clock.waits.every((ms) => ms <= 10_000));
        assert.deepEqual(await removals.calls(its), { sent: 1, executed: 1 });
      });

      it('polls a deletion to its end although it was canceled after the request', async () => {
        await world.control.configure({ settling: { inProgress: 'manual' } });
        const resource = await world.find(its.kind, its.wanted);
        const stop = new AbortController();
        removals.clock.meanwhile = () => {
          if (removals.clock.waits.length === 3) stop.abort();
          return removals.clock.waits.length === 5 ? world.control.settle().then(() => undefined) : undefined;
        };
        assert.equal((await removals.remove(resource, stop.signal)).kind, 'deleted');
        assert.ok(removals.clock.waits.length >= 5);
        assert.deepEqual(await removals.calls(its), { sent: 1, executed: 1 });
      });
    });
  }
});
