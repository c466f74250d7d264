import { t } from '@vscode/l10n';
import { truncateMiddle } from '../../common/text/displayText.ts';
import { resourceLine, type ConfirmationDialog } from './confirmationText.ts';
import { placeLines } from './placeLines.ts';
import type { ProtectionLevel } from '../planning/protection.ts';
import type { RestorePlan } from '../restore/restorePlan.ts';
import { findingLine, titleCase } from './phrases.ts';
import { titleLabel } from './resourceLabels.ts';

/** The maximum length of a line. The plan has the full text. */
const LINE_LIMIT = 240;

/**
 * Writes the confirmation dialog of a restore: resource, location, what is restored and what is not.
 *
 * Returns plain text without invisible characters.
 *
 * @param protection the protection of the profile or account now; where it is `readOnly`, no button is offered
 */
export function restoreConfirmation(plan: RestorePlan, now: number, protection?: ProtectionLevel): ConfirmationDialog {
  const { before, brings, loses } = plan;
  const { kind } = before;
  const short = (text: string) => truncateMiddle(text, LINE_LIMIT);
  const detail = [
    resourceLine(before, now),
    ...placeLines([{ resource: before, ...(protection && { protection }) }]),
    '',
    ...brings.map((text) => t('Restored: {0}', short(text))),
    ...loses.map((text) => findingLine('warning', short(text))),
  ].join('\n');
  const name = titleLabel(before, (text) => `"${text}"`);
  if (protection === 'readOnly') return { title: t('{0} {1} cannot be restored now', kind.noun, name), detail };
  return {
    title: t('Restore {0} {1}?', kind.noun, name),
    detail,
    button: t('Restore {0}', titleCase(kind.noun)),
  };
}
