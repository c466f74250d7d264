import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'mocha';
import { REDACTED } from '../../../src/common/secrets/redacted.ts';
import { AwsCallError } from '../../../src/aws/errors/callError.ts';
import { KINDS } from '../../../src/catalog/index.ts';
import type { Kind } from '../../../src/catalog/model/kind.ts';
import { createPlan, type Plan } from '../../../src/deletion/planning/plan.ts';
import { createAlongReader } from '../../../src/deletion/planning/deletedAlong.ts';
import { runProbes } from '../../../src/deletion/planning/probes.ts';
import type { Resource } from '../../../src/inventory/resource.ts';
import { DeletionHarness, UNGUARDED } from '../deletion/support/deletionHarness.ts';
import { removeChildren } from '../deletion/support/removeChildren.ts';
import { FastClock } from '../deletion/support/fastClock.ts';
import { TestEnvironment } from '../support/testEnvironment.ts';

/** The Region with most of the samples. */
const REGION = 'eu-west-1';

const DEV = '111122223333';

/** Preparations by resource type, because no sample can be deleted as it is. */
const PREPARED: Readonly<Record<string, (world: TestEnvironment) => Promise<unknown>>> = {
  'ec2.routeServer': ({ control }) => control.deleteSilently({ account: DEV, kind: 'ec2.routeServerEndpoint' }),
  'ec2.routeServerEndpoint': ({ control }) => control.deleteSilently({ account: DEV, kind: 'ec2.routeServerPeer' }),
  'lightsail.bucket': ({ control }) => control.deleteSilently({ account: DEV, kind: 'lightsail.bucketAccessKey' }),
  async 'directconnect.directConnectGateway'(world) {
    const [association] = await world.list('directconnect.gatewayAssociation');
    assert.ok(association);
    await new DeletionHarness(world).remove(association);
    const [other] = await world.list('directconnect.gatewayAssociation');
    assert.ok(other);
    await new DeletionHarness(world).remove(other);
  },
};

/** Returns a response with the same redactions as its record. */
function asRecorded(wire: unknown, record: unknown): unknown {
  if (record === REDACTED) return REDACTED;
  if (Array.isArray(wire)) return wire.map((one, index) => asRecorded(one, (record as unknown[] | undefined)?.[index]));
  if (typeof wire !== 'object' || wire === null) return wire;
  const known = (record ?? {}) as Record<string, unknown>;
  return Object.fromEntries(Object.entries(wire).map(([name, value]) => [name, asRecorded(value, known[name])]));
}

describe('every resource type of the catalog', () => {
  let world: TestEnvironment;
  before(async () => {
    world = await TestEnvironment.start();
  });
  after(() => world.close());
  beforeEach(() => world.reset());

  const list = (kind: Kind) => world.list(kind.id, 'dev', kind.homeRegion ?? REGION);

  /** Returns a plan for the first resource without a blocker. */
  async function planOfFirstDeletable(resources: readonly Resource[]): Promise<Plan> {
    const blockers: string[] = [];
    for (const resource of resources) {
      const signal = AbortSignal.timeout(10_000);
      const readAlong = createAlongReader(
        [resource],
        { client: world.client, clock: new FastClock(), resourceRules: () => [] },
        signal,
      );
      const checks = [...(await runProbes(resource, world.client, signal)), ...(await readAlong(resource))];
      const plan = createPlan([{ resource, checks }], Date.now(), UNGUARDED);
      const found = plan.items.flatMap(({ evidence }) => evidence.filter(({ level }) => level === 'blocker'));
      const [unknown] = checks.filter(({ level }) => level === 'unknown');
      assert.equal(unknown, undefined);
      if (found.length === 0) return plan;
      blockers.push(`${resource.id}: ${found.map(({ text }) => text).join(' ')}`);
    }
    return assert.fail(`all ${resources.length} resources have blockers: ${blockers.join('; ')}`);
  }

  for (const kind of KINDS) {
    it(`is listed, planned, dry-run, deleted by ${kind.action.operation}, and recorded with its response: ${kind.id}`, async () => {
      await PREPARED[kind.id]?.(world);
      await removeChildren(world, kind);
      const listed = await list(kind);
      assert.ok(listed.length > 0, 'nothing is listed');
      const plan = await planOfFirstDeletable(listed);
      const [item] = plan.items;
      assert.ok(item);
      const { resource, input, operation } = item;
      if (kind.action.dryRun) {
        const trial = world.client.call(
          resource.target,
          kind.service,
          operation,
          { ...input, DryRun: true },
          { noRetry: true },
        );
        await assert.rejects(trial, (error) => error instanceof AwsCallError && error.failure.cause === 'dryRun');
      }
      await world.control.clearRequests();
      const harness = new DeletionHarness(world);
      const [outcome] = await harness.engine.execute(plan);
      const along = kind.action.sideResults?.expected(resource.entry) ?? [];
      // Another AMI of the sandbox has the same snapshot.
      const reason = along.map((id) => `Snapshot ${id}: kept, AWS skipped it.`).join(' ');
      assert.deepEqual(outcome, { kind: 'deleted', ...(along.length > 0 && { reason }) });
      const [sent, ...more] = await world.requests({ operation });
      assert.ok(sent);
      assert.equal(more.length, 0);
      // The SDK adds an idempotency token.
      const sentInput = Object.entries(sent.input).filter(([name]) => name !== 'ClientToken');
      assert.deepEqual(Object.fromEntries(sentInput), JSON.parse(JSON.stringify(input)));
      const record: unknown = JSON.parse(JSON.stringify(harness.records[0]?.body));
      assert.deepEqual(record, asRecorded(sent.output, record));
      const remaining = new Set((await list(kind)).map(({ key }) => key));
      assert.deepEqual(
        listed.filter(({ key }) => !remaining.has(key)).map(({ key }) => key),
        [resource.key],
      );
    });
  }
});
