import { setImmediate as nextTurn } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { t } from '@vscode/l10n';
import type { AwsClient } from '../../aws/client/sdkClient.ts';
import type { CallFailure } from '../../aws/errors/callError.ts';
import type { Target } from '../../aws/identity/target.ts';
import { mergeInOrder } from '../../catalog/builder/rowBuilder.ts';
import type { Kind } from '../../catalog/model/kind.ts';
import { listedItem, type ListedItem, type SourceResult } from '../../catalog/model/listedItem.ts';
import { SERVICES } from '../../catalog/model/services.ts';
import { stateMeaning } from '../../catalog/model/stateMeaning.ts';
import type { Structure } from '../../catalog/model/structure.ts';
import { bindClient } from './boundClient.ts';
import { isListedInRegion } from '../regionAvailability.ts';
import { malformedListFailure } from './paginate.ts';
import { lacksId, resourceFrom, unmatchedResourceFrom, type Resource } from '../resource.ts';
import { fetchSource, dedupeFailures, throwIfFailed, type FetchedSource, type OnItems } from './fetchSource.ts';

/** The resources of one type in one target. */
export interface Listing {
  readonly kind: Kind;
  readonly target: Target;
  readonly resources: readonly Resource[];
  /** Empty where the listing is complete. */
  readonly failures: readonly CallFailure[];
  /** When the listing ended: milliseconds since the epoch. */
  readonly listedAt: number;
}

const EMPTY_SOURCE: FetchedSource = { part: { items: [], incomplete: false }, failures: [] };

/** So many resources are created before other work runs. */
const SLICE = 1_000;

/** Resources by the description that they were created from. */
type ResourceCache = Map<Structure, Resource>;

/** Returns the failure of a listing with items that have no id: any resource could be one of them. */
function identityFailures(kind: Kind, { region }: Target, entries: readonly ListedItem[]): readonly CallFailure[] {
  if (!entries.some((entry) => lacksId(kind, entry))) return [];
  const action = `${SERVICES[kind.service].iamPrefix}:${kind.sources[0]?.operation ?? ''}`;
  return [
    malformedListFailure('ItemWithoutId', t('The list has items without an ID: it is not complete.'), action, region),
  ];
}

function entriesOf(kind: Kind, deps: readonly SourceResult[], lookups: readonly SourceResult[]): readonly ListedItem[] {
  return kind.mergeSources ? kind.mergeSources(deps, lookups) : mergeInOrder(deps);
}

/**
 * Creates the resources of entries, each once, without those that AWS lists after their deletion: one of the same name may follow.
 * `seen` holds the keys of earlier ones.
 */
function distinctResources(
  kind: Kind,
  target: Target,
  entries: readonly ListedItem[],
  seen: Set<string>,
  created: ResourceCache,
): Resource[] {
  const resources: Resource[] = [];
  for (const entry of entries) {
    const resource = created.get(entry.item) ?? resourceFrom(kind, target, entry);
    if (!resource) continue;
    created.set(entry.item, resource);
    if (isDeleted(resource) || seen.has(resource.key)) continue;
    seen.add(resource.key);
    resources.push(resource);
  }
  return resources;
}

/** Creates the resources of all entries, some at a time: other work runs in between. See {@link distinctResources}. */
async function presentResources(
  kind: Kind,
  target: Target,
  entries: readonly ListedItem[],
  created: ResourceCache,
): Promise<readonly Resource[]> {
  const seen = new Set<string>();
  const present: Resource[] = [];
  for (let from = 0; from < entries.length; from += SLICE) {
    if (from > 0) await nextTurn();
    present.push(...distinctResources(kind, target, entries.slice(from, from + SLICE), seen, created));
  }
  return present;
}

/** Returns whether AWS still lists a resource for a while after its deletion. */
function isDeleted(resource: Resource): boolean {
  return stateMeaning(resource.kind, resource.state) === 'deleted';
}

