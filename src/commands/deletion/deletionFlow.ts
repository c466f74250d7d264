import * as vscode from 'vscode';
import type { Verb } from '../../catalog/model/kind.ts';
import { typedConfirmationFor } from '../../deletion/presentation/typedConfirmation.ts';
import { questionChanges } from '../../deletion/planning/drift.ts';
import { confirmationDialog } from '../../deletion/presentation/confirmationText.ts';
import type { DeletionService } from '../../deletion/deletionService.ts';
import type { ConfirmationSetting } from '../../deletion/presentation/confirmationLevel.ts';
import type { Outcome } from '../../deletion/execution/outcome.ts';
import type { Plan } from '../../deletion/planning/plan.ts';
import { actionLabel, verbForms } from '../../deletion/presentation/phrases.ts';
import { displayLabel } from '../../deletion/presentation/resourceLabels.ts';
import { VIEWS } from '../../contributions.ts';
import { availableActions, type Resource } from '../../inventory/resource.ts';
import { escapeLabelMarkup } from '../../common/text/displayText.ts';
import type { PlanDocumentProvider } from '../../views/documents/planDocumentProvider.ts';
import { toAbortSignal } from '../../vscode/abortSignal.ts';
import type { PlanRunner } from './runPlan.ts';
import { notify } from '../../vscode/notifications.ts';
import { selectedResources } from '../selectedResources.ts';

/** Dependencies of the deletion flow. */
export interface DeletionFlowDeps {
  readonly deletion: DeletionService;
  readonly plans: PlanDocumentProvider;
  readonly runner: PlanRunner;
  /** Returns whether the filter hides a resource. */
  readonly isHidden: (resource: Resource) => boolean;
  readonly confirmation: () => ConfirmationSetting;
}

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

/** **Delete…**, **Disassociate…**, **Delete Selected…** and **Confirm Plan…**: refreshes, plans, confirms and executes. */
export class DeletionFlow {
  readonly #deps: DeletionFlowDeps;
  /** Keys of the resources whose dialog is open: a command that fires twice shows one dialog. */
  readonly #reserved = new Set<string>();

  constructor(deps: DeletionFlowDeps) {
    this.#deps = deps;
  }

  /** Plans the deletion of the selected resources and asks for confirmation. */
  async deleteSelected(node: unknown, selected: unknown): Promise<void> {
    const resources = selectedResources(node, selected);
    if (resources) await this.deleteResources(resources);
  }

  /**
   * Plans what a verb does to what was clicked or selected, and asks. Where AWS has the verb in several forms for one thing, the
   * form is asked for.
   */
  async runAction(verb: Verb, node: unknown, selected: unknown): Promise<void> {
    const resources = selectedResources(node, selected);
    if (!resources) return;
    const actionsOf = resources.map((resource) =>
      availableActions(resource).filter(({ kind }) => kind.action.verb === verb),
    );
    const [first] = resources;
    const [only = []] = actionsOf;
    if (first && actionsOf.length === 1 && only.length > 1) {
      const form = await pickAction(first, only);
      if (form) await this.deleteResources([form]);
      return;
    }
    const chosen = actionsOf.flatMap(([form]) => form ?? []);
    if (chosen.length < resources.length) {
      void notify.info(vscode.l10n.t('The selected resources cannot be {0} now.', verbForms(verb).participle));
      return;
    }
    await this.deleteResources(chosen);
  }

