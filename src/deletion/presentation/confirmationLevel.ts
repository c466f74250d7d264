import type { PlanItem } from '../planning/plan.ts';
import { isAccountUncertain } from './placeLines.ts';

/** The strength of a confirmation: the dialog alone, or the dialog and a typed text. */
export type ConfirmationLevel = 'modal' | 'typed';

/** The user's setting. It can only make the confirmation stronger. */
export type ConfirmationSetting = 'byRisk' | 'always';

/**
 * Returns the confirmation that a plan requires.
 *
 * `typed` applies to a severe risk, to several resources, to a protected profile or account, and where the account is uncertain.
 */
export function confirmationLevel(items: readonly PlanItem[], setting: ConfirmationSetting): ConfirmationLevel {
  if (setting === 'always' || items.length > 1) return 'typed';
  const risky = items.some(
    ({ protection, evidence, resource: { target, kind } }) =>
      protection === 'confirm' ||
      evidence.some(({ severe }) => severe === true) ||
      isAccountUncertain(target, kind.service),
  );
  return risky ? 'typed' : 'modal';
}
