import type { FaultEffect, FaultMatch, FaultSpec, FaultState, Fields, ServiceName } from './types.ts';
import { randomFrom } from './random.ts';
import { matches } from './wildcard.ts';

/** What a fault is compared with. */
export interface CallFacts {
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
  /** Called when the fault is taken back. */
  readonly onRemove: (() => void)[];
}

function mentions(value: unknown, text: string): boolean {
  if (value === text) return true;
  return typeof value === 'object' && value !== null && Object.values(value).some((inner) => mentions(inner, text));
}

function fits(match: FaultMatch, facts: CallFacts): boolean {
  return (
    (match.service === undefined || match.service === facts.service) &&
    (match.operation === undefined || matches(match.operation, facts.operation)) &&
    (match.region === undefined || match.region === facts.region) &&
    (match.account === undefined || match.account === facts.accountId) &&
    (match.accessKeyId === undefined || match.accessKeyId === facts.accessKeyId) &&
    (match.dryRun === undefined || match.dryRun === facts.dryRun) &&
    (match.resource === undefined || mentions(facts.input, match.resource))
  );
}

/** The faults that stand, and which calls they have hit. */
export class Faults {
  readonly #standing = new Map<string, ActiveFault>();
  #made = 0;

  /**
   * Lets something go wrong from now on.
   *
   * @param spec what, and with which calls
   * @returns its id
   */
  add(spec: FaultSpec): string {
    const id = spec.id ?? `fault-${(this.#made += 1)}`;
    this.#standing.set(id, {
      spec: { ...spec, id },
      matched: 0,
      hit: 0,
      random: randomFrom(spec.seed ?? 1),
      onRemove: [],
    });
    return id;
  }

  /**
   * Takes a fault back, or all of them.
   *
   * @param id of the fault; all if undefined
   */
  remove(id?: string): void {
    for (const key of id === undefined ? [...this.#standing.keys()] : [id]) {
      for (const removed of this.#standing.get(key)?.onRemove ?? []) removed();
      this.#standing.delete(key);
    }
  }

  /** Resolves when the fault with this effect is taken back. */
  async removal(effect: FaultEffect): Promise<void> {
    const standing = [...this.#standing.values()].find(({ spec }) => spec.effect === effect);
    if (standing) await new Promise<void>((resolve) => standing.onRemove.push(resolve));
  }

  /** The faults with their counts, oldest first. */
  list(): readonly FaultState[] {
    return [...this.#standing.values()].map(({ spec, matched, hit }) => ({ ...spec, matched, hit }));
  }

  /**
   * Counts a call and finds what hits it.
   *
   * @param facts of the call
   * @returns the effects, oldest fault first
   */
  strike(facts: CallFacts): readonly FaultEffect[] {
    const effects: FaultEffect[] = [];
    for (const standing of this.#standing.values()) {
      const { spec } = standing;
      if (!fits(spec.match, facts)) continue;
      standing.matched += 1;
      if (standing.matched < (spec.from ?? 1) || standing.matched > (spec.to ?? Infinity)) continue;
      if (spec.rate !== undefined && standing.random() >= spec.rate) continue;
      standing.hit += 1;
      effects.push(spec.effect);
    }
    return effects;
  }
}
