import * as vscode from 'vscode';
import { kindById } from '../catalog/index.ts';
import type { RestoreAsk } from '../catalog/restore.ts';
import type { CredentialSource, Target } from '../aws/target.ts';
import type { JournalEntry } from '../deletion/journal/entry.ts';
import type { Journal } from '../deletion/journal/journal.ts';
import { revive } from '../deletion/journal/storedResource.ts';
import type { ProtectionLevel } from '../deletion/protection.ts';
import type { Restorer } from '../deletion/restore.ts';
import type { RestoreOutcome } from '../deletion/restoreOutcome.ts';
import { createRestorePlan, restorable, type RestorePlan } from '../deletion/restorePlan.ts';
import { restoreQuestion } from '../deletion/restoreQuestion.ts';
import type { Answers } from '../deletion/restoreInput.ts';
import type { Inventory } from '../inventory/inventory.ts';
import { fitting, literal } from '../text/visible.ts';
import type { DetailsDocuments } from '../views/detailsDocuments.ts';
import { entryOf } from './deletions.ts';
import { notify } from './notify.ts';

/** What restoring works with. */
export interface RestoreParts {
  readonly restorer: Restorer;
  readonly inventory: Inventory;
  readonly details: DetailsDocuments;
  readonly protectionAt: (target: Target) => ProtectionLevel | undefined;
  /** Resolves a source in one Region. */
  readonly resolve: (source: CredentialSource, region: string) => Promise<Target | undefined>;
}

/**
 * **Restore…**: brings back what an entry says was removed, as far as AWS has a way back, after a question.
 *
 * @param node the row of the Deletions view
 * @param parts what it works with
 */
export async function restoreResource(node: unknown, parts: RestoreParts): Promise<void> {
  const entry = entryOf(node);
  if (entry) await restoreEntry(entry, parts);
}

/**
 * Brings back what an entry says was removed.
 *
 * @param entry the entry
 * @param parts what it works with
 */
async function restoreEntry(entry: JournalEntry, parts: RestoreParts): Promise<void> {
  const kind = kindById(entry.resource.kind);
  if (!kind) return;
  const target = await parts.resolve(entry.resource.source, entry.resource.region);
  if (!target) return;
  const before = { kind, target, entry: revive(entry.resource, target, kind).entry };
  const way = restorable(before);
  if (!way.possible) {
    void notify.info(way.reason);
    return;
  }
  const answers = await ask(way.asks);
  if (!answers) return;
  const plan = createRestorePlan(before, answers);
  const question = restoreQuestion(plan, Date.now(), parts.protectionAt(target));
  const look = vscode.l10n.t('Show Details');
  const buttons = question.button === undefined ? [look] : [look, question.button];
  const answer = await notify.ask(question.title, question.detail, ...buttons);
  if (answer === look)
    await parts.details.showValue(entry.resource.name ?? entry.resource.id, `restore ${entry.id}`, entry);
  if (answer === undefined || answer === look || answer !== question.button) return;
  await carryOut(plan, parts);
}

/**
 * Brings back what a plan of one resource has removed, as the journal has it.
 *
 * @param planId the plan
 * @param journal the journal
 * @param parts what it works with
 */
export async function restorePlanned(
  planId: string,
  journal: Pick<Journal, 'entries'>,
  parts: RestoreParts,
): Promise<void> {
  const entries = await journal.entries();
  const entry = entries.find((one) => one.planId === planId && one.action === 'remove');
  if (entry) await restoreEntry(entry, parts);
}

/** Asks for what AWS does not give back: a public key. */
async function ask(asks: readonly RestoreAsk[]): Promise<Answers | undefined> {
  const answers: Record<string, string> = {};
  for (const wanted of asks) {
    const answer = await vscode.window.showInputBox({
      title: wanted.label,
      prompt: wanted.prompt,
      ignoreFocusOut: true,
      validateInput: (text) => wanted.check(text),
    });
    if (answer === undefined) return undefined;
    answers[wanted.id] = answer;
  }
  return answers;
}

async function carryOut(plan: RestorePlan, { restorer, inventory }: RestoreParts): Promise<void> {
  const { kind, target } = plan.before;
  const title = vscode.l10n.t('Teardown: restoring {0}', kind.noun);
  const outcome = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Window, title: literal(title) },
    () => restorer.execute(plan),
  );
  void inventory.list(kind, target);
  const sentence = restoreSentence(plan, outcome);
  void (outcome.kind === 'restored' ? notify.info : notify.warn)(sentence);
}

function restoreSentence({ before: { kind, target } }: RestorePlan, outcome: RestoreOutcome): string {
  const reason = fitting(outcome.reason ?? '', 400);
  if (outcome.kind === 'restored') {
    return vscode.l10n.t(
      'Restored the {0} in account {1}, {2}. {3}',
      kind.noun,
      target.identity.accountId,
      target.region,
      reason,
    );
  }
  return vscode.l10n.t('The {0} is not restored ({1}). {2}', kind.noun, outcome.kind, reason);
}
