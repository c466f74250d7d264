import { t } from '@vscode/l10n';
import type { Resource } from '../../inventory/resource.ts';
import { CONSISTENCY_LAG_MS } from '../execution/consistency.ts';
import type { JournalEntry } from '../journal/entry.ts';
import type { RestoreOutcome } from './restoreOutcome.ts';

/** Returns the restores of a resource that the journal knows, of all windows. */
function restoresOf({ key }: Resource, entries: readonly JournalEntry[]): readonly JournalEntry[] {
  return entries.filter(({ action, resource }) => action === 'restore' && resource.key === key);
}

/** Returns the ids under which earlier restores brought a resource back. */
export function restoredIds(before: Resource, entries: readonly JournalEntry[]): readonly string[] {
  const ids = restoresOf(before, entries).flatMap(({ outcome }) => outcome?.newId ?? []);
  return [...new Set(ids)].filter((id) => id !== before.id);
}

/**
 * Returns why a resource must not be restored now: an earlier restore may have created it, and AWS's lists may not have it yet. `now` is
 * milliseconds since the epoch. The lock of the resource must be held: no living window is restoring it then.
 */
export function unsettledRestore(
  before: Resource,
  entries: readonly JournalEntry[],
  now: number,
): RestoreOutcome | undefined {
  for (const { state, outcome } of restoresOf(before, entries)) {
    if (state === 'sent') {
      return {
        kind: 'failed',
        reason: t('Nothing was sent: an earlier restore of it is not settled yet. Try again later.'),
      };
    }
    // The clocks of two machines may differ either way.
    if (outcome?.kind === 'unknown' && Math.abs(now - outcome.at) < CONSISTENCY_LAG_MS) {
      return {
        kind: 'failed',
        reason: t(
          'Nothing was sent: how an earlier restore of it ended is unknown. AWS may list it within five minutes.',
        ),
      };
    }
  }
  return undefined;
}
