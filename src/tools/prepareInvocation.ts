import * as vscode from 'vscode';
import { kindById } from '../catalog/index.ts';
import { actionTitle } from '../deletion/presentation/phrases.ts';
import { TOOLS } from '../contributions.ts';
import { truncateMiddle } from '../common/text/displayText.ts';
import { nameList } from '../common/text/nameList.ts';

/** How many ids the question names, and how long each may be, in characters. */
const IDS_SHOWN = 5;
const ID_LIMIT = 60;

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
  return resources.map((one: unknown) => {
    const text = (member: string) => {
      const value: unknown = typeof one === 'object' && one !== null ? Reflect.get(one, member) : undefined;
      return typeof value === 'string' && value !== '' ? truncateMiddle(value, ID_LIMIT) : undefined;
    };
    const [id, parent, region, kind] = [text('id') ?? '?', text('parentId'), text('region'), text('kind')];
    // A resource and what is detached from it may have one id.
    const known = kindById(kind ?? '');
    const named = known ? actionTitle(known, id) : [kind, id].filter(Boolean).join(' ');
    const own = parent === undefined ? named : vscode.l10n.t('{0} of {1}', named, parent);
    return region === undefined ? own : `${own} (${region})`;
  });
}

/** Returns the question. Ids are plain text: a link that a model wrote must not work. */
function question(ids: readonly string[]): vscode.MarkdownString {
  const message = new vscode.MarkdownString();
  message.appendText(nameList(ids, IDS_SHOWN));
  message.appendMarkdown('\n\n');
  message.appendText(vscode.l10n.t('This step deletes nothing. Teardown shows the plan and asks you to confirm it.'));
  return message;
}
