import { t } from '@vscode/l10n';
import { factText, type FactValue } from '../../catalog/builder/factText.ts';
import type { DisplayField, EvidenceLevel } from '../../catalog/model/kind.ts';
import type { Structure } from '../../catalog/model/structure.ts';
import type { Resource } from '../../inventory/resource.ts';
import { truncateMiddle, escapeInvisible } from '../../common/text/displayText.ts';
import { sortBySeverity, type Evidence } from '../planning/evidence.ts';
import type { PlanItem } from '../planning/plan.ts';
import { placeLines } from './placeLines.ts';
import { restorabilityOf } from '../restore/restorePlan.ts';
import {
  pluralize,
  formatFieldValue,
  actionLabel,
  actionTitle,
  titleCase,
  buttonLabel,
  findingLine,
  restorabilityLine,
  verbForms,
} from './phrases.ts';
import { displayLabel, distinctLabels, parentLabel, requestValuesBeside, titleLabel } from './resourceLabels.ts';

/** The dialog before a deletion or a restore. */
export interface ConfirmationDialog {
  /** The thing first: `Delete route server peer "edge-fw-1"?` */
  readonly title: string;
  /** Where it is, and what follows from it, a line each. */
  readonly detail: string;
  /** The label of the confirm button; undefined when the action is blocked. */
  readonly button?: string;
}

/** The maximum length of a line of evidence. The plan has the full text. */
const LINE_LIMIT = 240;

/** How many names and findings a dialog of several resources shows. */
const NAMES_SHOWN = 10;
const MAX_FINDINGS = 4;

/**
 * Formats a resource in one line: its full id, its parent, its identifying fields, and whatever else its request names.
 *
 * Example: `rsp-0f2e… · peer 10.0.4.17 · AS65010`.
 */
export function resourceLine(resource: Resource, now: number, input: Structure = {}): string {
  const shown = resource.kind.facts.flatMap((fact) => {
    const value = fact.value(resource.entry);
    return fact.dialogTemplate === undefined || value === undefined
      ? []
      : [{ value: String(value), text: factInDialog(fact, value, now) }];
  });
  const facts = shown.map(({ text }) => text);
  const parent = parentLabel(resource);
  const { id = '' } = resource.entry.parent ?? {};
  const owner = parent === undefined || facts.some((fact) => fact.includes(id)) ? [] : [t('of {0}', parent)];
  const values = shown.map(({ value }) => value);
  return [escapeInvisible(resource.id), ...owner, ...facts, ...requestValuesBeside(resource, input, values)].join(
    ' · ',
  );
}

/** A value alone must make sense: a number or a time needs its label. */
function factInDialog({ label, dialogTemplate = '{}' }: DisplayField, value: FactValue, now: number): string {
  if (dialogTemplate !== '{}') return dialogTemplate.replace('{}', () => formatFieldValue(value, now));
  return value instanceof Date
    ? `${label} ${formatFieldValue(value, now)}`
    : escapeInvisible(factText(label, value) ?? '');
}

function lines(evidence: readonly Evidence[], level: EvidenceLevel): string[] {
  return evidence
    .filter((piece) => piece.level === level)
    .map(({ text }) => findingLine(level, truncateMiddle(text, LINE_LIMIT)));
}

/**
 * Writes the confirmation dialog of a plan: title, location, names and evidence, in this order.
 *
 * Returns plain text without invisible characters.
 */
export function confirmationDialog(items: readonly PlanItem[], now: number, hidden = 0): ConfirmationDialog {
  const [first] = items;
  if (!first) throw new Error('A plan without resources cannot be asked about.');
  return items.length === 1 ? singleDialog(first, now, hidden) : bulkDialog(items, first, hidden);
}

function singleDialog(item: PlanItem, now: number, hidden: number): ConfirmationDialog {
  const { resource, input, evidence } = item;
  const { kind } = resource;
  const verb = verbForms(kind.action.verb);
  const name = titleLabel(resource, (text) => `"${text}"`);
  const blockers = lines(evidence, 'blocker');
  const consequences =
    blockers.length > 0
      ? blockers
      : [
          ...lines(evidence, 'warning'),
          restorabilityLine(restorabilityOf(kind, resource.entry)),
          ...lines(evidence, 'ok'),
          ...lines(evidence, 'unknown'),
        ];
  const detail = [
    resourceLine(resource, now, input),
    ...placeLines([item]),
    ...(hidden === 0 ? [] : [t('It is hidden by the filter.')]),
    '',
    ...consequences,
  ].join('\n');
  if (blockers.length > 0) {
    return { title: t('{0} {1} cannot be {2} now', capital(kind.noun), name, verb.participle), detail };
  }
  return {
    title: capital(`${actionTitle(kind, name)}?`),
    detail,
    button: actionLabel(kind),
  };
}

