import * as vscode from 'vscode';
import { encodedMessage } from '../../aws/errors/decodeAuthorizationMessage.ts';
import type { CallFailure } from '../../aws/errors/callError.ts';
import type { DeletionService } from '../../deletion/deletionService.ts';
import type { Outcome } from '../../deletion/execution/outcome.ts';
import type { Plan, PlanItem } from '../../deletion/planning/plan.ts';
import { restorable } from '../../deletion/restore/restorePlan.ts';
import { verbForms } from '../../deletion/presentation/phrases.ts';
import { accountsOf, type AccountLabel } from '../../deletion/presentation/placeLines.ts';
import { outcomeMessage } from '../../deletion/presentation/outcomeMessages.ts';
import { isLeft, reportSentence } from '../../deletion/presentation/planReport.ts';
import { displayLabel } from '../../deletion/presentation/resourceLabels.ts';
import { COMMANDS } from '../../contributions.ts';
import type { Resource } from '../../inventory/resource.ts';
import { escapeLabelMarkup } from '../../common/text/displayText.ts';
import type { Logger } from '../../views/output/logger.ts';
import type { ResponseChannel } from '../../views/output/responseChannel.ts';
import { toAbortSignal } from '../../vscode/abortSignal.ts';
import { notify } from '../../vscode/notifications.ts';
import {
  commandAction,
  deletionsAction,
  helpAction,
  levelOf,
  offer,
  responseActions,
  type NotificationAction,
} from '../nextActions.ts';

/** Dependencies of the plan runner. */
export interface PlanRunnerDeps {
  readonly deletion: DeletionService;
  readonly responses: ResponseChannel;
  readonly log: Logger;
  readonly accountLabel: AccountLabel;
  /** Restores what a plan has deleted, after a confirmation. */
  readonly restore: (plan: Plan) => Promise<void>;
  /** Decodes AWS's message of a denial and shows it. */
  readonly decode: (resource: Resource, failure: CallFailure) => Promise<void>;
}

/** Executes confirmed plans with progress and cancellation, and notifies the user of their outcome. */
export class PlanRunner {
  readonly #deps: PlanRunnerDeps;

  constructor(deps: PlanRunnerDeps) {
    this.#deps = deps;
  }

  /**
   * Executes a plan and returns one outcome for each resource, in the plan's order. Does not wait until its notifications are closed.
   *
   * `asked` holds the keys of what was asked for. `token` stops new requests; what AWS has accepted continues there.
   */
  async run(plan: Plan, asked: ReadonlySet<string>, token?: vscode.CancellationToken): Promise<readonly Outcome[]> {
    const [first] = plan.items;
    if (!first) return [];
    const signal = token && toAbortSignal(token);
    const { responses } = this.#deps;
    const hasResponded = responses.watch([first.resource]);
    const outcomes = await (plan.items.length === 1
      ? this.#runSingle(plan, first, signal)
      : this.#runMany(plan, signal));
    for (const [index, outcome] of outcomes.entries()) this.#logOutcome(plan, index, outcome);
    const [only] = outcomes;
    if (plan.items.length === 1 && only) {
      const succeeded = only.kind === 'deleted';
      void offer(levelOf(succeeded), outcomeMessage(first.resource, only), [
        ...this.#nextActions(plan, first.resource, only),
        ...responseActions(responses, hasResponded()),
        ...(succeeded ? [] : [helpAction()]),
        deletionsAction(),
      ]);
    } else {
      void this.#notifyReport(plan, outcomes, asked);
    }
    return outcomes;
  }

  async #runSingle(plan: Plan, { resource }: PlanItem, signal?: AbortSignal): Promise<readonly Outcome[]> {
    const title = `${verbForms(resource.kind.action.verb).progressive} ${displayLabel(resource)}`;
    return vscode.window.withProgress(
      { location: vscode.ProgressLocation.Window, title: escapeLabelMarkup(vscode.l10n.t('Teardown: {0}', title)) },
      () => this.#deps.deletion.execute(plan, signal ? { signal } : {}),
    );
  }

