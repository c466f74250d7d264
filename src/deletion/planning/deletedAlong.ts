import { t } from '@vscode/l10n';
import { nameList } from '../../common/text/nameList.ts';
import type { AwsClient } from '../../aws/client/sdkClient.ts';
import type { CallFailure } from '../../aws/errors/callError.ts';
import { targetKey } from '../../aws/identity/target.ts';
import { DELETED_ALONG, type ChildrenAlong, type DeletedAlong, type ListedAlong } from '../../catalog/deletedAlong.ts';
import { kindById } from '../../catalog/index.ts';
import type { Kind } from '../../catalog/model/kind.ts';
import type { Structure } from '../../catalog/model/structure.ts';
import { bindClient } from '../../inventory/listing/boundClient.ts';
import { escapeFilterValue } from '../../inventory/listing/filterValue.ts';
import { paginate, type PageResult } from '../../inventory/listing/paginate.ts';
import { resourceFrom, type Resource } from '../../inventory/resource.ts';
import { failureReason } from '../execution/classifyFailure.ts';
import { displayLabel } from '../presentation/resourceLabels.ts';
import { pluralize } from '../presentation/phrases.ts';
import { childEntry, childrenPlaces, type ChildrenPlace } from './childrenAlong.ts';
import type { Difference } from './drift.ts';
import type { Evidence } from './evidence.ts';
import { resourceProtection, type ResourceProtection } from './protection.ts';
import type { ResourceRules } from './protectionRules.ts';
import { unknownEvidence } from './unknownEvidence.ts';

/** What is needed to read what AWS deletes along. */
export interface DeletedAlongDeps {
  readonly client: AwsClient;
  readonly resourceRules: () => ResourceRules;
}

/** The maximum number of values in one filter: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Filter.html */
const MAX_VALUES = 200;

/** How many resources a finding names. */
const MAX_NAMES = 5;

/** How often a list is requested again after it was throttled. The client pauses before each request. */
const MAX_RETRIES = 5;

/** Returns what AWS deletes along with one resource, as evidence. */
export type AlongReader = (resource: Resource) => Promise<readonly Evidence[]>;

/**
 * Returns a reader of what AWS deletes along with each of several resources: read with its tags, named, and a blocker when it is
 * protected or cannot be read. Resources of one type share their requests.
 */
export function createAlongReader(
  holders: readonly Resource[],
  { client, resourceRules }: DeletedAlongDeps,
  signal: AbortSignal | undefined,
): AlongReader {
  const reader = new Reader(holders, client, signal);
  const protectedBy = resourceProtection(resourceRules());
  return (resource) => reader.evidence(resource, protectedBy);
}

/** Returns what would be deleted along now but was not confirmed, and what the question could read and nobody can read now. */
export function alongAdded(confirmed: readonly Evidence[], now: readonly Evidence[]): readonly Difference[] {
  const known = new Set(confirmed.flatMap(({ alongKeys = [] }) => alongKeys));
  const unread = new Set(confirmed.flatMap(({ check, level }) => (level === 'unknown' ? [check] : [])));
  return now.flatMap(({ check, text, level, alongKeys = [] }) => {
    const isKnown = level === 'unknown' ? unread.has(check) : alongKeys.every((key) => known.has(key));
    return isKnown ? [] : [{ what: check, text }];
  });
}

/** What one entry found. */
interface Found {
  readonly resources: readonly Resource[];
  readonly operation: string;
  readonly failure?: CallFailure | 'incomplete';
  /** Set for children of the holder. */
  readonly holder?: Resource;
  /** True where the resources are named only if they are protected. */
  readonly unnamed?: true;
}

type ProtectedBy = (resource: Resource) => ResourceProtection | undefined;

interface List {
  readonly operation: string;
  readonly items: string;
  readonly input: Structure;
}

class Reader {
  readonly #holders: readonly Resource[];
  readonly #client: AwsClient;
  readonly #signal: AbortSignal | undefined;
  readonly #shared = new Map<string, Promise<PageResult>>();

  constructor(holders: readonly Resource[], client: AwsClient, signal: AbortSignal | undefined) {
    this.#holders = holders;
    this.#client = client;
    this.#signal = signal;
  }

