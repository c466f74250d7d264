import * as vscode from 'vscode';
import type { AwsCaller } from '../aws/clients.ts';
import type { Target } from '../aws/target.ts';
import { challengeFor } from '../deletion/challenge.ts';
import { questionAbout } from '../deletion/confirmation.ts';
import type { Engine } from '../deletion/engine.ts';
import { createPlan, type PlanItem } from '../deletion/plan.ts';
import { refreshed } from '../deletion/prepare.ts';
import type { ProtectionLevel } from '../deletion/protection.ts';
import { spokenName, verbForms } from '../deletion/words.ts';
import type { Inventory } from '../inventory/inventory.ts';
import type { Resource } from '../inventory/resource.ts';
import { literal } from '../text/visible.ts';
import { VIEWS } from '../contributions.ts';
import type { DetailsDocuments } from '../views/detailsDocuments.ts';
import type { ResponseChannel } from '../views/responseChannel.ts';
import { tellOutcome } from './tellOutcome.ts';
import { resourceOf } from './selection.ts';
import { notify } from './notify.ts';

/** What the command works with. */
export interface DeleteParts {
  readonly caller: AwsCaller;
  readonly inventory: Inventory;
  readonly engine: Engine;
  readonly protectionAt: (target: Target) => ProtectionLevel | undefined;
  readonly details: DetailsDocuments;
  readonly responses: ResponseChannel;
  readonly log: vscode.LogOutputChannel;
}

/** **Delete…** and **Disassociate…**: look again, ask, carry out, tell. */
export class DeleteResource {
  readonly #parts: DeleteParts;
  /** Keys of the resources that somebody is being asked about: a command that fires twice asks once. */
  readonly #asking = new Set<string>();

  /** @param parts what it works with */
  constructor(parts: DeleteParts) {
    this.#parts = parts;
  }

  /**
   * Runs the command.
   *
   * @param node the row that was clicked
   */
  async run(node: unknown): Promise<void> {
    const resource = resourceOf(node);
    if (!resource || this.#asking.has(resource.key)) return;
    if (this.#parts.engine.phaseOf(resource)) {
      const { participle } = verbForms(resource.kind.removal.verb);
      void notify.info(vscode.l10n.t('{0} is being {1} already.', spokenName(resource), participle));
      return;
    }
    this.#asking.add(resource.key);
    try {
      await this.#ask(resource);
    } finally {
      this.#asking.delete(resource.key);
    }
  }

  async #ask(listed: Resource): Promise<void> {
    const { caller, inventory, details, log } = this.#parts;
    const fresh = await vscode.window.withProgress({ location: { viewId: VIEWS.resources } }, () =>
      refreshed(caller, listed),
    );
    if (fresh.kind === 'gone') {
      inventory.update(listed, undefined);
      void notify.info(vscode.l10n.t('{0} is not there any more: nothing was called.', spokenName(listed)));
      return;
    }
    if (fresh.kind === 'stale') log.warn(`Not read again before the question: ${fresh.failure?.name ?? 'no answer'}`);
    const now = Date.now();
    const plan = createPlan([fresh.resource], now, this.#parts.protectionAt);
    const [item] = plan.items;
    if (!item) return;
    const question = questionAbout(item, now);
    // VS Code focuses a modal's first button, and Enter takes it: so the first one only shows.
    const look = vscode.l10n.t('Show Details');
    const buttons = question.button === undefined ? [look] : [look, question.button];
    const answer = await notify.ask(question.title, question.detail, ...buttons);
    if (answer === look) await details.show(fresh.resource);
    else if (answer !== undefined && answer === question.button && (await typed(item, question.title))) {
      void this.#carryOut(plan);
    }
  }

  async #carryOut(plan: ReturnType<typeof createPlan>): Promise<void> {
    const { engine, responses, log } = this.#parts;
    const [item] = plan.items;
    if (!item) return;
    const { resource } = item;
    const title = `${verbForms(resource.kind.removal.verb).progressive} ${spokenName(resource)}`;
    try {
      const [outcome] = await vscode.window.withProgress(
        { location: vscode.ProgressLocation.Window, title: literal(vscode.l10n.t('Teardown: {0}', title)) },
        () => engine.execute(plan),
      );
      if (outcome) await tellOutcome(resource, outcome, responses);
    } catch (error) {
      log.error(title, error instanceof Error ? error : String(error));
      void notify.error(
        vscode.l10n.t('Teardown failed while {0}: what became of it is not known. See the log.', title),
      );
    }
  }
}

/** Asks for what has to be typed; the modal and this box are one confirmation. */
async function typed(item: PlanItem, title: string): Promise<boolean> {
  const challenge = challengeFor(item);
  if (!challenge) return true;
  const answer = await vscode.window.showInputBox({
    title,
    prompt: challenge.prompt,
    ignoreFocusOut: true,
    validateInput: (text) =>
      text === challenge.expected ? undefined : vscode.l10n.t('Type it exactly, upper and lower case included.'),
  });
  return answer === challenge.expected;
}