  /** Shows progress until AWS has responded for every resource. The rows show what is still in progress. */
  async #runMany(plan: Plan, outer?: AbortSignal): Promise<readonly Outcome[]> {
    const { deletion, accountLabel } = this.#deps;
    const abort = new AbortController();
    const signal = outer ? AbortSignal.any([abort.signal, outer]) : abort.signal;
    const ended = deletion.execute(plan, { signal });
    const keys = new Set(plan.items.map(({ resource }) => resource.key));
    const total = plan.items.length;
    const title = vscode.l10n.t('Deleting {0} resources in account {1}', total, accountsOf(plan.items, accountLabel));
    await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title: escapeLabelMarkup(title), cancellable: true },
      async (progress, token) => {
        const sent = new Set<string>();
        token.onCancellationRequested(() => {
          abort.abort();
          void notify.info(
            vscode.l10n.t(
              'Canceled. {0} of {1} requests were already sent and are being tracked. No more will be sent.',
              sent.size,
              total,
            ),
          );
        });
        const responded = new Set<string>();
        await new Promise<void>((resolve) => {
          const stop = deletion.onProgress(({ resource, phase, outcome }) => {
            if (!keys.has(resource.key)) return;
            if (phase === 'sending') sent.add(resource.key);
            if (phase === 'retrying') {
              // AWS can take minutes here: the progress shows what it waits for.
              const waiting = vscode.l10n.t(
                '{0}: AWS still counts deleted dependencies, retrying',
                displayLabel(resource),
              );
              progress.report({ message: escapeLabelMarkup(waiting) });
            }
            if (phase !== 'waiting' && !outcome) return;
            if (!responded.has(resource.key)) progress.report({ increment: 100 / total });
            responded.add(resource.key);
            progress.report({ message: vscode.l10n.t('{0} of {1}', responded.size, total) });
            if (responded.size === total) resolve();
          });
          const finish = () => {
            stop();
            resolve();
          };
          ended.then(finish, finish);
        });
      },
    );
    return ended;
  }

  #logOutcome(plan: Plan, index: number, outcome: Outcome): void {
    const resource = plan.items[index]?.resource;
    if (resource && outcome.kind !== 'deleted') this.#deps.log.warn(outcomeMessage(resource, outcome));
  }

  /** Returns the next actions for one resource: restore it, or decode the denial. */
  #nextActions(
    plan: Plan,
    { kind, entry, target }: Resource,
    { kind: ended, failure }: Outcome,
  ): readonly NotificationAction[] {
    const { restore, decode } = this.#deps;
    const resource = plan.items[0]?.resource;
    if (ended === 'deleted' && restorable({ kind, entry, target }).possible) {
      return [{ label: vscode.l10n.t('Restore…'), run: () => restore(plan) }];
    }
    if (ended === 'denied' && resource && failure && encodedMessage(failure) !== undefined) {
      return [{ label: vscode.l10n.t('Decode Message'), run: () => decode(resource, failure) }];
    }
    return [];
  }

  /** Notifies the user of the outcome, with a button that opens the report in the Plan view. */
  async #notifyReport(plan: Plan, outcomes: readonly Outcome[], asked: ReadonlySet<string>): Promise<void> {
    const succeeded = outcomes.every(({ kind }) => kind === 'deleted');
    const actions = [
      commandAction(vscode.l10n.t('Show Report'), COMMANDS.showReport, plan.id),
      ...(outcomes.some(isLeft)
        ? [commandAction(vscode.l10n.t('Retry Remaining…'), COMMANDS.retryRemaining, plan.id)]
        : []),
      ...(succeeded ? [] : [helpAction()]),
      deletionsAction(),
    ];
    await offer(levelOf(succeeded), reportSentence(plan, outcomes, asked, this.#deps.accountLabel), actions);
  }
}
