import type { MutationJournal, MutationRecord } from '../../../../src/deletion/execution/mutationJournal.ts';
import type { Intent, JournalEntry, StoredOutcome } from '../../../../src/deletion/journal/entry.ts';
import type { Lock, LockHeld } from '../../../../src/deletion/journal/locking/lock.ts';

/** A step that a journal is asked for. */
export type Step = 'acquireLock' | 'lockHolder' | 'intend' | 'isHeld' | 'call' | 'response' | 'outcome' | 'release';

/** A journal in memory that remembers its steps, and fails where it is told to. */
export class MemoryJournal implements MutationJournal {
  /** `step key` in order. */
  readonly steps: string[] = [];
  /** What was written, in order, with its details. */
  readonly written: string[] = [];
  readonly outcomes = new Map<string, Omit<StoredOutcome, 'at'>>();
  readonly held = new Set<string>();
  /** Called before each step: a disk that is full throws here. */
  before: (step: Step, key: string) => Promise<void> | void = () => undefined;

  async acquireLock(key: string): Promise<Lock | LockHeld> {
    await this.#step('acquireLock', key);
    if (this.held.has(key)) return held();
    this.held.add(key);
    return {
      acquired: true,
      isHeld: async () => {
        await this.#step('isHeld', key);
        return this.held.has(key);
      },
      release: async () => {
        await this.#step('release', key);
        this.held.delete(key);
      },
    };
  }

  async lockHolder(key: string): Promise<LockHeld | undefined> {
    await this.#step('lockHolder', key);
    return this.held.has(key) ? held() : undefined;
  }

  async intend({ action, operation, resource: { key } }: Intent): Promise<MutationRecord> {
    await this.#step('intend', key, `intend ${action} ${operation}`);
    return {
      recordCall: (call) => this.#step('call', key, call?.dryRun ? 'call dry' : 'call'),
      recordResponse: ({ status }) => this.#step('response', key, `response ${status ?? 'none'}`),
      recordOutcome: async (outcome) => {
        await this.#step('outcome', key, `outcome ${outcome.kind}`);
        this.outcomes.set(key, outcome);
      },
    };
  }

  entries(): Promise<readonly JournalEntry[]> {
    return Promise.resolve([]);
  }

  restoreAgeMs(): number {
    return Infinity;
  }

  /** The steps of one resource. */
  of(key: string): string[] {
    return this.steps.filter((step) => step.endsWith(` ${key}`)).map((step) => step.slice(0, -key.length - 1));
  }

  async #step(step: Step, key: string, written?: string): Promise<void> {
    this.steps.push(`${step} ${key}`);
    await this.before(step, key);
    if (written !== undefined) this.written.push(written);
  }
}

function held(): LockHeld {
  return { acquired: false, heldBy: { pid: 1, since: 0, self: false } };
}
