import { EventEmitter } from 'node:events';
import type * as vscode from 'vscode';
import type { Outcome, Progress } from '../../deletion/execution/outcome.ts';
import type { Plan } from '../../deletion/planning/plan.ts';
import { ShownPlan } from './shownPlan.ts';

/** How many executed plans can be shown again. */
const MAX_REPORTS = 20;

/** Sends the progress of deletions. */
export interface ProgressSource {
  onProgress(listener: (progress: Progress) => void): () => void;
}

/** The plans of this window that have more than one resource: the one in the view, those that run, and the reports of the last. */
export class PlanBoard implements vscode.Disposable {
  readonly #events = new EventEmitter<{ change: [] }>();
  readonly #runs = new Map<string, ShownPlan>();
  readonly #unsubscribe: () => void;
  #current: ShownPlan | undefined;

  constructor(source: ProgressSource) {
    this.#unsubscribe = source.onProgress(({ resource: { key }, phase, outcome }) => {
      const running = [...this.#runs.values()].filter((shown) => shown.isRunning(key));
      for (const shown of running) shown.progress(key, phase, outcome);
      if (running.length > 0) this.#changed();
    });
  }

  /** Returns the plan in the view. */
  get current(): ShownPlan | undefined {
    return this.#current;
  }

  /** Returns whether the view still has a plan, and the choice in it is that of a revision. */
  shows(shown: ShownPlan, revision: number): boolean {
    return this.#current === shown && shown.revision === revision;
  }

  /** Calls a listener whenever what the view shows has changed. Returns a function that stops it. */
  onDidChange(listener: () => void): () => void {
    this.#events.on('change', listener);
    return () => this.#events.off('change', listener);
  }

  /** Shows a plan that is to be confirmed. One that was not confirmed is replaced. */
  open(plan: Plan, asked: ReadonlySet<string>): ShownPlan {
    const shown = new ShownPlan(plan, asked);
    this.#current = shown;
    this.#changed();
    return shown;
  }

  /** Changes what is chosen of the plan in the view. */
  choose(added: readonly string[], removed: readonly string[]): void {
    this.#current?.choose(added, removed);
    this.#changed();
  }

  /** Replaces a plan by a fresh one of the same choice. */
  revise(shown: ShownPlan, fresh: Plan): void {
    shown.revise(fresh);
    this.#changed();
  }

  /**
   * Shows the progress of a confirmed plan. It replaces an open plan in the view that shares a resource with it: both
   * are about the same.
   */
  start(plan: Plan, asked: ReadonlySet<string>): void {
    const keys = new Set(plan.items.map(({ resource }) => resource.key));
    const current = this.#current;
    const isSame = current?.status === 'open' && current.items.some(({ resource }) => keys.has(resource.key));
    const shown = isSame ? current : new ShownPlan(plan, asked);
    shown.start(plan);
    this.#current = shown;
    this.#runs.set(plan.id, shown);
    this.#changed();
  }

  /** Records the outcomes of a plan that has ended. */
  finish({ id }: Plan, outcomes: readonly Outcome[]): void {
    this.#runs.get(id)?.finish(outcomes);
    for (const [oldest, { status }] of this.#runs) {
      if (this.#runs.size <= MAX_REPORTS) break;
      if (status === 'ended') this.#runs.delete(oldest);
    }
    this.#changed();
  }

  /** Shows an executed plan again. Returns whether it is still known. */
  show(planId: string): boolean {
    const shown = this.#runs.get(planId);
    if (!shown) return false;
    this.#current = shown;
    this.#changed();
    return true;
  }

  /** Takes the plan out of the view. One that is still running comes back. */
  close(): void {
    const running = [...this.#runs.values()].filter((one) => one.status === 'running' && one !== this.#current);
    this.#current = running.at(-1);
    this.#changed();
  }

  /** Takes a plan that was not confirmed out of the view, if it is still there. */
  closeIfOpen(shown: ShownPlan): void {
    if (this.#current === shown && shown.status === 'open') this.close();
  }

  dispose(): void {
    this.#unsubscribe();
    this.#events.removeAllListeners();
  }

  #changed(): void {
    this.#events.emit('change');
  }
}
