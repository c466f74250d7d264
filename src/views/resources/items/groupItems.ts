import * as vscode from 'vscode';
import type { ListingState } from '../../../inventory/inventory.ts';
import { regionName } from '../../../aws/regions/regionNames.ts';
import { relativeTime } from '../../../common/text/relativeTime.ts';
import { escapeInvisible, shortenHex } from '../../../common/text/displayText.ts';
import type { Filter } from '../../../inventory/query/filter.ts';
import type { Grouping } from '../../../inventory/query/grouping.ts';
import { listPriceNote, type CostLabel } from '../../../pricing/costText.ts';
import type { CategorySummary } from '../categorySummary.ts';
import { FAILED_GROUP_ID } from '../groupContents.ts';
import { availability, countsOf, type ResourceCounts } from '../kindCounts.ts';
import type { RememberedCount } from '../rememberedCounts.ts';
import { rowIcon } from '../../rowColors.ts';
import type { CategoryNode, GroupNode, KindNode, RegionNode, ServiceNode } from '../nodes.ts';

/** The row of a listing older than this shows its age, and the tooltip of each: milliseconds. */
const AGE_SHOWN_AFTER_MS = 15 * 60_000;

/** Returns its row. */
export function regionItem(node: RegionNode, counted: readonly string[]): vscode.TreeItem {
  const { region } = node.target;
  const item = new vscode.TreeItem(region, vscode.TreeItemCollapsibleState.Expanded);
  item.id = node.id;
  item.contextValue = ';region;refreshable;';
  item.iconPath = new vscode.ThemeIcon('globe');
  const name = regionName(region);
  const parts = [...(name === undefined ? [] : [name]), ...counted];
  if (parts.length > 0) item.description = parts.join(' · ');
  item.accessibilityInformation = { label: [vscode.l10n.t('Region {0}', region), ...parts].join(', ') };
  return item;
}

/** Returns its row. */
export function serviceItem(node: ServiceNode, counted: readonly string[]): vscode.TreeItem {
  const { label } = node.service;
  const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.Expanded);
  item.id = node.id;
  item.contextValue = ';service;refreshable;';
  item.iconPath = new vscode.ThemeIcon('server');
  if (counted.length > 0) item.description = counted.join(' · ');
  item.accessibilityInformation = { label: [vscode.l10n.t('Service {0}', label), ...counted].join(', ') };
  return item;
}

/** Adds to the row of a service how many resource types are hidden under it: at its end, as it matters least. */
export function addHidden(item: vscode.TreeItem, { service }: ServiceNode, hidden: number, filtered: boolean): void {
  if (hidden === 0) return;
  const note = hiddenText(hidden, filtered);
  item.description = joined(item.description, note);
  item.accessibilityInformation = { label: `${item.accessibilityInformation?.label ?? ''}, ${note}` };
  addTooltip(item, vscode.l10n.t('{0}: {1}. They were listed and have nothing to show.', service.label, note));
}

function hiddenText(count: number, filtered: boolean): string {
  if (filtered)
    return count === 1 ? vscode.l10n.t('1 resource type hidden') : vscode.l10n.t('{0} resource types hidden', count);
  return count === 1
    ? vscode.l10n.t('1 empty resource type hidden')
    : vscode.l10n.t('{0} empty resource types hidden', count);
}

/** Returns its row: a count never claims more than is known. */
export function categoryItem(
  node: CategoryNode,
  summary: CategorySummary,
  filtered: boolean,
  now: number,
  isOpen: boolean,
): vscode.TreeItem {
  const { Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
  const item = new vscode.TreeItem(node.category, isOpen ? Expanded : Collapsed);
  item.id = node.id;
  item.contextValue = ';category;refreshable;';
  item.iconPath = summary.failed > 0 ? rowIcon('warning', 'warning') : new vscode.ThemeIcon('folder');
  const parts = summaryTexts(summary, filtered, now);
  if (parts.length > 0) item.description = parts.join(' · ');
  const notes = categoryNotes(summary, now);
  item.tooltip = [node.category, ...notes].join('\n');
  item.accessibilityInformation = {
    label: [vscode.l10n.t('Category {0}', node.category), ...parts, ...notes].join(', '),
  };
  return item;
}

const GROUP_ICONS: Readonly<Record<Grouping['by'], string>> = {
  service: 'server',
  region: 'globe',
  tag: 'tag',
  vpc: 'cloud',
  tool: 'tools',
  age: 'history',
  account: 'organization',
};

/** Returns the row of a group. `name` is what people call it, where its label is an id. */
export function groupItem(
  node: GroupNode,
  { by }: Grouping,
  counts: ResourceCounts | undefined,
  filtered: boolean,
  name: string | undefined,
): vscode.TreeItem {
  const label = escapeInvisible(shortenHex(node.group.label));
  const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.Collapsed);
  const isFailed = node.group.id === FAILED_GROUP_ID;
  item.id = node.id;
  item.contextValue = ';group;refreshable;';
  item.iconPath = isFailed ? rowIcon('warning', 'warning') : new vscode.ThemeIcon(GROUP_ICONS[by]);
  const parts = [name && escapeInvisible(name), counts && !isFailed ? countText(counts, filtered) : undefined].filter(
    (part) => part !== undefined,
  );
  item.description = parts.join(' · ');
  item.tooltip = [escapeInvisible(node.group.label), vscode.l10n.t('A group shows only what was listed.')].join('\n');
  item.accessibilityInformation = { label: [vscode.l10n.t('Group {0}', label), ...parts].join(', ') };
  return item;
}

