import * as vscode from 'vscode';
import { consolePage } from '../../inventory/consoleUrl.ts';
import type { Resource } from '../../inventory/resource.ts';
import { escapeLabelMarkup } from '../../common/text/displayText.ts';
import { accountsOf, type AccountLabel } from '../../deletion/presentation/placeLines.ts';
import { notify } from '../../vscode/notifications.ts';
import { selectedResources } from '../selectedResources.ts';

/** Milliseconds for which the message shows which account the console should be signed in to. */
const MESSAGE_MS = 15_000;

/** VS Code asks before each page. */
const MAX_PAGES = 5;

/**
 * Opens the pages of the selected resources, or the home pages of their consoles: **Open in AWS Console**. The browser
 * determines which account a page shows, so a message names the right one.
 */
export async function openInConsole(node: unknown, selected: unknown, accountLabel: AccountLabel): Promise<void> {
  const resources = selectedResources(node, selected) ?? [];
  const pages = resources.flatMap((resource) => consolePage(resource) ?? []);
  const urls = new Set(pages.map(({ url }) => url));
  if (urls.size === 0) {
    if (resources.length > 0)
      void notify.info(vscode.l10n.t('This partition has no AWS console on the public internet.'));
    return;
  }
  if (urls.size > MAX_PAGES) {
    void notify.info(
      vscode.l10n.t('No page was opened: {0} are too many. Select at most {1} resources.', urls.size, MAX_PAGES),
    );
    return;
  }
  for (const url of urls) if (!(await vscode.env.openExternal(vscode.Uri.parse(url, true)))) return;
  const account = accountMessage(resources, accountLabel);
  const home = vscode.l10n.t('The console has no address for this resource type: its home page was opened');
  const isHome = pages.some(({ shows }) => shows === 'home');
  vscode.window.setStatusBarMessage(isHome ? `${account}. ${home}` : account, MESSAGE_MS);
}

function accountMessage(resources: readonly Resource[], accountLabel: AccountLabel): string {
  const accounts = accountsOf(
    resources.map((resource) => ({ resource })),
    accountLabel,
  );
  return vscode.l10n.t(
    '$(link-external) Opened from account {0}. Your browser may be signed in to another account',
    escapeLabelMarkup(accounts),
  );
}
