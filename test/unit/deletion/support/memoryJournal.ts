import type { MutationJournal, MutationRecord } from '../../../../src/deletion/execution/mutationJournal.ts';
import type { Intent, JournalEntry, StoredOutcome } from '../../../../src/deletion/journal/entry.ts';
import type { Lock, LockHeld } from '../../../../src/deletion/journal/locking/lock.ts';

/** A step of a journal. */
export type Step = 'acquireLock' | 'lockHolder' | 'intend' | 'isHeld' | 'call' | 'response' | 'outcome' | 'release';

/** A journal in memory that records its steps and fails on demand. */
export class MemoryJournal implements MutationJournal {
  /** The steps in order, as `step key`. */
  readonly steps: string[] = [];
  /** The records in order, with details. */
  readonly written: string[] = [];
  readonly outcomes = new Map<string, Omit<StoredOutcome, 'at'>>();
  readonly held = new Set<string>();
  /** Runs before each step. It throws to simulate a full disk. */
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

  /** Returns the steps of one resource. */
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
