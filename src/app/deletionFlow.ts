import { DeletionFlow } from '../commands/deletion/deletionFlow.ts';
import { PlanConfirmation } from '../commands/deletion/planConfirmation.ts';
import { Planner } from '../commands/deletion/planner.ts';
import { PlanReview } from '../commands/deletion/planReview.ts';
import { PlanRunner } from '../commands/deletion/runPlan.ts';
import { copyPolicyOf } from '../commands/resources/copyIamPolicy.ts';
import { restorePlan, type RestoreDeps } from '../commands/history/restoreResource.ts';
import type { Core } from '../core.ts';
import { settings } from '../vscode/settings.ts';
import type { Output } from './output.ts';
import type { Views } from './views.ts';

/** What commands and tools delete with. */
export interface DeletionFlowParts {
  readonly core: Core;
  readonly views: Views;
  readonly output: Output;
}

/** The way from a selection through the confirmation to the outcome. */
export interface DeletionCommands {
  readonly flow: DeletionFlow;
  readonly review: PlanReview;
}

/** Creates the way from a selection through the confirmation to the outcome, which the commands and the tools share. */
export function createDeletionFlow({ core, views, output }: DeletionFlowParts): DeletionCommands {
  const { deletion, inventory, journal, restore } = core;
  const { accountLabel, board, costs, details, plan, planView, plans, tree, view, viewState } = views;
  const restoreDeps: RestoreDeps = {
    ...{ restore, inventory, details, accountLabel, responses: output.responses },
    protectionAt: (target) => deletion.protectionAt(target),
  };
  const runner = new PlanRunner({
    deletion,
    responses: output.responses,
    log: output.log,
    accountLabel,
    restore: ({ id }) => restorePlan(id, journal, restoreDeps),
    decode: async ({ key, target }, failure) => {
      await details.showValue(failure.action, `decoded ${key}`, await deletion.decodeDenial(target, failure));
    },
  });
  const planner = new Planner(deletion);
  const confirmation = new PlanConfirmation({
    plans,
    board,
    runner,
    isHidden: (resource) => viewState.isHidden(resource),
    endedCost: costs.ends,
    confirmation: settings.confirmation,
    blocked: {
      ...{ inventory, tree, view, plan, planView, accountLabel },
      copyPolicy: (kinds) => copyPolicyOf(kinds, deletion),
    },
    accountLabel,
  });
  const flow = new DeletionFlow({ session: core.session, deletion, planner, board, confirmation });
  return { flow, review: new PlanReview({ planner, board, plans, confirmation, flow }) };
}
