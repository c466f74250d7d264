import * as vscode from 'vscode';
import type { RestorePrompt } from '../../catalog/model/restore.ts';
import type { Target } from '../../aws/identity/target.ts';
import type { JournalEntry } from '../../deletion/journal/entry.ts';
import type { Journal } from '../../deletion/journal/journal.ts';
import type { ProtectionLevel } from '../../deletion/planning/protection.ts';
import type { RestoreService } from '../../deletion/restore/restoreService.ts';
import type { RestorePlan } from '../../deletion/restore/restorePlan.ts';
import type { AccountLabel } from '../../deletion/presentation/placeLines.ts';
import { restoreConfirmation } from '../../deletion/presentation/restoreConfirmationText.ts';
import { restoreMessage } from '../../deletion/presentation/restoreMessages.ts';
import type { Answers } from '../../deletion/restore/restoreInput.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import { escapeLabelMarkup } from '../../common/text/displayText.ts';
import type { DetailsDocumentProvider } from '../../views/documents/detailsDocumentProvider.ts';
import type { ResponseChannel } from '../../views/output/responseChannel.ts';
import { notify } from '../../vscode/notifications.ts';
import { deletionsAction, helpAction, levelOf, offer, responseActions } from '../nextActions.ts';

/** Dependencies of a restore. */
export interface RestoreDeps {
  readonly restore: RestoreService;
  readonly inventory: Inventory;
  readonly details: Pick<DetailsDocumentProvider, 'showValue'>;
  readonly responses: Pick<ResponseChannel, 'watch' | 'show'>;
  readonly accountLabel: AccountLabel;
  readonly protectionAt: (target: Target) => ProtectionLevel | undefined;
}

/** Restores the resource of one entry as far as AWS can, after a question: **Restore…**. */
export async function restoreEntry(entry: JournalEntry, deps: RestoreDeps): Promise<void> {
  const { restore } = deps;
  const before = await restore.before(entry);
  if (!before) return;
  const way = restore.restorable(before);
  if (!way.possible) {
    void notify.info(way.reason);
    return;
  }
  const answers = await promptForInputs(way.asks);
  if (!answers) return;
  const plan = restore.plan(before, answers);
  const question = restoreConfirmation(plan, Date.now(), deps.protectionAt(before.target), deps.accountLabel);
  const showDetails = vscode.l10n.t('Show Details');
  const buttons = question.button === undefined ? [showDetails] : [showDetails, question.button];
  const answer = await notify.confirmModal(question.title, question.detail, ...buttons);
  if (answer === showDetails)
    await deps.details.showValue(entry.resource.name ?? entry.resource.id, `restore ${entry.id}`, entry);
  if (answer === undefined || answer === showDetails || answer !== question.button) return;
  await runRestore(plan, deps);
}

/** Brings back what a plan of one resource has removed, as the journal has it. */
export async function restorePlan(planId: string, journal: Pick<Journal, 'entries'>, deps: RestoreDeps): Promise<void> {
  const entries = await journal.entries();
  const entry = entries.find((one) => one.planId === planId && one.action === 'delete');
  if (entry) await restoreEntry(entry, deps);
}

/** Asks for what AWS does not return: a public key. `label` names the resource, where there are several. */
export async function promptForInputs(asks: readonly RestorePrompt[], label?: string): Promise<Answers | undefined> {
  const answers: Record<string, string> = {};
  for (const wanted of asks) {
    const answer = await vscode.window.showInputBox({
      title: label === undefined ? wanted.label : `${label}: ${wanted.label}`,
      prompt: wanted.prompt,
      ignoreFocusOut: true,
      validateInput: (text) => wanted.validate(text),
    });
    if (answer === undefined) return undefined;
    answers[wanted.id] = answer;
  }
  return answers;
}

async function runRestore(plan: RestorePlan, deps: RestoreDeps): Promise<void> {
  const { restore, inventory, accountLabel, responses } = deps;
  const { kind, target } = plan.before;
  const hasResponded = responses.watch([plan.before]);
  const title = vscode.l10n.t('Teardown: restoring {0}', kind.noun);
  const outcome = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Window, title: escapeLabelMarkup(title) },
    () => restore.execute(plan),
  );
  void inventory.list(kind, target);
  const succeeded = outcome.kind === 'restored';
  void offer(levelOf(succeeded), restoreMessage(plan, outcome, accountLabel), [
    ...responseActions(responses, hasResponded()),
    deletionsAction(),
    ...(succeeded ? [] : [helpAction()]),
  ]);
}
