import { type AppendOnlyFile, type Care, AppendError } from './storage/appendOnlyFile.ts';
import type { Intent, StoredAnswer, StoredOutcome } from './entry.ts';
import { toJsonLine } from './format/json.ts';
import type { JournalWriter } from './journalWriter.ts';
import { VERSION, type JournalRecord } from './format/record.ts';

/** What a writer of entries is built from. */
export interface EntryWriterDeps {
  readonly file: AppendOnlyFile;
  readonly now: () => number;
  /** Called after every line. */
  readonly onWritten: () => void;
}

type WithoutEntry<L> = L extends JournalRecord ? Omit<L, 'entry'> : never;

/** Writes the lines of one entry into this window's own file. */
export class EntryWriter implements JournalWriter {
  readonly id: string;
  readonly #deps: EntryWriterDeps;
  #calls: number;

  /**
   * @param id the entry's id
   * @param parts the file, the time, and who wants to know
   * @param calls how many calls the entry has already
   */
  constructor(id: string, deps: EntryWriterDeps, calls = 0) {
    this.id = id;
    this.#deps = deps;
    this.#calls = calls;
  }

  /**
   * Writes the entry's first line.
   *
   * @param intent what is about to be done
   * @throws JournalError when it is not on disk
   * @throws TypeError when the intent has no form in JSON
   */
  async intend(intent: Intent): Promise<void> {
    const { planId, action, resource, operation, input, evidence, of } = intent;
    const pieces = evidence.map(({ check, level, text, operation: by }) => ({ check, level, text, operation: by }));
    const line = { planId, action, resource, operation, input, evidence: pieces, ...(of !== undefined && { of }) };
    try {
      await this.#append({ type: 'intent', at: this.#deps.now(), ...line }, 'required', true);
    } catch (error) {
      if (!(error instanceof AppendError)) throw error;
      // It may be there for others to see, though not for certain: they shall see as well that nothing came of it.
      if (error.mayBeWritten) void this.recordOutcome({ kind: 'canceled', reason: error.message });
      throw error.error;
    }
  }

  /** @inheritdoc */
  async recordCall({ dryRun = false }: { readonly dryRun?: boolean } = {}): Promise<void> {
    this.#calls += 1;
    try {
      await this.#append({ type: 'call', at: this.#deps.now(), call: this.#calls, dryRun }, 'required', true);
    } catch (error) {
      throw error instanceof AppendError ? error.error : error;
    }
  }

  /** @inheritdoc */
  async recordResponse({ at, status, requestId, attempts, durationMs, body }: StoredAnswer): Promise<void> {
    const facts = {
      type: 'response',
      at,
      call: this.#calls,
      ...(status !== undefined && { status }),
      ...(requestId !== undefined && { requestId }),
      attempts,
      durationMs,
    } as const;
    try {
      await this.#append({ ...facts, body }, 'bestEffort', false);
    } catch {
      // A body that has no form in JSON: all the rest is kept.
      await this.#append({ ...facts, body: {} }, 'bestEffort', false);
    }
  }

  /** @inheritdoc */
  async recordOutcome(outcome: Omit<StoredOutcome, 'at'>): Promise<void> {
    const { kind, reason, code, deniedAction, blockers, newId } = outcome;
    const line = {
      kind,
      ...(reason !== undefined && { reason }),
      ...(code !== undefined && { code }),
      ...(deniedAction !== undefined && { deniedAction }),
      ...(blockers !== undefined && { blockers }),
      ...(newId !== undefined && { newId }),
    };
    await this.#append({ type: 'outcome', at: this.#deps.now(), ...line }, 'bestEffort', true);
  }

  /** @inheritdoc */
  async note(text: string): Promise<void> {
    await this.#append({ type: 'note', at: this.#deps.now(), text }, 'bestEffort', false);
  }

  async #append(line: WithoutEntry<JournalRecord>, care: Care, sync: boolean): Promise<void> {
    const { type, at, ...members } = line;
    try {
      await this.#deps.file.append(toJsonLine({ v: VERSION, type, entry: this.id, at, ...members }), care, sync);
    } finally {
      this.#deps.onWritten();
    }
  }
}
