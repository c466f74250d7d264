import { type AppendOnlyFile, type Durability, AppendError } from './storage/appendOnlyFile.ts';
import type { Intent, JournalEntry, StoredOutcome, StoredResponse } from './entry.ts';
import { toJsonLine } from './format/json.ts';
import { VERSION, type JournalRecord } from './format/record.ts';

/** The dependencies of entry writers. */
export interface EntryWriterDeps {
  readonly file: AppendOnlyFile;
  readonly now: () => number;
  /** Called after every record. */
  readonly onWritten: () => void;
}

/** An entry of an exited instance that this instance alone is to settle. */
export interface UnfinishedEntry {
  readonly entry: JournalEntry;
  /** Appends to this instance's own file. */
  readonly writer: EntryWriter;
  /** Releases the entry, settled or not. Never fails. */
  release(): Promise<void>;
}

type WithoutEntry<L> = L extends JournalRecord ? Omit<L, 'entry'> : never;

/** Appends the records of one entry to this instance's own file. */
export class EntryWriter {
  /** The entry's id. */
  readonly id: string;
  readonly #deps: EntryWriterDeps;
  #calls: number;

  /** `calls` is how many requests the entry already has. */
  constructor(id: string, deps: EntryWriterDeps, calls = 0) {
    this.id = id;
    this.#deps = deps;
    this.#calls = calls;
  }

  /** Writes the entry's first record. Throws JournalError when it is not on disk, and TypeError when the intent has no form in JSON. */
  async intend(intent: Intent): Promise<void> {
    const { planId, action, resource, operation, input, evidence, monthlyListPrice } = intent;
    const pieces = evidence.map(({ check, level, text, operation: by }) => ({ check, level, text, operation: by }));
    const record = {
      ...{ planId, action, resource, operation, input, evidence: pieces },
      ...(monthlyListPrice && { monthlyListPrice }),
    };
    try {
      await this.#append({ type: 'intent', at: this.#deps.now(), ...record }, 'required', true);
    } catch (error) {
      if (!(error instanceof AppendError)) throw error;
      // Other instances may see the intent although it is not durable: they must see its end as well.
      if (error.mayBeWritten) void this.recordOutcome({ kind: 'canceled', reason: error.message });
      throw error.error;
    }
  }

  /**
   * Records on disk that a request is about to be sent. Await it before each request, repeated ones included. Throws JournalError when it
   * cannot be written: then the request must not be sent.
   */
  async recordCall({ dryRun = false }: { readonly dryRun?: boolean } = {}): Promise<void> {
    this.#calls += 1;
    try {
      await this.#append({ type: 'call', at: this.#deps.now(), call: this.#calls, dryRun }, 'required', true);
    } catch (error) {
      throw error instanceof AppendError ? error.error : error;
    }
  }

  /**
   * Records the response to the last request, or the error in the same form. Never fails: what cannot be written now is listed in
   * the journal's `problems`, kept in memory, and written with the next record.
   */
  async recordResponse({ at, status, requestId, attempts, durationMs, body }: StoredResponse): Promise<void> {
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
      // A body that has no form in JSON: everything else is kept.
      await this.#append({ ...facts, body: {} }, 'bestEffort', false);
    }
  }

  /** Records the outcome, on disk. Never fails, as `recordResponse`. A later outcome adds to an earlier one. */
  async recordOutcome(outcome: Omit<StoredOutcome, 'at'>): Promise<void> {
    const { kind, reason, code, deniedAction, newId } = outcome;
    const record = {
      kind,
      ...(reason !== undefined && { reason }),
      ...(code !== undefined && { code }),
      ...(deniedAction !== undefined && { deniedAction }),
      ...(newId !== undefined && { newId }),
    };
    await this.#append({ type: 'outcome', at: this.#deps.now(), ...record }, 'bestEffort', true);
  }

  async #append(record: WithoutEntry<JournalRecord>, durability: Durability, sync: boolean): Promise<void> {
    const { type, at, ...members } = record;
    try {
      await this.#deps.file.append(toJsonLine({ v: VERSION, type, entry: this.id, at, ...members }), durability, sync);
    } finally {
      this.#deps.onWritten();
    }
  }
}
