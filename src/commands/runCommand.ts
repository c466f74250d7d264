import * as vscode from 'vscode';
import type { COMMANDS } from '../contributions.ts';
import type { Logger } from '../views/output/logger.ts';
import { notify } from '../vscode/notifications.ts';
import { errorMessage } from '../common/errors.ts';

/** A command's id. */
export type CommandId = (typeof COMMANDS)[keyof typeof COMMANDS];

/** What a command is: called with whatever VS Code, a key binding or another extension hands over. */
export type CommandHandler = (...args: readonly unknown[]) => Promise<void> | void;

/**
 * Runs a command. An error is logged and shown to the user once. `work` must check its arguments itself: commands are
 * public.
 */
export async function runCommand(id: CommandId, log: Logger, work: () => Promise<void> | void): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (error instanceof Error) log.error(`${id}:`, error);
    else log.error(`${id}: ${String(error)}`);
    const showLog = vscode.l10n.t('Show Log');
    const message = errorMessage(error);
    const answer = await notify.error(vscode.l10n.t('Teardown: {0}', message), showLog);
    if (answer === showLog) log.show();
  }
}
