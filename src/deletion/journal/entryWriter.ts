import { type AppendFile, type Care, NotWrittenError } from './appendFile.ts';
import type { Intent, StoredAnswer, StoredOutcome } from './entry.ts';
import { jsonLine } from './json.ts';
import type { JournalWriter } from './journalWriter.ts';
import { VERSION, type Line } from './line.ts';

/** What a writer of entries is built from. */
export interface EntryWriterParts {
  readonly file: AppendFile;
  readonly now: () => number;
  /** Called after every line. */
  readonly written: () => void;
}

type WithoutEntry<L> = L extends Line ? Omit<L, 'entry'> : never;

/** Writes the lines of one entry into this window's own file. */
export class EntryWriter implements JournalWriter {
  readonly id: string;
  readonly #parts: EntryWriterParts;
  #calls: number;

  /**
   * @param id the entry's id
   * @param parts the file, the time, and who wants to know
   * @param calls how many calls the entry has already
   */
  constructor(id: string, parts: EntryWriterParts, calls = 0) {
    this.id = id;
    this.#parts = parts;
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
      await this.#append({ type: 'intent', at: this.#parts.now(), ...line }, 'must', true);
    } catch (error) {
      if (!(error instanceof NotWrittenError)) throw error;
      // It may be there for others to see, though not for certain: they shall see as well that nothing came of it.
      if (error.perhapsWritten) void this.outcome({ kind: 'cancelled', reason: error.message });
      throw error.error;
    }
  }

  /** @inheritdoc */
  async called({ dryRun = false }: { readonly dryRun?: boolean } = {}): Promise<void> {
    this.#calls += 1;
    try {
      await this.#append({ type: 'call', at: this.#parts.now(), call: this.#calls, dryRun }, 'must', true);
    } catch (error) {
      throw error instanceof NotWrittenError ? error.error : error;
    }
  }

  /** @inheritdoc */
  async response({ at, status, requestId, attempts, durationMs, body }: StoredAnswer): Promise<void> {
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
      await this.#append({ ...facts, body }, 'keep', false);
    } catch {
      // A body that has no form in JSON: all the rest is kept.
      await this.#append({ ...facts, body: {} }, 'keep', false);
    }
  }

  /** @inheritdoc */
  async outcome(outcome: Omit<StoredOutcome, 'at'>): Promise<void> {
    const { kind, reason, code, deniedAction, blockers, newId } = outcome;
    const line = {
      kind,
      ...(reason !== undefined && { reason }),
      ...(code !== undefined && { code }),
      ...(deniedAction !== undefined && { deniedAction }),
      ...(blockers !== undefined && { blockers }),
      ...(newId !== undefined && { newId }),
    };
    await this.#append({ type: 'outcome', at: this.#parts.now(), ...line }, 'keep', true);
  }

  /** @inheritdoc */
  async note(text: string): Promise<void> {
    await this.#append({ type: 'note', at: this.#parts.now(), text }, 'keep', false);
  }

  async #append(line: WithoutEntry<Line>, care: Care, sync: boolean): Promise<void> {
    const { type, at, ...members } = line;
    try {
      await this.#parts.file.append(jsonLine({ v: VERSION, type, entry: this.id, at, ...members }), care, sync);
    } finally {
      this.#parts.written();
    }
  }
}
