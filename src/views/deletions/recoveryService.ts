import type * as vscode from 'vscode';
import { recoverEntry, type RecoverDeps } from '../../deletion/recovery/recoverEntry.ts';
import type { Journal } from '../../deletion/journal/journal.ts';
import type { UnfinishedEntry } from '../../deletion/journal/journalWriter.ts';
import type { DeletionsTreeProvider } from './deletionsTreeProvider.ts';
import type { Logger } from '../output/logger.ts';
import { escapeInvisible } from '../../common/text/displayText.ts';

/** A day in milliseconds. */
const DAY_MS = 86_400_000;

/** How often it is looked whether another window has died: milliseconds. */
const POLL_INTERVAL_MS = 10_000;

/** What recovering works with. */
export interface RecoveryDeps {
  readonly journal: Journal;
  /** The way to AWS. */
  readonly recover: RecoverDeps;
  /** How long entries are kept; 0 for ever. */
  readonly retentionDays: () => number;
  /** Told of every entry that was settled. */
  readonly log: Logger;
  /** Shows what is being watched. */
  readonly deletions: DeletionsTreeProvider;
}

/** Settles what dead windows have left behind, by looking, and lets go of what is older than the user wants to keep. */
export class RecoveryService implements vscode.Disposable {
  readonly #deps: RecoveryDeps;
  /** Ids of entries that this window has looked at: who was signed out is asked again by the next window. */
  readonly #attempted = new Set<string>();
  #timer: ReturnType<typeof setInterval> | undefined;

  /** @param parts what it works with */
  constructor(deps: RecoveryDeps) {
    this.#deps = deps;
  }

  /** Begins, when a Teardown view is first visible: a window that is reloaded may still be dying then, so not once for all. */
  async start(): Promise<void> {
    const { journal, retentionDays } = this.#deps;
    this.#timer ??= setInterval(() => void this.#settle().catch(() => undefined), POLL_INTERVAL_MS);
    await this.#settle();
    if (retentionDays() > 0) await journal.prune(retentionDays() * DAY_MS);
  }

  /** @inheritdoc */
  dispose(): void {
    clearInterval(this.#timer);
  }

  async #settle(): Promise<void> {
    const unfinished = await this.#deps.journal.unfinished();
    await Promise.all(unfinished.map((one) => (this.#attempted.has(one.entry.id) ? one.release() : this.#look(one))));
  }

  async #look(one: UnfinishedEntry): Promise<void> {
    const { recover: parts, log, deletions } = this.#deps;
    const { entry } = one;
    this.#attempted.add(entry.id);
    const outcome = await deletions.markWatching(entry.id, () => recoverEntry(one, parts));
    const name = escapeInvisible(entry.resource.id);
    log.info(
      `Left behind by another window: ${entry.operation} ${name}: ${outcome?.kind ?? 'cannot be looked at now'}`,
    );
  }
}
