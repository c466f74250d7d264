import * as vscode from 'vscode';
import type { DeletionService } from '../../deletion/deletionService.ts';
import { storedTarget } from '../../deletion/presentation/planFromJournal.ts';
import { scriptText, type ScriptLanguage } from '../../deletion/scripts/planScripts.ts';
import { EntryNode } from '../../views/deletions/deletionsTreeProvider.ts';
import type { PlanDocumentProvider } from '../../views/documents/planDocumentProvider.ts';
import { notify } from '../../vscode/notifications.ts';

/**
 * **Copy as AWS CLI** and **Copy as boto3**: the calls of a plan that waits for its confirmation, or of an entry of the journal.
 */
export async function copyScript(
  from: unknown,
  language: ScriptLanguage,
  plans: PlanDocumentProvider,
  deletion: Pick<DeletionService, 'script'>,
): Promise<void> {
  const plan = from instanceof EntryNode ? undefined : plans.getPlan(from);
  const text = from instanceof EntryNode ? entryScript(from, language) : plan && deletion.script(plan, language);
  if (text === undefined) {
    void notify.info(
      vscode.l10n.t('There is nothing to copy. The plan was already executed, or its window was closed.'),
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

function entryScript({ entry: { resource, operation, input } }: EntryNode, language: ScriptLanguage): string {
  return scriptText([{ service: resource.service, operation, input, target: storedTarget(resource) }], language);
}
