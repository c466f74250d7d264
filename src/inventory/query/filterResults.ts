import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Resource } from '../resource.ts';
import type { MatchResult } from './matchers.ts';

/** The result of a filter. */
export interface FilterResult {
  readonly shown: readonly Resource[];
  /** How many resources do not match because their age or tags are not known. */
  readonly unknown: number;
}

interface CachedResult extends FilterResult {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly version: number;
}

/** How long a result is cached, in milliseconds. Ages change. */
const CACHE_MS = 1_000;

/** How many resources are matched before other work runs: some milliseconds. */
const SLICE = 200;

/** The results of one filter, for each list. */
export class FilterResults {
  readonly #match: (resource: Resource, now: number) => MatchResult;
  readonly #versionOf: () => number;
  readonly #cached = new WeakMap<readonly Resource[], CachedResult>();

  /** `versionOf` returns a number that changes with what the filter rests on beside the resources. */
  constructor(match: (resource: Resource, now: number) => MatchResult, versionOf: () => number) {
    this.#match = match;
    this.#versionOf = versionOf;
  }

  /** Filters an immutable list. */
  apply(resources: readonly Resource[], now: number): FilterResult {
    const before = this.#cached.get(resources);
    const version = this.#versionOf();
    if (before?.version === version && Math.abs(now - before.at) < CACHE_MS) return before;
    const pass = new FilterPass(this.#match, now);
    for (const resource of resources) pass.add(resource);
    return this.#keep(resources, pass, now, version);
  }

  /** Filters an immutable list in slices, between which other work runs; {@link apply} then returns the result. */
  async prepare(resources: readonly Resource[], now: number, signal: AbortSignal): Promise<void> {
    const version = this.#versionOf();
    const pass = new FilterPass(this.#match, now);
    for (const [index, resource] of resources.entries()) {
      if (index > 0 && index % SLICE === 0) await nextTurn();
      if (signal.aborted) return;
      pass.add(resource);
    }
    this.#keep(resources, pass, Date.now(), version);
  }

  #keep(resources: readonly Resource[], { shown, unknown }: FilterPass, at: number, version: number): FilterResult {
    const result = { shown, unknown, at, version };
    this.#cached.set(resources, result);
    return result;
  }
}

/** One pass through a list. */
class FilterPass {
  readonly shown: Resource[] = [];
  unknown = 0;
  readonly #match: (resource: Resource, now: number) => MatchResult;
  readonly #now: number;

  constructor(match: (resource: Resource, now: number) => MatchResult, now: number) {
    this.#match = match;
    this.#now = now;
  }

  add(resource: Resource): void {
    const matches = this.#match(resource, this.#now);
    if (matches === 'yes') this.shown.push(resource);
    else if (matches === 'unknown') this.unknown += 1;
  }
}
