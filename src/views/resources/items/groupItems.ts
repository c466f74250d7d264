import * as vscode from 'vscode';
import type { ListingState } from '../../../inventory/inventory.ts';
import { regionName } from '../../../aws/regions/regionNames.ts';
import { relativeTime } from '../../../common/text/relativeTime.ts';
import type { Filter } from '../../../inventory/query/filter.ts';
import { countsOf, type ResourceCounts } from '../kindChildren.ts';
import type { CategoryNode, KindNode, RegionNode, ServiceNode } from '../nodes.ts';

/** The row of a listing older than this says so, and the tooltip of each: milliseconds. */
const AGE_SHOWN_AFTER_MS = 15 * 60_000;

/** Returns its row. */
export function regionItem(node: RegionNode): vscode.TreeItem {
  const { region } = node.target;
  const item = new vscode.TreeItem(region, vscode.TreeItemCollapsibleState.Expanded);
  item.id = node.id;
  item.contextValue = ';region;refreshable;';
  item.iconPath = new vscode.ThemeIcon('globe');
  const name = regionName(region);
  if (name !== undefined) item.description = name;
  item.accessibilityInformation = {
    label: [vscode.l10n.t('Region {0}', region), name].filter((part) => part !== undefined).join(', '),
  };
  return item;
}

/** Returns its row. */
export function serviceItem(node: ServiceNode, hidden: number, filtered: boolean): vscode.TreeItem {
  const { label } = node.service;
  const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.Expanded);
  item.id = node.id;
  item.contextValue = ';service;refreshable;';
  item.iconPath = new vscode.ThemeIcon('server');
  const description = hidden === 0 ? undefined : hiddenText(hidden, filtered);
  if (description !== undefined) {
    item.description = description;
    item.tooltip = vscode.l10n.t('{0}: {1}. They were listed and have nothing to show.', label, description);
  }
  item.accessibilityInformation = {
    label: [vscode.l10n.t('Service {0}', label), description].filter((part) => part !== undefined).join(', '),
  };
  return item;
}

function hiddenText(count: number, filtered: boolean): string {
  if (filtered)
    return count === 1 ? vscode.l10n.t('1 resource type hidden') : vscode.l10n.t('{0} resource types hidden', count);
  return count === 1
    ? vscode.l10n.t('1 empty resource type hidden')
    : vscode.l10n.t('{0} empty resource types hidden', count);
}

/**
 * Returns its row.
 *
 * @param counts how many resources of its kinds are known; undefined where none of them was listed
 */
export function categoryItem(
  node: CategoryNode,
  counts: ResourceCounts | undefined,
  filtered: boolean,
): vscode.TreeItem {
  const item = new vscode.TreeItem(node.category, vscode.TreeItemCollapsibleState.Collapsed);
  item.id = node.id;
  item.contextValue = ';category;refreshable;';
  item.iconPath = new vscode.ThemeIcon('folder');
  const count = counts && countText(counts, filtered);
  if (count !== undefined) item.description = count;
  item.accessibilityInformation = {
    label: [
      vscode.l10n.t('Category {0}', node.category),
      ...(count === undefined ? [] : [vscode.l10n.t('{0} found so far', count)]),
    ].join(', '),
  };
  return item;
}

/** `480`, or `12 of 480` where only some are shown. */
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
): vscode.TreeItem {
  const { kind } = node;
  const { Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
  const item = new vscode.TreeItem(kind.label, isOpen ? Expanded : Collapsed);
  item.id = node.id;
  item.contextValue = ';kind;refreshable;';
  item.iconPath = new vscode.ThemeIcon(states.some(({ loading }) => loading) ? 'loading~spin' : kind.icon);
  const listings = states.flatMap(({ listing }) => listing ?? []);
  const oldest = Math.min(...listings.map(({ listedAt }) => listedAt));
  const counts = countsOf(states, filter, now, node.owner);
  const deps: string[] = [];
  if (counts) {
    const failed = listings.some(({ failures }) => failures.length > 0);
    const count = countText(counts, filter !== undefined);
    const arriving = states.some((state) => state.partial);
    if (arriving) deps.push(vscode.l10n.t('{0} so far', count));
    else deps.push(failed ? vscode.l10n.t('{0}, incomplete', count) : count);
    if (listings.length > 0 && now - oldest >= AGE_SHOWN_AFTER_MS) deps.push(shortAge(oldest, now));
  }
  if (deps.length > 0) item.description = deps.join(' · ');
  const operations = vscode.l10n.t(
    '{0}: listed with {1}, deleted with {2}',
    kind.label,
    kind.sources.map((source) => source.child?.operation ?? source.operation).join(', '),
    kind.action.operation,
  );
  const listed = listings.length === 0 ? undefined : vscode.l10n.t('Listed {0}', relativeTime(new Date(oldest), now));
  item.tooltip = [operations, listed].filter((line) => line !== undefined).join('\n');
  item.accessibilityInformation = { label: [kind.label, ...deps].join(', ') };
  return item;
}

/** `12 min ago`, short enough for a row. */
function shortAge(at: number, now: number): string {
  return relativeTime(new Date(at), now)
    .replace(/ minutes?/, ' min')
    .replace(/ hours?/, ' h');
}