/**
 * Lists all resources of one type in one target, without those that AWS lists after their deletion. AWS's errors are in
 * the listing's failures. `onPartial` receives the resources of a long list page by page, each once; nothing for types
 * that need several responses for a row.
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
  const created: ResourceCache = new Map();
  const onItems = (source: number): OnItems | undefined => {
    if (!onPartial || kind.mergeSources) return undefined;
    return (items) => {
      const entries = items.map((found) => listedItem(found, source, undefined));
      const present = distinctResources(kind, target, entries, emittedKeys, created);
      // An empty page that has a token shows nothing yet.
      if (present.length > 0) onPartial(present);
    };
  };
  const [sources, lookups] = await Promise.all([
    Promise.all(kind.sources.map((source, index) => fetchSource(call, source, undefined, onItems(index)))),
    Promise.all(kind.auxiliarySources.map((source) => fetchSource(call, source))),
  ]);
  const entries = entriesOf(
    kind,
    sources.map(({ part }) => part),
    lookups.map(({ part }) => part),
  );
  return {
    kind,
    target,
    resources: await presentResources(kind, target, entries, created),
    failures: [
      ...dedupeFailures([...sources, ...lookups].flatMap(({ failures }) => failures)),
      ...identityFailures(kind, target, entries),
    ],
    listedAt: Date.now(),
  };
}

/** Reads one resource again, see {@link observeResource}. Undefined where AWS does not list it, or not as this type. */
export async function refreshResource(
  client: AwsClient,
  resource: Resource,
  signal?: AbortSignal,
): Promise<Resource | undefined> {
  const { presence, now } = await observeResource(client, resource, signal);
  return presence === 'present' ? now : undefined;
}

/** What one read shows of a resource; `unmatched` where AWS lists it, but its type no longer applies to it. */
export type Observation =
  | { readonly presence: 'present' | 'unmatched'; readonly now: Resource }
  | { readonly presence: 'absent'; readonly now?: never };

/** Reads one resource again, with as few requests as its type allows. Throws an `AwsCallError` where the read fails. */
export async function observeResource(
  client: AwsClient,
  resource: Resource,
  signal?: AbortSignal,
): Promise<Observation> {
  const { kind, target, entry } = resource;
  const call = bindClient(client, target, kind.service, signal ? { signal } : {});
  const own = kind.sources[entry.source];
  const canFetchOne = own?.getOne !== undefined || own?.child !== undefined;
  const results = await Promise.all(
    kind.sources.map(async (source, index) => {
      if (!canFetchOne) return fetchSource(call, source);
      return index === entry.source ? fetchSource(call, source, resource) : EMPTY_SOURCE;
    }),
  );
  const failures = results.flatMap((result) => result.failures).filter(({ cause }) => cause !== 'notFound');
  throwIfFailed(failures);
  const lookups = canFetchOne
    ? []
    : await Promise.all(kind.auxiliarySources.map((source) => fetchSource(call, source)));
  const entries = entriesOf(
    kind,
    results.map(({ part }) => part),
    lookups.map(({ part }) => part),
  );
  const listed = entries.flatMap((found) => unmatchedResourceFrom(kind, target, found) ?? []);
  const namesakes = mostCurrent(listed.filter(({ key }) => key === resource.key));
  throwIfFailed(ambiguityFailures(resource, namesakes, results[entry.source]?.uncertainParents));
  const [now] = namesakes;
  if (!now) {
    throwIfFailed(identityFailures(kind, target, entries));
    return { presence: 'absent' };
  }
  return { presence: kind.matches?.(now.entry) === false ? 'unmatched' : 'present', now };
}

/**
 * Returns those of several items with one key that count: AWS lists an ended one beside its successor of the same name for a while, and a
 * propagated route beside the static one.
 */
function mostCurrent(namesakes: readonly Resource[]): readonly Resource[] {
  const matching = preferred(namesakes, ({ kind, entry }) => kind.matches?.(entry) !== false);
  return preferred(matching, (resource) => !isDeleted(resource));
}

function preferred(resources: readonly Resource[], test: (resource: Resource) => boolean): readonly Resource[] {
  const found = resources.filter(test);
  return found.length > 0 ? found : resources;
}

/**
 * Returns the failure of a read that has one resource, or its parent, twice, differently: a list that changed between its pages. Neither
 * is certain.
 */
function ambiguityFailures(
  { kind, target, entry }: Resource,
  namesakes: readonly Resource[],
  uncertainParents: ReadonlySet<string> | undefined,
): readonly CallFailure[] {
  const own = namesakes.filter(({ entry: { source } }) => source === entry.source);
  const isOnce = own.every((one) => isDeepStrictEqual(one.entry.item, own[0]?.entry.item));
  if (isOnce && !uncertainParents?.has(entry.parent?.id ?? '')) return [];
  const source = kind.sources[entry.source];
  const action = `${SERVICES[kind.service].iamPrefix}:${source?.child?.operation ?? source?.operation ?? ''}`;
  return [
    malformedListFailure('ItemListedTwice', t('The list has it twice, with different values.'), action, target.region),
  ];
}

/** Returns the operation that {@link refreshResource} sends for a resource: polls of it count against that operation's limit. */
export function refreshOperation({ kind, entry }: Resource): string {
  const source = kind.sources[entry.source];
  return source?.child?.operation ?? source?.operation ?? '';
}
