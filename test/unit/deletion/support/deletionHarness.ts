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

/** Nothing is protected. */
export const UNGUARDED: ProtectionPolicy = { protectionAt: () => undefined, resourceRules: () => [] };

/** A plan of resources about which nothing was asked beside their description. */
export function planOf(resources: readonly Resource[], now = 0, guards: ProtectionPolicy = UNGUARDED): Plan {
  return createPlan(
    resources.map((resource) => ({ resource, checks: [] })),
    now,
    guards,
  );
}

/** A resource of each of the five kinds that is not special, and how its kind says what happens to it. */
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
    // A key has no failed state: it is simply associated again.
    failsWith: undefined,
  },
] as const;

/** The calls of one look at a case's resource to `read`: a fault from the next one on leaves the look before the removal alone. */
export const readsPerLook = ({ look, read }: Case): number => look.filter((operation) => operation === read).length;

/** One of the five. */
export type Case = (typeof CASES)[number];

/** What a harness has beside what a core is created with by default. */
export type HarnessOptions = Partial<CoreParts> & { readonly clock?: Clock };

/** Deletions over a world, and what they emitted. */
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
        // It knows the callers of the world's targets already.
        verify: (target) => world.profiles.verify(target),
        journal: this.journal,
        onObserved: (_, now) => void this.onObserved.push(now),
        ...more,
      }),
    }).deletion;
    this.engine.onProgress(({ phase, outcome }) => void this.phases.push(phase ?? outcome?.kind ?? ''));
  }

  /** Removes one resource. */
  async remove(resource: Resource, signal?: AbortSignal): Promise<Outcome> {
    const plan = planOf([resource], this.clock.now());
    const [outcome] = await this.engine.execute(plan, signal ? { signal } : {});
    if (!outcome) throw new Error('a plan of one has one outcome');
    return outcome;
  }

  /** Finds a case's resource, lets its removing call go wrong, and removes it. */
  async removeUnder(its: Case, effect: FaultEffect, timing: { from?: number; to?: number } = {}): Promise<Outcome> {
    const resource = await this.world.find(its.kind, its.wanted);
    await this.world.control.clearRequests();
    await this.world.control.addFault({ operation: its.operation }, effect, timing);
    return this.remove(resource);
  }

  /** How many removing calls reached AWS, and how many of them were carried out. */
  async calls(its: Case): Promise<{ sent: number; executed: number }> {
    const sent = await this.world.requests({ operation: its.operation });
    return { sent: sent.length, executed: sent.filter(({ executed }) => executed).length };
  }
}

/** What the sandbox calls a resource. */
export function rowId({ id, entry, kind }: Resource): string {
  return kind.id === 'directconnect.macSecKey' ? `${entry.parent?.id ?? ''}/${id}` : id;
}
