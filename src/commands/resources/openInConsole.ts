import * as vscode from 'vscode';
import { consolePage } from '../../inventory/consoleUrl.ts';
import { escapeLabelMarkup } from '../../common/text/displayText.ts';
import type { AccountLabel } from '../../deletion/presentation/placeLines.ts';
import { notify } from '../../vscode/notifications.ts';
import { resourceOf } from '../selectedResources.ts';

/** Milliseconds for which the message shows which account the console should be signed in to. */
const MESSAGE_MS = 15_000;

/**
 * Opens the page of the resource, or the home page of its console: **Open in AWS Console**. The browser determines
 * which account the page shows, so a message names the right one.
 */
export async function openInConsole(node: unknown, accountLabel: AccountLabel): Promise<void> {
  const resource = resourceOf(node);
  if (!resource) return;
  const page = consolePage(resource);
  if (page === undefined) {
    void notify.info(vscode.l10n.t('This partition has no AWS console on the public internet.'));
    return;
  }
  const { accountId } = resource.target.identity;
  if (await vscode.env.openExternal(vscode.Uri.parse(page.url, true))) {
    const account = vscode.l10n.t(
      '$(link-external) This resource is in account {0}. Your browser may be signed in to another account',
      escapeLabelMarkup(accountLabel(accountId)),
    );
    const home = vscode.l10n.t('The console has no address for this resource type: its home page was opened');
    vscode.window.setStatusBarMessage(page.shows === 'home' ? `${account}. ${home}` : account, MESSAGE_MS);
  }
}
