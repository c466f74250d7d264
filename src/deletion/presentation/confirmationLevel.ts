import type { PlanItem } from '../planning/plan.ts';

/** The strength of a confirmation: the dialog alone, or the dialog and a typed text. */
export type ConfirmationLevel = 'modal' | 'typed';

/** The user's setting. It can only make the confirmation stronger. */
export type ConfirmationSetting = 'byRisk' | 'always';

/**
 * Returns the confirmation that a plan requires.
 *
 * `typed` applies to a severe risk, to several resources, and to a protected profile or account.
 */
export function confirmationLevel(items: readonly PlanItem[], setting: ConfirmationSetting): ConfirmationLevel {
  if (setting === 'always' || items.length > 1) return 'typed';
  const risky = items.some(
    ({ protection, evidence }) => protection === 'confirm' || evidence.some(({ severe }) => severe === true),
  );
  return risky ? 'typed' : 'modal';
}
