import type * as directconnect from '@aws-sdk/client-direct-connect';
import type * as ec2 from '@aws-sdk/client-ec2';
import type * as lightsail from '@aws-sdk/client-lightsail';
import type { ServiceId } from './services.ts';

/** The SDK's client packages, as types only: they check the catalog, which never loads them. */
export interface ClientModules {
  ec2: typeof ec2;
  lightsail: typeof lightsail;
  directconnect: typeof directconnect;
}

type CommandClass<S extends ServiceId, Op extends string> = `${Op}Command` extends keyof ClientModules[S]
  ? ClientModules[S][`${Op}Command`]
  : never;

/** AWS's names of all operations of a service. */
export type OperationName<S extends ServiceId> = {
  [K in keyof ClientModules[S]]: K extends `${infer Op}Command` ? Op : never;
}[keyof ClientModules[S]];

/** The request of an operation; of several, a union of their requests. */
export type Input<S extends ServiceId, Op extends string> = Op extends unknown
  ? CommandClass<S, Op> extends abstract new (...input: infer A) => unknown
    ? NonNullable<A[0]>
    : never
  : never;

/** The response of an operation, without what the SDK adds to it; of several, a union of their responses. */
export type Output<S extends ServiceId, Op extends string> = Op extends unknown
  ? CommandClass<S, Op> extends abstract new (...input: never[]) => { resolveMiddleware: (...a: never[]) => infer H }
    ? H extends (...a: never[]) => Promise<{ output: infer O }>
      ? Omit<O, '$metadata'>
      : never
    : never
  : never;

type Scalar = string | number | boolean | Date | Uint8Array;

/** Dotted paths to the members of `T` that are not lists, at most three levels deep. */
export type MemberPath<T, Depth extends readonly unknown[] = [1, 1]> = {
  [K in keyof T & string]: NonNullable<T[K]> extends Scalar
    ? K
    : NonNullable<T[K]> extends readonly unknown[]
      ? never
      : Depth extends readonly [unknown, ...infer Rest]
        ? `${K}.${MemberPath<NonNullable<T[K]>, Rest>}`
        : never;
}[keyof T & string];

/** The names of the members of `T` that hold lists. */
type ListName<T> = {
  [K in keyof T & string]: NonNullable<T[K]> extends readonly unknown[] ? K : never;
}[keyof T & string];

/** Dotted paths to the lists in `T`, also to those inside its lists and structures; and to its structures, which are lists of one. */
export type ListPath<T> = {
  [K in keyof T & string]: NonNullable<T[K]> extends Scalar
    ? never
    : NonNullable<T[K]> extends readonly (infer E)[]
      ? K | (E extends Scalar ? never : `${K}.${ListName<E>}`)
      : K | `${K}.${ListName<NonNullable<T[K]>>}`;
}[keyof T & string];

/** The elements of a list, or of a structure in place of one: structures as they are, all others as `{ Value }`. */
type Elements<T> = NonNullable<T> extends readonly (infer E)[] ? (E extends Scalar ? { Value: E } : E) : NonNullable<T>;

/** The element type of the list at `P`. */
export type ElementAt<T, P extends string> = P extends `${infer K}.${infer Rest}`
  ? K extends keyof T
    ? ElementAt<Elements<T[K]>, Rest>
    : never
  : P extends keyof T
    ? Elements<T[P]> & object
    : never;

/** Dotted paths to the members of `T` that are not structures (lists are included), at most three levels deep. */
export type ScalarOrListPath<T, Depth extends readonly unknown[] = [1, 1]> = {
  [K in keyof T & string]: NonNullable<T[K]> extends Scalar | readonly unknown[]
    ? K
    : Depth extends readonly [unknown, ...infer Rest]
      ? `${K}.${ScalarOrListPath<NonNullable<T[K]>, Rest>}`
      : never;
}[keyof T & string];

/** The type of the member at a dotted path. */
export type ValueAt<T, P extends string> = P extends `${infer K}.${infer Rest}`
  ? K extends keyof T
    ? ValueAt<NonNullable<T[K]>, Rest>
    : never
  : P extends keyof T
    ? NonNullable<T[P]>
    : never;

/** Dotted paths to the members of `T` whose value is assignable to `V`. */
export type PathOfType<T, V> = { [P in ScalarOrListPath<T>]: ValueAt<T, P> extends V ? P : never }[ScalarOrListPath<T>];