  async evidence(resource: Resource, protectedBy: ProtectedBy): Promise<readonly Evidence[]> {
    const found = await this.#findAll(resource, resource.kind.id, new Set([resource.key]));
    return found.flatMap((one) => evidenceOf(one, protectedBy));
  }

  async #findAll(holder: Resource, kindId: string, seen: Set<string>): Promise<readonly Found[]> {
    const entries = DELETED_ALONG[kindId] ?? [];
    const found = await Promise.all(
      entries.map(async (entry) => {
        const one = await this.#find(holder, entry);
        const fresh = one.resources.filter(({ key }) => !seen.has(key));
        for (const { key } of fresh) seen.add(key);
        const asKind = 'children' in entry ? entry.kind : (entry.asKind ?? entry.kind);
        const deeper = await Promise.all(fresh.map((next) => this.#findAll(next, asKind, seen)));
        return [{ ...one, resources: fresh }, ...deeper.flat()];
      }),
    );
    return found.flat();
  }

  async #find(holder: Resource, entry: DeletedAlong): Promise<Found> {
    const kind = kindById(entry.kind);
    if (!kind) throw new Error(`${entry.kind} is no resource type.`);
    return 'children' in entry ? this.#findChildren(holder, kind, entry) : this.#findListed(holder, kind, entry);
  }

  async #findListed(holder: Resource, kind: Kind, entry: ListedAlong): Promise<Found> {
    const [source] = kind.sources;
    if (!source) throw new Error(`${kind.id} has no list.`);
    const list = { input: {}, ...(entry.list ?? source) };
    const { values = [], failure } = await this.#values(holder, entry);
    if (failure) return { resources: [], operation: entry.lookUp?.operation ?? list.operation, failure };
    if (entry.filter !== undefined && values.length === 0) return { resources: [], operation: list.operation };
    const pages = await (entry.filter === undefined
      ? this.#list(holder, { ...list, input: { ...list.input, ...entry.input?.(holder.entry) } })
      : this.#listFiltered(holder, entry, list, values));
    return foundIn(pages, { kind, holder, entry, values, operation: list.operation });
  }

  /** Reads children out of the description of their holder, or lists them. A holder that was deleted meanwhile has none. */
  async #findChildren(holder: Resource, kind: Kind, { unnamed }: ChildrenAlong): Promise<Found> {
    const places = childrenPlaces(holder, kind);
    const operation = places.find(({ list }) => list)?.list?.operation ?? kind.sources[0]?.operation ?? '';
    const found = await Promise.all(places.map((place) => this.#childrenAt(holder, place)));
    const failure = found.find((one) => one.failure && one.failure.cause !== 'notFound')?.failure;
    const entries = places.flatMap((place, index) =>
      (found[index]?.elements ?? []).filter(place.belongs).map((item) => childEntry(place, item)),
    );
    const resources = entries.flatMap((entry) => resourceFrom(kind, holder.target, entry) ?? []);
    return { resources, operation, holder, ...(failure && { failure }), ...(unnamed && { unnamed }) };
  }

  async #childrenAt(holder: Resource, { items = [], list }: ChildrenPlace): Promise<PageResult> {
    return list ? this.#list(holder, list) : { elements: items };
  }

