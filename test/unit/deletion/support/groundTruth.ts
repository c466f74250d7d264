import type { OutcomeKind } from '../../../../src/deletion/execution/outcome.ts';

/** What is so at AWS, to hold an outcome against. */
export interface Reality {
  readonly isThere: boolean;
  /** How many removing calls arrived. */
  readonly sent: number;
  /** Whether the kind shows in its state that it is on its way out: where not, nobody can tell a lost call from a slow one. */
  readonly hasStates: boolean;
}

/** Whether an outcome says what is so, and no more than can be known. */
export function isTrue(outcome: string | undefined, { isThere, sent, hasStates }: Reality): boolean {
  switch (outcome as OutcomeKind | undefined) {
    case 'deleted':
    case 'alreadyDeleted':
      return !isThere;
    case 'canceled':
    case 'changed':
      return isThere && sent === 0;
    case 'failed':
    case 'blocked':
    case 'denied':
    case 'reverted':
      return isThere;
    case 'unknown':
      return isThere && !hasStates;
    case 'deleting':
    case undefined:
      return false;
  }
}
