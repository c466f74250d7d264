import * as vscode from 'vscode';
import { COMMANDS } from '../contributions.ts';
import type { ResponseChannel } from '../views/output/responseChannel.ts';
import { notify } from '../vscode/notifications.ts';

/** A button of a message, and what it does. */
export interface NotificationAction {
  readonly label: string;
  run(): Promise<void> | void;
}

/** A notification cuts off the labels of more buttons than these. */
const MAX_BUTTONS = 3;

/** Shows a message, with the level of `show` and the first three buttons, and does what the chosen one does. */
export async function offer(
  show: (typeof notify)['info' | 'warn' | 'error'],
  sentence: string,
  actions: readonly NotificationAction[],
): Promise<void> {
  const shown = actions.slice(0, MAX_BUTTONS);
  const answer = await show(sentence, ...shown.map(({ label }) => label));
  await shown.find(({ label }) => label === answer)?.run();
}

/** Returns the level of a message on how something ended. */
export const levelOf = (succeeded: boolean) => (succeeded ? notify.info : notify.warn);

/** Returns a button that runs a command. */
export function commandAction(label: string, id: string, ...args: readonly unknown[]): NotificationAction {
  return {
    label,
    run: async () => {
      await vscode.commands.executeCommand(id, ...args);
    },
  };
}

/** Returns **Show Response** where AWS has responded to a request; without a response there is nothing to show. */
export function responseActions(responses: Pick<ResponseChannel, 'show'>, hasResponded: boolean): NotificationAction[] {
  if (!hasResponded) return [];
  return [
    {
      label: vscode.l10n.t('Show Response'),
      run: () => {
        responses.show();
      },
    },
  ];
}

/** Returns **Show Deletions**. */
export const deletionsAction = () => commandAction(vscode.l10n.t('Show Deletions'), COMMANDS.showDeletions);

/** Returns **Open Help**, for what did not succeed. */
export const helpAction = () => commandAction(vscode.l10n.t('Open Help'), COMMANDS.openHelp);
