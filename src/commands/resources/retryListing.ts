import * as vscode from 'vscode';
import { describeFailure } from '../../aws/errors/errorMessages.ts';
import { COMMANDS } from '../../contributions.ts';
import { ErrorNode, SessionProblemNode } from '../../views/resources/nodes.ts';
import type { Logger } from '../../views/output/logger.ts';
import { SHOW_DETAILS } from '../../views/resources/items/resourceItems.ts';
import { refresh, type RefreshDeps } from './refresh.ts';
import { notify } from '../../vscode/notifications.ts';

/**
 * Tries again at once: **Retry**. A click on the row of what failed first shows what happened and what to do, and tries
 * again if the user wants it.
 */
export async function retryListing(node: unknown, showDetails: unknown, deps: RefreshDeps, log: Logger): Promise<void> {
  const message = showDetails === SHOW_DETAILS ? detailedMessage(node) : undefined;
  if (message === undefined) return refresh(node, deps);
  const retry = vscode.l10n.t('Retry');
  const showLog = vscode.l10n.t('Show Log');
  const help = vscode.l10n.t('Open Help');
  const answer = await notify.warn(message, retry, showLog, help);
  if (answer === retry) await refresh(node, deps);
  else if (answer === showLog) log.show();
  else if (answer === help) await vscode.commands.executeCommand(COMMANDS.openHelp);
}

function detailedMessage(node: unknown): string | undefined {
  if (node instanceof SessionProblemNode) return node.problem.message;
  if (!(node instanceof ErrorNode)) return undefined;
  const { message, suggestion } = describeFailure(node.failure);
  return suggestion === undefined ? message : `${message} ${suggestion}`;
}
