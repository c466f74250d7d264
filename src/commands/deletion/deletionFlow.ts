import * as vscode from 'vscode';
import type { Verb } from '../../catalog/model/deleteAction.ts';
import { VIEWS } from '../../contributions.ts';
import type { DeletionService } from '../../deletion/deletionService.ts';
import { verbForms } from '../../deletion/presentation/phrases.ts';
import { availableActions, type Resource } from '../../inventory/resource.ts';
import { duringTargets } from '../../session/duringTargets.ts';
import type { Session } from '../../session/session.ts';
import type { PlanBoard } from '../../views/plan/planBoard.ts';
import { toAbortSignal } from '../../vscode/abortSignal.ts';
import { notify } from '../../vscode/notifications.ts';
import { selectedResources } from '../selectedResources.ts';
import { pickAction } from './pickAction.ts';
import type { DeletionRequestResult, PlanConfirmation, Requester } from './planConfirmation.ts';
import type { Planner } from './planner.ts';

/** Dependencies of the deletion flow. */
export interface DeletionFlowDeps {
  readonly session: Pick<Session, 'onDidChange'>;
  readonly deletion: DeletionService;
  readonly planner: Planner;
  readonly board: PlanBoard;
  readonly confirmation: PlanConfirmation;
}

/** What is asked for, where a plan has more than that. */
interface Request {
  readonly requester?: Requester;
  /** The resources that were asked for; the others are their dependencies. Default: all. */
  readonly asked?: readonly Resource[];
}

/**
 * The commands that delete rows: **Delete…**, the same for other verbs (**Disassociate…**, **Release…**), and **Delete
 * with Dependencies…**. They refresh and plan, then prompt for confirmation or show the plan.
 */
export class DeletionFlow {
  readonly #deps: DeletionFlowDeps;

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
      void notify.info(
        vscode.l10n.t(
          'Not all of the selected resources can be {0} now. Refresh the view, and choose one that offers this action.',
          verbForms(verb).participle,
        ),
      );
      return;
    }
    await this.deleteResources(chosen);
  }

  /** Plans the deletion of the selected resources with their dependencies and asks for confirmation. */
  async deleteWithDependencies(node: unknown, selected: unknown): Promise<void> {
    const resources = selectedResources(node, selected);
    if (!resources) return;
    const title = vscode.l10n.t('Finding dependencies');
    const search = async (signal: AbortSignal) => {
      try {
        const found = await this.#deps.deletion.withDependents(resources, signal);
        return signal.aborted ? [] : found;
      } catch (error) {
        if (signal.aborted) return [];
        throw error;
      }
    };
    const all = await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title, cancellable: true },
      (_, token) => duringTargets(this.#deps.session, search, toAbortSignal(token)),
    );
    if (all.length > 0) await this.deleteResources(all, { asked: resources });
  }

  /**
   * Plans the deletion of resources. A single one is confirmed in a dialog; several are shown in the Plan view, and
   * confirmed there. What another requester than the user asks for is always confirmed in a dialog.
   *
   * Returns how the request ended. A confirmed deletion is already running by then.
   */
  async deleteResources(
    resources: readonly Resource[],
    { requester, asked = resources }: Request = {},
  ): Promise<DeletionRequestResult> {
    const { planner, board, confirmation } = this.#deps;
    const free = planner.free(resources);
    if (free.length === 0) return { kind: 'nothingToDo' };
    // A plan sends dry runs.
    if (requester?.token.isCancellationRequested) return { kind: 'canceled' };
    return planner.withReservation(free, async () => {
      const plan = await planner.plan(free);
      if (!plan) return { kind: 'nothingToDo' };
      const keys = new Set(asked.map(({ key }) => key));
      if (plan.items.length === 1) return confirmation.confirm(plan, { asked: keys, requester });
      const shown = board.open(plan, keys);
      if (!requester) {
        await vscode.commands.executeCommand(`${VIEWS.plan}.focus`);
        return { kind: 'planShown' };
      }
      const result = await confirmation.confirm(plan, { asked: keys, requester, shown, inView: true });
      if (result.kind === 'declined' || result.kind === 'canceled') board.closeIfOpen(shown);
      return result;
    });
  }
}