  /** Plans the deletion of the selected resources with their dependencies and asks for confirmation. */
  async deleteWithDependencies(node: unknown, selected: unknown): Promise<void> {
    const resources = selectedResources(node, selected);
    if (!resources) return;
    const title = vscode.l10n.t('Finding dependencies');
    const all = await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title, cancellable: true },
      async (_, token) => {
        const signal = toAbortSignal(token);
        try {
          return await this.#deps.deletion.withDependents(resources, signal);
        } catch (error) {
          if (signal.aborted) return [];
          throw error;
        }
      },
    );
    if (all.length > 0) await this.deleteResources(all);
  }

  /**
   * Plans the deletion of resources and asks for confirmation.
   *
   * Returns how the request ended. A confirmed deletion is already running by then.
   */
  async deleteResources(resources: readonly Resource[], requester?: Requester): Promise<DeletionRequestResult> {
    const free = resources.filter(
      (resource) => !this.#reserved.has(resource.key) && !this.#deps.deletion.phaseOf(resource),
    );
    if (free.length < resources.length) this.#notifyBusy(resources.length - free.length);
    if (free.length === 0) return { kind: 'nothingToDo' };
    return this.#withReservation(free, async () => {
      const plan = await this.#plan(free);
      return plan ? this.#confirm(plan, { requester }) : { kind: 'nothingToDo' };
    });
  }

  /** Confirms the plan of a document unless AWS now describes its resources differently. */
  async confirmPlan(uri: unknown): Promise<void> {
    const plan = this.#deps.plans.getPlan(uri);
    if (!plan) {
      void notify.info(
        vscode.l10n.t('There is no plan to confirm. It was already executed, or its window was closed.'),
      );
      return;
    }
    const resources = plan.items.map(({ resource }) => resource);
    await this.#withReservation(resources, async () => {
      const fresh = await this.#plan(resources);
      if (!fresh) return;
      const differences = planChanges(plan, fresh);
      if (differences.length === 0) {
        await this.#confirm(fresh, { shown: plan });
        return;
      }
      this.#deps.plans.forget(plan);
      const show = vscode.l10n.t('Show New Plan');
      const answer = await notify.warn(
        vscode.l10n.t('The plan is out of date. No request was sent: {0}', differences.slice(0, 3).join('; ')),
        show,
      );
      if (answer === show) await this.#deps.plans.show(fresh);
    });
  }

  /** Refreshes the resources and creates the plan. Already deleted ones are reported. */
  async #plan(resources: readonly Resource[]): Promise<Plan | undefined> {
    const { plan, alreadyDeleted } = await vscode.window.withProgress({ location: { viewId: VIEWS.resources } }, () =>
      this.#deps.deletion.plan(resources),
    );
    const [first] = alreadyDeleted;
    if (first) {
      void notify.info(
        alreadyDeleted.length === 1
          ? vscode.l10n.t('{0} no longer exists. No request was sent.', displayLabel(first))
          : vscode.l10n.t('{0} resources no longer exist. No request was sent for them.', alreadyDeleted.length),
      );
    }
    return plan.items.length === 0 ? undefined : plan;
  }

  /** Shows the dialog and executes exactly the confirmed plan. */
  async #confirm(
    plan: Plan,
    { shown, requester }: { shown?: Plan; requester?: Requester | undefined } = {},
  ): Promise<DeletionRequestResult> {
    const token = requester?.token;
    if (token?.isCancellationRequested) return { kind: 'canceled' };
    const { plans, runner, confirmation, isHidden } = this.#deps;
    const hidden = plan.items.filter(({ resource }) => isHidden(resource)).length;
    const question = confirmationDialog(plan.items, Date.now(), hidden);
    // VS Code focuses a modal's first button, and Enter takes it: so the first one only shows.
    const showPlan = vscode.l10n.t('Show Plan');
    const buttons = question.button === undefined ? [showPlan] : [showPlan, question.button];
    const answer = await notify.confirmModal(question.title, detailLines(question.detail, requester), ...buttons);
    if (answer === showPlan) {
      if (shown) plans.forget(shown);
      await plans.show(plan);
      return { kind: 'planShown' };
    }
    if (question.button === undefined) return { kind: 'blocked' };
    if (answer !== question.button) return { kind: 'declined' };
    const isSure = await confirmByTyping(plan, question.title, confirmation(), token);
    if (token?.isCancellationRequested) {
      void notify.info(vscode.l10n.t('The request was canceled by its sender. Nothing was sent to AWS.'));
      return { kind: 'canceled' };
    }
    if (!isSure) return { kind: 'declined' };
    if (shown) plans.forget(shown);
    plans.forget(plan);
    return { kind: 'executed', plan, outcomes: runner.run(plan, token) };
  }

  async #withReservation<T>(resources: readonly Resource[], work: () => Promise<T>): Promise<T> {
    for (const { key } of resources) this.#reserved.add(key);
    try {
      return await work();
    } finally {
      for (const { key } of resources) this.#reserved.delete(key);
    }
  }

  #notifyBusy(count: number): void {
    void notify.info(
      count === 1
        ? vscode.l10n.t('A deletion is already running or awaiting confirmation.')
        : vscode.l10n.t('Deletions of {0} of these resources are already running or awaiting confirmation.', count),
    );
  }
}

/** Returns the lines of the dialog, with the requester first. */
function detailLines(detail: string, asker: Requester | undefined): string {
  return asker ? `${asker.description}\n${detail}` : detail;
}

/** Prompts for one of several actions, for example a fleet alone or with its instances. */
async function pickAction(resource: Resource, actionsOf: readonly Resource[]): Promise<Resource | undefined> {
  const picked = await vscode.window.showQuickPick(
    actionsOf.map((form) => ({ form, label: actionLabel(form.kind), description: form.kind.action.operation })),
    {
      title: escapeLabelMarkup(displayLabel(resource)),
      placeHolder: vscode.l10n.t('Choose an action. You will be asked to confirm'),
    },
  );
  return picked?.form;
}

/** Returns the differences between the shown plan and a fresh one. */
function planChanges(shown: Plan, fresh: Plan): string[] {
  return shown.items.flatMap((item) => {
    const { resource } = item;
    const now = fresh.items.find((item) => item.resource.key === resource.key);
    if (!now) return [vscode.l10n.t('{0} no longer exists', displayLabel(resource))];
    return questionChanges(item, now, fresh.createdAt).map(({ text }) => `${displayLabel(resource)}: ${text}`);
  });
}

/** Prompts for the typed confirmation that follows the dialog. */
async function confirmByTyping(
  plan: Plan,
  title: string,
  setting: ConfirmationSetting,
  token: vscode.CancellationToken | undefined,
): Promise<boolean> {
  const typed = typedConfirmationFor(plan.items, setting);
  if (!typed) return true;
  const options: vscode.InputBoxOptions = {
    title,
    prompt: typed.prompt,
    ignoreFocusOut: true,
    // VS Code shows the message in place of the prompt: the text to type has to stay in sight.
    validateInput: (text) => (text === typed.expected ? undefined : typed.prompt),
  };
  const answer = await vscode.window.showInputBox(options, token);
  return answer === typed.expected;
}
