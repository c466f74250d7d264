import { t } from '@vscode/l10n';
import { escapeInvisible } from '../../common/text/displayText.ts';
import type { RestoreOutcome } from '../restore/restoreOutcome.ts';
import type { RestorePlan } from '../restore/restorePlan.ts';
import { accountsOf, type AccountLabel } from './placeLines.ts';
import { displayLabel } from './resourceLabels.ts';

/** Returns how a restore ended: the resource first, under the id that it has now. */
export function restoreMessage({ before }: RestorePlan, outcome: RestoreOutcome, label?: AccountLabel): string {
  const reason = escapeInvisible(outcome.reason ?? '');
  if (outcome.kind !== 'restored') return t('{0} was not restored. {1}', displayLabel(before), reason);
  const name = displayLabel(outcome.resource ?? before);
  const account = accountsOf([{ resource: before }], label);
  const sentence = t('Restored {0}: {1} in account {2}, {3}.', name, before.kind.noun, account, before.target.region);
  return reason === '' ? sentence : `${sentence} ${reason}`;
}

/** A restore, and how it ended. */
export type RestoreResult = readonly [plan: RestorePlan, outcome: RestoreOutcome];

/** Returns how several restores ended: how many succeeded of `total`, and the first that did not, with the reason. */
export function restoresMessage(results: readonly RestoreResult[], total: number, account: string): string {
  const restored = results.filter(([, { kind }]) => kind === 'restored').length;
  const sentence = t('{0} of {1} restored in account {2}.', restored, total, account);
  const failed = results.find(([, { kind }]) => kind !== 'restored');
  return failed ? `${sentence} ${restoreMessage(...failed)}` : sentence;
}
