import { t } from '@vscode/l10n';
import { factText, type FactValue } from '../../catalog/builder/factText.ts';
import type { EvidenceLevel } from '../../catalog/model/evidence.ts';
import type { DisplayField } from '../../catalog/model/kind.ts';
import type { Structure } from '../../catalog/model/structure.ts';
import type { Resource } from '../../inventory/resource.ts';
import { escapeInvisible } from '../../common/text/displayText.ts';
import type { Evidence } from '../planning/evidence.ts';
import type { PlanItem } from '../planning/plan.ts';
import { placeLines } from './placeLines.ts';
import { restorabilityOf } from '../restore/restorePlan.ts';
import {
  formatFieldValue,
  actionLabel,
  actionTitle,
  capitalize,
  findingLine,
  moreLabel,
  restorabilityLine,
  verbForms,
} from './phrases.ts';
import { identityValuesBeside, parentLabel, requestValues, titleLabel } from './resourceLabels.ts';
import { bulkDialog, type BulkDialogOptions } from './bulkDialog.ts';
import type { ConfirmationDialog } from './confirmationDialog.ts';

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
  const owner = parent === undefined || facts.some((fact) => fact.includes(id)) ? [] : [parent];
  const values = shown.map(({ value }) => value);
  const request = requestValues(resource.kind, input, [resource.id, id, ...values]);
  const beside = [...request, ...identityValuesBeside(resource, [...values, ...request])];
  return [escapeInvisible(resource.id), ...owner, ...facts, ...new Set(beside)].join(' · ');
}

/** Formats a fact without its label, where the value alone makes sense: a number or a time needs its label. */
function factInDialog({ label, dialogTemplate = '{}' }: DisplayField, value: FactValue, now: number): string {
  if (dialogTemplate !== '{}') return dialogTemplate.replace('{}', () => formatFieldValue(value, now));
  return value instanceof Date
    ? `${label} ${formatFieldValue(value, now)}`
    : escapeInvisible(factText(label, value) ?? '');
}

function lines(evidence: readonly Evidence[], level: EvidenceLevel): string[] {
  return evidence.filter((piece) => piece.level === level).map(({ text }) => findingLine(level, escapeInvisible(text)));
}

/**
 * Returns the confirmation dialog of a plan: title, location, names and evidence, in this order, as plain text without invisible
 * characters.
 */
export function confirmationDialog(
  items: readonly PlanItem[],
  now: number,
  options: BulkDialogOptions = {},
): ConfirmationDialog {
  const { requester } = options;
  const [first] = items;
  if (!first) throw new Error('A plan without resources cannot be asked about.');
  if (items.length > 1) return bulkDialog(items, options);
  const dialog = singleDialog(first, now, options);
  return requester === undefined ? dialog : { ...dialog, detail: `${requester}\n${dialog.detail}` };
}

function singleDialog(
  item: PlanItem,
  now: number,
  { hidden = 0, cost, accountLabel, isTyped = false }: BulkDialogOptions,
): ConfirmationDialog {
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
    ...placeLines([item], accountLabel),
    ...(hidden === 0 ? [] : [t('It is hidden by the filter.')]),
    ...(cost === undefined || blockers.length > 0 ? [] : [cost]),
    '',
    ...consequences,
  ].join('\n');
  if (blockers.length > 0) {
    return { title: t('{0} {1} cannot be {2} now', capitalize(kind.noun), name, verb.participle), detail };
  }
  return {
    title: capitalize(`${actionTitle(kind, name)}?`),
    detail,
    button: moreLabel(actionLabel(kind), isTyped),
  };
}
