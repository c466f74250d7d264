import type { Collection } from '../world/collection.ts';
import type { Kind, Kinds } from '../world/kinds.ts';
import type { World } from '../world/world.ts';
import type { FaultEffect, IdentitySpec, ServiceName, Settings } from '../types.ts';

/** The effects of one type. */
export type EffectOf<T extends FaultEffect['type']> = Extract<FaultEffect, { type: T }>;

/** A call that was let through: who asks, where, and what a handler may need to answer. */
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
  /** The resources of a kind in the caller's account, in the Region of the call. */
  readonly resources: <K extends Kind>(kind: K) => Collection<Kinds[K]>;
  /** The fault of a type that this call was hit by, if there is one. */
  readonly fault: <T extends FaultEffect['type']>(type: T) => EffectOf<T> | undefined;
}
