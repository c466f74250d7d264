import type { Health, Completion, Verb } from '../model/kind.ts';

type States = NonNullable<Completion['states']>;

/** A state's word in the forms in which AWS writes it: the lists of VPC endpoints say `deleting` and `Deleting`, Lightsail `DELETING`. */
const caseVariants = (...words: string[]): readonly string[] =>
  words.flatMap((word) => [word, word.charAt(0).toUpperCase() + word.slice(1), word.toUpperCase()]);

const states = (inProgress: readonly string[], deleted: readonly string[], failed: readonly string[]): States => ({
  inProgress,
  deleted,
  failed,
});

/**
 * What AWS's states say of a removal, by its verb. A kind whose states say something else says so itself; what has no state is
 * gone when it is not listed any more.
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

/**
 * How it stands with a resource, by the word of its state.
 *
 * @param state the state; undefined where a kind has none
 * @returns `idle` where nothing is known of it
 */
export function healthFromState(state: string | undefined): Health {
  if (state === undefined || IDLE_STATE_PATTERN.test(state)) return 'idle';
  if (UNHEALTHY_STATE_PATTERN.test(state)) return 'unhealthy';
  return TRANSITIONING_STATE_PATTERN.test(state) && state !== 'running' ? 'transitioning' : 'healthy';
}
