import { describeFailure } from '../../aws/errors/errorMessages.ts';
import type { CallFailure } from '../../aws/errors/callError.ts';
import type { Outcome, OutcomeKind } from './outcome.ts';

/** Errors of the system from which it is sure that no request has left. */
const NEVER_SENT: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);

/**
 * @param failure a failed call
 * @returns whether it is sure that no request has left
 */
export function wasNeverSent({ name }: CallFailure): boolean {
  return NEVER_SENT.has(name);
}

/**
 * What a failed removing call means where it is sure that nothing was carried out.
 *
 * @param failure the failed call
 * @returns the outcome; undefined where it has to be looked for: the answer was lost, or one host of AWS does not find what the
 *   next may still list
 */
export function definiteOutcome(failure: CallFailure): Outcome | undefined {
  const outcome = (kind: OutcomeKind): Outcome => ({ kind, reason: failureReason(failure), failure });
  if (wasNeverSent(failure)) return outcome('failed');
  switch (failure.cause) {
    case 'denied':
      return outcome('denied');
    case 'conflict':
      return outcome('blocked');
    case 'notFound':
    case 'unreachable':
    case 'malformedResponse':
    case 'server':
    case 'other':
      return undefined;
    default:
      return outcome('failed');
  }
}

/**
 * A failure in one text: what happened, and what to do.
 *
 * @param failure the failed call
 * @returns one or two sentences
 */
export function failureReason(failure: CallFailure): string {
  const { message, suggestion } = describeFailure(failure);
  return suggestion === undefined ? message : `${message} ${suggestion}`;
}
