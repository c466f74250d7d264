import { t } from '@vscode/l10n';
import type { Structure } from '../../catalog/model/structure.ts';
import { SERVICES } from '../../catalog/model/services.ts';
import { absoluteAndRelative } from '../../common/text/relativeTime.ts';
import { formatJson } from '../../common/text/formatJson.ts';
import { escapeInvisible } from '../../common/text/displayText.ts';
import { resourceLine } from './confirmationText.ts';
import { accountsOf, locationLine, locationLines, placeLines } from './placeLines.ts';
import type { Plan, PlanItem } from '../planning/plan.ts';
import { scriptCalls, scriptText } from '../scripts/planScripts.ts';
import { restorabilityOf } from '../restore/restorePlan.ts';
import { findingLine, actionTitle, restorabilityLine, verbForms } from './phrases.ts';
import { distinctLabels, titleLabel } from './resourceLabels.ts';

/** The longest run of backticks in a text. */
const longestBacktickRun = (text: string) => Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));

/** A fenced block that nothing in the text can end. */
function fencedBlock(language: string, text: string): readonly string[] {
  const fence = '`'.repeat(Math.max(3, longestBacktickRun(text) + 1));
  return [fence + language, text.replace(/\n$/, ''), fence, ''];
}

/** A name in a line of Markdown: code, which nothing is read into, and which nothing in it can end. */
function inlineCode(name: string): string {
  const ticks = '`'.repeat(longestBacktickRun(name) + 1);
  return /^[`\s]|[`\s]$/.test(name) ? `${ticks} ${name} ${ticks}` : ticks + name + ticks;
}

/**
 * A plan as a read-only document: Markdown, so that an editor colours it and folds it. Names from AWS stand in code only, where
 * they can make no link, no picture and no heading, and nothing invisible is in it.
 *
 * Returns the text: what is called where and in which order, what was found out, the way back and the before-image of each
 * resource, then the same calls for the AWS CLI and for boto3.
 */
export function planDocument(plan: Plan, now: number, isPast = false): string {
  const { items, createdAt } = plan;
  // The journal does not keep the endpoint of STS: what was uncertain then cannot be told again.
  const places = isPast ? locationLines(items) : placeLines(items);
  const when = absoluteAndRelative(new Date(createdAt), now);
  const status = isPast
    ? t('Executed {0}. The Deletions view shows the outcome.', when)
    : t('Created {0}. No request has been sent yet.', when);
  const calls = scriptCalls(items);
  return [
    `# ${heading(items)}`,
    '',
    ...fencedBlock('text', [...places, status, ...blockedLine(items)].join('\n')),
    ...dependencySection(items),
    ...items.flatMap((item, index) => itemSection(item, index, now)),
    `## ${t('AWS CLI commands')}`,
    '',
    ...fencedBlock('sh', scriptText(calls, 'cli')),
    `## ${t('boto3 program')}`,
    '',
    ...fencedBlock('python', scriptText(calls, 'boto3')),
  ].join('\n');
}

function heading(items: readonly PlanItem[]): string {
  const verbs = new Set(items.map(({ resource }) => verbForms(resource.kind.action.verb).imperative));
  const [verb] = verbs;
  const accounts = accountsOf(items);
  const what = items.length === 1 ? t('1 resource') : t('{0} resources', items.length);
  return t('{0} {1} in account {2}', verbs.size === 1 && verb !== undefined ? verb : t('Delete'), what, accounts);
}

function blockedLine(items: readonly PlanItem[]): readonly string[] {
  const blocked = items.filter(({ evidence }) => evidence.some(({ level }) => level === 'blocker')).length;
  return blocked === 0
    ? []
    : [
        t(
          '{0} of {1} cannot be deleted now and will be skipped: see the lines marked "Blocked".',
          blocked,
          items.length,
        ),
      ];
}

/** Returns the dependencies as a tree: under each resource those that are deleted before it. */
function dependencySection(items: readonly PlanItem[]): readonly string[] {
  if (!items.some(({ dependsOn }) => dependsOn)) return [];
  // A dependency of several resources is listed once, under the one that is deleted next.
  const above = new Map<PlanItem, PlanItem>();
  for (const item of items) {
    const next = items.find(({ dependsOn }) => dependsOn?.includes(item.resource.key));
    if (next) above.set(item, next);
  }
  const labels = distinctLabels(items.map(({ resource }) => resource));
  const title = (item: PlanItem) => {
    const index = items.indexOf(item);
    return `${index + 1}. ${actionTitle(item.resource.kind, labels[index] ?? '')}`;
  };
  const branch = (item: PlanItem, depth: number): readonly string[] => [
    `${'   '.repeat(depth)}${depth > 0 ? '└ ' : ''}${title(item)}`,
    ...items.filter((other) => above.get(other) === item).flatMap((other) => branch(other, depth + 1)),
  ];
  const roots = items.filter((item) => !above.has(item));
  return [`## ${t('Dependencies')}`, '', ...fencedBlock('text', roots.flatMap((root) => branch(root, 0)).join('\n'))];
}

function itemSection(item: PlanItem, index: number, now: number): readonly string[] {
  const { resource, operation, input, protection } = item;
  const { kind, target, entry } = resource;
  const title = actionTitle(kind, titleLabel(resource, inlineCode, inlineCode));
  const facts = [
    resourceLine(resource, now, input),
    locationLine(target, protection),
    '',
    ...evidenceLines(item),
    restoreLine(item),
  ];
  const before: Structure = entry.parent
    ? { [entry.parent.noun]: entry.parent.id, [kind.noun]: entry.item }
    : { [kind.noun]: entry.item };
  return [
    `## ${index + 1}. ${title}`,
    '',
    ...fencedBlock('text', facts.join('\n')),
    `${t('Request')}: ${SERVICES[kind.service].label} ${operation}`,
    '',
    ...fencedBlock('json', formatJson(input)),
    `${t('Description when the plan was created')}:`,
    '',
    ...fencedBlock('json', formatJson(before)),
  ];
}

/** Returns each finding with the operation that it rests on, worst first. */
function evidenceLines({ evidence }: PlanItem): readonly string[] {
  return evidence.map(({ level, text, operation }) => findingLine(level, `${escapeInvisible(text)} [${operation}]`));
}

/** Returns whether the resource can be restored, and by which operation. */
function restoreLine({ resource: { kind, entry } }: PlanItem): string {
  const { level, text } = restorabilityOf(kind, entry);
  const { restore } = kind.restorability;
  const operation = restore && level !== 'none' ? ` [${restore.operation}]` : '';
  return restorabilityLine({ level, text: escapeInvisible(text) + operation });
}
