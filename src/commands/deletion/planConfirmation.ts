import * as vscode from 'vscode';
import { VIEWS } from '../../contributions.ts';
import type { Outcome } from '../../deletion/execution/outcome.ts';
import type { Plan } from '../../deletion/planning/plan.ts';
import type { ConfirmationSetting } from '../../deletion/presentation/confirmationLevel.ts';
import { confirmationDialog } from '../../deletion/presentation/confirmationText.ts';
import type { AccountLabel } from '../../deletion/presentation/placeLines.ts';
import { typedConfirmationFor, type TypedConfirmation } from '../../deletion/presentation/typedConfirmation.ts';
import type { Resource } from '../../inventory/resource.ts';
import type { PlanDocumentProvider } from '../../views/documents/planDocumentProvider.ts';
import type { PlanBoard } from '../../views/plan/planBoard.ts';
import type { ShownPlan } from '../../views/plan/shownPlan.ts';
import { notify } from '../../vscode/notifications.ts';
import { typeToConfirm } from '../../vscode/typeToConfirm.ts';
import { blockedActions, type BlockedPlanDeps } from './blockedPlan.ts';
import type { PlanRunner } from './runPlan.ts';

/** Requests a deletion on behalf of the user, for example an agent. The dialog names it. */
export interface Requester {
  /** The line of the dialog that names the requester. */
  readonly description: string;
  /** Cancels the request. Before the confirmation nothing is sent, after it no further request is. */
  readonly token: vscode.CancellationToken;
}

/** How a deletion request ended. */
export type DeletionRequestResult =
  /** No dialog was shown: every resource is already deleted, or a deletion is running. */
  | { readonly kind: 'nothingToDo' }
  /** The dialog was blocked, declined, replaced by the plan, or confirmed after the cancellation. */
  | { readonly kind: 'blocked' | 'declined' | 'planShown' | 'canceled' }
  /** Confirmed and running. */
  | { readonly kind: 'executed'; readonly plan: Plan; readonly outcomes: Promise<readonly Outcome[]> };

/** Dependencies of the confirmation. */
export interface PlanConfirmationDeps {
  readonly plans: PlanDocumentProvider;
  readonly board: PlanBoard;
  readonly runner: PlanRunner;
  /** Returns whether the filter hides a resource. */
  readonly isHidden: (resource: Resource) => boolean;
  /** Returns which costs a deletion ends, in words; undefined where they are not known. */
  readonly endedCost: (resources: readonly Resource[]) => string | undefined;
  readonly confirmation: () => ConfirmationSetting;
  readonly accountLabel: AccountLabel;
  /** What leads on where a plan is blocked. */
  readonly blocked: BlockedPlanDeps;
}

/** What a plan is confirmed with. */
export interface ConfirmOptions {
  /** The keys of what was asked for. */
  readonly asked: ReadonlySet<string>;
  readonly requester?: Requester | undefined;
  /** Whether the progress and the report of a single resource are in the Plan view, too. */
  readonly inView?: boolean;
  /** The plan of the view that is asked about: what is chosen in it may change while the text is typed. */
  readonly shown?: ShownPlan | undefined;
}

/** Asks about a plan, and executes exactly the one that was confirmed. */
export class PlanConfirmation {
  readonly #deps: PlanConfirmationDeps;

  constructor(deps: PlanConfirmationDeps) {
    this.#deps = deps;
  }

  /** Shows the dialog, and what has to be typed. Returns how it ended; a confirmed plan is already running by then. */
  async confirm(plan: Plan, options: ConfirmOptions): Promise<DeletionRequestResult> {
    const { asked, requester, inView = false, shown } = options;
    const { plans, runner, board } = this.#deps;
    const token = requester?.token;
    const revision = shown?.revision ?? 0;
    if (token?.isCancellationRequested) return { kind: 'canceled' };
    const typed = typedConfirmationFor(plan.items, this.#deps.confirmation(), this.#deps.accountLabel);
    const answer = await this.#ask(plan, { asked, requester, inView }, typed !== undefined);
    if (answer.kind !== 'confirmed') return answer;
    const isSure = await confirmByTyping(typed, answer.title, token);
    if (token?.isCancellationRequested) {
      void notify.info(vscode.l10n.t('The request was canceled by its sender. Nothing was sent to AWS.'));
      return { kind: 'canceled' };
    }
    if (!isSure) return { kind: 'declined' };
    if (shown && !board.shows(shown, revision)) {
      notifyPlanChanged();
      return { kind: 'declined' };
    }
    plans.onExecuted(plan);
    if (inView) board.start(plan, asked);
    const outcomes = runner.run(plan, asked, token);
    if (inView) void finishOnBoard(board, plan, outcomes);
    return { kind: 'executed', plan, outcomes };
  }

  /** Shows the dialog. */
  async #ask(
    plan: Plan,
    { asked, requester, inView = false }: ConfirmOptions,
    isTyped: boolean,
  ): Promise<
    { readonly kind: 'confirmed'; readonly title: string } | { readonly kind: 'planShown' | 'blocked' | 'declined' }
  > {
    const { plans, isHidden, endedCost, accountLabel, blocked } = this.#deps;
    const hidden = plan.items.filter(({ resource }) => isHidden(resource)).length;
    const requestedBy = requester && { requester: requester.description };
    const cost = endedCost(plan.items.map(({ resource }) => resource));
    const question = confirmationDialog(plan.items, Date.now(), {
      ...{ hidden, asked, cost, accountLabel, isTyped },
      ...requestedBy,
    });
    // VS Code focuses a modal's first button, and Enter takes it: so the first one only shows.
    const showPlan = vscode.l10n.t('Show Plan');
    if (question.button === undefined) {
      const actions = blockedActions(plan, inView, blocked);
      const labels = [...actions.map(({ label }) => label), ...(inView ? [] : [showPlan])];
      const left = await notify.blockedModal(question.title, question.detail, ...labels);
      await actions.find(({ label }) => label === left)?.run();
      if (left !== showPlan) return { kind: 'blocked' };
      await plans.show(plan);
      return { kind: 'planShown' };
    }
    const answer = await notify.confirmModal(question.title, question.detail, showPlan, question.button);
    if (answer === showPlan) {
      if (inView) await vscode.commands.executeCommand(`${VIEWS.plan}.focus`);
      else await plans.show(plan);
      return { kind: 'planShown' };
    }
    return answer === question.button ? { kind: 'confirmed', title: question.title } : { kind: 'declined' };
  }
}

/** Notifies the user that a confirmation no longer counts: the plan in the view has changed. */
export function notifyPlanChanged(): void {
  void notify.warn(
    vscode.l10n.t('The plan was changed during the confirmation. No request was sent: confirm it again.'),
  );
}

async function finishOnBoard(board: PlanBoard, plan: Plan, running: Promise<readonly Outcome[]>): Promise<void> {
  const outcomes = await running.catch(() => []);
  board.finish(plan, outcomes);
}

/** Prompts for the typed confirmation that follows the dialog. */
function confirmByTyping(
  typed: TypedConfirmation | undefined,
  title: string,
  token: vscode.CancellationToken | undefined,
): Promise<boolean> {
  return typed ? typeToConfirm({ ...typed, title }, token) : Promise.resolve(true);
}