  async #values(
    holder: Resource,
    { lookUp, values }: ListedAlong,
  ): Promise<{ values?: readonly string[]; failure?: CallFailure }> {
    if (!lookUp) return { values: values?.(holder.entry) ?? [] };
    const { elements, failure } = await this.#list(holder, { ...lookUp, input: lookUp.input(holder.entry) });
    return failure ? { failure } : { values: elements.flatMap((item) => lookUp.valueOf(item) ?? []) };
  }

  /** Lists for all holders of one type at once: their values in as few requests as AWS permits. */
  async #listFiltered(
    holder: Resource,
    entry: ListedAlong,
    list: List,
    values: readonly string[],
  ): Promise<PageResult> {
    const peers = this.#holders.filter(
      ({ kind, target }) => kind === holder.kind && targetKey(target) === targetKey(holder.target),
    );
    const shared = entry.lookUp ? [] : peers.flatMap((peer) => entry.values?.(peer.entry) ?? []);
    const unique = [...new Set([...shared, ...values])].sort();
    const pages: PageResult[] = [];
    for (let start = 0; start < unique.length; start += MAX_VALUES) {
      const chunk = unique.slice(start, start + MAX_VALUES);
      if (!chunk.some((value) => values.includes(value))) continue;
      const Filters = [{ Name: entry.filter, Values: chunk.map(escapeFilterValue) }];
      pages.push(await this.#list(holder, { ...list, input: { ...list.input, Filters } }));
    }
    const failure = pages.find((page) => page.failure)?.failure;
    return { elements: pages.flatMap(({ elements }) => elements), ...(failure && { failure }) };
  }

  #list({ target, kind }: Resource, { operation, items, input }: List): Promise<PageResult> {
    const key = JSON.stringify([targetKey(target), operation, input]);
    const options = this.#signal ? { signal: this.#signal } : {};
    const read = async () => {
      for (let retries = 0; ; retries++) {
        const page = await paginate(bindClient(this.#client, target, kind.service, options), operation, items, input);
        if (page.failure?.cause !== 'throttled' || retries === MAX_RETRIES || this.#signal?.aborted) return page;
      }
    };
    const known = this.#shared.get(key) ?? read();
    this.#shared.set(key, known);
    return known;
  }
}

interface Search {
  readonly kind: Kind;
  readonly holder: Resource;
  readonly entry: ListedAlong;
  readonly values: readonly string[];
  readonly operation: string;
}

function foundIn(pages: PageResult, { kind, holder, entry, values, operation }: Search): Found {
  if (pages.failure) return { resources: [], operation, failure: pages.failure };
  const own = pages.elements.filter((item) => entry.belongs(item, holder.entry, values));
  const resources = own.flatMap((item) => asResource(kind, holder, item) ?? []);
  const isShort = entry.complete === true && resources.length < new Set(values).size;
  return { resources, operation, ...(isShort && { failure: 'incomplete' as const }) };
}

function evidenceOf(found: Found, protectedBy: ProtectedBy): readonly Evidence[] {
  const { resources, operation, failure, holder, unnamed } = found;
  const [first] = resources;
  const check = `deletedAlong ${operation} ${first?.kind.id ?? ''}`;
  if (failure !== undefined) {
    if (holder && failure !== 'incomplete') {
      const isOwnEndpoint = holder.target.endpoints[holder.kind.service] !== undefined;
      const unknown = unknownEvidence({ check, operation, isOwnEndpoint }, failure);
      // A server without the operation has none of them.
      if (unknown.unsupported) return [unknown];
    }
    const why =
      failure === 'incomplete'
        ? t('{0} does not return all of it.', operation)
        : `${operation}: ${failureReason(failure)}`;
    const text = t('What AWS deletes with it could not be read, and some of it may be protected. {0}', why);
    return [{ level: 'blocker', text, check, operation }];
  }
  if (!first) return [];
  // What protects the holder protects its children too, and is said of the holder.
  if (holder && protectedBy(holder) !== undefined) return [];
  const guarded = resources.flatMap((one): Evidence[] => {
    const reason = protectedBy(one);
    if (!reason) return [];
    const text = t('It also deletes {0} {1}. {2}', one.kind.noun, displayLabel(one), reason.text);
    return [{ ...reason, level: 'blocker', text, check, operation }];
  });
  if (guarded.length > 0) return guarded;
  if (unnamed) return [];
  const names = nameList(resources.map(displayLabel), MAX_NAMES);
  const text = t('Also deletes {0}: {1}', pluralize(resources.length, first.kind), names);
  return [{ level: 'warning', text, check, operation, alongKeys: resources.map(({ key }) => key) }];
}

function asResource(kind: Kind, holder: Resource, item: Structure): Resource | undefined {
  const parent = kind.parentKinds && { noun: holder.kind.noun, id: holder.id, raw: holder.entry.item };
  return resourceFrom(kind, holder.target, { item, extra: undefined, source: 0, ...(parent && { parent }) });
}
