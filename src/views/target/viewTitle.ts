import type { SessionState } from '../../session/session.ts';
import { sourceLabel } from '../../aws/identity/target.ts';
import { protectionLabel, type ProtectionLevel } from '../../deletion/planning/protection.ts';
import { escapeInvisible } from '../../common/text/displayText.ts';

/** An account as the title shows it. */
export interface TitledAccount {
  readonly id: string;
  /** Undefined where none is known. */
  readonly alias: string | undefined;
}

/** A title of 300 px has room for so many characters beside its name and its buttons; an account number has as many. */
const ROOM = 12;

/**
 * Returns what stands with the view's name: where everything in it is. The account comes first, and of its names the first one that fits:
 * a narrow title cuts off its end.
 *
 * Example: `example-dev (111122223333) · dev · eu-west-1`; the profile alone until the account is known.
 */
export function viewDescription(
  state: SessionState,
  account: TitledAccount | undefined,
  protection: ProtectionLevel | undefined,
): string {
  if (state.kind === 'idle' || !state.selection) return '';
  const profile = escapeInvisible(sourceLabel(state.selection.source));
  if (state.kind !== 'ready') return profile;
  const regions = state.targets.map(({ region }) => region).join(', ');
  const protectedBy = protection ? [protectionLabel(protection)] : [];
  return [account ? accountTitle(account) : '', profile, regions, ...protectedBy].join(' · ');
}

function accountTitle({ id, alias }: TitledAccount): string {
  if (alias === undefined) return id;
  const name = escapeInvisible(alias);
  return name.length <= ROOM ? `${name} (${id})` : `${id} (${name})`;
}
