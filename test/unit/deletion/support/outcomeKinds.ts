import type { OutcomeKind } from '../../../../src/deletion/execution/outcome.ts';
import type { RestoreOutcomeKind } from '../../../../src/deletion/restore/restoreOutcome.ts';

/** Every end of a deletion. */
export const OUTCOMES: readonly OutcomeKind[] = [
  ...(['deleted', 'alreadyDeleted', 'deleting', 'reverted', 'changed', 'blocked', 'denied', 'failed'] as const),
  ...(['canceled', 'unknown'] as const),
];

/** Every end of a restore. */
export const RESTORES: readonly RestoreOutcomeKind[] = [
  ...(['restored', 'pending', 'alreadyPresent', 'changed', 'blocked', 'denied', 'failed', 'canceled'] as const),
  'unknown',
];
