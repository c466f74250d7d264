import type { Health, Completion, Verb } from '../model/kind.ts';

type States = NonNullable<Completion['states']>;

/** Returns states in AWS's spellings: lists of VPC endpoints have `deleting` and `Deleting`, Lightsail has `DELETING`. */
const caseVariants = (...words: string[]): readonly string[] =>
  words.flatMap((word) => [word, word.charAt(0).toUpperCase() + word.slice(1), word.toUpperCase()]);

const states = (inProgress: readonly string[], deleted: readonly string[], failed: readonly string[]): States => ({
  inProgress,
  deleted,
  failed,
});

/**
 * The meaning of AWS's states for a deletion, by its verb. A kind with other states has its own. A resource without a state is
 * deleted when it is no longer listed.
 */
export const DEFAULT_STATES: Readonly<Record<Verb, States>> = {
  delete: states(caseVariants('deleting', 'delete-in-progress'), caseVariants('deleted', 'delete-complete'), [
    'failed',
    'delete-failed',
  ]),
  terminate: states(['shutting-down', 'terminating'], ['terminated'], ['failed-to-terminate']),
  release: states([], ['released', 'released-permanent-failure'], []),
  detach: states(['detaching', 'busy'], ['detached'], []),
  disassociate: states(
    ['disassociating', 'disassociate-in-progress', 'pending-disassociation'],
    ['disassociated', 'disassociate-complete'],
    ['failed', 'disassociate-failed', 'disassociation-failed', 'failed-disassociation'],
  ),
  deregister: states([], ['deregistered'], []),
  cancel: states(['cancelling'], ['cancelled'], []),
  revoke: states(['revoking'], ['revoked'], ['failed']),
  reject: states(['rejecting'], caseVariants('rejected'), ['failed']),
  deprovision: states(['pending-deprovision'], ['deprovisioned'], ['failed-deprovision']),
  disable: states(['disabling', 'deleting'], ['disabled'], ['disabling-failed']),
  unassign: states(['unassigning'], [], ['failed']),
  unlock: states([], ['expired'], []),
  close: states([], ['closed'], []),
  remove: states([], [], []),
};

const UNHEALTHY_STATE_PATTERN = /fail|error|impaired|invalid|blackhole|unhealthy|expired|revoked|alarm/i;
const TRANSITIONING_STATE_PATTERN = /ing$|progress|^initial|^requested|^shutting|^modifying|^started/i;
const IDLE_STATE_PATTERN =
  /^(inactive|stopped|disabled|detached|unattached|available-idle|pending-?acceptance|rejected|unused|no|false|closed|unknown)$/i;

/** Returns the health that a state means; `idle` for a kind without a state. */
export function healthFromState(state: string | undefined): Health {
  if (state === undefined || IDLE_STATE_PATTERN.test(state)) return 'idle';
  if (UNHEALTHY_STATE_PATTERN.test(state)) return 'unhealthy';
  return TRANSITIONING_STATE_PATTERN.test(state) && state !== 'running' ? 'transitioning' : 'healthy';
}
