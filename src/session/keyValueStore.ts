/** Where values are kept from one start to the next: VS Code's `Memento`, or memory. */
export interface KeyValueStore {
  /** Returns what was kept; anything, for another version may have written it. */
  get(key: string): unknown;
  /** Keeps a value; undefined removes it. */
  update(key: string, value: unknown): PromiseLike<void>;
}

/** The stores of a window. */
export interface Stores {
  /** Kept for this workspace only. */
  readonly workspace: KeyValueStore;
  /** Kept for all workspaces of this user. */
  readonly global: KeyValueStore;
}

/** Returns a store that lasts as long as this process. */
export function inMemoryStore(): KeyValueStore {
  const values = new Map<string, unknown>();
  return {
    get: (key) => values.get(key),
    update(key, value) {
      values.set(key, value);
      return Promise.resolve();
    },
  };
}
