import type { Outcome } from '../../execution/outcome.ts';
import type { StoredOutcome } from '../entry.ts';

/** Converts an outcome to what the journal stores: with the code and the denied IAM action of the failed request. */
export function storedOutcome({ kind, reason, failure }: Outcome): Omit<StoredOutcome, 'at'> {
  return {
    kind,
    ...(reason !== undefined && { reason }),
    ...(failure && { code: failure.name }),
    ...(failure?.cause === 'denied' && { deniedAction: failure.action }),
  };
}
