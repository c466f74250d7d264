import assert from 'node:assert/strict';
import fc from 'fast-check';
import { after, before, beforeEach, describe, it } from 'mocha';
import type { CallFailure } from '../../../src/aws/errors/callError.ts';
import { AwsCallError } from '../../../src/aws/errors/callError.ts';
import { errorBody, formatRecord, toCallRecord } from '../../../src/deletion/execution/callRecord.ts';
import type { Resource } from '../../../src/inventory/resource.ts';
import { TestEnvironment } from '../support/testEnvironment.ts';
import { SEED } from '../support/seed.ts';
import { CASES, DeletionHarness } from './support/deletionHarness.ts';

const OK = { output: { Return: true }, status: 200, requestId: 'r-1', attempts: 1, durationMs: 42 };
const FAILURE: CallFailure = {
  cause: 'unreachable',
  name: 'ECONNRESET',
  message: 'socket hang up',
  action: 'ec2:DeleteRouteServerPeer',
  region: 'eu-west-1',
  attempts: 2,
  durationMs: 7,
  details: {},
};

describe('the record of a delete request', () => {
  let world: TestEnvironment;
  let peer: Resource;
  before(async () => {
    world = await TestEnvironment.start();
    peer = await world.find('ec2.routeServerPeer', 'edge-fw-lab');
  });
  after(() => world.close());
  beforeEach(() => world.reset());

  /** Returns a record's comment line and its JSON. */
  const written = (...args: Parameters<typeof toCallRecord>): { comment: string; json: string } => {
    const text = formatRecord({ ...toCallRecord(...args), at: Date.UTC(2026, 10, 21, 14, 2, 11, 493) });
    const end = text.indexOf('\n');
    return { comment: text.slice(0, end), json: text.slice(end + 1) };
  };

  it('has one comment line and the response as JSON', () => {
    const { comment, json } = written(peer, 'DeleteRouteServerPeer', OK);
    assert.equal(
      comment,
      `// 2026-11-21T14:02:11.493Z  EC2 DeleteRouteServerPeer  ${peer.id}  eu-west-1  111122223333 (dev)  200  req r-1  1 attempt  42 ms`,
    );
    assert.equal(json, '{\n  "Return": true\n}\n');
  });

  it('marks a dry run and a request without a response', () => {
    assert.match(
      written(peer, 'DeleteRouteServerPeer', OK, true).comment,
      / {2}EC2 DeleteRouteServerPeer \(DryRun\) {2}/,
    );
    const { comment, json } = written(peer, 'DeleteRouteServerPeer', new AwsCallError(FAILURE));
    assert.match(comment, / {2}no response {2}req - {2}2 attempts {2}7 ms$/);
    assert.deepEqual(JSON.parse(json), { Error: { name: 'ECONNRESET', message: 'socket hang up' } });
  });

  it('has the further members of AWS’s error', () => {
    const details = { code: 'C', docs: 'D', tip: 'T' };
    assert.deepEqual(errorBody({ ...FAILURE, status: 400, requestId: 'r-2', details }), {
      Error: { name: 'ECONNRESET', message: 'socket hang up', status: 400, requestId: 'r-2', ...details },
    });
  });

  it('names the parent of the resource', async () => {
    const key = await world.find('lightsail.bucketAccessKey', 'backups-2023');
    assert.ok(written(key, 'DeleteBucketAccessKey', OK).comment.includes(`  backups-2023 / ${key.id}  `));
  });

  it('has one comment line and valid JSON for arbitrary ids, profiles and responses', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (id, value) => {
        const source = { kind: 'profile', name: value } as const;
        const target = { ...peer.target, identity: { ...peer.target.identity, source } };
        const { comment, json } = written({ ...peer, id, target }, 'DeleteRouteServerPeer', {
          ...OK,
          output: { value },
        });
        assert.doesNotMatch(comment, /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
        assert.deepEqual(JSON.parse(json), { value });
      }),
      { seed: SEED },
    );
  });

  for (const its of CASES) {
    it(`has AWS’s error as JSON: ${its.operation}`, async () => {
      const removals = new DeletionHarness(world);
      await removals.removeUnder(its, { type: 'accessDenied' });
      const [sent] = await world.requests({ operation: its.operation });
      const [record] = removals.records;
      assert.ok(sent && record);
      const { Error: error } = JSON.parse(formatRecord(record).split('\n').slice(1).join('\n')) as {
        Error: Record<string, unknown>;
      };
      assert.deepEqual(
        [error['name'], error['message'], error['status'], error['requestId']],
        [sent.error?.code, sent.error?.message, sent.status, sent.requestId],
      );
    });
  }
});
