import * as vscode from 'vscode';
import { shortFailureLabel, describeFailure } from '../../../aws/errors/errorMessages.ts';
import type { Health } from '../../../catalog/model/resourceState.ts';
import { outcomeBeside, verbForms } from '../../../deletion/presentation/phrases.ts';
import type { Outcome, Phase } from '../../../deletion/execution/outcome.ts';
import { displayName, availableActions, rowFacts, rowLabel, type Resource } from '../../../inventory/resource.ts';
import { escapeInvisible, shortenHex } from '../../../common/text/displayText.ts';
import { COMMANDS } from '../../../contributions.ts';
import { rowIcon, type RowColor } from '../../rowColors.ts';
import { MARK_ICON, markLabel, type Mark } from './marks.ts';
import type { LoadMoreNode, MessageNode, ErrorNode, ResourceNode, SessionProblemNode } from '../nodes.ts';
import { withoutRepeats, type RowNote } from '../rowText.ts';
import { resourceTooltip, type TooltipContext } from './resourceTooltip.ts';

/** The color of each health; the word stands in the row itself. */
const HEALTH_COLOR: Readonly<Record<Exclude<Health, 'transitioning'>, RowColor>> = {
  healthy: 'good',
  idle: 'muted',
  unhealthy: 'error',
};

/** What a click on the row of a problem adds to **Retry**: the problem is shown first. */
export const SHOW_DETAILS = 'tell';

/** Returns the tags by which menus choose, ended by semicolons. */
function resourceContext(resource: Resource, { phase, outcome }: DeletionStatus): string {
  const tags = ['resource', ...(resource.arn === undefined ? [] : ['arn'])];
  // A running deletion is not offered again.
  if (phase === undefined) {
    tags.push(...new Set(availableActions(resource).map(({ kind }) => kind.action.verb)));
    if (resource.kind.action.dryRun) tags.push('dryRun');
    if (outcome) tags.push('again');
    if ((resource.kind.deletedAfter ?? []).length > 0) tags.push('dependents');
  }
  return `;${tags.join(';')};`;
}

/** The running deletion of a resource, or the outcome of the last one that did not delete it. */
export interface DeletionStatus {
  readonly phase: Phase | undefined;
  readonly outcome: Outcome | undefined;
}

const warningIcon = () => rowIcon('warning', 'warning');

/**
 * Returns its row: the name, then what distinguishes it from others of that name, its cost and what the filter asked for of its use, then
 * the facts on which the decision to delete hangs.
 */
export function resourceItem(
  node: ResourceNode,
  { phase, outcome }: DeletionStatus,
  now: number,
  hasChildren: boolean,
  marks: readonly Mark[],
  { label: short, difference, cost, usage }: RowNote,
): vscode.TreeItem {
  const { resource } = node;
  const { kind, entry } = resource;
  const label = short ?? escapeInvisible(rowLabel(resource));
  const badge = kind.badge?.(entry);
  const { verb } = kind.action;
  const activity = phase === undefined ? undefined : verbForms(verb).progressive;
  // With several Regions in one list, each row shows its Region.
  const region = node.parent.targets.length > 1 ? resource.target.region : undefined;
  const facts = withoutRepeats([...usage, ...rowFacts(resource, now).map(escapeInvisible)]);
  const failed =
    phase === undefined && outcome
      ? outcomeBeside(outcome.kind, verbForms(verb).participle, badge ? [badge, ...facts] : facts)
      : undefined;
  const reason = facts.filter((fact) => usage.includes(fact));
  const described = (price: string | undefined) =>
    [
      ...[difference, badge, activity, failed, price, ...reason, region, ownerLabel(node)],
      // AWS's own state repeats the word: show it once.
      ...facts.filter((fact) => fact !== activity && fact !== difference && !usage.includes(fact)),
    ].filter((part) => part !== undefined);
  const item = new vscode.TreeItem(
    label,
    hasChildren ? vscode.TreeItemCollapsibleState.Collapsed : vscode.TreeItemCollapsibleState.None,
  );
  item.id = node.id;
  item.contextValue = resourceContext(resource, { phase, outcome });
  item.description = described(cost?.short).join(' · ');
  item.command = { command: COMMANDS.openRow, title: vscode.l10n.t('Show Details'), arguments: [node] };
  const [mark] = marks;
  item.iconPath =
    failed === undefined
      ? healthIcon(mark ? MARK_ICON[mark] : kind.icon, phase === undefined ? kind.health(entry, now) : 'transitioning')
      : warningIcon();
  // The row has its own word for a default.
  const words = marks.filter((each) => each !== 'default').map(markLabel);
  item.accessibilityInformation = {
    label: [kind.noun, escapeInvisible(shortenHex(displayName(resource))), ...words, ...described(cost?.words)].join(
      ', ',
    ),
  };
  return item;
}

