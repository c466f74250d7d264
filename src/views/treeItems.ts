import * as vscode from 'vscode';
import { brief, explain } from '../aws/explain.ts';
import type { Health } from '../catalog/kind.ts';
import { outcomeWord, verbForms } from '../deletion/words.ts';
import type { Outcome, Phase } from '../deletion/outcome.ts';
import { displayName, verbsOn, type Resource } from '../inventory/resource.ts';
import { visible } from '../text/visible.ts';
import { COMMANDS } from '../contributions.ts';
import { markUri, markWord, type Mark } from './marks.ts';
import type { MoreNode, NoteNode, ProblemNode, ResourceNode, SessionProblemNode } from './nodes.ts';
import { resourceTooltip } from './tooltip.ts';

/** The colour that goes with each health; the word stands in the row itself. */
const COLOUR: Readonly<Record<Health, string | undefined>> = {
  good: 'charts.green',
  idle: 'disabledForeground',
  bad: 'problemsErrorIcon.foreground',
  busy: 'charts.blue',
};

/** What a click on the row of a problem adds to **Retry**: that the problem is told first. */
export const TELL = 'tell';

/** The tags by which menus choose, ended by semicolons. */
function resourceContext(resource: Resource, { phase, outcome }: Attempt): string {
  const tags = ['resource', ...(resource.arn === undefined ? [] : ['arn'])];
  // A removal under way is not offered again.
  if (phase === undefined) {
    tags.push(...new Set(verbsOn(resource).map(({ kind }) => kind.removal.verb)));
    if (resource.kind.removal.dryRun) tags.push('dryRun');
    if (outcome) tags.push('again');
    if ((resource.kind.after ?? []).length > 0) tags.push('dependents');
  }
  return `;${tags.join(';')};`;
}

/** The removal of a resource: where it stands, or how the last one ended that left it where it is. */
export interface Attempt {
  readonly phase: Phase | undefined;
  readonly outcome: Outcome | undefined;
}

const failedIcon = () => new vscode.ThemeIcon('warning', new vscode.ThemeColor('problemsWarningIcon.foreground'));

/**
 * @param node a resource
 * @param attempt where its removal stands, or how the last one ended
 * @param now milliseconds since the epoch
 * @param hasChildren whether other kinds hang under it
 * @param marks what its end points out
 * @returns its row: the name, then the facts on which the decision to delete hangs
 */
export function resourceItem(
  node: ResourceNode,
  { phase, outcome }: Attempt,
  now: number,
  hasChildren: boolean,
  marks: readonly Mark[],
): vscode.TreeItem {
  const { resource } = node;
  const { kind, entry } = resource;
  const label = visible(kind.short?.(entry) ?? displayName(resource));
  const facts = kind.row(entry, now).flatMap((fact) => (fact === undefined || fact === '' ? [] : [visible(fact)]));
  const badge = kind.badge?.(entry);
  const work = phase === undefined ? undefined : verbForms(kind.removal.verb).progressive;
  // With several Regions in one list, each row says where it is.
  const region = node.parent.targets.length > 1 ? resource.target.region : undefined;
  // The state says the same word as soon as AWS does: once is enough.
  const failed = phase === undefined && outcome ? outcomeWord(outcome.kind) : undefined;
  const described = [badge, work, failed, region, ownerText(node), ...facts.filter((fact) => fact !== work)].filter(
    (part) => part !== undefined,
  );
  const item = new vscode.TreeItem(
    label,
    hasChildren ? vscode.TreeItemCollapsibleState.Collapsed : vscode.TreeItemCollapsibleState.None,
  );
  item.id = node.id;
  item.contextValue = resourceContext(resource, { phase, outcome });
  item.description = described.join(' · ');
  item.iconPath =
    failed === undefined ? icon(kind.icon, phase === undefined ? kind.health(entry, now) : 'busy') : failedIcon();
  const resourceUri = markUri(marks);
  if (resourceUri) item.resourceUri = resourceUri;
  // The row says in its own words that it is a default, or being removed.
  const words = marks.filter((mark) => mark === 'protected' || mark === 'expiring').map(markWord);
  item.accessibilityInformation = {
    label: [kind.noun, visible(displayName(resource)), ...words, ...described].join(', '),
  };
  return item;
}

