import type { AwsCredentialIdentityProvider } from '@smithy/types';
import { authClientConfig } from '../../aws/client/clientConfig.ts';
import { isDenied } from '../../aws/errors/isDenied.ts';
import type { Target } from '../../aws/identity/target.ts';
import { RateLimiter } from '../../aws/throttling/rateLimiter.ts';
import { Throttle } from '../../aws/throttling/throttle.ts';
import type { Clock } from '../../common/clock.ts';
import type { Resource } from '../resource.ts';
import { creationOf, type Creator, type LookedUpEvent } from './creationEvent.ts';

/** Why a creator is not known. */
export type UnknownCreator =
  /** It is older than the events that CloudTrail keeps. */
  | 'tooOld'
  /** CloudTrail has no event of its creation in its Region. */
  | 'notFound'
  /** CloudTrail has more events of it than are read. */
  | 'tooMany'
  | 'denied'
  | 'failed';

export type CreatorResult = Creator | { readonly unknown: UnknownCreator };

/** What creators are looked up with. */
export interface CreatorServiceDeps {
  readonly credentials: (target: Target) => AwsCredentialIdentityProvider;
  /** Spreads the requests. */
  readonly clock: Clock;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/**
 * "You can look up events that occurred in a Region within the last 90 days", "the rate of lookup requests is limited to two per second,
 * per account, per Region", and 50 events at most in a response
 * (https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html).
 */
const MAX_AGE_MS = 90 * 86_400_000;
const RATE = { perSecond: 2, burst: 1 } as const;
const PAGE_SIZE = 50;

/** How many responses are read for a resource. */
const MAX_PAGES = 10;

/** Looks up in CloudTrail who created resources. Sends nothing by itself. */
export class CreatorService {
  readonly #deps: CreatorServiceDeps;
  readonly #known = new WeakMap<Resource, CreatorResult>();
  readonly #throttles = new Map<string, Throttle>();

  constructor(deps: CreatorServiceDeps) {
    this.#deps = deps;
  }

  /** Looks up who created a resource, once. Never fails: why it is not known is part of the result. An abort is a failure. */
  async lookUp(resource: Resource, signal: AbortSignal): Promise<CreatorResult> {
    const before = this.#known.get(resource);
    if (before && !isPassing(before)) return before;
    const result = await this.#request(resource, signal);
    if (!signal.aborted) this.#known.set(resource, result);
    return result;
  }

  /** Returns what the last lookup of a resource found; undefined before. Sends nothing. */
  known(resource: Resource): CreatorResult | undefined {
    return this.#known.get(resource);
  }

  async #request({ id, kind, created, target }: Resource, signal: AbortSignal): Promise<CreatorResult> {
    const now = this.#deps.now();
    if (created && now - created.getTime() > MAX_AGE_MS) return { unknown: 'tooOld' };
    try {
      const events = await this.#eventsOf(id, target, now, signal);
      if (!events) return { unknown: 'tooMany' };
      return (
        creationOf(events, { service: kind.service, operation: kind.action.operation }, created) ?? {
          unknown: 'notFound',
        }
      );
    } catch (error) {
      return { unknown: isDenied(error) ? 'denied' : 'failed' };
    }
  }

  /** Returns all events on a resource, read-only ones included; undefined where there are too many. */
  async #eventsOf(
    name: string,
    target: Target,
    now: number,
    signal: AbortSignal,
  ): Promise<readonly LookedUpEvent[] | undefined> {
    const { CloudTrailClient, LookupEventsCommand } = await import('@aws-sdk/client-cloudtrail');
    const credentials = this.#deps.credentials(target);
    const client = new CloudTrailClient({ ...authClientConfig('cloudtrail', target.region, target), credentials });
    const throttle = this.#throttleOf(target);
    const events: LookedUpEvent[] = [];
    try {
      let NextToken: string | undefined;
      for (let page = 0; page < MAX_PAGES; page++) {
        const input = {
          LookupAttributes: [{ AttributeKey: 'ResourceName', AttributeValue: name } as const],
          StartTime: new Date(now - MAX_AGE_MS),
          EndTime: new Date(now),
          MaxResults: PAGE_SIZE,
          NextToken,
        };
        const output = await throttle.run(async () => {
          await throttle.waitUntilReady(signal);
          return client.send(new LookupEventsCommand(input), { abortSignal: signal });
        }, signal);
        // A response without the list is none of CloudTrail's: it proves nothing.
        if (!Array.isArray(output.Events)) throw new Error('The response has no events.');
        events.push(...output.Events);
        NextToken = output.NextToken;
        if (NextToken === undefined || NextToken === '') return events;
      }
      return undefined;
    } finally {
      client.destroy();
    }
  }

  #throttleOf({ identity, region }: Target): Throttle {
    const key = JSON.stringify([identity.partition, identity.accountId, region]);
    const known = this.#throttles.get(key);
    if (known) return known;
    const throttle = new Throttle({
      clock: this.#deps.clock,
      concurrency: { initial: 1, max: 1, increase: 1 },
      backoff: { until: 0 },
      rate: new RateLimiter(RATE),
    });
    this.#throttles.set(key, throttle);
    return throttle;
  }
}

/** Returns whether another lookup may end otherwise. */
function isPassing(result: CreatorResult): boolean {
  return 'unknown' in result && result.unknown !== 'tooOld';
}
