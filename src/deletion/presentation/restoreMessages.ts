import { t } from '@vscode/l10n';
import { escapeInvisible } from '../../common/text/displayText.ts';
import type { RestoreOutcome } from '../restore/restoreOutcome.ts';
import type { RestorePlan } from '../restore/restorePlan.ts';
import { accountsOf, type AccountLabel } from './placeLines.ts';
import { displayLabel } from './resourceLabels.ts';

/** Returns how a restore ended: the resource first, under the id that it has now. */
export function restoreMessage({ before }: RestorePlan, outcome: RestoreOutcome, label?: AccountLabel): string {
  const reason = escapeInvisible(outcome.reason ?? '');
  const { noun } = before.kind;
  const { region } = before.target;
  const account = accountsOf([{ resource: before }], label);
  if (outcome.kind !== 'restored') {
    const name = displayLabel(before);
    return t('{0}, {1} in account {2}, {3}, was not restored. {4}', name, noun, account, region, reason);
  }
  const name = displayLabel(outcome.resource ?? before);
  const sentence = t('Restored {0}: {1} in account {2}, {3}.', name, noun, account, region);
  return reason === '' ? sentence : `${sentence} ${reason}`;
}

/** A restore, and how it ended. */
export type RestoreResult = readonly [plan: RestorePlan, outcome: RestoreOutcome];

/** Returns how several restores ended: how many succeeded of all `plans`, and the first that did not, with the reason. */
export function restoresMessage(
  results: readonly RestoreResult[],
  plans: readonly RestorePlan[],
  label?: AccountLabel,
): string {
  const restored = results.filter(([, { kind }]) => kind === 'restored').length;
  const accounts = accountsOf(
    plans.map(({ before }) => ({ resource: before })),
    label,
  );
  const sentence = t('{0} of {1} restored in account {2}.', restored, plans.length, accounts);
  const failed = results.find(([, { kind }]) => kind !== 'restored');
  return failed ? `${sentence} ${restoreMessage(...failed, label)}` : sentence;
}
