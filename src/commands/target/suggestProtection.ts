import * as vscode from 'vscode';
import { sourceLabel, type Target } from '../../aws/identity/target.ts';
import { truncateMiddle } from '../../common/text/displayText.ts';
import type { ProtectionLevel } from '../../deletion/planning/protection.ts';
import type { KeyValueStore } from '../../session/keyValueStore.ts';
import { notify } from '../../vscode/notifications.ts';
import { isProductionName, ProtectionSuggestions } from '../../session/protectionSuggestions.ts';
import { protectSource, type ProtectDeps } from './protectProfile.ts';

/** Dependencies of the suggestion. */
export interface SuggestProtectionDeps extends ProtectDeps {
  readonly protectionAt: (target: Target) => ProtectionLevel | undefined;
  /** Kept for all workspaces. */
  readonly global: KeyValueStore;
}

/**
 * Suggests protecting what is named like production, once for each profile and account. Returns a disposable that
 * stops it.
 */
export function suggestProtection(deps: SuggestProtectionDeps): vscode.Disposable {
  const suggestions = new ProtectionSuggestions(deps.global);
  const update = () => void suggest(deps, suggestions);
  const stops = [deps.session.onDidChange(update), deps.aliases.onDidChange(update)];
  return new vscode.Disposable(() => {
    for (const stop of stops) stop();
  });
}

async function suggest(deps: SuggestProtectionDeps, suggestions: ProtectionSuggestions): Promise<void> {
  const { aliases, session, protectionAt } = deps;
  const target = currentTarget(session);
  if (!target || protectionAt(target) !== undefined) return;
  const { source, accountId } = target.identity;
  const profile = sourceLabel(source);
  const named = [profile, aliases.of(accountId)].some((name) => name !== undefined && isProductionName(name));
  if (!named) return;
  // The message names the account by its alias, which may be on its way.
  await aliases.loadForMessage(target);
  if (currentTarget(session) !== target || protectionAt(target) !== undefined) return;
  if (!(await suggestions.claim(source, accountId))) return;
  const protect = vscode.l10n.t('Protect');
  const never = vscode.l10n.t('Never Suggest');
  const answer = await notify.info(
    vscode.l10n.t(
      'Profile {0} in account {1} looks like production. Require typing before every deletion there?',
      truncateMiddle(profile, 64),
      aliases.label(accountId),
    ),
    protect,
    never,
  );
  if (answer === protect) await protectSource(source, accountId, aliases);
  if (answer === never) await suggestions.never();
}

function currentTarget({ state }: ProtectDeps['session']): Target | undefined {
  return state.kind === 'ready' ? state.targets[0] : undefined;
}
