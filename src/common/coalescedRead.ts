/**
 * Reads something that may change at any time. Each call gets a read that began after the call. Reads do not overlap, and calls during
 * one share the next.
 */
export class CoalescedRead<T> {
  readonly #read: () => Promise<T>;
  #current: Promise<T> | undefined;
  #next: Promise<T> | undefined;

  constructor(read: () => Promise<T>) {
    this.#read = read;
  }

  /** Returns the result of a read. Rejects where that read rejects; a later call reads again. */
  async run(): Promise<T> {
    if (!this.#current) {
      this.#current = this.#read().finally(() => {
        this.#current = undefined;
      });
      return this.#current;
    }
    const again = () => {
      this.#next = undefined;
      return this.run();
    };
    this.#next ??= this.#current.then(again, again);
    return this.#next;
  }
}
