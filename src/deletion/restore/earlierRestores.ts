import { t } from '@vscode/l10n';
import type { Resource } from '../../inventory/resource.ts';
import { CONSISTENCY_LAG_MS } from '../execution/consistency.ts';
import type { JournalEntry, StoredOutcome } from '../journal/entry.ts';
import type { RestoreOutcome } from './restoreOutcome.ts';

/** Returns the restores of a resource in the journal, of all windows. */
function restoresOf({ key }: Resource, entries: readonly JournalEntry[]): readonly JournalEntry[] {
  return entries.filter(({ action, resource }) => action === 'restore' && resource.key === key);
}

/** Returns the ids under which earlier restores brought a resource back. */
export function restoredIds(before: Resource, entries: readonly JournalEntry[]): readonly string[] {
  const ids = restoresOf(before, entries).flatMap(({ outcome }) => outcome?.newId ?? []);
  return [...new Set(ids)].filter((id) => id !== before.id);
}

/**
 * Returns why a resource must not be restored now: an earlier restore may have created it, and AWS's lists may not have it yet. The lock
 * of the resource must be held: no living window is restoring it then.
 */
export function unsettledRestore(
  before: Resource,
  entries: readonly JournalEntry[],
  ageMs: (restore: JournalEntry) => number,
): RestoreOutcome | undefined {
  for (const entry of restoresOf(before, entries)) {
    const { state, outcome } = entry;
    if (state === 'sent') {
      return {
        kind: 'failed',
        reason: t('Nothing was sent: an earlier restore of it is not settled yet. Try again later.'),
      };
    }
    if (outcome?.kind === 'unknown' && ageMs(entry) < CONSISTENCY_LAG_MS) {
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

/**
 * Returns why a resource that AWS does not list must not be restored now: an earlier restore has succeeded a moment ago, and the list may be
 * that of a host that lags behind. Not where a deletion has ended since.
 */
export function recentRestore(
  before: Resource,
  entries: readonly JournalEntry[],
  ageMs: (restore: JournalEntry) => number,
): RestoreOutcome | undefined {
  const isRecent = restoresOf(before, entries).some(
    (restore) =>
      restore.outcome?.kind === 'restored' &&
      ageMs(restore) < CONSISTENCY_LAG_MS &&
      !entries.some((entry) => isDeletionSince(entry, before, restore)),
  );
  if (!isRecent) return undefined;
  const reason = t('Nothing was sent: it was restored less than five minutes ago, and AWS may not list it yet.');
  return { kind: 'failed', reason };
}

/**
 * Returns whether an entry is a deletion of what was restored: under its new id, which it had not before, or under its old one by the window
 * that restored it. The times of two windows are not compared: one may be on a machine whose clock is ahead.
 */
function isDeletionSince(
  { action, at, resource, outcome, instance }: JournalEntry,
  { kind, id, key }: Resource,
  { outcome: restored, instance: restorer }: JournalEntry,
): boolean {
  if (action !== 'delete' || outcome?.kind !== 'deleted') return false;
  const newId = restored?.newId ?? id;
  if (newId !== id && resource.kind === kind.id && resource.id === newId) return true;
  return resource.key === key && instance.id === restorer.id && at >= (restored?.at ?? Infinity);
}

/**
 * Returns when a resource was deleted according to the journal, in milliseconds since the epoch; undefined where a restore has brought it
 * back since.
 */
export function lastDeletedAt({ kind, key, id }: Resource, entries: readonly JournalEntry[]): number | undefined {
  const own = entries.filter(({ resource }) => resource.key === key);
  const deletions = own.flatMap(({ action, outcome }) => (action === 'delete' && outcome ? deletedTime(outcome) : []));
  const at = Math.max(...deletions);
  const isRestored = entries.some(
    ({ action, resource, outcome }) =>
      action === 'restore' &&
      outcome?.kind === 'restored' &&
      outcome.at >= at &&
      (resource.key === key || (resource.kind === kind.id && outcome.newId === id)),
  );
  return deletions.length === 0 || isRestored ? undefined : at;
}

const deletedTime = ({ kind, at }: StoredOutcome): readonly number[] =>
  kind === 'deleted' || kind === 'alreadyDeleted' ? [at] : [];
