import type { Claim, EngineJournal } from '../../../../src/deletion/execution/planExecutor.ts';
import type { Outcome } from '../../../../src/deletion/execution/outcome.ts';
import type { PlanItem } from '../../../../src/deletion/planning/plan.ts';
import type { RemovalLog } from '../../../../src/deletion/execution/ports.ts';

/** A step that a journal is asked to write. */
export type Step = 'claim' | 'intend' | 'isHeld' | 'called' | 'response' | 'outcome' | 'release';

/** A journal in memory that tells what it was asked, and fails where it is told to. */
export class MemoryJournal implements EngineJournal {
  /** `step key` in the order of the asking. */
  readonly steps: string[] = [];
  readonly outcomes = new Map<string, Outcome>();
  readonly held = new Set<string>();
  /** Called before each step: a disk that is full throws here. */
  before: (step: Step, key: string) => Promise<void> | void = () => undefined;

  async claim(key: string): Promise<Claim | undefined> {
    await this.#step('claim', key);
    if (this.held.has(key)) return undefined;
    this.held.add(key);
    return {
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

  async intend({ resource: { key } }: PlanItem): Promise<RemovalLog> {
    await this.#step('intend', key);
    return {
      called: () => this.#step('called', key),
      response: () => this.#step('response', key),
      outcome: async (outcome) => {
        await this.#step('outcome', key);
        this.outcomes.set(key, outcome);
      },
    };
  }

  /** The steps of one resource. */
  of(key: string): string[] {
    return this.steps.filter((step) => step.endsWith(` ${key}`)).map((step) => step.slice(0, -key.length - 1));
  }

  async #step(step: Step, key: string): Promise<void> {
    this.steps.push(`${step} ${key}`);
    await this.before(step, key);
  }
}
