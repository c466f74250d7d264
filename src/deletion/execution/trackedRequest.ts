import { setMaxListeners } from 'node:events';
import type { AwsClient, AwsResponse } from '../../aws/client/sdkClient.ts';
import { AwsCallError } from '../../aws/errors/callError.ts';
import type { Clock } from '../../common/clock.ts';
import type { MutationRequest, RequestThrottle } from './mutation.ts';

/** A request without a response for so long, in milliseconds, no longer keeps others back: three of them would stop a plan. */
const STALLED_MS = 10_000;

/** How long the response is awaited after the user has canceled, in milliseconds. Then AWS is read instead. */
const CANCEL_GRACE_MS = 3_000;

/** What sending needs beside the request. */
interface SendContext {
  readonly client: AwsClient;
  readonly timer: Clock;
  /** Lets others send while this request has no response. */
  readonly freeSlot: () => void;
  /** Returns whether the request may still leave once it is signed. */
  readonly mayLeave: () => boolean;
}

/**
 * Sends a request once. It cannot be taken back, and its response is needed: after a cancellation it is awaited for a while longer, and
 * counts as lost then. A stalled request frees its slot.
 */
export async function sendTracked(
  { signal, resource: { target, kind }, operation, input }: MutationRequest,
  { client, timer, freeSlot, mayLeave }: SendContext,
): Promise<AwsResponse | AwsCallError> {
  const responded = new AbortController();
  const abandoned = new AbortController();
  const giveUp = () => {
    void timer.sleep(CANCEL_GRACE_MS, responded.signal).then(() => {
      abandoned.abort();
    });
  };
  if (signal) {
    // Many requests are in progress with one signal.
    setMaxListeners(0, signal);
    signal.addEventListener('abort', giveUp, { once: true });
    if (signal.aborted) giveUp();
  }
  void timer.sleep(STALLED_MS, responded.signal).then(() => {
    if (!responded.signal.aborted) freeSlot();
  });
  try {
    return await client.call(target, kind.service, operation, input, {
      noRetry: true,
      mayLeave,
      signal: abandoned.signal,
    });
  } catch (error) {
    if (!(error instanceof AwsCallError)) throw error;
    return error;
  } finally {
    signal?.removeEventListener('abort', giveUp);
    responded.abort();
  }
}

/** Runs a task in a slot that the task can free before its end. */
export function inSlot<T>(throttle: RequestThrottle, task: (freeSlot: () => void) => Promise<T>): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const running = throttle.run(
      () =>
        new Promise<void>((freeSlot) => {
          void task(freeSlot).then(resolve, reject).finally(freeSlot);
        }),
    );
    running.catch(reject);
  });
}
