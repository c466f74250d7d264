import { t } from '@vscode/l10n';
import { kindById } from '../../catalog/index.ts';
import type { Verb } from '../../catalog/model/deleteAction.ts';
import type { JournalEntry, StoredOutcomeKind } from '../journal/entry.ts';
import { hasResponse } from './entryResponses.ts';
import { outcomeLabel, verbForms } from './phrases.ts';
import { countKinds } from './planSummary.ts';

/** What was done in one go: the entries of one plan, or one restore. */
export interface DeletionRun {
  readonly id: string;
  /** Newest first, at least one. */
  readonly entries: readonly JournalEntry[];
}

/** What is known of entries beside the journal. */
export interface EntryTests {
  /** Returns whether some window works on an entry. */
  readonly isRunning: (entry: JournalEntry) => boolean;
  /** Returns whether a later restore has undone an entry. */
  readonly isRestored: (entry: JournalEntry) => boolean;
}

/** What the Deletions view can be kept to. */
export type OutcomeFilter = 'deleted' | 'failed' | 'notDeleted' | 'inProgress' | 'restorable' | 'restored';

/** Groups entries by what was done in one go: what still runs first, then the newest. `entries` are newest first. */
export function groupRuns(entries: readonly JournalEntry[]): readonly DeletionRun[] {
  const byPlan = new Map<string, JournalEntry[]>();
  for (const entry of entries) {
    const own = byPlan.get(entry.planId);
    if (own) own.push(entry);
    else byPlan.set(entry.planId, [entry]);
  }
  const runs = [...byPlan].map(([id, own]): DeletionRun => ({ id, entries: own }));
  return [...runs.filter((run) => !hasEnded(run)), ...runs.filter(hasEnded)];
}

function hasEnded({ entries }: DeletionRun): boolean {
  return entries.every(({ state }) => state === 'completed');
}

/** Returns what a run of several entries was about: `3 key pairs`, `5 resources`. */
export function runTitle({ entries }: DeletionRun): string {
  return countKinds(entries.map(({ resource }) => kindById(resource.kind)));
}

const verbOf = ({ resource }: JournalEntry): Verb => kindById(resource.kind)?.action.verb ?? 'delete';

/**
 * Returns how an entry ended, or how far it is, in a word or two. `isRunning`: some window works on it. `isRestored`: a later restore has
 * undone it. `verb` is what was done, where it is not that of the resource type.
 */
export function entryStatus(entry: JournalEntry, isRunning: boolean, isRestored = false, verb = verbOf(entry)): string {
  const { outcome, action, state } = entry;
  const { participle, progressive } = verbForms(verb);
  if (state !== 'completed' && isRunning) return action === 'restore' ? t('restoring') : progressive;
  if (!outcome) return t('not finished');
  if (isRestored && isEntryDeleted(entry)) return t('{0} and restored', participle);
  const status = outcomeStatus(outcome.kind, participle);
  return action === 'restore' && outcome.kind !== 'restored' ? restoreStatus(status) : status;
}

function outcomeStatus(kind: StoredOutcomeKind, participle: string): string {
  switch (kind) {
    case 'executed':
      return t('deleted by a dry run');
    case 'restored':
      return t('restored');
    case 'allowed':
      return t('allowed');
    case 'changed':
      return t('changed');
    default:
      return outcomeLabel(kind, participle);
  }
}

/** Returns how a restore ended that did not restore: the word alone would read as the end of a deletion. */
function restoreStatus(label: string): string {
  return t({ message: 'restore: {0}', args: [label], comment: '{0} is how a restore ended: restore: denied' });
}

/**
 * Returns how the entries of a run ended: `1 denied, 4 deleted`. What did not delete comes first, because a side bar cuts off the end.
 * Resources of several verbs are all "deleted", as in the report.
 */
