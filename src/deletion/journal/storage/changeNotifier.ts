import { watch, type FSWatcher } from 'node:fs';
import { JOURNAL } from './tailReader.ts';

/** Starts a repeated task that keeps no process alive. Returns a function that ends it. */
export type Interval = (ms: number, task: () => void) => () => void;

/** Starts the system's timer, which keeps no process alive. */
export const systemInterval: Interval = (ms, task) => {
  const timer = setInterval(task, ms);
  timer.unref();
  return () => {
    clearInterval(timer);
  };
};

/** Notifies listeners of changes, and polls for those of other instances as long as there is a listener. */
export class ChangeNotifier {
  readonly #folder: string;
  readonly #every: Interval;
  readonly #pollMs: number;
  readonly #poll: () => void;
  readonly #listeners = new Set<() => void>();
  #watcher: FSWatcher | undefined;
  #stopPolling: (() => void) | undefined;

  /** The folder need not exist. `poll` reads what is new and calls `emit` if anything was; it runs every `pollMs`, and when the folder changes. */
  constructor(folder: string, every: Interval, pollMs: number, poll: () => void) {
    this.#folder = folder;
    this.#every = every;
    this.#pollMs = pollMs;
    this.#poll = poll;
  }

  /** Adds a listener. Returns a function that removes it. What a listener throws is not caught. */
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

  /** Whether there is a listener. */
  get hasListeners(): boolean {
    return this.#listeners.size > 0;
  }

  /** Notifies all listeners in microtasks: a listener that throws must not break a write. */
  emit(): void {
    for (const listener of this.#listeners) queueMicrotask(listener);
  }

  /** Removes all listeners, and stops polling. */
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
        // Liveness files change with each heartbeat.
        if (name === null || name.endsWith(JOURNAL)) this.#poll();
      });
      watcher.on('error', () => {
        watcher.close();
        if (this.#watcher === watcher) this.#watcher = undefined;
      });
      this.#watcher = watcher;
    } catch {
      // The folder does not exist yet, or the system has no more watches: polling finds what is new.
    }
  }
}
