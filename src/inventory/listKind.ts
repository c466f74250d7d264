import type { AwsCaller } from '../aws/clients.ts';
import type { Failure } from '../aws/failure.ts';
import type { Target } from '../aws/target.ts';
import { concatenate } from '../catalog/define.ts';
import type { Entry, Kind, Part, Structure } from '../catalog/kind.ts';
import { callTo } from './call.ts';
import { isListedIn } from './kindPlaces.ts';
import { resourceFrom, type Resource } from './resource.ts';
import { askSource, distinct, throwFirst, type OnItems } from './sources.ts';

/** What is there of one kind in one target, as far as AWS told. */
export interface Listing {
  readonly kind: Kind;
  readonly target: Target;
  readonly resources: readonly Resource[];
  /** Empty when everything was listed. Otherwise the rows are not all there is. */
  readonly failures: readonly Failure[];
  /** When the answers were in: milliseconds since the epoch. */
  readonly listedAt: number;
}

const NOTHING: Part = { items: [], failed: false };

/** Resources that were made already, by the very description that they were made of. */
type Made = Map<Structure, Resource>;

function resourcesOf(
  kind: Kind,
  target: Target,
  parts: readonly Part[],
  lookups: readonly Part[],
  made: Made = new Map(),
): Resource[] {
  const entries = kind.combine ? kind.combine(parts, lookups) : concatenate(parts);
  return distinctResources(kind, target, entries, new Set(), made);
}

/** The resources of entries, each once; `seen` has the keys of those before them. */
function distinctResources(
  kind: Kind,
  target: Target,
  entries: readonly Entry[],
  seen: Set<string>,
  made: Made,
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
function isGone(resource: Resource): boolean {
  return resource.state !== undefined && (resource.kind.settling.states?.gone.includes(resource.state) ?? false);
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
  caller: AwsCaller,
  kind: Kind,
  target: Target,
  signal?: AbortSignal,
  onSome?: (resources: readonly Resource[]) => void,
): Promise<Listing> {
  if (!isListedIn(kind, target.region)) {
    return { kind, target, resources: [], failures: [], listedAt: Date.now() };
  }
  const call = callTo(caller, target, kind.service, signal ? { signal } : {});
  const early = new Set<string>();
  const made: Made = new Map();
  const onItems = (source: number): OnItems | undefined => {
    if (!onSome || kind.combine) return undefined;
    return (items) => {
      const entries = items.map((found) => ({ ...found, extra: undefined, source }));
      onSome(distinctResources(kind, target, entries, early, made).filter((resource) => !isGone(resource)));
    };
  };
  const [sources, lookups] = await Promise.all([
    Promise.all(kind.sources.map((source, index) => askSource(call, source, undefined, onItems(index)))),
    Promise.all(kind.lookups.map((source) => askSource(call, source))),
  ]);
  const parts = sources.map(({ part }) => part);
  const resources = resourcesOf(
    kind,
    target,
    parts,
    lookups.map(({ part }) => part),
    made,
  );
  return {
    kind,
    target,
    resources: resources.filter((resource) => !isGone(resource)),
    failures: distinct([...sources, ...lookups].flatMap(({ failures }) => failures)),
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
export async function rereadResource(
  caller: AwsCaller,
  resource: Resource,
  signal?: AbortSignal,
): Promise<Resource | undefined> {
  const { kind, target, entry } = resource;
  const call = callTo(caller, target, kind.service, signal ? { signal } : {});
  const own = kind.sources[entry.source];
  const narrow = own?.again !== undefined || own?.child !== undefined;
  const asked = await Promise.all(
    kind.sources.map(async (source, index) => {
      if (!narrow) return askSource(call, source);
      return index === entry.source ? askSource(call, source, resource) : { part: NOTHING, failures: [] };
    }),
  );
  const failures = asked.flatMap((result) => result.failures).filter(({ cause }) => cause !== 'notFound');
  throwFirst(failures);
  const lookups = narrow ? [] : await Promise.all(kind.lookups.map((source) => askSource(call, source)));
  const found = resourcesOf(
    kind,
    target,
    asked.map(({ part }) => part),
    lookups.map(({ part }) => part),
  );
  return found.find(({ key }) => key === resource.key);
}
