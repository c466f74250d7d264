import type { Resource } from '../inventory/resource.ts';
import { rereadResource, type Listing } from '../inventory/listKind.ts';
import { AwsCallError } from '../aws/failure.ts';
import { t } from '@vscode/l10n';
import { targetKey } from '../aws/target.ts';
import type { Evidence } from './evidence.ts';
import { permissionEvidence, permissionInTime, type PermissionParts } from './permission.ts';
import { probeEvidence } from './probes.ts';
import type { Clock } from './clock.ts';
import type { Kind } from '../catalog/kind.ts';
import type { Target } from '../aws/target.ts';

/** What evidence is gathered with. */
export interface GatherParts extends PermissionParts {
  readonly clock: Clock;
  /** Lists a kind anew. */
  readonly list: (kind: Kind, target: Target) => Promise<Listing>;
}

/** A resource as it is now, with what was asked about it beside its description. */
export interface Gathered {
  readonly resource: Resource;
  /** Evidence that does not lie in the description: permission, and whether the description is fresh. */
  readonly asked: readonly Evidence[];
}

/** What was gathered for a plan. */
export interface Gathering {
  readonly there: readonly Gathered[];
  /** Resources that are not there any more. */
  readonly gone: readonly Resource[];
}

/** How long a person waits for the dialog: milliseconds. */
export const TIME_LIMIT_MS = 2_000;

type Fresh = { readonly resource: Resource; readonly stale?: string } | 'gone';

/**
 * Reads resources again and asks for permission, all at once and under a time limit, before somebody is asked about them.
 *
 * @param resources the resources as they were listed
 * @param parts how to ask
 * @param timeLimitMs what is not known by then is `unknown`
 * @returns the resources as they are, and those that are gone
 */
export async function gather(
  resources: readonly Resource[],
  parts: GatherParts,
  timeLimitMs: number = TIME_LIMIT_MS,
): Promise<Gathering> {
  const signal = AbortSignal.timeout(timeLimitMs);
  const timeUp = new Promise<undefined>((resolve) => {
    signal.addEventListener('abort', () => {
      resolve(undefined);
    });
  });
  const read = readersFor(resources, parts, signal);
  const permitting = { ...parts, simulate: askedOnce(parts.simulate) };
  const found = await Promise.all(
    resources.map(async (resource) => {
      const [fresh, permission, probes] = await Promise.all([
        Promise.race([read(resource), timeUp]),
        Promise.race([permissionEvidence(resource, resources.length, permitting, signal), timeUp]),
        Promise.race([probeEvidence(resource, parts.caller, signal), timeUp]),
      ]);
      return { resource, fresh: fresh ?? { resource, stale: t('no answer in time') }, permission, probes };
    }),
  );
  const there: Gathered[] = [];
  const gone: Resource[] = [];
  for (const { resource, fresh, permission, probes } of found) {
    if (fresh === 'gone') {
      gone.push(resource);
      continue;
    }
    const asked = [
      permission ?? permissionInTime(resource.kind.removal.operation),
      ...(probes ?? [notProbedInTime(resource)]),
    ];
    there.push({
      resource: fresh.resource,
      asked: fresh.stale ? [...asked, staleEvidence(resource, fresh.stale)] : asked,
    });
  }
  return { there, gone };
}

/** Asks IAM each question once: what has no ARN is not told apart by it. */
function askedOnce(simulate: PermissionParts['simulate']): PermissionParts['simulate'] {
  const answers = new Map<string, ReturnType<PermissionParts['simulate']>>();
  return (target, action, arn, signal) => {
    const question = JSON.stringify([targetKey(target), action, arn]);
    const answer = answers.get(question) ?? simulate(target, action, arn, signal);
    answers.set(question, answer);
    return answer;
  };
}

function notProbedInTime({ kind }: Resource): Evidence {
  return {
    check: 'probes',
    operation: kind.probes?.[0]?.operation ?? kind.sources[0]?.operation ?? '',
    level: 'unknown',
    text: t('What stands in its way could not be asked in time.'),
  };
}

function staleEvidence({ kind }: Resource, why: string): Evidence {
  return {
    check: 'fresh',
    operation: kind.sources[0]?.operation ?? '',
    level: 'unknown',
    text: t('It could not be read again: this is what the last listing said. ({0})', why),
  };
}

/** One by one each resource is read by itself; several of one kind and place by one listing. */
function readersFor(
  resources: readonly Resource[],
  { caller, list }: GatherParts,
  signal: AbortSignal,
): (resource: Resource) => Promise<Fresh> {
  const counts = new Map<string, number>();
  for (const resource of resources) counts.set(groupOf(resource), (counts.get(groupOf(resource)) ?? 0) + 1);
  const listings = new Map<string, Promise<Listing>>();
  return async (resource) => {
    const { kind, target } = resource;
    const group = groupOf(resource);
    if ((counts.get(group) ?? 0) > 1) {
      const listing = listings.get(group) ?? list(kind, target);
      listings.set(group, listing);
      return fromListing(resource, await listing);
    }
    try {
      const now = await rereadResource(caller, resource, signal);
      return now ? { resource: now } : 'gone';
    } catch (error) {
      if (error instanceof AwsCallError) return { resource, stale: error.failure.name };
      throw error;
    }
  };
}

const groupOf = ({ kind, target }: Resource) => `${kind.id} ${targetKey(target)}`;

/** A listing that failed in part proves nothing by an absence. */
function fromListing(resource: Resource, { resources, failures }: Listing): Fresh {
  const now = resources.find(({ key }) => key === resource.key);
  if (now) return { resource: now };
  const [failure] = failures;
  return failure ? { resource, stale: failure.name } : 'gone';
}
