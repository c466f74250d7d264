import { EventEmitter } from 'node:events';
import type { Outcome } from '../execution/outcome.ts';
import type { JournalEntry } from '../journal/entry.ts';
import type { Journal } from '../journal/journal.ts';
import type { UnfinishedEntry } from '../journal/entryWriter.ts';
import type { RestoreOutcome } from '../restore/restoreOutcome.ts';
import { recoverEntry, type RecoverDeps } from './recoverEntry.ts';

/** A day in milliseconds. */
const DAY_MS = 86_400_000;

/** How often the journal is searched for entries of processes that have exited: milliseconds. */
const POLL_INTERVAL_MS = 10_000;

/** How often journal files past their retention are searched for: whether a window on another host has exited shows only in time. */
const PRUNE_INTERVAL_MS = 3_600_000;

/** An entry of another process whose recovery has begun or ended. */
export interface RecoveryProgress {
  readonly entry: JournalEntry;
  /** False once the recovery of this entry has ended. */
  readonly watching: boolean;
  /** Set at the end; undefined there where AWS could not be read, so that the entry stays unfinished. */
  readonly outcome?: Outcome | RestoreOutcome;
}

/** What the recovery works with. */
export interface RecoveryServiceDeps {
  readonly journal: Pick<Journal, 'unfinished' | 'prune'>;
  readonly recover: RecoverDeps;
  /** Returns how many days entries are kept; 0 keeps all. */
  readonly retentionDays: () => number;
  /** Returns AWS's time in milliseconds since the epoch; undefined before its first response. */
  readonly awsNow: () => number | undefined;
}

/** Settles what crashed processes left unfinished by reading AWS, and removes journal files past their retention. */
export class RecoveryService {
  readonly #deps: RecoveryServiceDeps;
  readonly #events = new EventEmitter<{ progress: [RecoveryProgress] }>();
  /** Ids of entries that this process has tried: one that failed for lack of a sign-in is left to the next process. */
  readonly #attempted = new Set<string>();
  readonly #watched = new Set<string>();
  #timer: ReturnType<typeof setInterval> | undefined;
  #hasPruned = false;
  #pruneTimer: ReturnType<typeof setInterval> | undefined;

  constructor(deps: RecoveryServiceDeps) {
    this.#deps = deps;
  }

  /** Registers a listener for the begin and the end of each entry's recovery. Returns a function that removes it. */
  onProgress(listener: (progress: RecoveryProgress) => void): () => void {
    this.#events.on('progress', listener);
    return () => this.#events.off('progress', listener);
  }

  /** Returns whether this process is settling the entry with this id now. */
  isWatching(entryId: string): boolean {
    return this.#watched.has(entryId);
  }

  /**
   * Settles what is unfinished now, then every ten seconds: a process that is being reloaded may still be exiting at the first
   * attempt. Journal files past their retention are deleted as soon as AWS has responded, then every hour.
   */
  async start(): Promise<void> {
    this.#timer ??= setInterval(() => {
      void this.settle().catch(() => undefined);
      if (!this.#hasPruned) void this.prune();
    }, POLL_INTERVAL_MS);
    this.#pruneTimer ??= setInterval(() => void this.prune(), PRUNE_INTERVAL_MS);
    await this.settle();
    await this.prune();
  }

  /**
   * Deletes journal files past their retention, once a response of AWS has shown the time: what was deleted while the clock of this machine
   * was ahead would make all older entries look past it.
   */
  async prune(): Promise<void> {
    const { journal, retentionDays, awsNow } = this.#deps;
    const now = awsNow();
    if (retentionDays() <= 0 || now === undefined) return;
    this.#hasPruned = true;
    await journal.prune(retentionDays() * DAY_MS, now);
  }

  /** Settles once what is unfinished now. Rejects with JournalError when the locks for it cannot be written. */
  async settle(): Promise<void> {
    const unfinished = await this.#deps.journal.unfinished();
    await Promise.all(
      unfinished.map((one) => (this.#attempted.has(one.entry.id) ? one.release() : this.#recover(one))),
    );
  }

  /** Stops the repetition. What is being settled now continues to its end. */
  dispose(): void {
    clearInterval(this.#timer);
    clearInterval(this.#pruneTimer);
  }

  async #recover(one: UnfinishedEntry): Promise<void> {
    const { entry } = one;
    this.#attempted.add(entry.id);
    this.#watched.add(entry.id);
    this.#events.emit('progress', { entry, watching: true });
    let outcome: Outcome | RestoreOutcome | undefined;
    try {
      outcome = await recoverEntry(one, this.#deps.recover);
    } finally {
      this.#watched.delete(entry.id);
      this.#events.emit('progress', { entry, watching: false, ...(outcome && { outcome }) });
    }
  }
}
