/** Runs a refresh after a delay. Requests before it runs share it, and a shorter delay brings it forward. */
export class RefreshScheduler {
  readonly #refresh: () => void;
  #scheduled: { readonly timer: ReturnType<typeof setTimeout>; readonly due: number } | undefined;

  constructor(refresh: () => void) {
    this.#refresh = refresh;
  }

  /** Schedules the refresh in so many milliseconds, unless it is due before. */
  schedule(ms: number): void {
    const due = performance.now() + ms;
    if (this.#scheduled && this.#scheduled.due <= due) return;
    clearTimeout(this.#scheduled?.timer);
    const timer = setTimeout(() => {
      this.#scheduled = undefined;
      this.#refresh();
    }, ms);
    this.#scheduled = { timer, due };
  }

  /** Drops a scheduled refresh. */
  dispose(): void {
    clearTimeout(this.#scheduled?.timer);
  }
}
