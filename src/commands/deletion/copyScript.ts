import * as vscode from 'vscode';
import type { DeletionService } from '../../deletion/deletionService.ts';
import { entryCalls, scriptText, type ScriptLanguage } from '../../deletion/scripts/planScripts.ts';
import { EntryNode, RunNode } from '../../views/deletions/deletionNodes.ts';
import type { PlanDocumentProvider } from '../../views/documents/planDocumentProvider.ts';
import { selectedEntries } from '../history/entryCommands.ts';
import { notify } from '../../vscode/notifications.ts';

/**
 * Copies the requests of a plan that waits for its confirmation, or of entries of the journal: **Copy as AWS CLI** and
 * **Copy as boto3**.
 */
export async function copyScript(
  from: unknown,
  selected: unknown,
  language: ScriptLanguage,
  plans: PlanDocumentProvider,
  deletion: Pick<DeletionService, 'script'>,
): Promise<void> {
  const isEntry = from instanceof EntryNode || from instanceof RunNode;
  const plan = isEntry ? undefined : plans.getPlan(from);
  const text = isEntry
    ? scriptText(entryCalls(selectedEntries(from, selected) ?? []), language)
    : plan && deletion.script(plan, language);
  if (text === undefined) {
    void notify.info(
      vscode.l10n.t(
        'There is nothing to copy: the window of this plan was closed. The Deletions view copies what was executed.',
      ),
    );
    return;
  }
  await vscode.env.clipboard.writeText(text);
  vscode.window.setStatusBarMessage(
    language === 'cli'
      ? vscode.l10n.t('$(check) AWS CLI commands copied')
      : vscode.l10n.t('$(check) boto3 program copied'),
    2_000,
  );
}
