import { EventEmitter } from 'node:events';
import type { AwsClient } from '../../aws/client/sdkClient.ts';
import type { ServiceRoles } from '../../aws/identity/serviceLinkedRoles.ts';
import { targetKey, type Target } from '../../aws/identity/target.ts';
import type { ThrottleRegistry } from '../../aws/throttling/throttleRegistry.ts';
import { kindById } from '../../catalog/index.ts';
import type { Kind } from '../../catalog/model/kind.ts';
import { getOrCreate } from '../../common/getOrCreate.ts';
import { listsForUsage, USAGE_RULES } from '../../catalog/usage/index.ts';
import { repeatThrottledReads } from '../../aws/throttling/repeatThrottledReads.ts';
import type { Inventory } from '../inventory.ts';
import { listingTargets, mayExistInRegion } from '../regionAvailability.ts';
import type { Resource } from '../resource.ts';
import type { ScanStep } from '../scan.ts';
import { evaluateUsage } from './evaluate.ts';
import { lookUpUsage } from './lookups.ts';
import type { LookupResult, Usage, UsageFacts } from './usage.ts';
import { emptyBatch, readLists, readOnce, type UsageBatch } from './usageBatch.ts';

/** What the use of resources is found out with. */
export interface UsageDeps {
  readonly inventory: Inventory;
  readonly client: AwsClient;
  readonly throttles: ThrottleRegistry;
  /** Returns the services that have a role in the account of a target. */
  readonly serviceRoles: (target: Target, signal: AbortSignal) => Promise<ServiceRoles>;
  readonly now: () => number;
}

/** How many resources of one type in one target are looked up: the others stay unknown. */
const MAX_LOOKUPS = 200;

/** The pause before changed listings are evaluated: milliseconds, and times as long as the last evaluation took. */
const PAUSE_MS = 250;
const PAUSE_FACTOR = 20;

/** How many plans are remembered. */
const MAX_BATCHES = 8;

