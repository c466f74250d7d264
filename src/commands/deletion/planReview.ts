import * as vscode from 'vscode';
import { VIEWS } from '../../contributions.ts';
import type { Plan } from '../../deletion/planning/plan.ts';
import { errorMessage } from '../../common/errors.ts';
import type { PlanDocumentProvider } from '../../views/documents/planDocumentProvider.ts';
import type { PlanBoard } from '../../views/plan/planBoard.ts';
import type { ShownPlan } from '../../views/plan/shownPlan.ts';
import { notify } from '../../vscode/notifications.ts';
import type { DeletionFlow } from './deletionFlow.ts';
import { notifyPlanChanged, type PlanConfirmation } from './planConfirmation.ts';
import { planChanges, type Planner } from './planner.ts';

/** Dependencies of the commands on a plan that is shown. */
export interface PlanReviewDeps {
  readonly planner: Planner;
  readonly board: PlanBoard;
  readonly plans: PlanDocumentProvider;
  readonly confirmation: PlanConfirmation;
  readonly flow: DeletionFlow;
}

/** What can be done with a plan that is shown: choose parts of it, confirm it, and after its end retry what is left. */
export class PlanReview {
  readonly #deps: PlanReviewDeps;
  /** The last check of what is chosen; confirming waits for it. */
  #check: Promise<void> = Promise.resolve();

  constructor(deps: PlanReviewDeps) {
    this.#deps = deps;
  }

  /** Changes what is chosen of the plan in the view, and checks the rest of the plan again. Keys of resources. */
  async choose(added: readonly string[], removed: readonly string[]): Promise<void> {
    const { board } = this.#deps;
    board.choose(added, removed);
    const shown = board.current;
    if (shown?.status !== 'open' || shown.plan.items.length === 0) return;
    this.#check = this.#revalidate(shown, shown.revision);
    await this.#check;
  }

  /** Confirms the plan in the Plan view: **Confirm…**. */
  async confirmShown(): Promise<void> {
    const { board } = this.#deps;
    await this.#check;
    const shown = board.current;
    if (shown?.status !== 'open') {
      notifyNoPlan();
      return;
    }
    if (shown.plan.items.length === 0) {
      void notify.info(vscode.l10n.t('Select at least one resource of the plan.'));
      return;
    }
    await this.#confirm(shown.plan, shown.asked, shown);
  }

  /** Confirms the plan of a document unless AWS now describes its resources differently: **Confirm Plan…**. */
  async confirmDocument(uri: unknown): Promise<void> {
    const plan = this.#deps.plans.getPlan(uri);
    if (!plan) {
      notifyNoPlan();
      return;
    }
    const { current } = this.#deps.board;
    const shown = current?.status === 'open' && current.plan.id === plan.id ? current : undefined;
    await this.#confirm(plan, shown?.asked ?? new Set(), shown);
  }

  /** Opens the plan in the Plan view as a document: **Open as Document**. */
  async openDocument(): Promise<void> {
    const { board, plans } = this.#deps;
    const { current } = board;
    if (!current) {
      notifyNoPlan();
      return;
    }
    await plans.show(current.plan, { isExecuted: current.status !== 'open' });
  }

  /** Closes the plan in the Plan view: **Discard** and **Close Report**. */
  discard(): void {
    const { board, plans } = this.#deps;
    const { current } = board;
    if (current?.status === 'open') plans.forget(current.plan);
    board.close();
  }

  /** Shows an executed plan in the Plan view: **Show Report**. Default: the plan in the view. */
  async showReport(planId: unknown): Promise<void> {
    if (typeof planId === 'string') this.#deps.board.show(planId);
    if (this.#deps.board.current) await vscode.commands.executeCommand(`${VIEWS.plan}.focus`);
    else notifyNoPlan();
  }

  /** Plans again what an executed plan has left: **Retry Remaining…**. Default: the plan in the view. */
  async retryRemaining(planId: unknown): Promise<void> {
    const { board, flow } = this.#deps;
    if (typeof planId === 'string') board.show(planId);
    const { current } = board;
    const left = (current?.left ?? []).map(({ resource }) => resource);
    if (current?.status !== 'ended' || left.length === 0) {
      void notify.info(
        vscode.l10n.t('Nothing is left to retry: the plan deleted everything, or AWS is still working on it.'),
      );
      return;
    }
    const asked = left.filter(({ key }) => current.asked.has(key));
    await flow.deleteResources(left, asked.length > 0 ? { asked } : {});
  }

  async #confirm(plan: Plan, asked: ReadonlySet<string>, shown: ShownPlan | undefined): Promise<void> {
    const { planner, board, plans, confirmation } = this.#deps;
    const resources = planner.free(plan.items.map(({ resource }) => resource));
    if (resources.length < plan.items.length) return;
    const revision = shown?.revision ?? 0;
    await planner.withReservation(resources, async () => {
      const fresh = await planner.plan(resources, shown ? VIEWS.plan : VIEWS.resources);
      if (!fresh) {
        this.#forgetDeleted(plan, shown, revision);
        return;
      }
      if (shown && !board.shows(shown, revision)) {
        notifyPlanChanged();
        return;
      }
      const differences = planChanges(plan, fresh);
      if (shown) board.revise(shown, fresh);
      if (differences.length > 0) {
        await this.#showNewPlan(plan, fresh, differences, shown);
        return;
      }
      const result = await confirmation.confirm(fresh, {
        asked,
        shown,
        inView: shown !== undefined || fresh.items.length > 1,
      });
      // The document shows the plan that was asked about, in place of the one that it was made from.
      if (result.kind === 'executed') plans.onExecuted(plan);
    });
  }

  /** Closes a plan whose resources are all deleted: neither another one that the view has by now, nor one of another choice. */
  #forgetDeleted(plan: Plan, shown: ShownPlan | undefined, revision: number): void {
    const { board, plans } = this.#deps;
    if (!shown) return;
    plans.forget(plan);
    if (shown.revision === revision) board.closeIfOpen(shown);
  }

  /** Notifies the user of what has changed since the plan was made. The Plan view has the new one already. */
  async #showNewPlan(old: Plan, fresh: Plan, differences: readonly string[], shown?: ShownPlan): Promise<void> {
    const { plans } = this.#deps;
    plans.forget(old);
    const message = vscode.l10n.t(
      'The plan is out of date. No request was sent: {0}',
      differences.slice(0, 3).join('; '),
    );
    const show = vscode.l10n.t('Show New Plan');
    if ((await notify.warn(message, show)) !== show) return;
    if (shown) await vscode.commands.executeCommand(`${VIEWS.plan}.focus`);
    else await plans.show(fresh);
  }

  /** Checks the chosen part of a plan. A result that a later choice has overtaken is dropped. */
  async #revalidate(shown: ShownPlan, revision: number): Promise<void> {
    const { planner, board } = this.#deps;
    try {
      const fresh = await planner.plan(
        shown.plan.items.map(({ resource }) => resource),
        VIEWS.plan,
      );
      if (shown.revision === revision && fresh) board.revise(shown, fresh);
    } catch (error) {
      // Confirming checks everything again: until then, the findings of before are shown.
      void notify.warn(vscode.l10n.t('The plan could not be checked again. {0}', errorMessage(error)));
    }
  }
}

function notifyNoPlan(): void {
  void notify.info(
    vscode.l10n.t(
      'There is no plan to confirm. It was already executed, or its window was closed. Choose Delete… again.',
    ),
  );
}
