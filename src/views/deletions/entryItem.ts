import * as vscode from 'vscode';
import { kindById } from '../../catalog/index.ts';
import type { JournalEntry, StoredOutcomeKind } from '../../deletion/journal/entry.ts';
import { outcomeLabel, verbForms } from '../../deletion/presentation/phrases.ts';
import { displayLabel, parentLabel } from '../../deletion/presentation/resourceLabels.ts';
import { absoluteAndRelative, relativeTime } from '../../common/text/relativeTime.ts';
import { outcomeIcon } from '../outcomeIcons.ts';
import { rowIcon } from '../rowColors.ts';
import { escapeInvisible, truncateMiddle } from '../../common/text/displayText.ts';

/** The maximum length of an id in a row. The tooltip has all of it. */
const ID_LIMIT = 64;

/**
 * How an entry's outcome is called.
 *
 * Returns a word or two.
 */
function statusLabel({ outcome, action, state, resource }: JournalEntry, isRunning: boolean): string {
  const { participle, progressive } = verbForms(kindById(resource.kind)?.action.verb ?? 'delete');
  if (state !== 'completed' && isRunning) return action === 'restore' ? vscode.l10n.t('restoring') : progressive;
  if (!outcome) return vscode.l10n.t('not finished');
  switch (outcome.kind) {
    case 'executed':
      return vscode.l10n.t('deleted by a dry run');
    case 'restored':
      return vscode.l10n.t('restored');
    case 'allowed':
      return vscode.l10n.t('allowed');
    case 'changed':
      return vscode.l10n.t('changed');
    default:
      return outcomeLabel(outcome.kind, participle);
  }
}

/** The tags by which menus choose, ended by semicolons. */
function contextValue({ outcome, action, resource, state }: JournalEntry): string {
  const tags = ['entry'];
  const restorability = kindById(resource.kind)?.restorability;
  const isDeleted = outcome?.kind === 'deleted' || outcome?.kind === 'alreadyDeleted';
  if (action === 'delete') tags.push('planned');
  if (action === 'delete' && isDeleted && restorability?.restore) tags.push('restorable');
  if (action === 'delete' && state === 'completed' && !isDeleted) tags.push('again');
  if (hasRow(action, outcome?.kind)) tags.push('reveal');
  return `;${tags.join(';')};`;
}

/** Returns whether the resource still has a row: not what was deleted, and a restored one has another id. */
function hasRow(action: JournalEntry['action'], outcome: StoredOutcomeKind | undefined): boolean {
  return action !== 'restore' && outcome !== 'deleted' && outcome !== 'alreadyDeleted' && outcome !== 'executed';
}

/** Returns its row: the name, then what, where and how it ended. */
export function entryItem(entry: JournalEntry, isRunning: boolean, now: number): vscode.TreeItem {
  const { resource, outcome, at } = entry;
  const name = escapeInvisible(resource.name ?? resource.id);
  const noun = kindById(resource.kind)?.noun ?? resource.kind;
  const status = statusLabel(entry, isRunning);
  const when = relativeTime(new Date(outcome?.at ?? at), now);
  const item = new vscode.TreeItem(name, vscode.TreeItemCollapsibleState.None);
  item.id = `entry ${entry.id}`;
  item.contextValue = contextValue(entry);
  const label = displayLabel({ ...resource, entry: resource });
  const parent = parentLabel({ ...resource, entry: resource });
  const id =
    resource.name === undefined || resource.name === resource.id ? [] : [truncateMiddle(resource.id, ID_LIMIT)];
  const what = parent === undefined ? noun : vscode.l10n.t('{0} of {1}', noun, parent);
  item.description = [status, what, resource.region, when, ...id].join(' · ');
  const running = isRunning && entry.state !== 'completed';
  item.iconPath = running ? rowIcon('loading~spin', undefined) : outcomeIcon(outcome?.kind ?? 'unknown');
  item.tooltip = tooltip(entry, now);
  item.accessibilityInformation = { label: [status, noun, label, resource.region, when].join(', ') };
  return item;
}

function tooltip({ resource, operation, outcome, at, calls }: JournalEntry, now: number): string {
  const profile = resource.source.kind === 'profile' ? resource.source.name : resource.source.kind;
  return [
    `${operation} ${displayLabel({ ...resource, entry: resource })}`,
    vscode.l10n.t('Profile {0} · account {1} · {2}', escapeInvisible(profile), resource.accountId, resource.region),
    absoluteAndRelative(new Date(at), now),
    calls.length === 1 ? vscode.l10n.t('1 request') : vscode.l10n.t('{0} requests', calls.length),
    ...(outcome?.reason === undefined ? [] : [escapeInvisible(outcome.reason)]),
  ].join('\n');
}
