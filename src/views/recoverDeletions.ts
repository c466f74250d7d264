import type * as vscode from 'vscode';
import { recover, type RecoverParts } from '../deletion/recover.ts';
import type { Journal } from '../deletion/journal/journal.ts';
import type { Unfinished } from '../deletion/journal/journalWriter.ts';
import type { DeletionsTree } from './deletionsTree.ts';
import type { Log } from './log.ts';
import { visible } from '../text/visible.ts';

/** A day in milliseconds. */
const DAY_MS = 86_400_000;

/** How often it is looked whether another window has died: milliseconds. */
const AGAIN_MS = 10_000;

/** What recovering works with. */
export interface RecoveryParts {
  readonly journal: Journal;
  /** The way to AWS. */
  readonly recover: RecoverParts;
  /** How long entries are kept; 0 for ever. */
  readonly keepDays: () => number;
  /** Told of every entry that was settled. */
  readonly log: Log;
  /** Shows what is being watched. */
  readonly deletions: DeletionsTree;
}

/** Settles what dead windows have left behind, by looking, and lets go of what is older than the user wants to keep. */
export class Recovery implements vscode.Disposable {
  readonly #parts: RecoveryParts;
  /** Ids of entries that this window has looked at: who was signed out is asked again by the next window. */
  readonly #tried = new Set<string>();
  #timer: ReturnType<typeof setInterval> | undefined;

  /** @param parts what it works with */
  constructor(parts: RecoveryParts) {
    this.#parts = parts;
  }

  /** Begins, when a Teardown view is first visible: a window that is reloaded may still be dying then, so not once for all. */
  async begin(): Promise<void> {
    const { journal, keepDays } = this.#parts;
    this.#timer ??= setInterval(() => void this.#settle().catch(() => undefined), AGAIN_MS);
    await this.#settle();
    if (keepDays() > 0) await journal.prune(keepDays() * DAY_MS);
  }

  /** @inheritdoc */
  dispose(): void {
    clearInterval(this.#timer);
  }

  async #settle(): Promise<void> {
    const unfinished = await this.#parts.journal.unfinished();
    await Promise.all(unfinished.map((one) => (this.#tried.has(one.entry.id) ? one.release() : this.#look(one))));
  }

  async #look(one: Unfinished): Promise<void> {
    const { recover: parts, log, deletions } = this.#parts;
    const { entry } = one;
    this.#tried.add(entry.id);
    const outcome = await deletions.whileWatched(entry.id, () => recover(one, parts));
    const name = visible(entry.resource.id);
    log.info(
      `Left behind by another window: ${entry.operation} ${name}: ${outcome?.kind ?? 'cannot be looked at now'}`,
    );
  }
}
