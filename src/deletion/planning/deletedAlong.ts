import type { AwsClient } from '../../aws/client/sdkClient.ts';
import { targetKey } from '../../aws/identity/target.ts';
import type { ChildrenAlong, DeletedAlong, ListedAlong } from '../../catalog/alongEntries.ts';
import { DELETED_ALONG } from '../../catalog/deletedAlong.ts';
import { kindById } from '../../catalog/index.ts';
import type { Kind } from '../../catalog/model/kind.ts';
import { listedItem, type ListedItem } from '../../catalog/model/listedItem.ts';
import type { Structure } from '../../catalog/model/structure.ts';
import type { Clock } from '../../common/clock.ts';
import { bindClient } from '../../inventory/listing/boundClient.ts';
import { escapeFilterValue } from '../../inventory/listing/filterValue.ts';
import { meansNone, paginate, type PageResult } from '../../inventory/listing/paginate.ts';
import { lacksId, resourceFrom, type Resource } from '../../inventory/resource.ts';
import { CONFIRM_MS } from '../execution/consistency.ts';
import { alongEvidence, type Found, type ProtectedBy } from './alongEvidence.ts';
import { childEntry, childrenPlaces, type ChildrenPlace } from './childrenAlong.ts';
import type { Evidence } from './evidence.ts';
import { resourceProtection } from './protection.ts';
import type { ResourceRules } from './protectionRules.ts';

/** What is needed to read what AWS deletes along. */
export interface DeletedAlongDeps {
  readonly client: AwsClient;
  readonly clock: Clock;
  readonly resourceRules: () => ResourceRules;
}

/** The maximum number of values in one filter: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Filter.html */
const MAX_VALUES = 200;

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
  { client, clock, resourceRules }: DeletedAlongDeps,
  signal: AbortSignal | undefined,
): AlongReader {
  const reader = new Reader(holders, { client, clock }, signal);
  const protectedBy = resourceProtection(resourceRules());
  return (resource) => reader.evidence(resource, protectedBy);
}

interface List {
  readonly operation: string;
  readonly items: string;
  readonly input: Structure;
}

class Reader {
  readonly #holders: readonly Resource[];
  readonly #client: AwsClient;
  readonly #clock: Clock;
  readonly #signal: AbortSignal | undefined;
  readonly #shared = new Map<string, Promise<PageResult>>();

  constructor(
    holders: readonly Resource[],
    { client, clock }: Pick<DeletedAlongDeps, 'client' | 'clock'>,
    signal: AbortSignal | undefined,
  ) {
    this.#holders = holders;
    this.#client = client;
    this.#clock = clock;
    this.#signal = signal;
  }

  async evidence(resource: Resource, protectedBy: ProtectedBy): Promise<readonly Evidence[]> {
    const found = await this.#findAll(resource, resource.kind.id, new Set([resource.key]));
    return found.flatMap((one) => alongEvidence(one, protectedBy));
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
    if (failure !== undefined) return { resources: [], operation: entry.lookUp?.operation ?? list.operation, failure };
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
    const entries = places.flatMap((place, index) =>
      (found[index]?.elements ?? []).filter(place.belongs).map((item) => childEntry(place, item)),
    );
    const resources = entries.flatMap((entry) => resourceFrom(kind, holder.target, entry) ?? []);
    const isShort = entries.some((entry) => lacksId(kind, entry));
    const failure = found.find((one) => one.failure && !meansNone(one))?.failure ?? (isShort && 'incomplete');
    return { resources, operation, holder, ...(failure && { failure }), ...(unnamed && { unnamed }) };
  }

  /** Lists children again where AWS does not find their parent: one read may be behind. */
  async #childrenAt(holder: Resource, { items = [], list }: ChildrenPlace): Promise<PageResult> {
    if (!list) return { elements: items };
    const found = await this.#list(holder, list);
    if (!meansNone(found)) return found;
    await this.#clock.sleep(CONFIRM_MS, this.#signal);
    return this.#list(holder, list, 'again');
  }

  async #values(
    holder: Resource,
    { lookUp, values }: ListedAlong,
  ): Promise<{ values?: readonly string[]; failure?: Found['failure'] }> {
    if (!lookUp) return { values: values?.(holder.entry) ?? [] };
    const { elements, failure } = await this.#list(holder, { ...lookUp, input: lookUp.input(holder.entry) });
    if (failure) return { failure };
    const found = elements.flatMap((item) => lookUp.valueOf(item) ?? []);
    return found.length < elements.length ? { failure: 'incomplete' } : { values: found };
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
      const filters = [{ Name: entry.filter, Values: chunk.map(escapeFilterValue) }];
      const input = { ...list.input, [entry.filterMember ?? 'Filters']: filters };
      pages.push(await this.#list(holder, { ...list, input }));
    }
    const failure = pages.find((page) => page.failure)?.failure;
    return { elements: pages.flatMap(({ elements }) => elements), ...(failure && { failure }) };
  }

  #list({ target, kind }: Resource, { operation, items, input }: List, turn = ''): Promise<PageResult> {
    const key = JSON.stringify([targetKey(target), operation, input, turn]);
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
  const entries = own.map((item) => entryBelow(kind, holder, item));
  const resources = entries.flatMap((one) => resourceFrom(kind, holder.target, one) ?? []);
  // A page may have again what an earlier one had: each counts once.
  const isMissing = entry.complete === true && new Set(resources.map(({ key }) => key)).size < new Set(values).size;
  const isShort = isMissing || entries.some((one) => lacksId(kind, one));
  return { resources, operation, ...(isShort && { failure: 'incomplete' as const }) };
}

function entryBelow(kind: Kind, holder: Resource, item: Structure): ListedItem {
  const parent = kind.parentKinds && { noun: holder.kind.noun, id: holder.id, raw: holder.entry.item };
  return listedItem({ item, ...(parent && { parent }) }, 0, undefined);
}
