import type { Category } from './categories.ts';
import type { Defaults } from './complete.ts';
import type { Entry, Kind, ParentMembers, Part, Removal, Settling, Source } from './kind.ts';
import type { Input, MemberPath, OperationName, Output, PathTo } from './operations.ts';
import type { TypedRestore, WayBack } from './restore.ts';
import type { ServiceId } from './service.ts';

/** A source that remembers, for the compiler alone, what its items and their parents look like. */
export interface TypedSource<Item extends object, Parent extends object> extends Source {
  /** Never set. */
  readonly types?: (item: Item, parent: Parent) => void;
}

/** A kind that remembers, for the compiler alone, what its entries look like. */
export interface TypedKind<Item extends object, Parent extends object, Extra> extends Kind {
  /** Never set. */
  readonly types?: (entry: Entry<Item, Parent, Extra>) => void;
}

/** The members of an operation's request; one that takes a list is written as a list of one. */
export type RequestMember<S extends ServiceId, Op extends OperationName<S>> = keyof Input<S, Op> & string;

/** How to list one resource again: the request's member that takes its id, `[member]` where it takes a list of ids. */
export type Again<Member extends string> =
  Member | readonly [Member] | { readonly member: Member; readonly by: 'ids' | 'id' | 'parentId' | 'parentIds' };

export interface TypedParent<Raw extends object> extends ParentMembers {
  readonly id: MemberPath<Raw>;
  readonly name?: MemberPath<Raw>;
}

/** Where a request's member that takes a `V` may come from: only from members that hold such a value. */
export type TypedFrom<Item extends object, Parent extends object, V> =
  | PathTo<Item, V>
  | (V extends readonly (infer E)[] ? readonly [PathTo<Item, E>] : never)
  | { readonly item: PathTo<Item, V> }
  | (string extends V
      ? { readonly item: PathTo<Item, number>; readonly as: 'text' } | { readonly parent: 'id' | MemberPath<Parent> }
      : never)
  | (V extends number ? { readonly item: PathTo<Item, string>; readonly as: 'number' } : never)
  | (V extends readonly string[]
      ? { readonly item: PathTo<Item, number>; readonly as: 'text'; readonly list: true }
      : never)
  | { readonly value: V };

export type TypedRemoval<
  S extends ServiceId,
  Op extends OperationName<S>,
  E,
  Item extends object,
  Parent extends object,
> = Omit<Removal<E>, 'operation' | 'input' | 'dryRun' | 'failures'> & {
  readonly operation: Op;
  /** A member's name alone: it takes the item's member of the same name. */
  readonly input:
    | (keyof Input<S, Op> & MemberPath<Item>)
    | { readonly [M in keyof Input<S, Op> & string]?: TypedFrom<Item, Parent, NonNullable<Input<S, Op>[M]>> };
  extraInput?(entry: E): Partial<Input<S, Op>>;
  readonly failures?: keyof Output<S, Op> & string;
} & DryRun<S, Op>;

/** Left out, it is true for EC2 and false for the others: an operation of EC2 that has no `DryRun` must say so, or would be carried out. */
export type DryRun<S extends ServiceId, Op extends OperationName<S>> = 'DryRun' extends keyof Input<S, Op>
  ? { readonly dryRun?: true }
  : S extends 'ec2'
    ? { readonly dryRun: false }
    : { readonly dryRun?: false };

/** What a row may leave to `completed`, and what is checked in another way. */
export type Loose =
  | keyof Defaults
  | 'id'
  | 'category'
  | 'service'
  | 'sources'
  | 'lookups'
  | 'combine'
  | 'members'
  | 'identity'
  | 'removal'
  | 'settling'
  | 'wayBack';

/** What a way back may be written as: the words alone where there is none. */
export type WayBackRow<S extends ServiceId, Back extends OperationName<S>, E, Item extends object> =
  string | (Omit<WayBack<E>, 'restore'> & { readonly restore?: TypedRestore<S, Back, E, Item> });

/** What all rows have in common: `Kind`, with every path and name checked against the service's own types. */
export interface Common<
  S extends ServiceId,
  Item extends object,
  Parent extends object,
  Extra,
  Op extends OperationName<S>,
  Back extends OperationName<S>,
> extends Partial<Pick<Kind<Entry<Item, Parent, Extra>>, keyof Defaults>> {
  readonly id: `${S}.${string}`;
  /** The facts of the row and the tooltip, by their paths, where that is all there is to say; with a label where the path is none. */
  readonly show?: readonly (MemberPath<Item> | readonly [MemberPath<Item>, string])[];
  readonly identity?: readonly MemberPath<Item>[];
  readonly removal: TypedRemoval<S, Op, Entry<Item, Parent, Extra>, Item, Parent>;
  readonly settling?: Omit<Settling, 'operations'> & {
    readonly operations?: keyof Output<S, Op> & ('operation' | 'operations');
  };
  readonly wayBack?: WayBackRow<S, Back, Entry<Item, Parent, Extra>, Item>;
  /** The operation that makes another one, where there is no way back but that: it is named in the words. */
  readonly remake?: OperationName<S>;
}

export interface Members<Item extends object> {
  readonly id: MemberPath<Item> | readonly MemberPath<Item>[];
  readonly name?: MemberPath<Item> | 'tag';
  readonly arn?: MemberPath<Item>;
  readonly state?: MemberPath<Item>;
  readonly tags?: keyof Item & string;
  readonly created?: MemberPath<Item>;
  readonly expires?: MemberPath<Item>;
}

/** A row as it is written. */
export interface Row<
  S extends ServiceId,
  Item extends object,
  Parent extends object,
  Extra,
  Op extends OperationName<S>,
  Back extends OperationName<S>,
>
  extends Common<S, Item, Parent, Extra, Op, Back>, Omit<Kind<Entry<Item, Parent, Extra>>, Loose> {
  readonly category: Category<S>;
  readonly sources: readonly TypedSource<Item, Parent>[];
  readonly lookups?: readonly Source[];
  combine?(parts: readonly Part<Item, Parent>[], lookups: readonly Part[]): readonly Entry<Item, Parent, Extra>[];
  readonly members: Members<Item>;
}

/** A further verb as it is written: what differs from the kind on whose rows it acts. */
export interface VerbRow<
  S extends ServiceId,
  Item extends object,
  Parent extends object,
  Extra,
  Op extends OperationName<S>,
  Back extends OperationName<S>,
> extends Common<S, Item, Parent, Extra, Op, Back> {
  readonly noun?: string;
  readonly after?: readonly string[];
  readonly members?: Partial<Members<Item>>;
  applies?(entry: Entry<Item, Parent, Extra>): boolean;
}
