import type { Place } from '../types.ts';
import { KINDS } from './kinds.ts';
import type { Kind, KindFacts, Kinds } from './kinds.ts';
import type { World } from './world.ts';

/** Adds resources to one account and Region. */
export interface SampleGenerator {
  readonly place: Place;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Returns the date `ms` milliseconds ago. */
  readonly ago: (ms: number) => Date;
  readonly put: <K extends Kind>(kind: K, item: Kinds[K], parent?: string) => void;
}

/** Returns a generator for one account and Region of a world. `now` is in milliseconds since 1970. */
export function createSampleGenerator(world: World, place: Place, now: number): SampleGenerator {
  return {
    place,
    now,
    ago: (ms) => new Date(now - ms),
    put: <K extends Kind>(kind: K, item: Kinds[K], parent?: string) => {
      const facts = KINDS[kind] as unknown as KindFacts<Kinds[K]>;
      const id = facts.id(item, parent);
      if (id === undefined) throw new Error(`A ${kind} without an id`);
      world.collection(place.account, place.region, kind).put(id, item, parent);
    },
  };
}
