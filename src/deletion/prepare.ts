import type { AwsCaller } from '../aws/clients.ts';
import { AwsCallError, type Failure } from '../aws/failure.ts';
import { rereadResource } from '../inventory/listKind.ts';
import type { Resource } from '../inventory/resource.ts';

/** How long a person waits for the dialog while a resource is read again: milliseconds. */
const TIME_LIMIT_MS = 2_000;

/** A resource as it is right now, or what kept us from knowing. */
export type Fresh =
  | { readonly kind: 'there'; readonly resource: Resource }
  | { readonly kind: 'gone' }
  /** Not read again: what is shown is as old as the listing. */
  | { readonly kind: 'stale'; readonly resource: Resource; readonly failure?: Failure };

/**
 * Reads a resource again before somebody is asked about it, so that the question is about what is there now.
 *
 * @param caller the way to AWS
 * @param resource the resource as it was listed
 * @param timeLimitMs how long to wait
 * @returns the resource as it is, or as it was where AWS did not say in time
 */
export async function refreshed(
  caller: AwsCaller,
  resource: Resource,
  timeLimitMs: number = TIME_LIMIT_MS,
): Promise<Fresh> {
  try {
    const now = await rereadResource(caller, resource, AbortSignal.timeout(timeLimitMs));
    return now ? { kind: 'there', resource: now } : { kind: 'gone' };
  } catch (error) {
    if (error instanceof AwsCallError) return { kind: 'stale', resource, failure: error.failure };
    throw error;
  }
}
