import * as vscode from 'vscode';
import { errorMessage } from '../../common/errors.ts';
import { escapeInvisible, escapeLabelMarkup } from '../../common/text/displayText.ts';
import type { JournalEntry } from '../../deletion/journal/entry.ts';
import type { Journal } from '../../deletion/journal/journal.ts';
import { isEntryDeleted, isEntryRestorable, restoredTest } from '../../deletion/presentation/deletionRuns.ts';
import { accountsOf } from '../../deletion/presentation/placeLines.ts';
import { displayLabel } from '../../deletion/presentation/resourceLabels.ts';
import { entryLabel } from '../../deletion/presentation/rowLabels.ts';
import { restoreManyConfirmation, type NotRestorable } from '../../deletion/presentation/restoreConfirmationText.ts';
import { restoresMessage, type RestoreResult } from '../../deletion/presentation/restoreMessages.ts';
import type { RestorePlan } from '../../deletion/restore/restorePlan.ts';
import { toAbortSignal } from '../../vscode/abortSignal.ts';
import { notify } from '../../vscode/notifications.ts';
import { deletionsAction, helpAction, levelOf, offer, responseActions } from '../nextActions.ts';
import { selectedEntries } from './entryCommands.ts';
import { promptForInputs, restoreEntry, type RestoreDeps } from './restoreResource.ts';

/** Restores what the selected entries have deleted, as far as AWS can and it is not restored yet, after one question: **Restore…**. */
export async function restoreSelected(
  node: unknown,
  selected: unknown,
  { journal, ...deps }: RestoreDeps & { readonly journal: Pick<Journal, 'entries'> },
): Promise<void> {
  const entries = selectedEntries(node, selected);
  if (!entries) return;
  const isRestored = restoredTest(await journal.entries());
  await restoreEntries(
    entries.filter((entry) => isEntryRestorable(entry) && !isRestored(entry)),
    deps,
  );
}

/** Restores what a plan has deleted, and what is not restored yet: **Restore All…**. */
export async function restorePlanItems(
  planId: string | undefined,
  journal: Pick<Journal, 'entries'>,
  deps: RestoreDeps,
): Promise<void> {
  const all = await journal.entries();
  const isRestored = restoredTest(all);
  const entries = all.filter((entry) => entry.planId === planId && isEntryDeleted(entry) && !isRestored(entry));
  await restoreEntries(entries, deps);
}

async function restoreEntries(entries: readonly JournalEntry[], deps: RestoreDeps): Promise<void> {
  const [first] = entries;
  if (!first) {
    void notify.info(
      vscode.l10n.t(
        'Nothing can be restored: it was not deleted, it is restored already, or AWS cannot create it again. Filter Deletions shows what can be.',
      ),
    );
    return;
  }
  if (entries.length === 1) {
    await restoreEntry(first, deps);
    return;
  }
  // What was deleted last is what the others stood in.
  const ordered = [...entries].sort((one, other) => other.at - one.at);
  const made = await planRestores(ordered, deps);
  if (!made) return;
  const { plans, others } = made;
  if (plans.length === 0) {
    const [other] = others;
    void notify.info(
      other
        ? vscode.l10n.t(
            'None of the {0} resources can be restored. {1}: {2}',
            others.length,
            other.label,
            escapeInvisible(other.reason),
          )
        : vscode.l10n.t('Nothing can be restored: the journal has no description of these resources.'),
    );
    return;
  }
  const question = restoreManyConfirmation(plans, others, deps.protectionAt, deps.accountLabel);
  const showReasons = vscode.l10n.t('Show Details');
  const buttons = question.button === undefined ? [showReasons] : [showReasons, question.button];
  const answer = await notify.confirmModal(question.title, question.detail, ...buttons);
  if (answer === showReasons) {
    const details = { restored: plans.map(planDetails), notRestored: others };
    await deps.details.showValue(vscode.l10n.t('Restore'), `restore ${first.planId}`, details);
  } else if (answer !== undefined && answer === question.button) await runRestores(plans, deps);
}

const planDetails = ({ before, operation, input, brings, loses }: RestorePlan) => ({
  resource: displayLabel(before),
  ...{ operation, input, brings, loses },
});

/** Returns the plans, and what cannot be restored with the reason; undefined where the user has left a prompt. */
async function planRestores(
  entries: readonly JournalEntry[],
  { restore }: RestoreDeps,
): Promise<{ readonly plans: readonly RestorePlan[]; readonly others: readonly NotRestorable[] } | undefined> {
  const plans: RestorePlan[] = [];
  const others: NotRestorable[] = [];
  for (const entry of entries) {
    const label = entryLabel(entry);
    try {
      const before = await restore.before(entry);
      if (!before) continue;
      const way = restore.restorable(before);
      if (!way.possible) {
        others.push({ label, reason: way.reason });
        continue;
      }
      const answers = await promptForInputs(way.asks, label);
      if (!answers) return undefined;
      plans.push(restore.plan(before, answers));
    } catch (error) {
      others.push({ label, reason: errorMessage(error) });
    }
  }
  return { plans, others };
}

/** Restores one after the other: what comes later may stand in what comes first. */
async function runRestores(
  plans: readonly RestorePlan[],
  { restore, inventory, accountLabel, responses }: RestoreDeps,
): Promise<void> {
  const hasResponded = responses.watch(plans.map(({ before }) => before));
  const account = accountsOf(
    plans.map(({ before }) => ({ resource: before })),
    accountLabel,
  );
  const title = escapeLabelMarkup(vscode.l10n.t('Restoring {0} resources in account {1}', plans.length, account));
  const outcomes: RestoreResult[] = [];
  await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title, cancellable: true },
    async (progress, token) => {
      const signal = toAbortSignal(token);
      for (const plan of plans) {
        if (signal.aborted) break;
        progress.report({ message: escapeLabelMarkup(displayLabel(plan.before)), increment: 100 / plans.length });
        outcomes.push([plan, await restore.execute(plan, { signal })]);
        void inventory.list(plan.before.kind, plan.before.target);
      }
    },
  );
  const succeeded = outcomes.length === plans.length && outcomes.every(([, { kind }]) => kind === 'restored');
  void offer(levelOf(succeeded), restoresMessage(outcomes, plans, accountLabel), [
    ...responseActions(responses, hasResponded()),
    deletionsAction(),
    ...(succeeded ? [] : [helpAction()]),
  ]);
}
