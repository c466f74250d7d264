import type { Outcome, Phase } from '../../deletion/execution/outcome.ts';
import type { Plan, PlanItem } from '../../deletion/planning/plan.ts';
import { isDeleted, isLeft } from '../../deletion/presentation/planReport.ts';
import { exclude, include } from '../../deletion/presentation/planSelection.ts';
import { restorable } from '../../deletion/restore/restorePlan.ts';

/** How far a plan of the view is. */
export type PlanStatus = 'open' | 'running' | 'ended';

/** A plan in the view, from its first showing to its report. */
export class ShownPlan {
  /** The keys of what was asked for; the others are dependencies. */
  readonly asked: ReadonlySet<string>;
  /** The plan of what is chosen: confirming executes this one. */
  #plan: Plan;
  /** Everything that can be chosen. */
  #items: readonly PlanItem[];
  #chosen: ReadonlySet<string>;
  #status: PlanStatus = 'open';
  readonly #phases = new Map<string, Phase>();
  readonly #outcomes = new Map<string, Outcome>();
  /** Changes with each choice: a check that was started before does not count. */
  #revision = 0;

  constructor(plan: Plan, asked: ReadonlySet<string>) {
    this.asked = asked;
    this.#plan = plan;
    this.#items = plan.items;
    this.#chosen = new Set(plan.items.map(({ resource }) => resource.key));
  }

  get plan(): Plan {
    return this.#plan;
  }

  get status(): PlanStatus {
    return this.#status;
  }

  get revision(): number {
    return this.#revision;
  }

  /** Returns everything that has a row: once it is executed, only what was executed. */
  get items(): readonly PlanItem[] {
    return this.#status === 'open' ? this.#items : this.#plan.items;
  }

  /** Returns whether a resource is part of the plan. */
  isChosen({ resource }: PlanItem): boolean {
    return this.#chosen.has(resource.key);
  }

  /**
   * Takes resources out of the plan, with all that need them, and puts others in, with all that they need. The plan is to be
   * checked again after that. Does nothing once it is confirmed.
   */
  choose(added: readonly string[], removed: readonly string[]): void {
    if (this.#status !== 'open') return;
    this.#revision += 1;
    this.#chosen = exclude(this.#items, include(this.#items, this.#chosen, added), removed);
    const items = this.#items.filter((item) => this.isChosen(item));
    this.#plan = Object.freeze({ ...this.#plan, items: Object.freeze(items) });
  }

  /** Replaces the plan by a fresh one of the same choice. What it no longer has was deleted meanwhile. */
  revise(fresh: Plan): void {
    if (this.#status !== 'open') return;
    const now = new Map(fresh.items.map((item) => [item.resource.key, item]));
    this.#items = this.#items.flatMap((item) => now.get(item.resource.key) ?? (this.isChosen(item) ? [] : item));
    this.#chosen = new Set(now.keys());
    this.#plan = fresh;
  }

  /** Starts the confirmed plan: it is executed exactly as it is given. */
  start(plan: Plan): void {
    this.#plan = plan;
    this.#status = 'running';
  }

  /** Returns whether the plan is running and has a resource with this key. */
  isRunning(key: string): boolean {
    return this.#status === 'running' && this.#plan.items.some(({ resource }) => resource.key === key);
  }

  /** Records how far the deletion of a resource is. */
  progress(key: string, phase: Phase | undefined, outcome: Outcome | undefined): void {
    if (phase) this.#phases.set(key, phase);
    if (outcome) this.#outcomes.set(key, outcome);
  }

  /** Records that every deletion has ended. `outcomes` are in the plan's order. */
  finish(outcomes: readonly Outcome[]): void {
    this.#status = 'ended';
    for (const [index, { resource }] of this.#plan.items.entries()) {
      const outcome = outcomes[index];
      if (outcome) this.#outcomes.set(resource.key, outcome);
    }
  }

  /** Returns the phase of a resource; undefined where its turn has not come. */
  phaseOf({ resource }: PlanItem): Phase | undefined {
    return this.#phases.get(resource.key);
  }

  /** Returns the outcome of a resource; undefined before it ended. */
  outcomeOf({ resource }: PlanItem): Outcome | undefined {
    return this.#outcomes.get(resource.key);
  }

  /** Returns the outcomes in the plan's order, as far as they are known. */
  get outcomes(): readonly Outcome[] {
    return this.#plan.items.flatMap((item) => this.outcomeOf(item) ?? []);
  }

  /** Returns what was deleted. */
  get deleted(): readonly PlanItem[] {
    return this.#plan.items.filter((item) => isDeleted(this.outcomeOf(item)));
  }

  /** Returns whether something that was deleted can be restored. */
  get hasRestorable(): boolean {
    return this.deleted.some(({ resource }) => restorable(resource).possible);
  }

  /** Returns what is left, and can be tried again. */
  get left(): readonly PlanItem[] {
    return this.#plan.items.filter((item) => isLeft(this.outcomeOf(item)));
  }
}
