/** Keeps one value for each key, also while it is created. A creation that fails is forgotten, so that the next call tries again. */
export class PromiseCache<K, V> {
  readonly #values = new Map<K, Promise<V>>();

  /** Returns the value of a key. `create` runs only where there is none. */
  get(key: K, create: () => Promise<V>): Promise<V> {
    const known = this.#values.get(key);
    if (known) return known;
    const created = create();
    this.#values.set(key, created);
    created.catch(() => {
      if (this.#values.get(key) === created) this.#values.delete(key);
    });
    return created;
  }

  /** Forgets all values, and passes each to `end`, also one that is still being created. */
  clear(end: (value: V) => void): void {
    for (const value of this.#values.values()) void value.then(end, () => undefined);
    this.#values.clear();
  }
}
