import * as vscode from 'vscode';
import { TOOLS } from '../contributions.ts';
import { referenceNames } from './referenceNames.ts';

/**
 * Returns the message while a tool runs, and VS Code's question before `teardown_delete_resources`. Teardown's own
 * dialog always follows it. No request is sent, and the input is not yet validated.
 */
export function prepareInvocation(name: string, input: unknown): vscode.PreparedToolInvocation {
  switch (name) {
    case TOOLS.planDeletion:
      return { invocationMessage: vscode.l10n.t('Drawing up a deletion plan') };
    case TOOLS.deleteResources:
      return {
        invocationMessage: vscode.l10n.t('Waiting for your decision on the deletion plan in Teardown'),
        confirmationMessages: {
          title: vscode.l10n.t('Open a deletion plan in Teardown?'),
          message: question(referenceNames(input)),
        },
      };
    default:
      return { invocationMessage: vscode.l10n.t('Listing AWS resources') };
  }
}

/** Returns the question. Names are plain text: a link that a model wrote must not work. */
function question(names: string): vscode.MarkdownString {
  const message = new vscode.MarkdownString();
  message.appendText(names);
  message.appendMarkdown('\n\n');
  message.appendText(vscode.l10n.t('This step deletes nothing. Teardown shows the plan and asks you to confirm it.'));
  return message;
}
