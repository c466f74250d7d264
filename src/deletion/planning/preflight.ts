import type { AwsCredentialIdentityProvider } from '@smithy/types';
import { distinctResources, type Resource } from '../../inventory/resource.ts';
import { observeResource, type Listing, type Observation } from '../../inventory/listing/listKind.ts';
import { AwsCallError } from '../../aws/errors/callError.ts';
import { t } from '@vscode/l10n';
import { targetKey } from '../../aws/identity/target.ts';
import { CONFIRM_MS, CONSISTENCY_LAG_MS } from '../execution/consistency.ts';
import type { Evidence } from './evidence.ts';
import type { PreflightItem, PreflightResult } from './preflightResult.ts';
import { checkPermission, permissionTimedOut, type PermissionDeps } from './permissionCheck.ts';
import { DELETED_ALONG } from '../../catalog/deletedAlong.ts';
import { emptyBatch } from '../../inventory/usage/usageBatch.ts';
import { DedupingClient } from '../../inventory/listing/dedupingClient.ts';
import { alongTimedOut, alongUnread } from './alongEvidence.ts';
import { createAlongReader, type AlongReader } from './deletedAlong.ts';
import { runProbes } from './probes.ts';
import { limit } from './timeLimit.ts';
import { usageEvidence, type UsageSource } from './usageEvidence.ts';
import type { Clock } from '../../common/clock.ts';
import type { Kind } from '../../catalog/model/kind.ts';
import type { Target } from '../../aws/identity/target.ts';

/** What a preflight works with. */
export interface PreflightDeps extends PermissionDeps {
  readonly clock: Clock;
  readonly credentials: (target: Target) => AwsCredentialIdentityProvider;
  /** Lists a resource type again. */
  readonly list: (kind: Kind, target: Target, signal: AbortSignal) => Promise<Listing>;
  /** Finds whether something uses what a search found unused. */
  readonly usage?: UsageSource;
}

/** How long the dialog of one resource may be delayed, in milliseconds. */
export const TIME_LIMIT_MS = 2_000;
/** Each further resource has several requests of its own, which AWS throttles together. */
const MORE_PER_RESOURCE_MS = 500;
const MAX_TIME_LIMIT_MS = 30_000;

/** What AWS deletes along blocks the dialog's action until it is read, so it gets this much longer. */
const ALONG_PATIENCE_MS = 8_000;

type RefreshResult =
  { readonly resource: Resource; readonly staleReason?: string; readonly isUnmatched?: true } | 'deleted';

/**
 * Reads resources again and checks permission and dependencies, all at the same time, before the confirmation. Checks that are not
 * finished within `timeLimitMs` are `unknown`: two seconds for one resource, and more for each further one, up to 30 seconds. What AWS
 * deletes along, and the resource that it goes with, have eight seconds more. The time begins when there are credentials: a person may have
 * to type a code.
 */
export async function preflight(
  given: readonly Resource[],
  deps: PreflightDeps,
  timeLimitMs: number = timeLimitFor(given.length),
): Promise<PreflightResult> {
  const resources = distinctResources(given);
  // The requests below share this load. Those that begin after it failed would load again, and show a second prompt.
  const ready = Promise.allSettled(targetsOf(resources).map((target) => deps.credentials(target)()));
  const { signal, timeout } = limit(timeLimitMs, ready);
  const patience = limit(timeLimitMs + ALONG_PATIENCE_MS, ready);
  // What goes along is read with the present description of its holder: both have the same time.
  const limitOf = ({ kind }: Resource) => (kind.id in DELETED_ALONG ? patience : { signal, timeout });
  const read = createRefresher(resources, deps, (resource) => limitOf(resource).signal);
  const simulationDeps = { ...deps, simulate: memoizeSimulation(deps.simulate) };
  const readAlong = createAlongReader(resources, deps, patience.signal);
  const usageBatch = emptyBatch();
  const found = await Promise.all(
    resources.map(async (resource) => {
      const reading = read(resource);
      const along = reading.then((now) => (now === 'deleted' ? [] : alongOf(now, readAlong)));
      const isUnused = deps.usage?.foundUnused(resource) === true;
      const [fresh, permission, probes, deletedAlong, usage] = await Promise.all([
        Promise.race([reading, limitOf(resource).timeout]),
        Promise.race([checkPermission(resource, resources.length, simulationDeps, signal), timeout]),
        Promise.race([runProbes(resource, deps.client, signal), timeout]),
        Promise.race([along, limitOf(resource).timeout]),
        isUnused ? Promise.race([deps.usage.reread(resource, usageBatch, signal), timeout]) : undefined,
      ]);
      const known = fresh ?? { resource, staleReason: t('no response in time') };
      const useChecks = isUnused ? [usageEvidence(resource, usage)] : [];
      return { resource, fresh: known, permission, probes, deletedAlong, useChecks };
    }),
  );
  const present: PreflightItem[] = [];
  const deleted: Resource[] = [];
  for (const { resource, fresh, permission, probes, deletedAlong, useChecks } of found) {
    // What the dry run has deleted was not deleted before: it stays in the plan, which shows it.
    if (fresh === 'deleted' && !permission?.executed) {
      deleted.push(resource);
      continue;
    }
    const known: Exclude<RefreshResult, 'deleted'> = fresh === 'deleted' ? { resource } : fresh;
    const checks = [
      ...useChecks,
      permission ?? permissionTimedOut(resource.kind.action.operation),
      ...(probes ?? [probesTimedOut(resource)]),
      ...(deletedAlong ?? (resource.kind.id in DELETED_ALONG ? [alongTimedOut(resource.kind)] : [])),
    ];
    present.push({
      resource: known.resource,
      checks: [
        ...checks,
        ...(known.staleReason ? [staleEvidence(resource, known.staleReason)] : []),
        ...(known.isUnmatched ? [unmatchedEvidence(known.resource)] : []),
      ],
    });
  }
  return { present, deleted };
}

