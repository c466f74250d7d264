import type { PlanItem } from '../planning/plan.ts';

/** How strong a confirmation is: the dialog alone, or the dialog and then something typed. */
export type ConfirmationLevel = 'modal' | 'typed';

/** The user's setting: by the risk, or always the strongest. It can only raise the grade. */
export type ConfirmationSetting = 'byRisk' | 'always';

/**
 * The confirmation that a plan needs.
 *
 * @param items the planned removals
 * @param setting the user's setting
 * @returns `typed` for a grave risk, for several resources at once, and where a profile or account is protected
 */
export function confirmationLevel(items: readonly PlanItem[], setting: ConfirmationSetting): ConfirmationLevel {
  if (setting === 'always' || items.length > 1) return 'typed';
  const risky = items.some(
    ({ protection, evidence }) => protection === 'confirm' || evidence.some(({ severe }) => severe === true),
  );
  return risky ? 'typed' : 'modal';
}
