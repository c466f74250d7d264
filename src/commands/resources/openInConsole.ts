import * as vscode from 'vscode';
import { consoleUrl } from '../../inventory/consoleUrl.ts';
import { escapeLabelMarkup } from '../../common/text/displayText.ts';
import type { AccountLabel } from '../../deletion/presentation/placeLines.ts';
import { notify } from '../../vscode/notifications.ts';
import { resourceOf } from '../selectedResources.ts';

/** How long it is said which account the console should be signed in to: milliseconds. */
const MESSAGE_MS = 15_000;

/**
 * **Open in AWS Console**: the home page of the console that has the resource. Which account it shows is up to the browser, so
 * that is said.
 */
export async function openInConsole(node: unknown, accountLabel: AccountLabel): Promise<void> {
  const resource = resourceOf(node);
  if (!resource) return;
  const page = consoleUrl(resource);
  if (page === undefined) {
    void notify.info(vscode.l10n.t('This partition has no AWS console on the public internet.'));
    return;
  }
  const { accountId } = resource.target.identity;
  if (await vscode.env.openExternal(vscode.Uri.parse(page, true))) {
    vscode.window.setStatusBarMessage(
      vscode.l10n.t(
        '$(link-external) This resource is in account {0}. Your browser may be signed in to another account',
        escapeLabelMarkup(accountLabel(accountId)),
      ),
      MESSAGE_MS,
    );
  }
}
