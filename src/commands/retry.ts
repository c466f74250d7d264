import * as vscode from 'vscode';
import { explain } from '../aws/explain.ts';
import { COMMANDS } from '../contributions.ts';
import { ProblemNode, SessionProblemNode } from '../views/nodes.ts';
import type { Log } from '../views/log.ts';
import { TELL } from '../views/treeItems.ts';
import { refresh, type RefreshParts } from './refresh.ts';
import { notify } from './notify.ts';

/**
 * **Retry**: tries again at once. A click on the row of what failed tells all of what happened and what to do before it, and
 * tries again if the user wants it.
 *
 * @param node the row
 * @param tell {@link TELL} for a click on the row
 * @param parts what refreshing works with
 * @param log shown when the user wants to see it
 */
export async function retry(node: unknown, tell: unknown, parts: RefreshParts, log: Log): Promise<void> {
  const message = tell === TELL ? messageOf(node) : undefined;
  if (message === undefined) return refresh(node, parts);
  const again = vscode.l10n.t('Retry');
  const showLog = vscode.l10n.t('Show Log');
  const help = vscode.l10n.t('Open Help');
  const answer = await notify.warn(message, again, showLog, help);
  if (answer === again) await refresh(node, parts);
  else if (answer === showLog) log.show();
  else if (answer === help) await vscode.commands.executeCommand(COMMANDS.openHelp);
}

function messageOf(node: unknown): string | undefined {
  if (node instanceof SessionProblemNode) return node.problem.message;
  if (!(node instanceof ProblemNode)) return undefined;
  const { what, next } = explain(node.failure);
  return next === undefined ? what : `${what} ${next}`;
}
