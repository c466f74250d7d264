import * as vscode from 'vscode';
import { kindById } from '../../catalog/index.ts';
import { absoluteAndRelative, relativeTime } from '../../common/text/relativeTime.ts';
import { escapeInvisible, shortenHex } from '../../common/text/displayText.ts';
import type { JournalEntry, StoredOutcomeKind } from '../../deletion/journal/entry.ts';
import {
  entryStatus,
  entryTags,
  runStatus,
  runTags,
  runTitle,
  type DeletionRun,
  type EntryTests,
} from '../../deletion/presentation/deletionRuns.ts';
import { placeText, type PlaceOf } from '../../deletion/presentation/journalPlaces.ts';
import type { AccountLabel } from '../../deletion/presentation/placeLines.ts';
import { pluralize } from '../../deletion/presentation/phrases.ts';
import { parentLabel } from '../../deletion/presentation/resourceLabels.ts';
import { entryDetails, entryLabel, labeledEntry } from '../../deletion/presentation/rowLabels.ts';
import { outcomeIcon } from '../outcomeIcons.ts';
import { rowIcon } from '../rowColors.ts';
import type { EntryNode } from './deletionNodes.ts';

/** What rows need beside the journal. */
export interface RowContext extends EntryTests {
  readonly accountLabel: AccountLabel;
  /** Returns where a resource was, as its row shows it. */
  readonly placeOf: PlaceOf;
  readonly now: number;
}

/** The outcomes that a run shows by its icon, the worst first. */
const WORST_FIRST: readonly StoredOutcomeKind[] = [
  ...(['executed', 'failed', 'denied', 'unknown', 'blocked', 'changed', 'reverted', 'canceled', 'deleting'] as const),
  ...(['deleted', 'alreadyDeleted', 'restored', 'allowed'] as const),
];

/** Returns the row of an entry: the name, then what distinguishes it from others of that name, how it ended and when, what, and where. */
export function entryItem(
  { entry, difference }: EntryNode,
  { isRunning, isRestored, accountLabel, placeOf, now }: RowContext,
): vscode.TreeItem {
  const { resource, outcome, at } = entry;
  const name = escapeInvisible(resource.name ?? resource.id);
  const noun = kindById(resource.kind)?.noun ?? resource.kind;
  const runs = isRunning(entry);
  const status = entryStatus(entry, runs, isRestored(entry));
  const when = relativeTime(new Date(outcome?.at ?? at), now);
  const item = new vscode.TreeItem(shortenHex(name), vscode.TreeItemCollapsibleState.None);
  item.id = `entry ${entry.id}`;
  item.contextValue = entryTags(entry, isRestored(entry));
  const label = entryLabel(entry);
  const parent = parentLabel(labeledEntry(entry));
  const what = parent === undefined ? noun : vscode.l10n.t('{0} of {1}', noun, parent);
  const place = placeOf(resource);
  const where = [...(place.account === undefined ? [] : [place.account]), place.region];
  const facts = [status, when, what, ...where, ...entryDetails(entry)].map(shortenHex);
  item.description = [...difference, ...facts.filter((fact) => !difference.includes(fact))].join(' · ');
  const running = runs && entry.state !== 'completed';
  item.iconPath = running ? rowIcon('loading~spin', undefined) : outcomeIcon(outcome?.kind ?? 'unknown');
  item.tooltip = entryTooltip(entry, accountLabel, now);
  item.accessibilityInformation = { label: [status, noun, shortenHex(label), placeText(place), when].join(', ') };
  return item;
}

/** Returns the row of a run: what was done, then how it ended, where and when. */
export function runItem(
  run: DeletionRun,
  { isRunning, isRestored, accountLabel, placeOf, now }: RowContext,
): vscode.TreeItem {
  const { entries } = run;
  const title = runTitle(run);
  const counts = runStatus(run, { isRunning, isRestored });
  const at = new Date(Math.max(...entries.map((entry) => entry.outcome?.at ?? entry.at)));
  const when = relativeTime(at, now);
  const places = [...new Set(entries.map(({ resource }) => placeText(placeOf(resource))))].join(', ');
  const runs = entries.some((entry) => entry.state !== 'completed' && isRunning(entry));
  const { Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
  const item = new vscode.TreeItem(title, runs ? Expanded : Collapsed);
  item.id = `run ${run.id}`;
  item.contextValue = runTags(run, isRestored);
  const types = new Set(entries.map(({ resource }) => resource.kind)).size > 1 ? [countsByType(entries)] : [];
  item.description = [counts, when, ...types, places].join(' · ');
  const kinds = new Set(entries.map(({ outcome }) => outcome?.kind ?? 'unknown'));
  const worst = WORST_FIRST.find((kind) => kinds.has(kind)) ?? 'unknown';
  item.iconPath = runs ? rowIcon('loading~spin', undefined) : outcomeIcon(worst);
  item.tooltip = [
    countsByType(entries),
    counts,
    ...new Set(entries.map((entry) => placeLine(entry, accountLabel))),
    absoluteAndRelative(at, now),
  ].join('\n');
  item.accessibilityInformation = { label: [title, counts, places, when].join(', ') };
  return item;
}

/** Returns how many there are of each resource type: `1 VPC · 3 subnets`. */
function countsByType(entries: readonly JournalEntry[]): string {
  const counts = new Map<string, number>();
  for (const { resource } of entries) counts.set(resource.kind, (counts.get(resource.kind) ?? 0) + 1);
  return [...counts].map(([id, count]) => pluralize(count, kindById(id) ?? { noun: id, pluralNoun: id })).join(' · ');
}

function placeLine({ resource }: JournalEntry, accountLabel: AccountLabel): string {
  const profile = resource.source.kind === 'profile' ? resource.source.name : resource.source.kind;
  const account = accountLabel(resource.accountId);
  return vscode.l10n.t('Profile {0} · account {1} · {2}', escapeInvisible(profile), account, resource.region);
}

/** Returns the tooltip: names and ids in full. */
function entryTooltip(entry: JournalEntry, accountLabel: AccountLabel, now: number): string {
  const { resource, operation, outcome, at, calls } = entry;
  const { id, name, parent } = resource;
  return [
    `${operation} ${escapeInvisible(name ?? id)}`,
    ...(name === undefined || name === id ? [] : [vscode.l10n.t('ID: {0}', escapeInvisible(id))]),
    ...(parent ? [`${parent.noun}: ${parentNames(parent).map(escapeInvisible).join(' · ')}`] : []),
    ...(labeledEntry(entry).values ?? []),
    placeLine(entry, accountLabel),
    absoluteAndRelative(new Date(outcome?.at ?? at), now),
    calls.length === 1 ? vscode.l10n.t('1 request') : vscode.l10n.t('{0} requests', calls.length),
    ...(outcome?.reason === undefined ? [] : [escapeInvisible(outcome.reason)]),
  ].join('\n');
}

const parentNames = ({ id, name = id }: { readonly id: string; readonly name?: string }): readonly string[] =>
  name === id ? [id] : [name, id];