export function runStatus({ entries }: DeletionRun, { isRunning, isRestored }: EntryTests): string {
  const [verb = 'delete', ...others] = new Set(entries.map(verbOf));
  const shared = others.length === 0 ? verb : 'delete';
  const counts = new Map<string, { readonly isDeleted: boolean; count: number }>();
  for (const entry of entries) {
    const status = entryStatus(entry, isRunning(entry), isRestored(entry), shared);
    const known = counts.get(status);
    if (known) known.count += 1;
    else counts.set(status, { isDeleted: isEntryDeleted(entry), count: 1 });
  }
  return [...counts]
    .sort(([, one], [, other]) => Number(one.isDeleted) - Number(other.isDeleted) || other.count - one.count)
    .map(([status, { count }]) => `${count} ${status}`)
    .join(', ');
}

/** Returns whether AWS deleted the resource of an entry, or it was deleted already. */
export function isEntryDeleted({ action, outcome }: JournalEntry): boolean {
  if (action === 'restore' || !outcome) return false;
  return outcome.kind === 'deleted' || outcome.kind === 'alreadyDeleted' || outcome.kind === 'executed';
}

/** Returns whether an entry can be restored, judged by its resource type alone. */
export function isEntryRestorable(entry: JournalEntry): boolean {
  const restorability = kindById(entry.resource.kind)?.restorability;
  return entry.action === 'delete' && isEntryDeleted(entry) && restorability?.restore !== undefined;
}

/** Returns whether an entry has ended and left its resource, so that its deletion can be tried again. */
export function isRetriable(entry: JournalEntry): boolean {
  return entry.action === 'delete' && entry.state === 'completed' && !isEntryDeleted(entry);
}

/** Returns a test for the entries that one of some filters lets through; all, where there is no filter. */
export function outcomeTest(
  filters: ReadonlySet<OutcomeFilter>,
  entries: readonly JournalEntry[],
): (entry: JournalEntry) => boolean {
  if (filters.size === 0) return () => true;
  const isRestored = restoredTest(entries);
  return (entry) => [...filters].some((filter) => passes(filter, entry, isRestored(entry)));
}

/** Returns a test for the deletions that a later restore has undone. */
export function restoredTest(entries: readonly JournalEntry[]): (entry: JournalEntry) => boolean {
  const restoredAt = new Map<string, number>();
  for (const { resource, outcome } of entries) {
    if (outcome?.kind !== 'restored') continue;
    restoredAt.set(resource.key, Math.max(outcome.at, restoredAt.get(resource.key) ?? 0));
  }
  return ({ at, resource: { key } }) => (restoredAt.get(key) ?? 0) > at;
}

function passes(filter: OutcomeFilter, entry: JournalEntry, isRestored: boolean): boolean {
  const { outcome, state } = entry;
  switch (filter) {
    case 'deleted':
      return isEntryDeleted(entry);
    case 'failed':
      return outcome?.kind === 'failed' || outcome?.kind === 'denied' || outcome?.kind === 'unknown';
    case 'notDeleted':
      return isRetriable(entry);
    case 'inProgress':
      return state !== 'completed';
    case 'restorable':
      return isEntryRestorable(entry) && !isRestored;
    case 'restored':
      return outcome?.kind === 'restored';
  }
}

/** Returns the tags by which menus choose what they offer on an entry, between semicolons. `isRestored`: a later restore has undone it. */
export function entryTags(entry: JournalEntry, isRestored = false): string {
  const { action } = entry;
  const tags = ['entry'];
  if (action === 'delete') tags.push('planned');
  if (isEntryRestorable(entry) && !isRestored) tags.push('restorable');
  if (isRetriable(entry)) tags.push('again');
  if (hasResponse(entry)) tags.push('responded');
  // What was deleted has no row, and what was restored has another id.
  if (action !== 'restore' && !isEntryDeleted(entry)) tags.push('reveal');
  return `;${tags.join(';')};`;
}

/** Returns the tags of a run: what at least one of its entries offers. */
export function runTags({ entries }: DeletionRun, isRestored: (entry: JournalEntry) => boolean = () => false): string {
  const offered = new Set(entries.flatMap((entry) => entryTags(entry, isRestored(entry)).split(';').filter(Boolean)));
  const tags = ['planned', 'restorable', 'again', 'responded'].filter((tag) => offered.has(tag));
  return `;run;${tags.map((tag) => `${tag};`).join('')}`;
}
