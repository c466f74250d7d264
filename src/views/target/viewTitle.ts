import type { SessionState } from '../../session/session.ts';
import { sourceLabel } from '../../aws/identity/target.ts';
import { protectionLabel, type ProtectionLevel } from '../../deletion/planning/protection.ts';
import { escapeInvisible } from '../../common/text/displayText.ts';

/**
 * Returns what stands with the view's name: where everything in it is. The account comes first: a narrow title cuts off its end.
 *
 * Example: `example-dev (111122223333) · dev · eu-west-1`; the profile alone until the account is known.
 */
export function viewDescription(
  state: SessionState,
  account: string | undefined,
  protection: ProtectionLevel | undefined,
): string {
  if (state.kind === 'idle' || !state.selection) return '';
  const profile = escapeInvisible(sourceLabel(state.selection.source));
  if (state.kind !== 'ready') return profile;
  const regions = state.targets.map(({ region }) => region).join(', ');
  return [account ?? '', profile, regions, ...(protection ? [protectionLabel(protection)] : [])].join(' · ');
}
