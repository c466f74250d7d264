import * as vscode from 'vscode';
import { denialText } from '../aws/denial.ts';
import type { Outcome, OutcomeKind } from '../deletion/outcome.ts';
import type { Plan } from '../deletion/plan.ts';
import { outcomeWord, spokenName, verbForms } from '../deletion/words.ts';
import type { Resource } from '../inventory/resource.ts';
import { fitting } from '../text/visible.ts';

/** How long a reason may be in a notification; the response channel has all of it. */
const REASON_LIMIT = 400;

/**
 * What became of a resource, in one sentence.
 *
 * @param resource the resource
 * @param outcome how it ended
 * @returns the sentence; success is said of what was seen to be gone, and of nothing else
 */
export function outcomeSentence(resource: Resource, outcome: Outcome): string {
  const name = spokenName(resource);
  const { past, participle } = verbForms(resource.kind.removal.verb);
  const reason = fitting(outcome.reason ?? '', REASON_LIMIT);
  switch (outcome.kind) {
    case 'gone':
      return vscode.l10n.t('{0} {1} ({2}, {3}).', past, name, resource.kind.noun, resource.target.region);
    case 'alreadyGone':
      return vscode.l10n.t('{0} was gone already. {1}', name, reason);
    case 'deleting':
      return vscode.l10n.t('{0} is not gone yet. {1}', name, reason);
    case 'reverted':
      return vscode.l10n.t('{0} was not {1}. {2}', name, participle, reason);
    case 'denied':
      return deniedSentence(resource, outcome, reason);
    case 'unknown':
      return vscode.l10n.t('What became of {0} is not known. {1}', name, reason);
    case 'changed':
    case 'blocked':
    case 'failed':
    case 'cancelled':
      return vscode.l10n.t('{0} was not {1}. {2}', name, participle, reason);
  }
}

/** Names the action and the principal; what AWS said to it is in its response. */
function deniedSentence(resource: Resource, { failure }: Outcome, reason: string): string {
  const infinitive = verbForms(resource.kind.removal.verb).imperative.toLowerCase();
  const why = failure ? `${denialText(failure, resource.target.identity.arn)}.` : reason;
  return vscode.l10n.t('Not allowed to {0} {1}: {2}', infinitive, spokenName(resource), fitting(why, REASON_LIMIT));
}

/** The outcomes in the order in which a summary counts them. */
const COUNTED: readonly OutcomeKind[] = [
  'alreadyGone',
  'deleting',
  'reverted',
  'changed',
  'blocked',
  'denied',
  'failed',
  'cancelled',
  'unknown',
];

/**
 * What became of many, in one sentence.
 *
 * @param plan the plan
 * @param outcomes how each of them ended
 * @returns for instance `10 of 12 removed in account 111122223333. 1 blocked, 1 denied.`
 */
export function summary(plan: Plan, outcomes: readonly Outcome[]): string {
  const count = (wanted: OutcomeKind) => outcomes.filter(({ kind }) => kind === wanted).length;
  const others = COUNTED.flatMap((kind) => (count(kind) === 0 ? [] : [`${count(kind)} ${outcomeWord(kind)}`]));
  const accountId = plan.items[0]?.resource.target.identity.accountId ?? '';
  const removed = vscode.l10n.t('{0} of {1} removed in account {2}.', count('gone'), outcomes.length, accountId);
  return others.length === 0 ? removed : `${removed} ${others.join(', ')}.`;
}