/**
 * Returns what a row belongs to, where it neither stands under that nor has it in its own words, as the instance of a
 * port.
 */
function ownerLabel({ resource: { kind, entry }, parent }: ResourceNode): string | undefined {
  const isClear =
    kind.parentKinds === undefined || kind.descriptionIncludesParent === true || parent.owner !== undefined;
  return isClear || entry.parent === undefined ? undefined : escapeInvisible(shortenHex(entry.parent.id));
}

function healthIcon(codicon: string, health: Health): vscode.ThemeIcon {
  return health === 'transitioning' ? rowIcon('loading~spin', undefined) : rowIcon(codicon, HEALTH_COLOR[health]);
}

/** Returns the tooltip with all facts. It is built when the row is hovered, since a row may be one of thousands. */
export function resolveTooltip(
  node: ResourceNode,
  attempt: DeletionStatus,
  now: number,
  marks: readonly Mark[],
  known: Pick<TooltipContext, 'cost' | 'accountLabel'>,
): vscode.MarkdownString {
  const failed = attempt.phase === undefined ? attempt.outcome?.reason : undefined;
  return resourceTooltip(node.resource, now, { ...known, marks: marks.map(markLabel), failed });
}

/** Returns its row; a click shows more of them. */
export function loadMoreItem(node: LoadMoreNode): vscode.TreeItem {
  const item = new vscode.TreeItem(vscode.l10n.t('Show More'), vscode.TreeItemCollapsibleState.None);
  item.id = `more ${node.parent?.id ?? 'groups'}`;
  item.description = vscode.l10n.t('{0} not shown', node.hiddenCount);
  item.contextValue = ';more;';
  item.iconPath = new vscode.ThemeIcon('chevron-down');
  item.command = { command: COMMANDS.showMoreResources, title: vscode.l10n.t('Show More'), arguments: [node] };
  item.accessibilityInformation = {
    label: vscode.l10n.t(
      'Show more {0}, {1} not shown',
      node.parent?.kind.pluralNoun ?? vscode.l10n.t('groups'),
      node.hiddenCount,
    ),
  };
  return item;
}

/** Returns its row; a click shows the whole failure and offers Retry. */
export function errorItem(node: ErrorNode): vscode.TreeItem {
  const { failure } = node;
  const { message, suggestion } = describeFailure(failure);
  const item = new vscode.TreeItem(shortFailureLabel(failure), vscode.TreeItemCollapsibleState.None);
  // Which action, where that is what has to be allowed; else the operation, without the service that stands above.
  item.description = failure.cause === 'denied' ? failure.action : failure.action.replace(/^.*:/, '');
  item.id = `problem ${node.parent.id} ${failure.region} ${failure.action} ${failure.cause}`;
  item.contextValue = ';problem;';
  item.iconPath = warningIcon();
  item.tooltip = [message, suggestion, requestLine(node)].filter((line) => line !== undefined).join('\n');
  item.command = { command: COMMANDS.retry, title: vscode.l10n.t('Retry'), arguments: [node, SHOW_DETAILS] };
  item.accessibilityInformation = {
    label: vscode.l10n.t('{0} could not be listed. {1} {2}', node.parent.kind.label, message, suggestion ?? ''),
  };
  return item;
}

function requestLine({ failure }: ErrorNode): string {
  const { name, status, requestId } = failure;
  return [
    name,
    status === undefined ? undefined : `HTTP ${status}`,
    requestId && vscode.l10n.t('request {0}', requestId),
  ]
    .filter(Boolean)
    .join(' · ');
}

/** Returns its row. */
export function messageItem(node: MessageNode): vscode.TreeItem {
  const item = new vscode.TreeItem('', vscode.TreeItemCollapsibleState.None);
  item.id = `note ${node.parent?.id ?? ''} ${node.text}`;
  item.description = node.text;
  item.contextValue = ';note;';
  item.accessibilityInformation = { label: node.text };
  return item;
}

/** Returns its row; a click tries again. */
export function sessionProblemItem(node: SessionProblemNode): vscode.TreeItem {
  const message = escapeInvisible(node.problem.message);
  const item = new vscode.TreeItem(message, vscode.TreeItemCollapsibleState.None);
  item.id = `session ${node.problem.kind}`;
  item.contextValue = ';problem;';
  item.iconPath = rowIcon('error', 'error');
  item.tooltip = message;
  item.command = { command: COMMANDS.retry, title: vscode.l10n.t('Retry'), arguments: [node, SHOW_DETAILS] };
  item.accessibilityInformation = { label: message };
  return item;
}
