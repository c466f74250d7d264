import * as vscode from 'vscode';
import { brief, explain } from '../aws/explain.ts';
import type { Health } from '../catalog/kind.ts';
import { outcomeWord, verbForms } from '../deletion/words.ts';
import type { Outcome, Phase } from '../deletion/outcome.ts';
import type { ListingState } from '../inventory/inventory.ts';
import { displayName, type Resource } from '../inventory/resource.ts';
import { relativeTime } from '../text/relativeTime.ts';
import { visible } from '../text/visible.ts';
import { COMMANDS } from '../contributions.ts';
import type {
  KindNode,
  NoteNode,
  ProblemNode,
  RegionNode,
  ResourceNode,
  ServiceNode,
  SessionProblemNode,
} from './nodes.ts';
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

/** A listing older than this says so in its row: milliseconds. */
const AGE_SHOWN_AFTER_MS = 60_000;

/** Tells rows apart that stand under different Regions. */
function place(node: ServiceNode): string {
  return node.parent?.target.region ?? '';
}

/**
 * @param node a Region
 * @returns its row
 */
export function regionItem(node: RegionNode): vscode.TreeItem {
  const { region } = node.target;
  const item = new vscode.TreeItem(region, vscode.TreeItemCollapsibleState.Expanded);
  item.id = `region ${region}`;
  item.contextValue = ';region;refreshable;';
  item.iconPath = new vscode.ThemeIcon('globe');
  item.accessibilityInformation = { label: vscode.l10n.t('Region {0}', region) };
  return item;
}

/**
 * @param node a service
 * @returns its row
 */
export function serviceItem(node: ServiceNode): vscode.TreeItem {
  const item = new vscode.TreeItem(node.service.label, vscode.TreeItemCollapsibleState.Expanded);
  item.id = `service ${node.service.id} ${place(node)}`;
  item.contextValue = ';service;refreshable;';
  item.iconPath = new vscode.ThemeIcon('server');
  item.accessibilityInformation = { label: vscode.l10n.t('Service {0}', node.service.label) };
  return item;
}

/**
 * @param node a kind
 * @param states what is known of it, one for each target
 * @param now milliseconds since the epoch
 * @returns its row: a count where it has been listed, nothing before
 */
export function kindItem(node: KindNode, states: readonly ListingState[], now: number): vscode.TreeItem {
  const { kind } = node;
  const item = new vscode.TreeItem(kind.label, vscode.TreeItemCollapsibleState.Collapsed);
  item.id = `kind ${kind.id} ${place(node.parent)}`;
  item.contextValue = ';kind;refreshable;';
  item.iconPath = new vscode.ThemeIcon(states.some(({ loading }) => loading) ? 'loading~spin' : kind.icon);
  const listings = states.flatMap(({ listing }) => listing ?? []);
  const parts: string[] = [];
  if (listings.length > 0) {
    const failed = listings.some(({ failures }) => failures.length > 0);
    const count = listings.reduce((sum, { resources }) => sum + resources.length, 0);
    parts.push(failed ? vscode.l10n.t('{0}, not complete', count) : String(count));
    const oldest = Math.min(...listings.map(({ listedAt }) => listedAt));
    if (now - oldest >= AGE_SHOWN_AFTER_MS) parts.push(age(oldest, now));
  }
  if (parts.length > 0) item.description = parts.join(' · ');
  item.tooltip = vscode.l10n.t(
    '{0}: listed with {1}, removed with {2}',
    kind.label,
    kind.sources.map((source) => source.child?.operation ?? source.operation).join(', '),
    kind.removal.operation,
  );
  item.accessibilityInformation = { label: [kind.label, ...parts].join(', ') };
  return item;
}

/** `12 min ago`, short enough for a row. */
function age(at: number, now: number): string {
  return relativeTime(new Date(at), now)
    .replace(/ minutes? ago/, ' min ago')
    .replace(/ hours? ago/, ' h ago');
}

/** The tags by which menus choose, ended by semicolons. */
function resourceContext({ kind, arn }: Resource, { phase, outcome }: Attempt): string {
  const tags = ['resource', ...(arn === undefined ? [] : ['arn'])];
  if (phase === undefined) {
    tags.push(kind.removal.verb);
    if (kind.removal.dryRun) tags.push('dryRun');
    if (outcome) tags.push('again');
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
 * @returns its row: the name, then the facts on which the decision to delete hangs
 */
export function resourceItem(node: ResourceNode, { phase, outcome }: Attempt, now: number): vscode.TreeItem {
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
  const described = [badge, work, failed, region, ...facts.filter((fact) => fact !== work)].filter(
    (part) => part !== undefined,
  );
  const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.None);
  item.id = `resource ${resource.key}`;
  item.contextValue = resourceContext(resource, { phase, outcome });
  item.description = described.join(' · ');
  item.iconPath =
    failed === undefined ? icon(kind.icon, phase === undefined ? kind.health(entry, now) : 'busy') : failedIcon();
  item.tooltip = resourceTooltip(resource, now, phase === undefined ? outcome?.reason : undefined);
  item.accessibilityInformation = { label: [kind.noun, visible(displayName(resource)), ...described].join(', ') };
  return item;
}

function icon(name: string, health: Health): vscode.ThemeIcon {
  if (health === 'busy') return new vscode.ThemeIcon('loading~spin');
  const colour = COLOUR[health];
  return new vscode.ThemeIcon(name, colour === undefined ? undefined : new vscode.ThemeColor(colour));
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
  item.id = `problem ${node.parent.kind.id} ${failure.region} ${failure.action} ${failure.cause}`;
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
  item.id = `note ${node.parent.kind.id} ${place(node.parent.parent)} ${node.text}`;
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
