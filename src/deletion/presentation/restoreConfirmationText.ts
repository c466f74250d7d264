import { t } from '@vscode/l10n';
import { escapeInvisible } from '../../common/text/displayText.ts';
import { nameList } from '../../common/text/nameList.ts';
import type { Target } from '../../aws/identity/target.ts';
import type { ConfirmationDialog } from './confirmationDialog.ts';
import { resourceLine } from './confirmationText.ts';
import { placeLines, type AccountLabel } from './placeLines.ts';
import { countLabel } from './planSummary.ts';
import type { ProtectionLevel } from '../planning/protection.ts';
import type { RestorePlan } from '../restore/restorePlan.ts';
import { capitalize, findingLine, titleCase } from './phrases.ts';
import { distinctLabels, titleLabel } from './resourceLabels.ts';

/**
 * Returns the confirmation dialog of a restore: resource, location, what is restored and what is not, as plain text without invisible
 * characters. `protection` is that of the profile or account now; where it is `readOnly`, no button is offered.
 */
export function restoreConfirmation(
  plan: RestorePlan,
  now: number,
  protection?: ProtectionLevel,
  label?: AccountLabel,
): ConfirmationDialog {
  const { before, brings, loses } = plan;
  const { kind } = before;
  const detail = [
    resourceLine(before, now),
    ...placeLines([{ resource: before, ...(protection && { protection }) }], label),
    '',
    ...brings.map((text) => t('Restored: {0}', escapeInvisible(text))),
    ...loses.map((text) => findingLine('warning', escapeInvisible(text))),
  ].join('\n');
  const name = titleLabel(before, (text) => `"${text}"`);
  if (protection === 'readOnly')
    return { title: capitalize(t('{0} {1} cannot be restored now', kind.noun, name)), detail };
  return {
    title: capitalize(t('Restore {0} {1}?', kind.noun, name)),
    detail,
    button: t('Restore {0}', titleCase(kind.noun)),
  };
}

/** A deleted resource that cannot be restored, and why. */
export interface NotRestorable {
  readonly label: string;
  readonly reason: string;
}

/** How many losses the dialog of several resources names. */
const MAX_LOSSES = 3;

/** How many resources it names. */
const MAX_NAMES = 5;

/**
 * Writes the confirmation dialog of several restores: where, what is not restored, and what cannot be. Where a profile or account is
 * `readOnly`, it has no button.
 */
export function restoreManyConfirmation(
  plans: readonly RestorePlan[],
  others: readonly NotRestorable[],
  protectionAt: (target: Target) => ProtectionLevel | undefined,
  label?: AccountLabel,
): ConfirmationDialog {
  const placed = plans.map(({ before }) => {
    const protection = protectionAt(before.target);
    return { resource: before, ...(protection && { protection }) };
  });
  const what = countLabel(placed);
  const losses = [...new Set(plans.flatMap(({ loses }) => loses))];
  const [other] = others;
  const detail = [
    ...placeLines(placed, label),
    t(
      'Restored: {0}',
      nameList(
        distinctLabels(
          plans.map(({ before }) => before),
          label,
        ),
        MAX_NAMES,
      ),
    ),
    ...losses.slice(0, MAX_LOSSES).map((text) => findingLine('warning', escapeInvisible(text))),
    ...(other
      ? [
          findingLine(
            'warning',
            t('{0} cannot be restored: {1}: {2}', others.length, other.label, escapeInvisible(other.reason)),
          ),
        ]
      : []),
  ].join('\n');
  if (placed.some(({ protection }) => protection === 'readOnly')) {
    return { title: t('{0} cannot be restored now', what), detail };
  }
  return { title: t('Restore {0}?', what), detail, button: t('Restore {0}', titleCase(what)) };
}
