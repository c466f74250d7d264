import type { Collection } from '../world/collection.ts';
import type { Kind, Kinds } from '../world/kinds.ts';
import type { World } from '../world/world.ts';
import type { FaultEffect, IdentitySpec, ServiceName, Settings } from '../types.ts';

/** The effects of one type. */
export type EffectOf<T extends FaultEffect['type']> = Extract<FaultEffect, { type: T }>;

/** An authorized request, and what a handler needs to respond to it. */
export interface Call {
  readonly service: ServiceName;
  readonly operation: string;
  readonly region: string;
  readonly accountId: string;
  readonly partition: string;
  readonly client: IdentitySpec;
  readonly requestId: string;
  /** Milliseconds since 1970, by the sandbox's clock. */
  readonly now: number;
  readonly settings: Settings;
  readonly world: World;
  /** Returns the resources of a kind in the caller's account and the request's Region. */
  readonly resources: <K extends Kind>(kind: K) => Collection<Kinds[K]>;
  /** Returns the effect of a type, if a fault applies to this request. */
  readonly fault: <T extends FaultEffect['type']>(type: T) => EffectOf<T> | undefined;
}
