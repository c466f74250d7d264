import * as vscode from 'vscode';
import { TOOLS } from '../contributions.ts';
import { truncateMiddle } from '../common/text/displayText.ts';

/** How many ids are shown before the plan names every resource, and how long each may be. */
const IDS_SHOWN = 5;
const ID_LIMIT = 60;

/**
 * What is said while a tool runs, and what VS Code asks before the one that leads to a deletion. Nothing is looked up for it: the
 * input is as it was handed over, and may be anything.
 *
 * @param name the tool
 * @param input its input
 * @returns the message, and for `teardown_delete_resources` VS Code's question; Teardown's own comes after it, always
 */
export function prepareInvocation(name: string, input: unknown): vscode.PreparedToolInvocation {
  switch (name) {
    case TOOLS.planDeletion:
      return { invocationMessage: vscode.l10n.t('Drawing up a deletion plan') };
    case TOOLS.deleteResources:
      return {
        invocationMessage: vscode.l10n.t('Waiting for your answer to the deletion plan in Teardown'),
        confirmationMessages: {
          title: vscode.l10n.t('Open a deletion plan in Teardown?'),
          message: question(idsIn(input)),
        },
      };
    default:
      return { invocationMessage: vscode.l10n.t('Listing AWS resources') };
  }
}

function idsIn(input: unknown): readonly string[] {
  const resources: unknown =
    typeof input === 'object' && input !== null && 'resources' in input ? input.resources : undefined;
  if (!Array.isArray(resources)) return [];
  return resources.map((one: unknown) =>
    typeof one === 'object' && one !== null && 'id' in one && typeof one.id === 'string'
      ? truncateMiddle(one.id, ID_LIMIT)
      : '?',
  );
}

/** As text and nothing else: an id that a model wrote must make no link. */
function question(ids: readonly string[]): vscode.MarkdownString {
  const more = ids.length > IDS_SHOWN ? [vscode.l10n.t('and {0} more', ids.length - IDS_SHOWN)] : [];
  const message = new vscode.MarkdownString();
  message.appendText([...ids.slice(0, IDS_SHOWN), ...more].join(', '));
  message.appendMarkdown('\n\n');
  message.appendText(
    vscode.l10n.t('Nothing is deleted by this answer: Teardown shows what would be removed and asks you itself.'),
  );
  return message;
}