/** Returns how many resources there are, and how old a count of an earlier session is. */
export function summaryTexts(summary: CategorySummary, filtered: boolean, now: number): readonly string[] {
  return [...categoryCount(summary, filtered), ...ageOf(summary.remembered, now)];
}

function categoryCount(summary: CategorySummary, filtered: boolean): readonly string[] {
  const { counts, remembered, failed, notListed } = summary;
  if (!counts && !remembered) return failed > 0 ? [vscode.l10n.t('not listed')] : [];
  const known = counts ?? { total: 0, shown: 0, unknown: 0 };
  const older = remembered?.count ?? 0;
  const count = countText({ ...known, total: known.total + older, shown: known.shown + older }, filtered);
  if (failed > 0) return [vscode.l10n.t('{0}, incomplete', count)];
  return [notListed > 0 ? vscode.l10n.t('{0} so far', count) : count];
}

function categoryNotes({ failed, notListed, types, remembered }: CategorySummary, now: number): readonly string[] {
  const notes: string[] = [];
  if (failed > 0) notes.push(vscode.l10n.t('{0} of {1} resource types could not be listed completely', failed, types));
  if (notListed > 0) notes.push(vscode.l10n.t('{0} of {1} resource types not listed', notListed, types));
  if (remembered) notes.push(rememberedNote(remembered, now));
  return notes;
}

function ageOf(remembered: RememberedCount | undefined, now: number): readonly string[] {
  return remembered ? [shortAge(remembered.at, now)] : [];
}

function rememberedNote({ at }: RememberedCount, now: number): string {
  return vscode.l10n.t('Counted {0}', relativeTime(new Date(at), now));
}

/** Returns `480`, or `12 of 480` where only some are shown. */
function countText({ shown, total }: ResourceCounts, filtered: boolean): string {
  return filtered ? vscode.l10n.t('{0} of {1}', shown, total) : String(total);
}

/** Returns its row: a count where it has been listed, nothing before. */
export function kindItem(
  node: KindNode,
  states: readonly ListingState[],
  filter: Filter | undefined,
  now: number,
  isOpen: boolean,
  remembered?: RememberedCount,
): vscode.TreeItem {
  const { kind } = node;
  const { Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
  const item = new vscode.TreeItem(kind.label, isOpen ? Expanded : Collapsed);
  item.id = node.id;
  item.contextValue = ';kind;refreshable;';
  item.iconPath = new vscode.ThemeIcon(states.some(({ loading }) => loading) ? 'loading~spin' : kind.icon);
  const listings = states.flatMap(({ listing }) => listing ?? []);
  const oldest = Math.min(...listings.map(({ listedAt }) => listedAt));
  const counts = countsOf(states, filter, now, node);
  const deps: string[] = [];
  if (counts) {
    const failed = listings.some(({ failures }) => failures.length > 0);
    const count = countText(counts, filter !== undefined);
    const arriving = states.some((state) => state.partial);
    if (arriving || isPartial(node, states)) deps.push(vscode.l10n.t('{0} so far', count));
    else deps.push(failed ? vscode.l10n.t('{0}, incomplete', count) : count);
    if (listings.length > 0 && now - oldest >= AGE_SHOWN_AFTER_MS) deps.push(shortAge(oldest, now));
  } else if (remembered) deps.push(String(remembered.count), shortAge(remembered.at, now));
  if (deps.length > 0) item.description = deps.join(' · ');
  const operations = vscode.l10n.t(
    '{0}: listed with {1}, deleted with {2}',
    kind.label,
    kind.sources.map((source) => source.child?.operation ?? source.operation).join(', '),
    kind.action.operation,
  );
  const unlisted = remembered && rememberedNote(remembered, now);
  const listed = listings.length === 0 ? unlisted : vscode.l10n.t('Listed {0}', relativeTime(new Date(oldest), now));
  item.tooltip = [operations, listed].filter((line) => line !== undefined).join('\n');
  item.accessibilityInformation = { label: [kind.label, ...deps].join(', ') };
  return item;
}

/** Adds what resources cost together to their row. Where it is wanted, the cost comes first: a side bar cuts off the end. */
export function addCost(item: vscode.TreeItem, { short, words }: CostLabel, isWanted: boolean): void {
  item.description = isWanted ? joined(short, item.description) : joined(item.description, short);
  item.accessibilityInformation = { label: `${item.accessibilityInformation?.label ?? ''}, ${words}` };
  addTooltip(item, `${words}. ${listPriceNote()}`);
}

const joined = (...parts: readonly (string | boolean | undefined)[]) =>
  parts.filter((part) => typeof part === 'string').join(' · ');

function addTooltip(item: vscode.TreeItem, line: string): void {
  item.tooltip = [item.tooltip, line].filter((part) => typeof part === 'string').join('\n');
}

/** Returns whether a Region was added since the type was listed in others. */
function isPartial(node: KindNode, states: readonly ListingState[]): boolean {
  const { unavailable } = availability(node);
  return states.filter(({ listing }) => !listing).length > unavailable.length;
}

/** Returns an age such as `12 min ago`, short enough for a row. */
function shortAge(at: number, now: number): string {
  return relativeTime(new Date(at), now)
    .replace(/ minutes?/, ' min')
    .replace(/ hours?/, ' h');
}
