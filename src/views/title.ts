import type { SessionState } from '../aws/session.ts';
import { sourceLabel } from '../aws/target.ts';
import { protectionWord, type ProtectionLevel } from '../deletion/protection.ts';
import { visible } from '../text/visible.ts';

/**
 * What stands with the view's name: where everything in it is.
 *
 * @param state the window's session
 * @param protection the protection of the profile or account
 * @returns for instance `dev · 111122223333 · eu-west-1`; the profile alone until the account is known
 */
export function titleOf(state: SessionState, protection: ProtectionLevel | undefined): string {
  if (state.kind === 'idle' || !state.choice) return '';
  const profile = visible(sourceLabel(state.choice.source));
  if (state.kind !== 'ready') return profile;
  const account = state.targets[0]?.identity.accountId ?? '';
  const regions = state.targets.map(({ region }) => region).join(', ');
  return [profile, account, regions, ...(protection ? [protectionWord(protection)] : [])].join(' · ');
}
