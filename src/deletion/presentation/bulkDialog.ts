import { t } from '@vscode/l10n';
import type { PlanItem } from '../planning/plan.ts';
import { restorabilityOf } from '../restore/restorePlan.ts';
import type { ConfirmationDialog } from './confirmationDialog.ts';
import { groupFindings, groupLine } from './groupedFindings.ts';
import { findingLine, moreLabel } from './phrases.ts';
import { endpointCautionsOf, locationLines, type AccountLabel } from './placeLines.ts';
import { countLabel, planButton, planTitle, sharedVerbForms } from './planSummary.ts';

/** What a dialog of several resources shows beside the plan. */
export interface BulkDialogOptions {
  /** The keys of what was asked for; the others are dependencies. All, where it is left out. */
  readonly asked?: ReadonlySet<string>;
  /** How many resources the filter hides. */
  readonly hidden?: number;
  readonly accountLabel?: AccountLabel | undefined;
  /** Whether something has to be typed after the dialog. */
  readonly isTyped?: boolean;
  /** The line that names who requests the deletion, where it is not the user. */
  readonly requester?: string;
  /** The line on the costs that the deletion ends, where they are known. */
  readonly cost?: string | undefined;
}

/** The lines of the dialog, its title and its button among them: the plan has the rest. */
const MAX_LINES = 8;
const MAX_FACTS = 3;

/** Writes the dialog of several resources: what, where, the worst facts grouped, and how many cannot be restored. */
export function bulkDialog(items: readonly PlanItem[], options: BulkDialogOptions): ConfirmationDialog {
  const { asked = new Set(), hidden = 0, requester, cost, accountLabel, isTyped = false } = options;
  const blocked = items.filter(({ evidence }) => evidence.some(({ level }) => level === 'blocker'));
  const fixed = [
    ...(requester === undefined ? [] : [requester]),
    locationLines(items, accountLabel).join('; '),
    ...hiddenByFilterLine(hidden),
    ...(cost === undefined || blocked.length > 0 ? [] : [cost]),
    // However many they are: what goes to which server unencrypted is never cut.
    ...(blocked.length > 0 ? [] : endpointCautionsOf(items, accountLabel)),
  ];
  const restorability = blocked.length > 0 ? [] : restorabilityLineOf(items);
  // The title and the button are lines, too.
  const room = Math.max(0, Math.min(MAX_FACTS, MAX_LINES - 2 - fixed.length - restorability.length));
  const facts =
    blocked.length > 0
      ? groupFindings(blocked, ({ level }) => level === 'blocker').map(groupLine)
      : groupFindings(items).map(groupLine);
  const detail = [...fixed, ...facts.slice(0, room), ...restorability].join('\n');
  if (blocked.length > 0) {
    const { participle } = sharedVerbForms(items);
    return { title: t('{0} of {1} cannot be {2} now', blocked.length, countLabel(items), participle), detail };
  }
  return { title: `${planTitle(items, asked)}?`, detail, button: moreLabel(planButton(items), isTyped) };
}

function hiddenByFilterLine(hidden: number): string[] {
  if (hidden === 0) return [];
  return [
    hidden === 1 ? t('1 of these is hidden by the filter.') : t('{0} of these are hidden by the filter.', hidden),
  ];
}

/** Returns how many cannot be restored; nothing where all can. */
function restorabilityLineOf(items: readonly PlanItem[]): string[] {
  const count = items.filter(({ resource: { kind, entry } }) => restorabilityOf(kind, entry).level === 'none').length;
  if (count === 0) return [];
  return [
    findingLine(
      'warning',
      count === items.length ? t('None of them can be restored.') : t('{0} of them cannot be restored.', count),
    ),
  ];
}
