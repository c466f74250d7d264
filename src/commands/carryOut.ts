import * as vscode from 'vscode';
import { encodedMessage } from '../aws/decodeMessage.ts';
import type { Failure } from '../aws/failure.ts';
import type { Engine } from '../deletion/engine.ts';
import type { Outcome } from '../deletion/outcome.ts';
import type { Plan, PlanItem } from '../deletion/plan.ts';
import { restorable } from '../deletion/restorePlan.ts';
import { spokenName, verbForms } from '../deletion/words.ts';
import { COMMANDS } from '../contributions.ts';
import type { Resource } from '../inventory/resource.ts';
import { literal } from '../text/visible.ts';
import type { Log } from '../views/log.ts';
import type { ResponseChannel } from '../views/responseChannel.ts';
import { signalOf } from './cancellation.ts';
import { notify } from './notify.ts';
import { outcomeSentence, summary } from './tellOutcome.ts';

/** What carrying out works with. */
export interface CarryOutParts {
  readonly engine: Engine;
  readonly responses: ResponseChannel;
  readonly log: Log;
  /** Brings back what a plan has removed, after a question. */
  readonly restore: (plan: Plan) => Promise<void>;
  /** Shows what AWS's encoded message of a denial says. */
  readonly decode: (resource: Resource, failure: Failure) => Promise<void>;
}

/** Carries out confirmed plans, with progress and cancellation, and tells how they ended. */
export class CarryOut {
  readonly #parts: CarryOutParts;

  /** @param parts what it works with */
  constructor(parts: CarryOutParts) {
    this.#parts = parts;
  }

  /**
   * Carries out a plan. It does not wait for answers to its messages.
   *
   * @param plan the confirmed plan
   * @param token stops new calls; what AWS has accepted already goes on there
   * @returns one outcome for each resource, in the plan's order
   */
  async run(plan: Plan, token?: vscode.CancellationToken): Promise<readonly Outcome[]> {
    const [first] = plan.items;
    if (!first) return [];
    const signal = token && signalOf(token);
    const outcomes = await (plan.items.length === 1 ? this.#one(plan, first, signal) : this.#many(plan, signal));
    for (const [index, outcome] of outcomes.entries()) this.#logOutcome(plan, index, outcome);
    const [only] = outcomes;
    if (plan.items.length === 1 && only) {
      const offers = this.#offers(plan, first.resource, only);
      void this.#tell(outcomeSentence(first.resource, only), only.kind === 'gone', offers);
    } else {
      const well = outcomes.every(({ kind }) => kind === 'gone');
      void this.#tell(summary(plan, outcomes), well);
    }
    return outcomes;
  }

  async #one(plan: Plan, { resource }: PlanItem, signal?: AbortSignal): Promise<readonly Outcome[]> {
    const title = `${verbForms(resource.kind.removal.verb).progressive} ${spokenName(resource)}`;
    return vscode.window.withProgress(
      { location: vscode.ProgressLocation.Window, title: literal(vscode.l10n.t('Teardown: {0}', title)) },
      () => this.#parts.engine.execute(plan, signal ? { signal } : {}),
    );
  }

  /** The progress of many ends when AWS has answered for all of them; what it is still working on is shown in the rows. */
  async #many(plan: Plan, outer?: AbortSignal): Promise<readonly Outcome[]> {
    const { engine } = this.#parts;
    const abort = new AbortController();
    const signal = outer ? AbortSignal.any([abort.signal, outer]) : abort.signal;
    const ended = engine.execute(plan, { signal });
    const keys = new Set(plan.items.map(({ resource }) => resource.key));
    const total = plan.items.length;
    const title = vscode.l10n.t(
      'Removing {0} resources from account {1}',
      total,
      plan.items[0]?.resource.target.identity.accountId ?? '',
    );
    await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title, cancellable: true },
      async (progress, token) => {
        const called = new Set<string>();
        token.onCancellationRequested(() => {
          abort.abort();
          void notify.info(
            vscode.l10n.t(
              'Cancelled: nothing more is called. {0} of {1} had been called by then, and are followed to their end.',
              called.size,
              total,
            ),
          );
        });
        const answered = new Set<string>();
        await new Promise<void>((resolve) => {
          const stop = engine.onProgress(({ resource, phase, outcome }) => {
            if (!keys.has(resource.key)) return;
            if (phase === 'calling') called.add(resource.key);
            if (phase !== 'settling' && !outcome) return;
            if (!answered.has(resource.key)) progress.report({ increment: 100 / total });
            answered.add(resource.key);
            progress.report({ message: vscode.l10n.t('{0} of {1}', answered.size, total) });
            if (answered.size === total) resolve();
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
    if (resource && outcome.kind !== 'gone') this.#parts.log.warn(outcomeSentence(resource, outcome));
  }

  /** What can be done next about one resource: bring it back, or learn why it was denied. */
  #offers(plan: Plan, { kind, entry, target }: Resource, { kind: ended, failure }: Outcome): readonly Offer[] {
    const { restore, decode } = this.#parts;
    const resource = plan.items[0]?.resource;
    if (ended === 'gone' && restorable({ kind, entry, target }).possible) {
      return [{ label: vscode.l10n.t('Restore…'), take: () => restore(plan) }];
    }
    if (ended === 'denied' && resource && failure && encodedMessage(failure) !== undefined) {
      return [{ label: vscode.l10n.t('Decode Message'), take: () => decode(resource, failure) }];
    }
    return [];
  }

  async #tell(sentence: string, well: boolean, offers: readonly Offer[] = []): Promise<void> {
    const all: readonly Offer[] = [
      ...offers,
      {
        label: vscode.l10n.t('Show Response'),
        take: () => {
          this.#parts.responses.show();
        },
      },
      {
        label: vscode.l10n.t('Show Deletions'),
        take: async () => {
          await vscode.commands.executeCommand(COMMANDS.showDeletions);
        },
      },
      ...(well ? [] : [openHelp()]),
    ];
    const answer = await (well ? notify.info : notify.warn)(sentence, ...all.map(({ label }) => label));
    await all.find(({ label }) => label === answer)?.take();
  }
}

/** Tells what can be done when something was not deleted. */
function openHelp(): Offer {
  return {
    label: vscode.l10n.t('Open Help'),
    take: async () => {
      await vscode.commands.executeCommand(COMMANDS.openHelp);
    },
  };
}

/** A button of a message, and what it does. */
interface Offer {
  readonly label: string;
  take(): Promise<void> | void;
}
