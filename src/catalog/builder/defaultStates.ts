import type { Health } from '../model/kind.ts';

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
