import { AimdLimiter } from '../throttling/aimdLimiter.ts';

/** How many connections a client has at once. It is the SDK's default for `maxSockets` (`@smithy/node-http-handler`). */
export const MAX_CONNECTIONS = 50;

/**
 * Returns a slot for each connection of a client. A request waits for one before the SDK gets it, because the SDK's time limits also run
 * while a request waits for a free connection.
 */
export function connectionSlots(): AimdLimiter {
  return new AimdLimiter({ initial: MAX_CONNECTIONS, max: MAX_CONNECTIONS, increase: 1 });
}
