import type { OutcomeKind } from '../../../../src/deletion/execution/outcome.ts';

/** The state at AWS that an outcome is compared with. */
export interface Reality {
  readonly isPresent: boolean;
  /** The number of delete requests that AWS received. */
  readonly sent: number;
  /** Whether a state shows a deletion in progress. Otherwise a lost request cannot be distinguished from a slow one. */
  readonly hasStates: boolean;
}

/** Returns whether an outcome is true, and claims no more than can be known. */
export function isTrue(outcome: string | undefined, { isPresent, sent, hasStates }: Reality): boolean {
  switch (outcome as OutcomeKind | undefined) {
    case 'deleted':
    case 'alreadyDeleted':
      return !isPresent;
    case 'canceled':
    case 'changed':
      return isPresent && sent === 0;
    case 'failed':
    case 'blocked':
    case 'denied':
    case 'reverted':
      return isPresent;
    case 'unknown':
      return isPresent && !hasStates;
    case 'deleting':
    case undefined:
      return false;
  }
}
