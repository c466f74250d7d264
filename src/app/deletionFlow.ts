import { DeletionFlow } from '../commands/deletion/deletionFlow.ts';
import { PlanRunner } from '../commands/deletion/runPlan.ts';
import { restorePlan } from '../commands/history/restoreResource.ts';
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

/** Creates the way from a selection through the confirmation to the outcome, which the commands and the tools share. */
export function createDeletionFlow({ core, views, output }: DeletionFlowParts): DeletionFlow {
  const { deletion, inventory, journal, restore } = core;
  const { details, plans, viewState } = views;
  const runner = new PlanRunner({
    deletion,
    responses: output.responses,
    log: output.log,
    restore: ({ id }) =>
      restorePlan(id, journal, {
        restore,
        inventory,
        details,
        protectionAt: (target) => deletion.protectionAt(target),
      }),
    decode: async ({ key, target }, failure) => {
      await details.showValue(failure.action, `decoded ${key}`, await deletion.decodeDenial(target, failure));
    },
  });
  return new DeletionFlow({
    deletion,
    plans,
    runner,
    isHidden: (resource) => viewState.isHidden(resource),
    confirmation: settings.confirmation,
  });
}
