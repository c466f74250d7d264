import * as vscode from 'vscode';
import type { Engine } from '../deletion/engine.ts';
import type { Outcome } from '../deletion/outcome.ts';
import type { Plan } from '../deletion/plan.ts';
import { spokenName, verbForms } from '../deletion/words.ts';
import { COMMANDS } from '../contributions.ts';
import { literal } from '../text/visible.ts';
import type { ResponseChannel } from '../views/responseChannel.ts';
import { notify } from './notify.ts';
import { outcomeSentence, summary } from './tellOutcome.ts';

/** What carrying out works with. */
export interface CarryOutParts {
  readonly engine: Engine;
  readonly responses: ResponseChannel;
  readonly log: vscode.LogOutputChannel;
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
   */
  async run(plan: Plan): Promise<void> {
    const [first] = plan.items;
    if (!first) return;
    if (plan.items.length === 1) {
      const title = `${verbForms(first.resource.kind.removal.verb).progressive} ${spokenName(first.resource)}`;
      const [outcome] = await vscode.window.withProgress(
        { location: vscode.ProgressLocation.Window, title: literal(vscode.l10n.t('Teardown: {0}', title)) },
        () => this.#parts.engine.execute(plan),
      );
      if (outcome) await this.#tell(outcomeSentence(first.resource, outcome), outcome.kind === 'gone');
      return;
    }
    const outcomes = await this.#many(plan);
    for (const [index, outcome] of outcomes.entries()) this.#logOutcome(plan, index, outcome);
    await this.#tell(
      summary(plan, outcomes),
      outcomes.every(({ kind }) => kind === 'gone'),
    );
  }

  /** The progress of many ends when AWS has answered for all of them; what it is still working on is shown in the rows. */
  async #many(plan: Plan): Promise<readonly Outcome[]> {
    const { engine } = this.#parts;
    const abort = new AbortController();
    const ended = engine.execute(plan, { signal: abort.signal });
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
        token.onCancellationRequested(() => {
          abort.abort();
        });
        const answered = new Set<string>();
        await new Promise<void>((resolve) => {
          const stop = engine.onProgress(({ resource, phase, outcome }) => {
            if (!keys.has(resource.key) || (phase !== 'settling' && !outcome)) return;
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

  async #tell(sentence: string, well: boolean): Promise<void> {
    const showDeletions = vscode.l10n.t('Show Deletions');
    const showResponse = vscode.l10n.t('Show Response');
    const answer = await (well ? notify.info : notify.warn)(sentence, showResponse, showDeletions);
    if (answer === showResponse) this.#parts.responses.show();
    if (answer === showDeletions) await vscode.commands.executeCommand(COMMANDS.showDeletions);
  }
}