/** What a row belongs to, where it neither stands under that nor says it in its own words: a port of which instance? */
function ownerText({ resource: { kind, entry }, parent }: ResourceNode): string | undefined {
  const isClear = kind.under === undefined || kind.namesParent === true || parent.owner !== undefined;
  return isClear || entry.parent === undefined ? undefined : visible(entry.parent.id);
}

function icon(name: string, health: Health): vscode.ThemeIcon {
  if (health === 'busy') return new vscode.ThemeIcon('loading~spin');
  const colour = COLOUR[health];
  return new vscode.ThemeIcon(name, colour === undefined ? undefined : new vscode.ThemeColor(colour));
}

/**
 * The tooltip of a resource's row: made when it is looked at, for a row may be one of thousands.
 *
 * @param node the resource
 * @param attempt where its removal stands, or how the last one ended
 * @param now milliseconds since the epoch
 * @returns all facts
 */
export function resourceHover(node: ResourceNode, attempt: Attempt, now: number): vscode.MarkdownString {
  const failed = attempt.phase === undefined ? attempt.outcome?.reason : undefined;
  return resourceTooltip(node.resource, now, failed);
}

/**
 * @param node the rest of many rows
 * @returns its row; a click shows more of them
 */
export function moreItem(node: MoreNode): vscode.TreeItem {
  const item = new vscode.TreeItem(vscode.l10n.t('Show More'), vscode.TreeItemCollapsibleState.None);
  item.id = `more ${node.parent.id}`;
  item.description = vscode.l10n.t('{0} not shown', node.rest);
  item.contextValue = ';more;';
  item.iconPath = new vscode.ThemeIcon('chevron-down');
  item.command = { command: COMMANDS.showMoreResources, title: vscode.l10n.t('Show More'), arguments: [node] };
  item.accessibilityInformation = {
    label: vscode.l10n.t('Show more {0}, {1} not shown', node.parent.kind.nouns, node.rest),
  };
  return item;
}

/**
 * @param node a failed listing
 * @returns its row; a click tells all of it and offers Retry
 */
export function problemItem(node: ProblemNode): vscode.TreeItem {
  const { failure } = node;
  const { what, next } = explain(failure);
  const item = new vscode.TreeItem(brief(failure), vscode.TreeItemCollapsibleState.None);
  // Which action, where that is what has to be allowed; else the operation, without the service that stands above.
  item.description = failure.cause === 'denied' ? failure.action : failure.action.replace(/^.*:/, '');
  item.id = `problem ${node.parent.id} ${failure.region} ${failure.action} ${failure.cause}`;
  item.contextValue = ';problem;';
  item.iconPath = new vscode.ThemeIcon('warning', new vscode.ThemeColor('problemsWarningIcon.foreground'));
  item.tooltip = [what, next, requestLine(node)].filter((line) => line !== undefined).join('\n');
  item.command = { command: COMMANDS.retry, title: vscode.l10n.t('Retry'), arguments: [node, TELL] };
  item.accessibilityInformation = {
    label: vscode.l10n.t('{0} could not be listed. {1} {2}', node.parent.kind.label, what, next ?? ''),
  };
  return item;
}

function requestLine({ failure }: ProblemNode): string {
  const { name, status, requestId } = failure;
  return [
    name,
    status === undefined ? undefined : `HTTP ${status}`,
    requestId && vscode.l10n.t('request {0}', requestId),
  ]
    .filter(Boolean)
    .join(' · ');
}

/**
 * @param node a note
 * @returns its row
 */
export function noteItem(node: NoteNode): vscode.TreeItem {
  const item = new vscode.TreeItem('', vscode.TreeItemCollapsibleState.None);
  item.id = `note ${node.parent.id} ${node.text}`;
  item.description = node.text;
  item.contextValue = ';note;';
  item.accessibilityInformation = { label: node.text };
  return item;
}

/**
 * @param node what keeps us from AWS
 * @returns its row; a click tries again
 */
export function sessionProblemItem(node: SessionProblemNode): vscode.TreeItem {
  const message = visible(node.problem.message);
  const item = new vscode.TreeItem(message, vscode.TreeItemCollapsibleState.None);
  item.id = `session ${node.problem.problem}`;
  item.contextValue = ';problem;';
  item.iconPath = new vscode.ThemeIcon('error', new vscode.ThemeColor('problemsErrorIcon.foreground'));
  item.tooltip = message;
  item.command = { command: COMMANDS.retry, title: vscode.l10n.t('Retry'), arguments: [node, TELL] };
  item.accessibilityInformation = { label: message };
  return item;
}