/** Returns the verb of a plan: its own if all items agree, `Delete` otherwise. */
function sharedVerbForms(items: readonly PlanItem[]) {
  const verbs = new Set(items.map(({ resource }) => resource.kind.action.verb));
  const [verb] = verbs;
  return verbs.size === 1 && verb !== undefined ? verbForms(verb) : verbForms('delete');
}

function bulkDialog(items: readonly PlanItem[], first: PlanItem, hidden: number): ConfirmationDialog {
  const { imperative, participle } = sharedVerbForms(items);
  const kinds = new Set(items.map(({ resource }) => resource.kind));
  const what = kinds.size === 1 ? pluralize(items.length, first.resource.kind) : t('{0} resources', items.length);
  const blocked = items.filter(({ evidence }) => evidence.some(({ level }) => level === 'blocker'));
  const names = distinctLabels(items.map(({ resource }) => resource)).slice(0, NAMES_SHOWN);
  const more = items.length > NAMES_SHOWN ? [t('and {0} more', items.length - NAMES_SHOWN)] : [];
  const detail = [
    ...placeLines(items),
    ...(kinds.size > 1 ? [countsByKind(items)] : []),
    [...names, ...more].join(', '),
    ...hiddenByFilterLine(hidden),
    '',
    ...(blocked.length > 0 ? worstFindings(blocked, ({ level }) => level === 'blocker') : worstFindings(items)),
    ...(blocked.length > 0 ? [] : notRestorableLine(items)),
  ].join('\n');
  if (blocked.length > 0) {
    return { title: t('{0} of {1} cannot be {2} now', blocked.length, what, participle), detail };
  }
  const title =
    kinds.size > 1
      ? t('{0} {1} of {2} resource types?', imperative, what, kinds.size)
      : t('{0} {1}?', imperative, what);
  // A label of its own says more than verb and noun, for several resources too.
  const label = kinds.size === 1 ? first.resource.kind.action.label : undefined;
  if (label !== undefined) return { title: `${label} (${what})?`, detail, button: `${label} (${items.length})` };
  return { title, detail, button: buttonLabel(imperative, titleCase(what)) };
}

function hiddenByFilterLine(hidden: number): string[] {
  if (hidden === 0) return [];
  return [
    hidden === 1 ? t('1 of these is hidden by the filter.') : t('{0} of these are hidden by the filter.', hidden),
  ];
}

function countsByKind(items: readonly PlanItem[]): string {
  const counts = new Map<Resource['kind'], number>();
  for (const { resource } of items) counts.set(resource.kind, (counts.get(resource.kind) ?? 0) + 1);
  return [...counts].map(([kind, count]) => pluralize(count, kind)).join(' · ');
}

/** Returns the worst findings of several resources, each with the resource's name. */
function worstFindings(
  items: readonly PlanItem[],
  counts: (piece: Evidence) => boolean = ({ level }) => level !== 'ok',
): string[] {
  const pieces = items.flatMap(({ resource, evidence }) =>
    evidence.filter(counts).map((piece) => ({ ...piece, name: displayLabel(resource) })),
  );
  const sorted = sortBySeverity(pieces) as typeof pieces;
  const shown = sorted
    .slice(0, MAX_FINDINGS)
    .map(({ level, name, text }) => findingLine(level, `${name}: ${truncateMiddle(text, LINE_LIMIT)}`));
  const rest = sorted.length - shown.length;
  return rest > 0 ? [...shown, t('and {0} more findings, in the plan', rest)] : shown;
}

function notRestorableLine(items: readonly PlanItem[]): string[] {
  const count = items.filter(({ resource: { kind, entry } }) => restorabilityOf(kind, entry).level === 'none').length;
  return count === 0 ? [] : [findingLine('warning', t('{0} of them cannot be restored.', count))];
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
