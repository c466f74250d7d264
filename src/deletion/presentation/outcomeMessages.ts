import { t } from '@vscode/l10n';
import { accessDeniedMessage } from '../../aws/errors/accessDenied.ts';
import type { Outcome, OutcomeKind } from '../execution/outcome.ts';
import type { Plan } from '../planning/plan.ts';
import { outcomeLabel, verbForms } from './phrases.ts';
import { accountsOf, type AccountLabel } from './placeLines.ts';
import { displayLabel } from './resourceLabels.ts';
import type { Resource } from '../../inventory/resource.ts';
import { escapeInvisible } from '../../common/text/displayText.ts';

/**
 * Returns a sentence with the outcome for one resource. Only an observed deletion is reported as a success. A name alone can be that of a
 * resource in another Region too, so each sentence names the type and the Region.
 *
 * The resource comes first, at most behind a participle: a notification breaks its lines at hyphens too, and in its first line an id stays
 * whole.
 */
export function outcomeMessage(resource: Resource, outcome: Outcome): string {
  const name = displayLabel(resource);
  const { noun, action } = resource.kind;
  const { region } = resource.target;
  const { past, participle } = verbForms(action.verb);
  const reason = escapeInvisible(outcome.reason ?? '');
  switch (outcome.kind) {
    case 'deleted':
      return t('{0} {1}: {2} in {3}.', past, name, noun, region);
    case 'alreadyDeleted':
      return t('{0}, {1} in {2}, was already deleted. {3}', name, noun, region, reason);
    case 'deleting':
      return t('{0}, {1} in {2}, is not deleted yet. {3}', name, noun, region, reason);
    case 'denied': {
      const why = denialReason(resource, outcome);
      return t('{0}, {1} in {2}, was not {3}. No permission: {4}', name, noun, region, participle, why);
    }
    case 'unknown':
      return t('{0}, {1} in {2}: the outcome is unknown. {3}', name, noun, region, reason);
    case 'reverted':
    case 'changed':
    case 'blocked':
    case 'failed':
    case 'canceled':
      return t('{0}, {1} in {2}, was not {3}. {4}', name, noun, region, participle, reason);
  }
}

/** Names the action and the principal. AWS's own message is in the response. */
function denialReason({ target }: Resource, { failure, reason = '' }: Outcome): string {
  return escapeInvisible(failure ? accessDeniedMessage(failure, target.identity.arn) : reason);
}

/** Returns why a resource is left, without its name: for a row under the resource's own. */
export function outcomeReason(resource: Resource, outcome: Outcome): string {
  if (outcome.kind === 'denied') return t('No permission: {0}', denialReason(resource, outcome));
  const reason = escapeInvisible(outcome.reason ?? '');
  return reason === '' ? outcomeLabel(outcome.kind, verbForms(resource.kind.action.verb).participle) : reason;
}

/**
 * Returns why a resource is left, in a few words and without a full stop: `blocked (DependencyViolation)`. AWS's message is left out: it is
 * in the report, and can be long.
 */
export function briefReason({ kind }: Resource, outcome: Outcome): string {
  const { failure } = outcome;
  if (failure) return `${outcomeLabel(outcome.kind, verbForms(kind.action.verb).participle)} (${failure.name})`;
  return escapeInvisible(outcome.reason ?? '').replace(/\.$/, '');
}

/** The outcomes in the order in which a summary counts them. */
const SUMMARY_ORDER: readonly OutcomeKind[] = [
  'alreadyDeleted',
  'deleting',
  'reverted',
  'changed',
  'blocked',
  'denied',
  'failed',
  'canceled',
  'unknown',
];

/**
 * Summarizes the outcomes of a plan.
 *
 * Example: `10 of 12 deleted in account 111122223333. 1 blocked, 1 denied.`
 */
export function summaryMessage(plan: Plan, outcomes: readonly Outcome[], label?: AccountLabel): string {
  const count = (wanted: OutcomeKind) => outcomes.filter(({ kind }) => kind === wanted).length;
  const { participle } = verbForms('delete');
  const others = SUMMARY_ORDER.flatMap((kind) =>
    count(kind) === 0 ? [] : [`${count(kind)} ${outcomeLabel(kind, participle)}`],
  );
  const accounts = accountsOf(plan.items, label);
  const removed = t('{0} of {1} deleted in account {2}.', count('deleted'), outcomes.length, accounts);
  return others.length === 0 ? removed : `${removed} ${others.join(', ')}.`;
}
