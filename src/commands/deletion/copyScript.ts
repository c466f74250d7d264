import * as vscode from 'vscode';
import { storedTarget } from '../../deletion/presentation/planFromJournal.ts';
import { scriptCalls, scriptText, type ScriptLanguage } from '../../deletion/scripts/planScripts.ts';
import type { ScriptCall } from '../../deletion/scripts/scriptCall.ts';
import { EntryNode } from '../../views/deletions/deletionsTreeProvider.ts';
import type { PlanDocumentProvider } from '../../views/documents/planDocumentProvider.ts';
import { notify } from '../../vscode/notifications.ts';

/**
 * **Copy as AWS CLI** and **Copy as boto3**: the calls of a plan that waits for its confirmation, or of an entry of the journal.
 */
export async function copyScript(from: unknown, language: ScriptLanguage, plans: PlanDocumentProvider): Promise<void> {
  const calls = from instanceof EntryNode ? entryCalls(from) : planCalls(from, plans);
  if (!calls) {
    void notify.info(
      vscode.l10n.t('There is nothing to copy. The plan was already executed, or its window was closed.'),
    );
    return;
  }
  await vscode.env.clipboard.writeText(scriptText(calls, language));
  vscode.window.setStatusBarMessage(
    language === 'cli'
      ? vscode.l10n.t('$(check) AWS CLI commands copied')
      : vscode.l10n.t('$(check) boto3 program copied'),
    2_000,
  );
}

function planCalls(uri: unknown, plans: PlanDocumentProvider): readonly ScriptCall[] | undefined {
  const plan = plans.getPlan(uri);
  return plan && scriptCalls(plan.items);
}

function entryCalls({ entry: { resource, operation, input } }: EntryNode): readonly ScriptCall[] {
  return [{ service: resource.service, operation, input, target: storedTarget(resource) }];
}
