import { describeFailure } from '../../aws/errors/errorMessages.ts';
import type { CallFailure } from '../../aws/errors/callError.ts';
import type { Outcome, OutcomeKind } from './outcome.ts';

/**
 * Returns the outcome of a failed request that AWS surely has not executed. Returns undefined where AWS must be read: the response was
 * lost, or AWS does not find what its listing may still show.
 */
export function definiteOutcome(failure: CallFailure): Outcome | undefined {
  const outcome = (kind: OutcomeKind): Outcome => ({ kind, reason: failureReason(failure), failure });
  if (failure.neverSent) return outcome('failed');
  switch (failure.cause) {
    case 'denied':
      return outcome('denied');
    case 'conflict':
      return outcome('blocked');
    case 'notFound':
    // A request that the user stopped waiting for may have arrived.
    case 'canceled':
    case 'unreachable':
    case 'unknownHost':
    case 'malformedResponse':
    case 'server':
    case 'other':
      return undefined;
    default:
      return outcome('failed');
  }
}

/** Returns one or two sentences: what happened, and what to do. */
export function failureReason(failure: CallFailure): string {
  const { message, suggestion } = describeFailure(failure);
  return suggestion === undefined ? message : `${message} ${suggestion}`;
}
