import { parseGrouping, type Grouping } from '../../inventory/query/grouping.ts';
import { SORT_ORDERS, type SortOrder } from '../../inventory/query/sort.ts';
import type { KeyValueStore } from '../../session/keyValueStore.ts';

/** The key under which the views are kept. */
const KEY = 'teardown.views';
/** How long a name may be, and how many views are kept. */
export const MAX_NAME_LENGTH = 100;
const MAX_VIEWS = 100;

/** What the tree shows, and how. */
export interface ViewSettings {
  /** The filter as it was typed; empty where all is shown. */
  readonly filter: string;
  readonly grouping: Grouping;
  readonly order: SortOrder;
}

/** Settings of the view under a name that a person gave: escape it before it is shown. */
export interface SavedView extends ViewSettings {
  readonly name: string;
}

/** The views that people have named in this workspace. */
export class SavedViews {
  readonly #store: KeyValueStore;

  constructor(store: KeyValueStore) {
    this.#store = store;
  }

  /** Returns the views, the one that was saved last first. */
  get all(): readonly SavedView[] {
    const stored = this.#store.get(KEY);
    const views = (Array.isArray(stored) ? stored : []).flatMap((value: unknown) => parseView(value) ?? []);
    return [...new Map(views.map((view) => [view.name, view])).values()];
  }

  /** Returns the view of a name. */
  get(name: string): SavedView | undefined {
    return this.all.find((view) => view.name === name.trim());
  }

  /** Keeps a view, in place of the one of that name. */
  async save(view: SavedView): Promise<void> {
    const saved = { ...view, name: view.name.trim() };
    await this.#write([saved, ...this.all.filter(({ name }) => name !== saved.name)]);
  }

  /** Gives a view another name, which takes the place of the view of that name. */
  async rename(name: string, newName: string): Promise<void> {
    const to = newName.trim();
    await this.#write(
      this.all.flatMap((view) => {
        if (view.name === name) return [{ ...view, name: to }];
        return view.name === to ? [] : [view];
      }),
    );
  }

  /** Forgets a view. */
  async delete(name: string): Promise<void> {
    await this.#write(this.all.filter((view) => view.name !== name));
  }

  async #write(views: readonly SavedView[]): Promise<void> {
    await this.#store.update(KEY, views.length === 0 ? undefined : views.slice(0, MAX_VIEWS));
  }
}

/** Reads a stored view; undefined where it is none. Another version, or anybody, may have written it. */
function parseView(value: unknown): SavedView | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { name, filter, grouping, order } = value as Readonly<Record<string, unknown>>;
  if (typeof name !== 'string' || name.trim() === '' || name.length > MAX_NAME_LENGTH) return undefined;
  return {
    name: name.trim(),
    filter: typeof filter === 'string' ? filter : '',
    grouping: parseGrouping(grouping) ?? { by: 'service' },
    order: SORT_ORDERS.find((one) => one === order) ?? 'listed',
  };
}
