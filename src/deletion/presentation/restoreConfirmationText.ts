import { t } from '@vscode/l10n';
import { truncateMiddle } from '../../common/text/displayText.ts';
import { resourceLine, locationLine, type ConfirmationDialog } from './confirmationText.ts';
import type { ProtectionLevel } from '../planning/protection.ts';
import type { RestorePlan } from '../restore/restorePlan.ts';
import { displayLabel, findingLine, titleCase } from './phrases.ts';

/** How long one line may get before it is cut; the whole of it is in the plan. */
const LINE_LIMIT = 240;

/**
 * Writes the question about a restore: what it was, where, what comes back and what does not.
 *
 * @param plan the restore
 * @param now milliseconds since the epoch
 * @param protection the protection of the profile or account now; where it is `readOnly`, no button is offered
 * @returns the question, all of it plain text with nothing invisible in it
 */
export function restoreConfirmation(plan: RestorePlan, now: number, protection?: ProtectionLevel): ConfirmationDialog {
  const { before, brings, loses } = plan;
  const { kind, target } = before;
  const short = (text: string) => truncateMiddle(text, LINE_LIMIT);
  const detail = [
    resourceLine(before, now),
    locationLine(target, protection),
    '',
    ...brings.map((text) => t('Restored: {0}', short(text))),
    ...loses.map((text) => findingLine('warning', short(text))),
  ].join('\n');
  const name = displayLabel(before);
  if (protection === 'readOnly') return { title: t('{0} "{1}" cannot be restored now', kind.noun, name), detail };
  return {
    title: t('Restore {0} "{1}"?', kind.noun, name),
    detail,
    button: t('Restore {0}', titleCase(kind.noun)),
  };
}
