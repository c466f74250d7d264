import { t } from '@vscode/l10n';
import type { EvidenceLevel } from '../../catalog/model/evidence.ts';
import { SERVICES } from '../../catalog/model/services.ts';
import { escapeInvisible } from '../../common/text/displayText.ts';
import { escapeMarkdown, fencedBlock } from '../../common/text/escapeMarkdown.ts';
import { absoluteAndRelative } from '../../common/text/relativeTime.ts';
import type { Kind } from '../../catalog/model/kind.ts';
import type { Resource } from '../../inventory/resource.ts';
import type { Plan, PlanItem } from '../planning/plan.ts';
import { restorabilityOf } from '../restore/restorePlan.ts';
import { scriptCalls, scriptText } from '../scripts/planScripts.ts';
import { resourceLine } from './confirmationText.ts';
import { actionLabel, actionTitle, findingLine, verbForms } from './phrases.ts';
import { accountsOf, locationLines, placeLines, type AccountLabel } from './placeLines.ts';
import { planJson } from './planJson.ts';
import { distinctLabels } from './resourceLabels.ts';

/** What a plan does not have itself: what is known of the costs of resources, in words, and the aliases of accounts. */
interface DocumentOptions {
  readonly of?: (resource: Resource) => string | undefined;
  /** Returns which costs a deletion ends. */
  readonly ends?: (resources: readonly Resource[]) => string | undefined;
  readonly accountLabel?: AccountLabel;
}

/**
 * Returns a plan as Markdown, to be rendered: a summary, the findings by severity, and a table of the resources in their order. JSON
 * and the scripts are at its end. Texts from AWS form no Markdown, and nothing invisible is in it.
 *
 * `isPast` is for a plan that was executed: the list prices of now are not part of it.
 */
export function planDocument(plan: Plan, now: number, isPast = false, options: DocumentOptions = {}): string {
  const { accountLabel: label, ...costs } = options;
  const { items, createdAt } = plan;
  // The journal does not keep the endpoint of STS: what was uncertain then cannot be shown again.
  const places = isPast ? locationLines(items, label) : placeLines(items, label);
  const when = absoluteAndRelative(new Date(createdAt), now);
  const status = isPast
    ? t('This plan of {0} was executed. The Deletions view shows the outcome.', when)
    : t('Created {0}. No request has been sent yet.', when);
  const calls = scriptCalls(items);
  const resources = items.map(({ resource }) => resource);
  const labels = distinctLabels(resources, label);
  const ends = isPast ? undefined : costs.ends?.(resources);
  const endsLine = ends === undefined ? [] : [ends];
  return [
    `# ${escapeMarkdown(heading(items, label))}`,
    '',
    ...fencedBlock('text', [...places, status, ...blockedLine(items), ...endsLine].join('\n')),
    ...summarySection(items),
    ...findingsSection(items, labels),
    ...resourcesSection(items, labels, now, ends === undefined ? undefined : costs.of),
    '## JSON',
    '',
    ...fencedBlock('json', planJson(items)),
    `## ${t('AWS CLI commands')}`,
    '',
    ...fencedBlock('sh', scriptText(calls, 'cli')),
    `## ${t('boto3 program')}`,
    '',
    ...fencedBlock('python', scriptText(calls, 'boto3')),
  ].join('\n');
}

function heading(items: readonly PlanItem[], label?: AccountLabel): string {
  const verbs = new Set(items.map(({ resource }) => verbForms(resource.kind.action.verb).imperative));
  const [verb] = verbs;
  const accounts = accountsOf(items, label);
  const what = items.length === 1 ? t('1 resource') : t('{0} resources', items.length);
  return t('{0} {1} in account {2}', verbs.size === 1 && verb !== undefined ? verb : t('Delete'), what, accounts);
}

function blockedLine(items: readonly PlanItem[]): readonly string[] {
  const blocked = items.filter((item) => has(item, 'blocker')).length;
  return blocked === 0 ? [] : [t('{0} of {1} cannot be deleted now.', blocked, items.length)];
}

const has = ({ evidence }: PlanItem, level: EvidenceLevel) => evidence.some((one) => one.level === level);

/** Returns a table. The cells are Markdown already; the lines of the others are left as they are. */
function table(columns: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(columns), line(columns.map(() => '---')), ...rows.map(line), ''];
}

