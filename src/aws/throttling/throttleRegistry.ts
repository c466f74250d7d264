import { SERVICES, type ServiceId } from '../../catalog/model/services.ts';
import type { Clock } from '../../common/clock.ts';
import type { Target } from '../identity/target.ts';
import { AimdLimiter } from './aimdLimiter.ts';
import { RateLimiter } from './rateLimiter.ts';
import { Throttle, type Backoff } from './throttle.ts';

/** How many requests or tasks run at once for one key. */
const READS = { initial: 10, max: 32, increase: 4 } as const;
const MUTATIONS = { initial: 3, max: 10, increase: 1 } as const;
const LISTS = { initial: 3, max: 10, increase: 1 } as const;

/** The share of the documented read rate that polling takes; the rest is left for reading each resource before its deletion. */
const POLLING_SHARE = 0.5;

/** The throttles of one key. All wait for the same pause; reads and mutations have slots of their own, so neither blocks the other. */
export interface ThrottleSet {
  readonly reads: Throttle;
  /** Its rate is learned from AWS's responses. */
  readonly mutations: Throttle;
  /** Waits for the turn of one poll. Returns at once for services that document no read rate. */
  readonly acquirePoll: (signal?: AbortSignal) => Promise<void>;
}

/**
 * Keeps what was learned of AWS's throttling, one entry for each set of requests that AWS counts together. Listing, scanning,
 * preflight, polling and deletion share it; it outlives a plan.
 */
export class ThrottleRegistry {
  readonly #clock: Clock;
  readonly #sets = new Map<string, ThrottleSet>();
  readonly #lists = new Map<string, AimdLimiter>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Returns the throttles that a request passes: the same ones for all requests that AWS counts with it. */
  for(target: Target, service: ServiceId, operation: string): ThrottleSet {
    const key = SERVICES[service].throttledPer === 'action' ? [operation] : [];
    return getOrCreate(this.#sets, throttleKey(target, service, ...key), () => this.#createSet(service));
  }

  /** Returns the limiter of how many resource types are listed at once, by account, Region and service. */
  lists(target: Target, service: ServiceId): AimdLimiter {
    return getOrCreate(this.#lists, throttleKey(target, service), () => new AimdLimiter(LISTS));
  }

  #createSet(service: ServiceId): ThrottleSet {
    const clock = this.#clock;
    const backoff: Backoff = { until: 0 };
    const polls = pollRate(service);
    return {
      reads: new Throttle({ clock, backoff, concurrency: READS }),
      mutations: new Throttle({ clock, backoff, concurrency: MUTATIONS, rate: new RateLimiter() }),
      acquirePoll: async (signal) => {
        const waitMs = polls?.reserve(clock.now()) ?? 0;
        if (waitMs > 0) await clock.sleep(waitMs, signal);
      },
    };
  }
}

function pollRate(service: ServiceId): RateLimiter | undefined {
  const { reads } = SERVICES[service];
  return reads && new RateLimiter({ perSecond: reads.perSecond * POLLING_SHARE, burst: reads.size * POLLING_SHARE });
}

/** The account that AWS counts for: the same through whichever profile and credentials. */
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

function getOrCreate<T>(map: Map<string, T>, key: string, create: () => T): T {
  const known = map.get(key) ?? create();
  map.set(key, known);
  return known;
}
