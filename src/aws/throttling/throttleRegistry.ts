import { SERVICES, type ServiceId } from '../../catalog/model/services.ts';
import type { Clock } from '../../common/clock.ts';
import type { Target } from '../identity/target.ts';
import { AimdLimiter } from './aimdLimiter.ts';
import { RateLimiter } from './rateLimiter.ts';
import { Throttle, type Backoff } from './throttle.ts';
import { getOrCreate } from '../../common/getOrCreate.ts';

/** How many requests of one operation, and how many lists of one service, run at once. */
const READS = { initial: 10, max: 32, increase: 4 } as const;
const MUTATIONS = { initial: 3, max: 10, increase: 1 } as const;
const LISTS = { initial: 24, max: 24, increase: 1 } as const;

/** How many requests the lists of one service send at once. There are more lists, because some wait for what others request. */
const LIST_REQUESTS = { initial: 16, max: 16, increase: 4 } as const;

/** The share of the documented read rate that polling takes; the rest is left for reading each resource before its deletion. */
const POLLING_SHARE = 0.5;

/** What requests share that AWS counts together. */
interface Shared {
  readonly backoff: Backoff;
  /** The rate of mutating requests, learned from AWS's responses. */
  readonly mutationRate: RateLimiter;
  /** Undefined for services that document no read rate. */
  readonly pollRate: RateLimiter | undefined;
}

/**
 * The throttles of one operation. All throttles of a key wait for the same pause. Each operation has slots of its own: the many reads of
 * one must not delay the pages of another.
 */
export interface ThrottleSet {
  readonly reads: Throttle;
  readonly mutations: Throttle;
  /** Waits for the turn of one poll. */
  readonly acquirePoll: (signal?: AbortSignal) => Promise<void>;
}

/**
 * Keeps what was learned of AWS's throttling, by what AWS counts together: account, Region and service, or API action. Listing, scanning,
 * preflight, polling and deletion share it; it outlives a plan.
 */
export class ThrottleRegistry {
  readonly #clock: Clock;
  readonly #shared = new Map<string, Shared>();
  readonly #sets = new Map<string, ThrottleSet>();
  readonly #lists = new Map<string, AimdLimiter>();
  readonly #listRequests = new Map<string, AimdLimiter>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Returns the throttles that a request passes: the same ones for equal operations in an account and Region. */
  for(target: Target, service: ServiceId, operation: string): ThrottleSet {
    return getOrCreate(this.#sets, throttleKey(target, service, operation), () => {
      const counted = SERVICES[service].throttledPer === 'action' ? [operation] : [];
      return this.#createSet(
        getOrCreate(this.#shared, throttleKey(target, service, ...counted), () => createShared(service)),
      );
    });
  }

  /** Returns the limiter of how many resource types are listed at once, by account, Region and service. */
  lists(target: Target, service: ServiceId): AimdLimiter {
    return getOrCreate(this.#lists, throttleKey(target, service), () => new AimdLimiter(LISTS));
  }

  /** Returns the limiter of how many requests the lists of a scan send at once, by account, Region and service. */
  listRequests(target: Target, service: ServiceId): AimdLimiter {
    return getOrCreate(this.#listRequests, throttleKey(target, service), () => new AimdLimiter(LIST_REQUESTS));
  }

  #createSet({ backoff, mutationRate, pollRate }: Shared): ThrottleSet {
    const clock = this.#clock;
    return {
      reads: new Throttle({ clock, backoff, concurrency: READS }),
      mutations: new Throttle({ clock, backoff, concurrency: MUTATIONS, rate: mutationRate }),
      acquirePoll: async (signal) => {
        const waitMs = pollRate?.reserve(clock.now()) ?? 0;
        if (waitMs > 0) await clock.sleep(waitMs, signal);
      },
    };
  }
}

function createShared(service: ServiceId): Shared {
  return { backoff: { until: 0 }, mutationRate: new RateLimiter(), pollRate: createPollRate(service) };
}

function createPollRate(service: ServiceId): RateLimiter | undefined {
  const { reads } = SERVICES[service];
  return reads && new RateLimiter({ perSecond: reads.perSecond * POLLING_SHARE, burst: reads.size * POLLING_SHARE });
}

/**
 * Returns the key of a throttle, by the account that AWS counts for: the same through whichever profile and
 * credentials.
 */
function throttleKey({ identity, region, endpoints }: Target, service: ServiceId, ...operation: string[]): string {
  return JSON.stringify([
    identity.partition,
    identity.accountId,
    region,
    endpoints[service] ?? '',
    service,
    ...operation,
  ]);
}
