import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import type { FaultEffect, LoggedRequest } from '../../../../sandbox/types.ts';
import type { CoreParts } from '../../../../src/core.ts';
import type { ResponseRecord } from '../../../../src/deletion/execution/callRecord.ts';
import type { RestoreService } from '../../../../src/deletion/restore/restoreService.ts';
import type { RestoreOutcome } from '../../../../src/deletion/restore/restoreOutcome.ts';
import {
  createRestorePlan,
  type DeletedResource,
  type RestorePlan,
} from '../../../../src/deletion/restore/restorePlan.ts';
import { deleteInput } from '../../../../src/deletion/planning/deleteInput.ts';
import type { Resource } from '../../../../src/inventory/resource.ts';
import { FastClock } from '../../deletion/support/fastClock.ts';
import { MemoryJournal } from '../../deletion/support/memoryJournal.ts';
import { DEV, kindOf, type TestEnvironment } from '../../support/testEnvironment.ts';

/** Returns a field of an OpenSSH blob. */
function field(bytes: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

/** Returns a number in the format of OpenSSH: with a leading zero if the first bit is set. */
function mpint(base64url: string): Buffer {
  const bytes = Buffer.from(base64url, 'base64url');
  return field((bytes[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.alloc(1), bytes]) : bytes);
}

/** Returns a new public key in the format of `ssh-keygen`, with a comment. */
export function newPublicKey(): string {
  const { n = '', e = '' } = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ format: 'jwk' });
  const blob = Buffer.concat([field(Buffer.from('ssh-rsa')), mpint(e), mpint(n)]);
  return `ssh-rsa ${blob.toString('base64')} alice@laptop`;
}

/** The key of these tests. */
export const PUBLIC_KEY = newPublicKey();

/** A sample of each of the three resource types that can be restored. */
export const CASES = [
  {
    kind: 'ec2.routeServerPeer',
    wanted: 'edge-fw-lab',
    operation: 'CreateRouteServerPeer',
    read: 'DescribeRouteServerPeers',
    answers: {},
    newId: true,
  },
  {
    kind: 'directconnect.macSecKey',
    wanted: 'carrier-ams',
    operation: 'AssociateMacSecKey',
    read: 'DescribeInterconnects',
    answers: {},
    newId: false,
  },
  {
    kind: 'lightsail.keyPair',
    wanted: 'ci-runner',
    operation: 'ImportKeyPair',
    read: 'GetKeyPairs',
    answers: { publicKey: PUBLIC_KEY },
    newId: false,
  },
] as const;

/** One of the cases. */
export type Case = (typeof CASES)[number];

/** Restores in an environment, and what they emitted, in order. */
export class Restores {
  readonly world: TestEnvironment;
  readonly clock = new FastClock();
  readonly records: ResponseRecord[] = [];
  readonly onObserved: Resource[] = [];
  readonly journal = new MemoryJournal();
  readonly restorer: RestoreService;

  constructor(world: TestEnvironment, { client = world.client, ...more }: Partial<CoreParts> = {}) {
    this.world = world;
    this.restorer = world.createCore({
      clock: this.clock,
      interceptClient: () => client,
      onCallRecorded: (record) => {
        this.records.push(record);
        this.journal.written.push('record');
      },
      replaceParts: () => ({
        // This resolver has already read the caller identities of the environment's targets.
        verify: (target) => world.profiles.verify(target),
        journal: this.journal,
        onRestored: (now) => void this.onObserved.push(now),
        ...more,
      }),
    }).restore;
  }

  /** Deletes a case's resource in the sandbox, and returns it as it was. */
  async removed(its: { readonly kind: string; readonly wanted: string }): Promise<Resource> {
    const resource = await this.world.find(its.kind, its.wanted);
    const { target, kind } = resource;
    await this.world.client.call(target, kind.service, kind.action.operation, deleteInput(resource));
    while ((await this.world.list(its.kind)).some(({ key }) => key === resource.key)) await this.world.control.settle();
    await this.world.control.settle();
    await this.world.control.clearRequests();
    return resource;
  }

  /** Deletes and restores a case's resource, optionally under a fault of its restore request. */
  async restore(
    its: Case,
    effect?: FaultEffect,
    timing: { from?: number; to?: number } = {},
  ): Promise<RestoreOutcome & { before: Resource }> {
    const before = await this.removed(its);
    if (effect) await this.world.control.addFault({ operation: its.operation }, effect, timing);
    return { before, ...(await this.restorer.execute(createRestorePlan(before, its.answers))) };
  }

  /** Returns the restore requests that AWS received. */
  sent(its: Pick<Case, 'operation'>): Promise<readonly LoggedRequest[]> {
    return this.world.requests({ operation: its.operation });
  }

  /** Returns how many restore requests AWS received and executed. */
  async calls(its: Pick<Case, 'operation'>): Promise<{ sent: number; executed: number }> {
    const sent = await this.sent(its);
    return { sent: sent.length, executed: sent.filter(({ executed }) => executed).length };
  }

  /** Returns how many resources like the deleted one exist. */
  async alike(before: Resource): Promise<number> {
    const { restore } = before.kind.restorability;
    const all = await this.world.list(before.kind.id);
    return all.filter(
      ({ entry: { item, parent } }) =>
        (restore?.matchBy ?? []).every((name) => item[name] === before.entry.item[name]) &&
        parent?.id === before.entry.parent?.id,
    ).length;
  }
}

/** Returns a resource after it was written to a journal and read again. */
export function revived({ kind, target, entry }: DeletedResource): DeletedResource {
  return {
    kind: kindOf(kind.id),
    ...(JSON.parse(JSON.stringify({ target, entry })) as Pick<DeletedResource, 'target' | 'entry'>),
  };
}

/** Returns a plan for a case's resource that still exists. */
export async function planFor(world: TestEnvironment, its: Case): Promise<RestorePlan> {
  return createRestorePlan(await world.find(its.kind, its.wanted), its.answers);
}

/** The account and Region of these tests in the control API. */
export const AT = DEV;

/** Returns a resource with other members. */
export function withItem(resource: DeletedResource, members: Readonly<Record<string, unknown>>): DeletedResource {
  const { kind, target, entry } = resource;
  return { kind, target, entry: { ...entry, item: { ...entry.item, ...members } } };
}

/** Returns a value that must not be undefined. */
export function present<T>(value: T | undefined): T {
  assert.ok(value !== undefined);
  return value;
}
