import type { AwsClient } from '../../aws/client/sdkClient.ts';
import type { Clock } from '../../common/clock.ts';
import { observeResource, type Observation } from '../../inventory/listing/listKind.ts';
import type { Resource } from '../../inventory/resource.ts';
import { CONFIRM_MS, CONSISTENCY_LAG_MS } from './consistency.ts';

/** How long the absence of a resource must last whose creation AWS does not date. */
const UNDATED_MS = 5_000;

/** The longest pause between two reads. */
const MAX_PAUSE_MS = 10_000;

/**
 * Reads a resource, and reads again where AWS does not list it: one read may be behind. A resource that AWS has just created can be missing
 * for the whole lag; an older one is missing only from a read that fails in another way. Throws AwsCallError where the resource cannot be
 * read.
 */
export async function confirmAbsence(
  client: AwsClient,
  resource: Resource,
  clock: Clock,
  signal?: AbortSignal,
): Promise<Observation> {
  const untilMs = absenceMs(resource, clock.now());
  let absentSince: number | undefined;
  for (let pauseMs = CONFIRM_MS; ; pauseMs = Math.min(pauseMs * 2, MAX_PAUSE_MS)) {
    // Measured before the read: what is read must have had the time.
    const readAt = clock.now();
    const observed = await observeResource(client, resource, signal);
    if (observed.presence !== 'absent' || signal?.aborted) return observed;
    // The first read may itself take long, and show how AWS was when it began.
    absentSince ??= clock.now();
    const elapsedMs = readAt - absentSince;
    if (elapsedMs >= untilMs) return observed;
    await clock.sleep(Math.min(pauseMs, untilMs - elapsedMs), signal);
  }
}

function absenceMs({ created }: Resource, now: number): number {
  if (created === undefined) return UNDATED_MS;
  const age = now - created.getTime();
  return age >= 0 && age < CONSISTENCY_LAG_MS ? CONSISTENCY_LAG_MS : CONFIRM_MS;
}
