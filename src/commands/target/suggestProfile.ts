import * as vscode from 'vscode';
import type { SelectionStore } from '../../session/selectionStore.ts';
import type { Session } from '../../session/session.ts';
import { truncateMiddle } from '../../common/text/displayText.ts';
import { notify } from '../../vscode/notifications.ts';

/**
 * Asks whether to use the profile that the workspace brings in its settings, once per workspace and profile. A
 * repository may suggest an account; only the user chooses it.
 */
export async function suggestProfile(choices: SelectionStore, session: Session): Promise<void> {
  const name = choices.pendingSuggestion();
  if (name === undefined) return;
  const shown = truncateMiddle(name, 64);
  const use = vscode.l10n.t('Use {0} Here', shown);
  const keep = vscode.l10n.t('Keep Current Profile');
  const answer = await notify.info(
    vscode.l10n.t(
      'The settings of this workspace suggest the AWS profile "{0}". Teardown uses it only if you agree.',
      shown,
    ),
    use,
    keep,
  );
  if (answer === undefined) return;
  await choices.resolveSuggestion(name, answer === use);
  if (answer === use) await session.resolve();
}
