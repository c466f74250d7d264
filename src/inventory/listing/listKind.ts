import type { AwsClient } from '../../aws/client/sdkClient.ts';
import type { CallFailure } from '../../aws/errors/callError.ts';
import type { Target } from '../../aws/identity/target.ts';
import { mergeInOrder } from '../../catalog/builder/rowBuilder.ts';
import type { Kind } from '../../catalog/model/kind.ts';
import type { ListedItem, SourceResult } from '../../catalog/model/listedItem.ts';
import type { Structure } from '../../catalog/model/structure.ts';
import { bindClient } from './boundClient.ts';
import { isListedInRegion } from '../regionAvailability.ts';
import { resourceFrom, type Resource } from '../resource.ts';
import { fetchSource, dedupeFailures, throwIfFailed, type OnItems } from './fetchSource.ts';

/** What is there of one kind in one target, as far as AWS told. */
export interface Listing {
  readonly kind: Kind;
  readonly target: Target;
  readonly resources: readonly Resource[];
  /** Empty when everything was listed. Otherwise the rows are not all there is. */
  readonly failures: readonly CallFailure[];
  /** When the answers were in: milliseconds since the epoch. */
  readonly listedAt: number;
}

const EMPTY_RESULT: SourceResult = { items: [], incomplete: false };

/** Resources that were made already, by the very description that they were made of. */
type ResourceCache = Map<Structure, Resource>;

function resourcesOf(
  kind: Kind,
  target: Target,
  deps: readonly SourceResult[],
  lookups: readonly SourceResult[],
  made: ResourceCache = new Map(),
): Resource[] {
  const entries = kind.mergeSources ? kind.mergeSources(deps, lookups) : mergeInOrder(deps);
  return distinctResources(kind, target, entries, new Set(), made);
}

/** The resources of entries, each once; `seen` has the keys of those before them. */
function distinctResources(
  kind: Kind,
  target: Target,
  entries: readonly ListedItem[],
  seen: Set<string>,
  made: ResourceCache,
): Resource[] {
  const resources: Resource[] = [];
  for (const entry of entries) {
    const resource = made.get(entry.item) ?? resourceFrom(kind, target, entry);
    if (!resource || seen.has(resource.key)) continue;
    seen.add(resource.key);
    made.set(entry.item, resource);
    resources.push(resource);
  }
  return resources;
}

/** States in which a resource is listed for a while though it is no more. */
function isDeleted(resource: Resource): boolean {
  return resource.state !== undefined && (resource.kind.completion.states?.deleted.includes(resource.state) ?? false);
}

/**
 * Lists everything of one kind in one target.
 *
 * @param caller the way to AWS
 * @param kind the kind
 * @param target the account and Region
 * @param signal ends all calls
 * @param onSome gets resources of a long list while more is to come: each once, and not those whose row takes several answers
 * @returns what is there, without what is listed though it is gone, and what failed
 */
export async function listKind(
  client: AwsClient,
  kind: Kind,
  target: Target,
  signal?: AbortSignal,
  onPartial?: (resources: readonly Resource[]) => void,
): Promise<Listing> {
  if (!isListedInRegion(kind, target.region)) {
    return { kind, target, resources: [], failures: [], listedAt: Date.now() };
  }
  const call = bindClient(client, target, kind.service, signal ? { signal } : {});
  const emittedKeys = new Set<string>();
  const made: ResourceCache = new Map();
  const onItems = (source: number): OnItems | undefined => {
    if (!onPartial || kind.mergeSources) return undefined;
    return (items) => {
      const entries = items.map((found) => ({ ...found, extra: undefined, source }));
      onPartial(distinctResources(kind, target, entries, emittedKeys, made).filter((resource) => !isDeleted(resource)));
    };
  };
  const [sources, lookups] = await Promise.all([
    Promise.all(kind.sources.map((source, index) => fetchSource(call, source, undefined, onItems(index)))),
    Promise.all(kind.auxiliarySources.map((source) => fetchSource(call, source))),
  ]);
  const deps = sources.map(({ part }) => part);
  const resources = resourcesOf(
    kind,
    target,
    deps,
    lookups.map(({ part }) => part),
    made,
  );
  return {
    kind,
    target,
    resources: resources.filter((resource) => !isDeleted(resource)),
    failures: dedupeFailures([...sources, ...lookups].flatMap(({ failures }) => failures)),
    listedAt: Date.now(),
  };
}

/**
 * Reads one resource again, with as few calls as its kind allows.
 *
 * @param caller the way to AWS
 * @param resource the resource as it was listed
 * @param signal ends all calls
 * @returns the resource as it is now; undefined when it is not there any more
 * @throws AwsCallError when AWS could not tell
 */
export async function refreshResource(
  client: AwsClient,
  resource: Resource,
  signal?: AbortSignal,
): Promise<Resource | undefined> {
  const { kind, target, entry } = resource;
  const call = bindClient(client, target, kind.service, signal ? { signal } : {});
  const own = kind.sources[entry.source];
  const canFetchOne = own?.getOne !== undefined || own?.child !== undefined;
  const asked = await Promise.all(
    kind.sources.map(async (source, index) => {
      if (!canFetchOne) return fetchSource(call, source);
      return index === entry.source ? fetchSource(call, source, resource) : { part: EMPTY_RESULT, failures: [] };
    }),
  );
  const failures = asked.flatMap((result) => result.failures).filter(({ cause }) => cause !== 'notFound');
  throwIfFailed(failures);
  const lookups = canFetchOne
    ? []
    : await Promise.all(kind.auxiliarySources.map((source) => fetchSource(call, source)));
  const found = resourcesOf(
    kind,
    target,
    asked.map(({ part }) => part),
    lookups.map(({ part }) => part),
  );
  return found.find(({ key }) => key === resource.key);
}

/** Returns the operation that {@link refreshResource} sends for a resource: polls of it count against that operation's limit. */
export function refreshOperation({ kind, entry }: Resource): string {
  const source = kind.sources[entry.source];
  return source?.child?.operation ?? source?.operation ?? '';
}
