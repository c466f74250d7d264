import type { Health } from '../model/resourceState.ts';

/** Removes what differs between the spellings of AWS's services: `create-complete`, `PENDING_VALIDATION`, `pendingAcceptance`. */
const normalize = (state: string): string => state.toLowerCase().replaceAll(/[^a-z]/g, '');

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/).map(normalize));

/** The states that AWS documents as good, from the state members' pages. All that is not here is not shown as good. */
const HEALTHY = words(`
  available active running in-use attached associated enabled ready up ok healthy valid issued success succeeded completed complete
  create-complete modify-complete update-complete restore-complete enable-complete associate-complete sync-complete
  provisioned provisioned-not-publicly-advertisable advertised accepted granted implicit standby compliance compliance-cooloff
  governance`);

const UNHEALTHY =
  /fail|error|impaired|^invalid|blackhole|unhealthy|expired|revoked|^alarm|unavailable|unsupported|incomplete|timedout|notfound|^down$|incompatible|inaccessible|full$/;

/** These wait for an action by a user, for days if need be. */
const WAITING = /^pending(acceptance|verification|validation)$/;

const TRANSITIONING = /ing$|progress|pending|^init|^requested|^submitted|^shutting|^transient|^busy|rollingback|^under/;

/** Returns the health that a state means: `idle` for a resource without a state, and for a state that is not known. */
export function healthFromState(state: string | undefined): Health {
  if (state === undefined) return 'idle';
  const word = normalize(state);
  if (HEALTHY.has(word)) return 'healthy';
  if (UNHEALTHY.test(word)) return 'unhealthy';
  return TRANSITIONING.test(word) && !WAITING.test(word) ? 'transitioning' : 'idle';
}
