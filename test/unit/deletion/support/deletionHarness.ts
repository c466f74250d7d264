import type { FaultEffect } from '../../../../sandbox/types.ts';
import type { Clock } from '../../../../src/common/clock.ts';
import type { CoreParts } from '../../../../src/core.ts';
import type { DeletionService } from '../../../../src/deletion/deletionService.ts';
import type { Outcome } from '../../../../src/deletion/execution/outcome.ts';
import { createPlan, type ProtectionPolicy, type Plan } from '../../../../src/deletion/planning/plan.ts';
import type { ResponseRecord } from '../../../../src/deletion/execution/callRecord.ts';
import type { Resource } from '../../../../src/inventory/resource.ts';
import type { TestEnvironment } from '../../support/testEnvironment.ts';
import { FastClock } from './fastClock.ts';
import { MemoryJournal } from './memoryJournal.ts';

/** A policy without protection. */
export const UNGUARDED: ProtectionPolicy = { protectionAt: () => undefined, resourceRules: () => [] };

/** Returns a plan of resources without checks that send requests. */
export function planOf(resources: readonly Resource[], now = 0, guards: ProtectionPolicy = UNGUARDED): Plan {
  return createPlan(
    resources.map((resource) => ({ resource, checks: [] })),
    now,
    guards,
  );
}

/** A sample of each of five resource types, and how its deletion behaves. */
export const CASES = [
  {
    kind: 'ec2.routeServerPeer',
    wanted: 'edge-fw-lab',
    operation: 'DeleteRouteServerPeer',
    input: ['RouteServerPeerId'],
    read: 'DescribeRouteServerPeers',
    look: ['DescribeRouteServerPeers'],
    hasStates: true,
    failsWith: 'The peer is in use.',
  },
  {
    kind: 'ec2.ipamExternalResourceVerificationToken',
    wanted: 'office-range',
    operation: 'DeleteIpamExternalResourceVerificationToken',
    input: ['IpamExternalResourceVerificationTokenId'],
    read: 'DescribeIpamExternalResourceVerificationTokens',
    look: ['DescribeIpamExternalResourceVerificationTokens'],
    hasStates: true,
    failsWith: 'AWS gives no reason: its state is delete-failed.',
  },
  {
    kind: 'lightsail.bucketAccessKey',
    wanted: 'backups-2023',
    operation: 'DeleteBucketAccessKey',
    input: ['bucketName', 'accessKeyId'],
    read: 'GetBucketAccessKeys',
    look: ['GetBucketAccessKeys', 'GetBuckets'],
    hasStates: false,
    failsWith: 'OperationFailureException: The peer is in use.',
  },
  {
    kind: 'lightsail.keyPair',
    wanted: 'LightsailDefaultKeyPair',
    operation: 'DeleteKeyPair',
    input: ['keyPairName', 'expectedFingerprint'],
    read: 'GetKeyPairs',
    look: ['GetInstances', 'GetKeyPairs', 'GetKeyPairs'],
    hasStates: false,
    failsWith: 'OperationFailureException: The peer is in use.',
  },
  {
    kind: 'directconnect.macSecKey',
    wanted: 'carrier-ams',
    operation: 'DisassociateMacSecKey',
    input: ['connectionId', 'secretARN'],
    read: 'DescribeInterconnects',
    look: ['DescribeInterconnects'],
    hasStates: true,
    // A key has no failed state: AWS associates it again.
    failsWith: undefined,
  },
] as const;

/** Returns how many requests of `read` one poll sends: a fault from the next one on spares the read before the request. */
export const readsPerPoll = ({ look, read }: Case): number => look.filter((operation) => operation === read).length;

/** One of the cases. */
export type Case = (typeof CASES)[number];

/** Options of a harness that replace defaults of a core. */
export type HarnessOptions = Partial<CoreParts> & { readonly clock?: Clock };

/** Runs deletions in an environment and collects what they emit. */
export class DeletionHarness {
  readonly world: TestEnvironment;
  readonly clock = new FastClock();
  readonly journal = new MemoryJournal();
  readonly records: ResponseRecord[] = [];
  readonly onObserved: (Resource | undefined)[] = [];
  readonly phases: string[] = [];
  readonly engine: DeletionService;

  constructor(world: TestEnvironment, { client = world.client, clock = this.clock, ...more }: HarnessOptions = {}) {
    this.world = world;
    this.engine = world.createCore({
      clock,
      interceptClient: () => client,
      onCallRecorded: (record) => void this.records.push(record),
      replaceParts: () => ({
        // This resolver has already read the caller identities of the environment's targets.
        verify: (target) => world.profiles.verify(target),
        journal: this.journal,
        onObserved: (_, now) => void this.onObserved.push(now),
        ...more,
      }),
    }).deletion;
    this.engine.onProgress(({ phase, outcome }) => void this.phases.push(phase ?? outcome?.kind ?? ''));
  }

  /** Plans the deletion of resources with all that has to be deleted first. */
  async planWithDependencies(resources: readonly Resource[]): Promise<Plan> {
    const all = await this.engine.withDependents(resources, AbortSignal.timeout(20_000));
    return (await this.engine.plan(all, { timeLimitMs: 20_000 })).plan;
  }

  /** Deletes one resource. */
  async remove(resource: Resource, signal?: AbortSignal): Promise<Outcome> {
    const plan = planOf([resource], this.clock.now());
    const [outcome] = await this.engine.execute(plan, signal ? { signal } : {});
    if (!outcome) throw new Error('A plan of one resource has one outcome.');
    return outcome;
  }

  /** Deletes the resource of a case under a fault of its delete request. */
  async removeUnder(its: Case, effect: FaultEffect, timing: { from?: number; to?: number } = {}): Promise<Outcome> {
    const resource = await this.world.find(its.kind, its.wanted);
    await this.world.control.clearRequests();
    await this.world.control.addFault({ operation: its.operation }, effect, timing);
    return this.remove(resource);
  }

  /** Returns how many delete requests AWS received and executed. */
  async calls(its: Case): Promise<{ sent: number; executed: number }> {
    const sent = await this.world.requests({ operation: its.operation });
    return { sent: sent.length, executed: sent.filter(({ executed }) => executed).length };
  }
}

/** Returns the id of a resource in the sandbox. */
export function rowId({ id, entry, kind }: Resource): string {
  return kind.id === 'directconnect.macSecKey' ? `${entry.parent?.id ?? ''}/${id}` : id;
}
