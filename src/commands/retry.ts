import * as vscode from 'vscode';
import { explain } from '../aws/explain.ts';
import { ProblemNode, SessionProblemNode } from '../views/nodes.ts';
import { refresh, type RefreshParts } from './refresh.ts';
import { notify } from './notify.ts';

/**
 * **Retry**, and a click on the row of a listing that failed: tells all of what happened and what to do, and tries again
 * if the user wants it.
 *
 * @param node the row
 * @param parts what refreshing works with
 * @param log shown when the user wants to see it
 */
export async function retry(node: unknown, parts: RefreshParts, log: vscode.LogOutputChannel): Promise<void> {
  const message = messageOf(node);
  if (message === undefined) return refresh(undefined, parts);
  const again = vscode.l10n.t('Retry');
  const showLog = vscode.l10n.t('Show Log');
  const answer = await notify.warn(message, again, showLog);
  if (answer === again) await refresh(node, parts);
  else if (answer === showLog) log.show(true);
}

function messageOf(node: unknown): string | undefined {
  if (node instanceof SessionProblemNode) return node.problem.message;
  if (!(node instanceof ProblemNode)) return undefined;
  const { what, next } = explain(node.failure);
  return next === undefined ? what : `${what} ${next}`;
}