/** Evaluates what uses a resource, from the listings of the inventory. Sends nothing by itself: `lookUp` does. */
export class UsageService {
  readonly #deps: UsageDeps;
  readonly #events = new EventEmitter<{ change: [] }>();
  readonly #roles = new Map<string, ServiceRoles>();
  readonly #lookups = new Map<string, readonly LookupResult[]>();
  readonly #unsubscribe: () => void;
  /** The keys of what was ever found unused: a plan for it shows what has become of that. */
  readonly #wasUnused = new Set<string>();
  readonly #batches = new Map<string, UsageBatch>();
  #found: ReadonlyMap<string, Usage> | undefined;
  #isStale = true;
  #tookMs = 0;
  #version = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(deps: UsageDeps) {
    this.#deps = deps;
    this.#unsubscribe = deps.inventory.onDidChange(() => {
      this.#isStale = true;
      this.#schedule();
    });
  }

  /** Stops watching the inventory. */
  dispose(): void {
    clearTimeout(this.#timer);
    this.#unsubscribe();
  }

  /** Adds a listener for new verdicts. Returns what removes it. */
  onDidChange(listener: () => void): () => void {
    this.#events.on('change', listener);
    return () => this.#events.off('change', listener);
  }

  /** Changes with the verdicts. */
  get version(): number {
    return this.#version;
  }

  /** Returns the verdict on a resource from what is listed; undefined where its type has no rule, or it was listed a moment ago. */
  usageOf({ key, kind }: Resource): Usage | undefined {
    if (!USAGE_RULES.has(kind.id)) return undefined;
    if (!this.#found) this.evaluate();
    return this.#found?.get(key);
  }

  /** Evaluates the listings as they are now. */
  evaluate(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#isStale = false;
    const began = performance.now();
    this.#found = evaluateUsage(this.#deps.inventory.listings(), this.facts, this.#deps.now());
    for (const [key, { word }] of this.#found) if (word === 'unused') this.#wasUnused.add(key);
    this.#tookMs = performance.now() - began;
    this.#version += 1;
    this.#events.emit('change');
  }

  /** What was asked for beside the lists. */
  get facts(): UsageFacts {
    return {
      rolesOf: ({ target }) => this.#roles.get(accountKey(target)),
      lookupOf: ({ key }, position) => this.#lookups.get(key)?.[position],
    };
  }

  /** Returns what must be listed for verdicts on resource types in some targets, each list once. */
  steps(kinds: readonly Kind[], targets: readonly Target[]): readonly ScanStep[] {
    const steps = new Map<string, ScanStep>();
    for (const id of new Set(kinds.flatMap(listsForUsage))) {
      const kind = kindById(id);
      if (!kind) continue;
      const places = targets.filter(({ region }) => mayExistInRegion(kind, region));
      for (const target of listingTargets(kind, places)) steps.set(`${id} ${targetKey(target)}`, { kind, target });
    }
    return [...steps.values()];
  }

  /**
   * Requests what the lists do not contain, of resources that nothing in them uses, and evaluates them again. What was
   * known before is requested anew. `onProgress` is called after each resource.
   */
  async lookUp(
    kinds: readonly Kind[],
    targets: readonly Target[],
    signal: AbortSignal,
    onProgress: (done: number, total: number) => void = () => undefined,
  ): Promise<void> {
    const wanted = kinds.filter(({ id }) => USAGE_RULES.has(id));
    if (wanted.some(({ id }) => (USAGE_RULES.get(id)?.unread ?? []).length > 0)) await this.#readRoles(targets, signal);
    const before = new Map(this.#lookups);
    for (const { key } of this.#resources(wanted, targets)) this.#lookups.delete(key);
    this.evaluate();
    const open = wanted.flatMap((kind) => targets.flatMap((target) => this.#openLookups(kind, target)));
    let done = 0;
    await Promise.all(
      open.map(async (resource) => {
        await this.readLookups(resource, signal);
        if (!signal.aborted) onProgress(++done, open.length);
      }),
    );
    // A canceled search changes nothing of what an earlier one found.
    if (signal.aborted)
      for (const [key, results] of before) if (!this.#lookups.has(key)) this.#lookups.set(key, results);
    if (open.length > 0 || signal.aborted) this.evaluate();
  }

  /** Sends the look-ups of one resource, and keeps their results. */
  async readLookups(resource: Resource, signal: AbortSignal, client = this.#deps.client): Promise<void> {
    if ((USAGE_RULES.get(resource.kind.id)?.lookups ?? []).length === 0) return;
    const { throttles, now } = this.#deps;
    const limiter = throttles.listRequests(resource.target, resource.kind.service);
    await limiter.run(async () => {
      const results = await lookUpUsage(client, resource, now(), signal);
      if (signal.aborted) return;
      this.#lookups.set(resource.key, results);
      this.#isStale = true;
    }, signal);
  }

  /** Returns whether a search has ever found that nothing uses a resource, without evaluating anything. */
  foundUnused({ key }: Resource): boolean {
    return this.#wasUnused.has(key);
  }

  /** Returns an empty batch, or the one of a plan. */
  batchOf(planId: string): UsageBatch {
    const batch = getOrCreate(this.#batches, planId, emptyBatch);
    for (const [id] of [...this.#batches].slice(0, -MAX_BATCHES)) this.#batches.delete(id);
    return batch;
  }

  /**
   * Reads again what the verdict on a resource rests on. Returns undefined where the signal ended it, or where the resource is no longer
   * listed.
   */
  async reread(resource: Resource, batch: UsageBatch, signal: AbortSignal): Promise<Usage | undefined> {
    const { kind, target } = resource;
    const { client, now } = this.#deps;
    const needsRoles = (USAGE_RULES.get(kind.id)?.unread ?? []).length > 0;
    await Promise.all([
      readLists(batch, this.steps([kind], this.#targetsLike(target, batch)), this.#deps, signal),
      needsRoles && readOnce(batch.roles, accountKey(target), now, () => this.#readRoles([target], signal)).result,
      this.readLookups(resource, signal, repeatThrottledReads(client)),
    ]);
    if (signal.aborted) return undefined;
    if (this.#isStale) this.evaluate();
    return this.#found?.get(resource.key);
  }

  /** Returns a target, and those of its account in which types are listed that exist in one Region only. */
  #targetsLike(target: Target, { targets }: UsageBatch): readonly Target[] {
    targets.set(targetKey(target), target);
    for (const { kind, target: other } of this.#deps.inventory.listings())
      if (kind.homeRegion === other.region) targets.set(targetKey(other), other);
    return [...targets.values()].filter((other) => other === target || accountKey(other) === accountKey(target));
  }

  async #readRoles(targets: readonly Target[], signal: AbortSignal): Promise<void> {
    const accounts = new Map(targets.map((target) => [accountKey(target), target]));
    await Promise.all(
      [...accounts].map(async ([key, target]) => {
        const roles = await this.#deps.serviceRoles(target, signal);
        if (signal.aborted) return;
        this.#roles.set(key, roles);
        this.#isStale = true;
      }),
    );
  }

  #resources(kinds: readonly Kind[], targets: readonly Target[]): readonly Resource[] {
    return kinds.flatMap((kind) =>
      targets.flatMap((target) => this.#deps.inventory.state(kind, target).listing?.resources ?? []),
    );
  }

  /** Returns the resources of a type whose verdict waits for nothing but look-ups. */
  #openLookups(kind: Kind, target: Target): readonly Resource[] {
    if ((USAGE_RULES.get(kind.id)?.lookups ?? []).length === 0) return [];
    const isOpen = (resource: Resource) => this.#found?.get(resource.key)?.awaitsLookup === true;
    return this.#resources([kind], [target]).filter(isOpen).slice(0, MAX_LOOKUPS);
  }

  /** Evaluates changed listings soon, where anybody has asked before; at most a twentieth of the time goes into it. */
  #schedule(): void {
    if (!this.#found || this.#timer) return;
    this.#timer = setTimeout(
      () => {
        this.evaluate();
      },
      Math.max(PAUSE_MS, this.#tookMs * PAUSE_FACTOR),
    );
    this.#timer.unref();
  }
}

const accountKey = ({ identity: { partition, accountId, source } }: Target): string =>
  JSON.stringify([partition, accountId, source]);
