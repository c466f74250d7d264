import { EventEmitter } from 'node:events';
import { perObject } from '../../common/perObject.ts';
import type { KeyValueStore } from '../../session/keyValueStore.ts';
import { LISTED_KINDS } from '../../catalog/index.ts';
import type { Kind } from '../../catalog/model/kind.ts';
import type { Resource } from '../../inventory/resource.ts';
import { parseFilter, type Filter, type ParsedFilter } from '../../inventory/query/filter.ts';
import type { FilterContext } from '../../inventory/query/usageTerms.ts';
import { parseGrouping, type Grouping } from '../../inventory/query/grouping.ts';
import { SORT_ORDERS, type SortOrder } from '../../inventory/query/sort.ts';
import type { ViewSettings } from './savedViews.ts';

/** The keys under which things are kept. */
const KEYS = {
  browses: 'teardown.browses',
  filter: 'teardown.filter',
  grouping: 'teardown.grouping',
  kinds: 'teardown.kinds',
  order: 'teardown.order',
  showsEmpty: 'teardown.showsEmptyKinds',
} as const;

/** The listed kinds with some ids, or all where there is none: the same list for the same ids, since every row asks for it. */
const kindsWithIds = perObject((ids: readonly unknown[]): readonly Kind[] => {
  const known = new Set(ids);
  const chosen = LISTED_KINDS.filter(({ id }) => known.has(id));
  return chosen.length === 0 ? LISTED_KINDS : chosen;
});

/** What this workspace has chosen for the look of the tree; kept from one start to the next. */
export class ViewState {
  readonly #store: KeyValueStore;
  readonly #events = new EventEmitter<{ change: [] }>();
  readonly #context: FilterContext | undefined;
  readonly #lists: () => Iterable<readonly Resource[]>;
  #filter: Filter | undefined;
  /** The last text that was parsed: its filter keeps what it found. */
  #parsed: { readonly text: string; readonly result: ParsedFilter | undefined } | undefined;
  /** Ends the preparation of a filter that another one has followed. */
  #preparation = new AbortController();

  /**
   * `context` has what words about use and owners rest on. `lists` returns the lists that a filter goes through before it
   * is shown.
   */
  constructor(store: KeyValueStore, context?: FilterContext, lists: () => Iterable<readonly Resource[]> = () => []) {
    this.#store = store;
    this.#context = context;
    this.#lists = lists;
    this.#filter = this.#readFilter();
  }

  /** Adds a listener for changes of what is chosen. Returns what removes it. */
  onDidChange(listener: () => void): () => void {
    this.#events.on('change', listener);
    return () => this.#events.off('change', listener);
  }

  /** Returns what a resource costs in a month, as far as it is known. */
  readonly monthlyCostOf: FilterContext['monthlyCostOf'] = (resource) => this.#context?.monthlyCostOf(resource);

  /** Returns whether kinds are shown that were listed and of which there are none. */
  get showsEmpty(): boolean {
    return this.#store.get(KEYS.showsEmpty) === true;
  }

  /** Shows empty kinds, or hides them. */
  setShowEmpty(shows: boolean): Promise<void> {
    return this.#save(KEYS.showsEmpty, shows || undefined);
  }

  /** Returns whether the tree is shown before a scan of the account. */
  get browses(): boolean {
    return this.#store.get(KEYS.browses) === true;
  }

  /** Shows the tree without a scan. */
  browse(): Promise<void> {
    return this.#save(KEYS.browses, true);
  }

  /** Returns which resources are shown; undefined where all are. */
  get filter(): Filter | undefined {
    return this.#filter;
  }

  /** Parses a filter, with the facts that this window has. */
  parse(text: string): ParsedFilter | undefined {
    if (this.#parsed?.text !== text) this.#parsed = { text, result: parseFilter(text, this.#context) };
    return this.#parsed.result;
  }

  /** Filters the resources by a text as it was typed. One that is empty or not understood shows all. */
  async setFilter(text: string): Promise<void> {
    await this.#store.update(KEYS.filter, text.trim() || undefined);
    await this.#show(this.#readFilter());
  }

  /** Shows what a filter would show, and does not keep it. A text that is not understood changes nothing. */
  async previewFilter(text: string): Promise<void> {
    const parsed = this.parse(text);
    if (parsed && 'problem' in parsed) return;
    if (parsed?.filter.text === this.#filter?.text) this.#preparation.abort();
    else await this.#show(parsed?.filter);
  }

  /** Shows again what was kept. */
  async endPreview(): Promise<void> {
    const kept = this.#readFilter();
    if (kept?.text === this.#filter?.text) this.#preparation.abort();
    else await this.#show(kept);
  }

  /** Shows a filter as soon as it went through all lists. One that follows takes its place. */
  async #show(filter: Filter | undefined): Promise<void> {
    this.#preparation.abort();
    const { signal } = (this.#preparation = new AbortController());
    if (filter) for (const list of this.#lists()) await filter.prepare(list, Date.now(), signal);
    if (signal.aborted) return;
    this.#filter = filter;
    this.#events.emit('change');
  }

  /** Returns whether the filter hides a resource. */
  isHidden(resource: Resource): boolean {
    return this.#filter !== undefined && this.#filter.match(resource, Date.now()) !== 'yes';
  }

  /** Returns the kinds that are shown and scanned: all, where none were chosen. */
  get kinds(): readonly Kind[] {
    const stored = this.#store.get(KEYS.kinds);
    return Array.isArray(stored) ? kindsWithIds(stored) : LISTED_KINDS;
  }

  /** Restricts the tree to the kinds with some ids. None, or every one, means all, and those that come later too. */
  setKinds(ids: readonly string[]): Promise<void> {
    return this.#save(KEYS.kinds, ids.length === 0 || ids.length === LISTED_KINDS.length ? undefined : ids);
  }

  /** Returns the order of the resources under their kind. */
  get order(): SortOrder {
    const stored = this.#store.get(KEYS.order);
    return SORT_ORDERS.find((order) => order === stored) ?? 'listed';
  }

  /** Puts resources in an order. */
  setOrder(order: SortOrder): Promise<void> {
    return this.#save(KEYS.order, order === 'listed' ? undefined : order);
  }

  /** Returns what the tree is grouped by; undefined where the setting counts. */
  get grouping(): Grouping | undefined {
    return parseGrouping(this.#store.get(KEYS.grouping));
  }

  /** Groups the tree. */
  setGrouping(grouping: Grouping): Promise<void> {
    return this.#save(KEYS.grouping, grouping);
  }

  /** Shows a saved view: all of it at once. */
  async show({ filter, grouping, order }: ViewSettings): Promise<void> {
    await this.#store.update(KEYS.grouping, grouping);
    await this.#store.update(KEYS.order, order === 'listed' ? undefined : order);
    await this.setFilter(filter);
  }

  #readFilter(): Filter | undefined {
    const stored = this.#store.get(KEYS.filter);
    const parsed = typeof stored === 'string' ? this.parse(stored) : undefined;
    return parsed && 'filter' in parsed ? parsed.filter : undefined;
  }

  async #save(key: string, value: unknown): Promise<void> {
    await this.#store.update(key, value);
    this.#events.emit('change');
  }
}
