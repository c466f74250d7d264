import { watch, type FSWatcher } from 'node:fs';
import { JOURNAL } from './tailReader.ts';

/**
 * Starts a task that comes again and again, and keeps no process alive.
 *
 * @returns ends it
 */
export type Interval = (ms: number, task: () => void) => () => void;

/** The machine's own timer. */
export const systemInterval: Interval = (ms, task) => {
  const timer = setInterval(task, ms);
  timer.unref();
  return () => {
    clearInterval(timer);
  };
};

/** Tells listeners of changes, and looks for those of other windows as long as somebody listens. */
export class ChangeNotifier {
  readonly #folder: string;
  readonly #every: Interval;
  readonly #pollMs: number;
  readonly #poll: () => void;
  readonly #listeners = new Set<() => void>();
  #watcher: FSWatcher | undefined;
  #stopPolling: (() => void) | undefined;

  /**
   * @param folder the journal's folder; it need not be there yet
   * @param every the timer
   * @param pollMs how often to look where the system does not tell
   * @param look reads what is new, and calls `tell` if anything was
   */
  constructor(folder: string, every: Interval, pollMs: number, look: () => void) {
    this.#folder = folder;
    this.#every = every;
    this.#pollMs = pollMs;
    this.#poll = look;
  }

  /**
   * Adds a listener.
   *
   * @param listener called after every change; what it throws is not caught here
   * @returns takes it away
   */
  onDidChange(listener: () => void): () => void {
    const own = (): void => {
      listener();
    };
    this.#listeners.add(own);
    this.#stopPolling ??= this.#every(this.#pollMs, () => {
      this.#watch();
      this.#poll();
    });
    this.#watch();
    return () => {
      this.#listeners.delete(own);
      if (this.#listeners.size === 0) this.stop();
    };
  }

  /** Whether anybody wants to know. */
  get hasListeners(): boolean {
    return this.#listeners.size > 0;
  }

  /** Tells all listeners, in a turn of their own: a listener that throws must not hinder what is being written. */
  emit(): void {
    for (const listener of this.#listeners) queueMicrotask(listener);
  }

  /** Ends looking and telling. */
  stop(): void {
    this.#listeners.clear();
    this.#stopPolling?.();
    this.#stopPolling = undefined;
    this.#watcher?.close();
    this.#watcher = undefined;
  }

  #watch(): void {
    if (this.#watcher) return;
    try {
      const watcher = watch(this.#folder, { persistent: false }, (_, name) => {
        // The locks beside change with each heartbeat.
        if (name === null || name.endsWith(JOURNAL)) this.#poll();
      });
      watcher.on('error', () => {
        watcher.close();
        if (this.#watcher === watcher) this.#watcher = undefined;
      });
      this.#watcher = watcher;
    } catch {
      // The folder is not there yet, or the system has no more watches: polling finds what is new.
    }
  }
}