/** Reads what AWS deletes along. An old description of the holder does not show what goes with it now. */
function alongOf(
  { resource, staleReason }: Exclude<RefreshResult, 'deleted'>,
  readAlong: AlongReader,
): Promise<readonly Evidence[]> | readonly Evidence[] {
  const { kind } = resource;
  if (staleReason === undefined || !(kind.id in DELETED_ALONG)) return readAlong(resource);
  return [alongUnread(kind.sources[resource.entry.source]?.operation ?? kind.action.operation, staleReason)];
}

function timeLimitFor(count: number): number {
  return Math.min(TIME_LIMIT_MS + (count - 1) * MORE_PER_RESOURCE_MS, MAX_TIME_LIMIT_MS);
}

/** Sends equal simulations once. Resources without an ARN are all alike to IAM. */
function memoizeSimulation(simulate: PermissionDeps['simulate']): PermissionDeps['simulate'] {
  const simulations = new Map<string, ReturnType<PermissionDeps['simulate']>>();
  return (target, action, arn, signal) => {
    const key = JSON.stringify([targetKey(target), action, arn]);
    const simulation = simulations.get(key) ?? simulate(target, action, arn, signal);
    simulations.set(key, simulation);
    return simulation;
  };
}

function probesTimedOut({ kind }: Resource): Evidence {
  return {
    check: 'probes',
    operation: kind.probes?.[0]?.operation ?? kind.sources[0]?.operation ?? '',
    level: 'unknown',
    text: t('Dependencies could not be checked in time.'),
  };
}

function staleEvidence({ kind }: Resource, why: string): Evidence {
  return {
    check: 'fresh',
    operation: kind.sources[0]?.operation ?? '',
    level: 'unknown',
    text: t('It could not be refreshed. This is the result of the last listing. ({0})', why),
  };
}

/**
 * Returns a blocker for what AWS still lists but the action no longer applies to, such as an offer that was accepted. It is not deleted.
 */
function unmatchedEvidence({ kind, state }: Resource): Evidence {
  return {
    check: 'unmatched',
    operation: kind.sources[0]?.operation ?? '',
    level: 'blocker',
    text:
      state === undefined
        ? t('The action no longer applies to it.')
        : t('The action no longer applies to it: its state is {0}.', state),
  };
}

/** Reads a resource by itself, or several of one type and target by one listing; those of few parents by parent. */
function createRefresher(
  resources: readonly Resource[],
  { client, clock, list }: PreflightDeps,
  signalOf: (resource: Resource) => AbortSignal,
): (resource: Resource) => Promise<RefreshResult> {
  const counts = new Map<string, number>();
  for (const resource of resources) counts.set(groupOf(resource), (counts.get(groupOf(resource)) ?? 0) + 1);
  const listings = new Map<string, Promise<Listing>>();
  const shared = new DedupingClient(client);
  return async (resource) => {
    const { kind, target } = resource;
    const signal = signalOf(resource);
    const group = groupOf(resource);
    const byParent = isReadByParent(resource);
    if ((counts.get(group) ?? 0) > 1 && !byParent) {
      const listing = listings.get(group) ?? list(kind, target, signal);
      listings.set(group, listing);
      const listed = fromListing(resource, await listing);
      if (listed) return listed;
    }
    try {
      const observed = await observeResource(byParent ? shared : client, resource, signal);
      if (observed.presence !== 'absent') return fromObservation(resource, observed);
      // One read may be behind.
      await clock.sleep(CONFIRM_MS, signal);
      const again = await observeResource(client, resource, signal);
      return fromObservation(resource, again);
    } catch (error) {
      if (error instanceof AwsCallError) return { resource, staleReason: error.failure.name };
      throw error;
    }
  };

  function fromObservation(resource: Resource, { presence, now }: Observation): RefreshResult {
    if (presence === 'present') return { resource: now };
    if (presence === 'unmatched' && resource.kind.completion.unmatched !== 'deleted') {
      return { resource: now, isUnmatched: true };
    }
    const age = resource.created && clock.now() - resource.created.getTime();
    const isNew = age !== undefined && age >= 0 && age < CONSISTENCY_LAG_MS;
    return isNew ? { resource, staleReason: t('AWS does not list it yet') } : 'deleted';
  }
}

/**
 * Returns whether a parent and its children are read at the same time. A listing would read all parents first, and then the children of
 * each: of a thousand buckets for the keys of two.
 */
function isReadByParent({ kind, entry }: Resource): boolean {
  const source = kind.sources[entry.source];
  return source?.child !== undefined && source.getOne !== undefined && entry.parent !== undefined;
}

const groupOf = ({ kind, target }: Resource) => `${kind.id} ${targetKey(target)}`;

/** Returns what a listing proves of a resource; undefined where it has to be read by itself, because one absence proves nothing. */
function fromListing(resource: Resource, { resources, failures }: Listing): RefreshResult | undefined {
  const now = resources.find(({ key }) => key === resource.key);
  if (now) return { resource: now };
  const [failure] = failures;
  return failure && { resource, staleReason: failure.name };
}

/** Returns the targets of resources, each once. */
export function targetsOf(resources: readonly Resource[]): readonly Target[] {
  return [...new Map(resources.map(({ target }) => [targetKey(target), target])).values()];
}
