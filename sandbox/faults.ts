import type { FaultEffect, FaultMatch, FaultSpec, FaultState, Fields, ServiceName } from './types.ts';
import { randomFrom } from './random.ts';
import { matches } from './wildcard.ts';

/** What a fault's match is compared with. */
export interface RequestFacts {
  readonly service: ServiceName;
  readonly operation: string;
  readonly region: string | null;
  readonly accountId: string | null;
  readonly accessKeyId: string | null;
  readonly input: Fields;
  readonly dryRun: boolean;
}

interface ActiveFault {
  readonly spec: FaultSpec & { readonly id: string };
  matched: number;
  hit: number;
  /** Draws the number that `rate` is compared with. */
  readonly random: () => number;
  /** Called when the fault is removed. */
  readonly onRemove: (() => void)[];
}

function mentions(value: unknown, text: string): boolean {
  if (value === text) return true;
  return typeof value === 'object' && value !== null && Object.values(value).some((inner) => mentions(inner, text));
}

function faultMatches(match: FaultMatch, request: RequestFacts): boolean {
  return (
    (match.service === undefined || match.service === request.service) &&
    (match.operation === undefined || matches(match.operation, request.operation)) &&
    (match.region === undefined || match.region === request.region) &&
    (match.account === undefined || match.account === request.accountId) &&
    (match.accessKeyId === undefined || match.accessKeyId === request.accessKeyId) &&
    (match.dryRun === undefined || match.dryRun === request.dryRun) &&
    (match.resource === undefined || mentions(request.input, match.resource))
  );
}

/** The active faults, with the number of requests that each matched and affected. */
export class Faults {
  readonly #active = new Map<string, ActiveFault>();
  #added = 0;

  /** Adds a fault and returns its id. */
  add(spec: FaultSpec): string {
    const id = spec.id ?? `fault-${(this.#added += 1)}`;
    this.#active.set(id, {
      spec: { ...spec, id },
      matched: 0,
      hit: 0,
      random: randomFrom(spec.seed ?? 1),
      onRemove: [],
    });
    return id;
  }

  /** Removes one fault, or all without an id. */
  remove(id?: string): void {
    for (const key of id === undefined ? [...this.#active.keys()] : [id]) {
      for (const removed of this.#active.get(key)?.onRemove ?? []) removed();
      this.#active.delete(key);
    }
  }

  /** Resolves when the fault with this effect is removed. */
  async removed(effect: FaultEffect): Promise<void> {
    const fault = [...this.#active.values()].find(({ spec }) => spec.effect === effect);
    if (fault) await new Promise<void>((resolve) => fault.onRemove.push(resolve));
  }

  /** Returns the faults with their counts, oldest first. */
  list(): readonly FaultState[] {
    return [...this.#active.values()].map(({ spec, matched, hit }) => ({ ...spec, matched, hit }));
  }

  /** Counts a request and returns the effects on it, oldest fault first. */
  effectsOn(request: RequestFacts): readonly FaultEffect[] {
    const effects: FaultEffect[] = [];
    for (const fault of this.#active.values()) {
      const { spec } = fault;
      if (!faultMatches(spec.match, request)) continue;
      fault.matched += 1;
      if (fault.matched < (spec.from ?? 1) || fault.matched > (spec.to ?? Infinity)) continue;
      if (spec.rate !== undefined && fault.random() >= spec.rate) continue;
      fault.hit += 1;
      effects.push(spec.effect);
    }
    return effects;
  }
}