/** Returns how many there are of each resource type, and how many of those are blocked, risky, uncertain or lost for good. */
function summarySection(items: readonly PlanItem[]): readonly string[] {
  const kinds = [...new Set(items.map(({ resource }) => resource.kind))];
  const count = (kind: Kind, test: (item: PlanItem) => boolean) =>
    String(items.filter((item) => item.resource.kind === kind && test(item)).length);
  const columns = [t('Action'), t('Count'), t('Blocked'), t('Warnings'), t('Not certain'), t('Cannot be restored')];
  const rows = kinds.map((kind) => [
    actionLabel(kind),
    count(kind, () => true),
    count(kind, (item) => has(item, 'blocker')),
    count(kind, (item) => has(item, 'warning')),
    count(kind, (item) => has(item, 'unknown')),
    count(kind, ({ resource: { entry } }) => restorabilityOf(kind, entry).level === 'none'),
  ]);
  return [`## ${t('Summary')}`, '', ...table(columns, rows)];
}

/** Returns the findings, worst first: a line for all resources that have the same one. */
function findingsSection(items: readonly PlanItem[], labels: readonly string[]): readonly string[] {
  const levels: readonly (readonly [EvidenceLevel, string])[] = [
    ['blocker', t('Blocked')],
    ['warning', t('Warnings')],
    ['unknown', t('Not certain')],
    ['ok', t('Checked')],
  ];
  return levels.flatMap(([level, title]) => {
    const lines = findingsOf(level, items, labels);
    return lines.length === 0 ? [] : [`## ${title}`, '', ...lines, ''];
  });
}

function findingsOf(level: EvidenceLevel, items: readonly PlanItem[], labels: readonly string[]): readonly string[] {
  const byText = new Map<string, string[]>();
  const byResource = new Map<string, string[]>();
  for (const [index, { evidence }] of items.entries()) {
    const label = labels[index] ?? '';
    for (const finding of evidence.filter((one) => one.level === level)) {
      const text = findingLine(level, `${finding.text} [${finding.operation}]`);
      byText.set(text, [...(byText.get(text) ?? []), label]);
      byResource.set(label, [...(byResource.get(label) ?? []), text]);
    }
  }
  // Whichever way has fewer lines: 30 resources never need more than 30.
  return byText.size <= byResource.size
    ? [...byText].map(([text, names]) => `- ${escapeMarkdown(text)}: ${names.map(escapeMarkdown).join(', ')}`)
    : [...byResource].map(([name, texts]) => `- ${escapeMarkdown(name)}: ${texts.map(escapeMarkdown).join(' ')}`);
}

/** Returns the table of the resources in the order of the plan, with what each waits for by its number. */
function resourcesSection(
  items: readonly PlanItem[],
  labels: readonly string[],
  now: number,
  costOf: DocumentOptions['of'],
): readonly string[] {
  const numbers = new Map(items.map(({ resource }, index) => [resource.key, index + 1]));
  const columns = ['', t('Action'), t('Facts'), t('Request'), t('After'), t('Can be restored')];
  if (costOf) columns.push(t('List price'));
  const rows = items.map((item, index) => {
    const { resource, operation, input, dependsOn = [], after = [] } = item;
    const { kind } = resource;
    const earlier = [...dependsOn, ...after].flatMap((key) => numbers.get(key) ?? []);
    return [
      String(index + 1),
      escapeMarkdown(actionTitle(kind, labels[index] ?? '')),
      escapeMarkdown(resourceLine(resource, now, input)),
      escapeMarkdown(`${SERVICES[kind.service].label} ${operation}`),
      [...new Set(earlier)].sort((one, other) => one - other).join(', '),
      escapeMarkdown(restoreCell(item)),
      ...(costOf ? [escapeMarkdown(costOf(resource) ?? '')] : []),
    ];
  });
  return [`## ${t('Resources')}`, '', ...table(columns, rows)];
}

/** Returns whether the resource can be restored, and by which operation. */
function restoreCell({ resource: { kind, entry } }: PlanItem): string {
  const { level, text } = restorabilityOf(kind, entry);
  const { restore } = kind.restorability;
  if (level === 'none') return findingLine('warning', text);
  return escapeInvisible(text) + (restore ? ` [${restore.operation}]` : '');
}
