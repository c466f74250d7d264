/** The time of AWS, by the `Date` header of its last response: the clock of this machine may be years ahead. */
export class ServerClock {
  readonly #elapsed: () => number;
  #last: { readonly serverMs: number; readonly elapsedMs: number } | undefined;

  /** `elapsed` returns milliseconds since any moment, whatever the clock shows. */
  constructor(elapsed: () => number = () => performance.now()) {
    this.#elapsed = elapsed;
  }

  /** Takes the time of a response of AWS. A header that is absent or no date is ignored. */
  observe(header: string | undefined): void {
    const serverMs = Date.parse(header ?? '');
    if (Number.isFinite(serverMs)) this.#last = { serverMs, elapsedMs: this.#elapsed() };
  }

  /** Returns AWS's time in milliseconds since the epoch; undefined before the first response. */
  now(): number | undefined {
    return this.#last && this.#last.serverMs + this.#elapsed() - this.#last.elapsedMs;
  }
}
