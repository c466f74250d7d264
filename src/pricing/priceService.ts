import { EventEmitter } from 'node:events';
import type { Target } from '../aws/identity/target.ts';
import { AimdLimiter } from '../aws/throttling/aimdLimiter.ts';
import type { PricePart, Pricing } from '../catalog/model/price.ts';
import { PRICE_RULES } from '../catalog/prices/index.ts';
import type { Resource } from '../inventory/resource.ts';
import { computeCost, type Cost, type PartPrices, type UnknownCost } from './cost.ts';
import { addUp, type CostSum } from './costSum.ts';
import { PriceCache } from './priceCache.ts';
import { priceListFor, queryFor, type PriceQuery } from './priceQuery.ts';
import { requestPrices, type PriceRequestDeps, type PriceResponse } from './requestPrices.ts';

/** What costs are found out with. */
export interface PriceServiceDeps extends PriceRequestDeps {
  /** Where prices are kept. */
  readonly folder: string;
  readonly now: () => number;
  /** False switches prices off: `teardown.prices`. */
  readonly isEnabled: () => boolean;
}

/** How many requests run at once: the Price List has few, and no documented limit. */
const CONCURRENCY = { initial: 3, max: 3, increase: 1 } as const;

/** A request, and the account whose credentials send it. */
interface Wanted {
  readonly query: PriceQuery;
  readonly target: Target;
}

/** Returns what resources cost by AWS's list prices. Only `load` sends requests. */
export class PriceService {
  readonly #deps: PriceServiceDeps;
  readonly #cache: PriceCache;
  readonly #limiter = new AimdLimiter(CONCURRENCY);
  readonly #events = new EventEmitter<{ change: [] }>();
  /** Requests that are being sent, by their keys. */
  readonly #inFlight = new Map<string, Promise<PriceResponse>>();
  /** Why there are no prices, by account and by request. */
  readonly #failures = new Map<string, UnknownCost>();
  #costs = new WeakMap<Resource, Cost>();
  #version = 0;

  constructor(deps: PriceServiceDeps) {
    this.#deps = deps;
    this.#cache = new PriceCache(deps.folder, deps.now);
  }

  /** Adds a listener for new prices. Returns what removes it. */
  onDidChange(listener: () => void): () => void {
    this.#events.on('change', listener);
    return () => this.#events.off('change', listener);
  }

  /** Changes with the prices. */
  get version(): number {
    return this.#version;
  }

  /** Returns what a resource costs, by the prices that are known; undefined where its type has no price, or prices are off. */
  costOf(resource: Resource): Cost | undefined {
    const pricing = pricingOf(resource);
    // The setting last: VS Code takes long for it, and most rows have no price.
    if (!pricing || !this.#deps.isEnabled()) return undefined;
    const known = this.#costs.get(resource);
    if (known) return known;
    const { target } = resource;
    // Lightsail's own prices are in US dollars in every partition that has it.
    const currency = resource.kind.service === 'lightsail' ? 'USD' : priceListFor(target)?.currency;
    const cost = computeCost(pricing, currency, (part) => this.#pricesOf(part, target));
    this.#costs.set(resource, cost);
    return cost;
  }

  /** Returns what resources cost together. */
  sum(resources: readonly Resource[]): CostSum {
    return addUp(resources.flatMap((resource) => this.costOf(resource) ?? []));
  }

  /** Reads the prices that an earlier session has kept. Sends nothing, and never fails. */
  async loadKept(): Promise<void> {
    if (!this.#deps.isEnabled()) return;
    await this.#cache.load();
    if (this.#cache.isEmpty || this.#version > 0) return;
    this.#costs = new WeakMap();
    this.#version += 1;
    this.#events.emit('change');
  }

  /** Requests the prices of resources that are not known yet: each distinct request once, with concurrent calls included. Never fails. */
  async load(resources: readonly Resource[], signal: AbortSignal): Promise<void> {
    if (!this.#deps.isEnabled()) return;
    await this.#cache.load();
    const wanted = this.#missing(resources);
    // Asked again. What failed for others stays their reason.
    for (const { query, target } of wanted) {
      this.#failures.delete(query.key);
      this.#failures.delete(denialKey(query, target));
    }
    await Promise.all(wanted.map((one) => this.#request(one, signal)));
    this.#costs = new WeakMap();
    this.#version += 1;
    if (wanted.length > 0 && !signal.aborted) await this.#cache.save();
    this.#events.emit('change');
  }

  #missing(resources: readonly Resource[]): readonly Wanted[] {
    const wanted = new Map<string, Wanted>();
    for (const resource of resources) {
      const pricing = pricingOf(resource);
      for (const part of pricing && 'parts' in pricing ? pricing.parts : []) {
        const query = queryFor(part, resource.target);
        if (query && !this.#cache.get(query.key)) wanted.set(query.key, { query, target: resource.target });
      }
    }
    return [...wanted.values()];
  }

  async #request({ query, target }: Wanted, signal: AbortSignal): Promise<void> {
    const response = await this.#join(query, target, signal);
    if ('products' in response) this.#cache.set(query.key, response.products);
    else if (!signal.aborted) this.#failures.set(query.key, response.failed);
  }

  /** Waits for the same request of another caller, or sends it. */
  async #join(query: PriceQuery, target: Target, signal: AbortSignal): Promise<PriceResponse> {
    const running = this.#inFlight.get(query.key);
    const response = running && (await running);
    // The other caller may have given up, or have other permissions.
    if (response && 'products' in response) return response;
    const request = this.#limiter.run(() => this.#send(query, target, signal), signal);
    this.#inFlight.set(query.key, request);
    try {
      return await request;
    } finally {
      if (this.#inFlight.get(query.key) === request) this.#inFlight.delete(query.key);
    }
  }

  /** Sends a request. A denial is one of all requests of the same operation. */
  async #send(query: PriceQuery, target: Target, signal: AbortSignal): Promise<PriceResponse> {
    if (signal.aborted) return { failed: 'failed' };
    const denial = denialKey(query, target);
    if (this.#failures.has(denial)) return { failed: 'denied' };
    const response = await requestPrices(this.#deps, query, target, signal);
    if ('failed' in response && response.failed === 'denied') this.#failures.set(denial, 'denied');
    return response;
  }

  #pricesOf(part: PricePart, target: Target): PartPrices {
    const query = queryFor(part, target);
    if (!query) return { unknown: 'noPriceList' };
    return this.#cache.get(query.key) ?? { unknown: this.#failures.get(query.key) ?? 'notLoaded' };
  }
}

/** Returns the pricing of a resource; undefined where its type has none. */
function pricingOf({ kind, entry, target: { region, identity } }: Resource): Pricing | undefined {
  return PRICE_RULES.get(kind.id)?.(entry.item, { region, accountId: identity.accountId });
}

function denialKey(query: PriceQuery, { identity }: Target): string {
  const action = 'list' in query ? 'GetProducts' : query.operation;
  return JSON.stringify([identity.partition, identity.accountId, identity.arn, action]);
}
