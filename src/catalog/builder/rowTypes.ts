import type { Category } from '../categories.ts';
import type { Defaults } from './applyDefaults.ts';
import type { Kind, ParentMembers, DeleteAction, Completion, Source } from '../model/kind.ts';
import type { ListedItem, SourceResult } from '../model/listedItem.ts';
import type { Input, MemberPath, OperationName, Output, PathOfType } from '../model/sdkTypes.ts';
import type { TypedRestore, Restorability } from '../model/restore.ts';
import type { ServiceId } from '../model/services.ts';

/** A source that remembers, for the compiler alone, what its items and their parents look like. */
export interface TypedSource<Item extends object, Parent extends object> extends Source {
  /** Never set. */
  readonly types?: (item: Item, parent: Parent) => void;
}

/** A kind that remembers, for the compiler alone, what its entries look like. */
export interface TypedKind<Item extends object, Parent extends object, Extra> extends Kind {
  /** Never set. */
  readonly types?: (entry: ListedItem<Item, Parent, Extra>) => void;
}

/** The members of an operation's request; one that takes a list is written as a list of one. */
export type RequestMember<S extends ServiceId, Op extends OperationName<S>> = keyof Input<S, Op> & string;

/** How to list one resource again: the request's member that takes its id, `[member]` where it takes a list of ids. */
export type GetOneInput<Member extends string> =
  Member | readonly [Member] | { readonly member: Member; readonly match: 'ids' | 'id' | 'parentId' | 'parentIds' };

export interface TypedParent<Raw extends object> extends ParentMembers {
  readonly id: MemberPath<Raw>;
  readonly name?: MemberPath<Raw>;
}

/** Where a request's member that takes a `V` may come from: only from members that hold such a value. */
export type TypedInputSource<Item extends object, Parent extends object, V> =
  | PathOfType<Item, V>
  | (V extends readonly (infer E)[] ? readonly [PathOfType<Item, E>] : never)
  | { readonly item: PathOfType<Item, V> }
  | (string extends V
      ? | { readonly item: PathOfType<Item, number>; readonly as: 'text' }
        | { readonly parent: 'id' | MemberPath<Parent> }
      : never)
  | (V extends number ? { readonly item: PathOfType<Item, string>; readonly as: 'number' } : never)
  | (V extends readonly string[]
      ? { readonly item: PathOfType<Item, number>; readonly as: 'text'; readonly list: true }
      : never)
  | { readonly value: V };

export type TypedDeleteAction<
  S extends ServiceId,
  Op extends OperationName<S>,
  E,
  Item extends object,
  Parent extends object,
> = Omit<DeleteAction<E>, 'operation' | 'input' | 'dryRun' | 'partialFailuresMember'> & {
  readonly operation: Op;
  /** A member's name alone: it takes the item's member of the same name. */
  readonly input:
    | (keyof Input<S, Op> & MemberPath<Item>)
    | { readonly [M in keyof Input<S, Op> & string]?: TypedInputSource<Item, Parent, NonNullable<Input<S, Op>[M]>> };
  computedInput?(entry: E): Partial<Input<S, Op>>;
  readonly partialFailuresMember?: keyof Output<S, Op> & string;
} & DryRun<S, Op>;

/** Left out, it is true for EC2 and false for the others: an operation of EC2 that has no `DryRun` must say so, or would be carried out. */
export type DryRun<S extends ServiceId, Op extends OperationName<S>> = 'DryRun' extends keyof Input<S, Op>
  ? { readonly dryRun?: true }
  : S extends 'ec2'
    ? { readonly dryRun: false }
    : { readonly dryRun?: false };

/** What a row may leave to `completed`, and what is checked in another way. */
export type DefaultedMembers =
  | keyof Defaults
  | 'id'
  | 'category'
  | 'service'
  | 'sources'
  | 'auxiliarySources'
  | 'mergeSources'
  | 'members'
  | 'identity'
  | 'action'
  | 'completion'
  | 'restorability';

/** What a way back may be written as: the words alone where there is none. */
export type RestorabilityRow<S extends ServiceId, Back extends OperationName<S>, E, Item extends object> =
  string | (Omit<Restorability<E>, 'restore'> & { readonly restore?: TypedRestore<S, Back, E, Item> });

/** What all rows have in common: `Kind`, with every path and name checked against the service's own types. */
export interface RowBase<
  S extends ServiceId,
  Item extends object,
  Parent extends object,
  Extra,
  Op extends OperationName<S>,
  Back extends OperationName<S>,
> extends Partial<Pick<Kind<ListedItem<Item, Parent, Extra>>, keyof Defaults>> {
  readonly id: `${S}.${string}`;
  /** The facts of the row and the tooltip, by their paths, where that is all there is to say; with a label where the path is none. */
  readonly fields?: readonly (MemberPath<Item> | readonly [MemberPath<Item>, string])[];
  readonly identity?: readonly MemberPath<Item>[];
  readonly action: TypedDeleteAction<S, Op, ListedItem<Item, Parent, Extra>, Item, Parent>;
  readonly completion?: Omit<Completion, 'operations'> & {
    readonly operations?: keyof Output<S, Op> & ('operation' | 'operations');
  };
  readonly restorability?: RestorabilityRow<S, Back, ListedItem<Item, Parent, Extra>, Item>;
  /** The operation that makes another one, where there is no way back but that: it is named in the words. */
  readonly recreateOperation?: OperationName<S>;
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
export interface KindRow<
  S extends ServiceId,
  Item extends object,
  Parent extends object,
  Extra,
  Op extends OperationName<S>,
  Back extends OperationName<S>,
>
  extends RowBase<S, Item, Parent, Extra, Op, Back>, Omit<Kind<ListedItem<Item, Parent, Extra>>, DefaultedMembers> {
  readonly category: Category<S>;
  readonly sources: readonly TypedSource<Item, Parent>[];
  readonly auxiliarySources?: readonly Source[];
  mergeSources?(
    parts: readonly SourceResult<Item, Parent>[],
    lookups: readonly SourceResult[],
  ): readonly ListedItem<Item, Parent, Extra>[];
  readonly members: Members<Item>;
}

/** A further verb as it is written: what differs from the kind on whose rows it acts. */
export interface ActionRow<
  S extends ServiceId,
  Item extends object,
  Parent extends object,
  Extra,
  Op extends OperationName<S>,
  Back extends OperationName<S>,
> extends RowBase<S, Item, Parent, Extra, Op, Back> {
  readonly noun?: string;
  readonly deletedAfter?: readonly string[];
  readonly members?: Partial<Members<Item>>;
  matches?(entry: ListedItem<Item, Parent, Extra>): boolean;
}
