import type { CompletionRow, Defaults } from './applyDefaults.ts';
import type { DeleteAction, RequestPlace } from '../model/deleteAction.ts';
import type { Kind } from '../model/kind.ts';
import type { ParentMembers, Source } from '../model/source.ts';
import type { ListedItem, SourceResult } from '../model/listedItem.ts';
import type { Deleting, IdInputMember, OppositeOf } from './operations.ts';
import type { Input, MemberPath, OperationName, Output, PathOfType, ValueAt } from '../model/sdkTypes.ts';
import type { TypedRestore, Restorability } from '../model/restore.ts';
import type { ServiceId } from '../model/services.ts';

/** A source that carries, for the compiler alone, the types of its items and of their parents. */
export interface TypedSource<Item extends object, Parent extends object> extends Source {
  /** Never set. */
  readonly types?: (item: Item, parent: Parent) => void;
}

/** A checked row that has no id and no category yet: `kinds` gives it both. */
export interface KindDefinition<S extends ServiceId> {
  readonly service: S;
  readonly row: object;
  /** Set where the row is a further action on the resources of another one. */
  readonly base?: KindDefinition<S>;
}

/** A checked row that carries, for the compiler alone, the types of its items and of its id. */
export interface TypedDefinition<
  S extends ServiceId,
  Item extends object,
  Parent extends object,
  Extra,
  Id,
> extends KindDefinition<S> {
  /** Never set. */
  readonly types?: (entry: ListedItem<Item, Parent, Extra>, id: Id) => void;
}

/** The names of the members of an operation's request. */
export type RequestMember<S extends ServiceId, Op extends OperationName<S>> = keyof Input<S, Op> & string;

/** The request member that filters a listing by the id of one resource; `[member]` where it takes a list of ids. */
export type GetOneInput<Member extends string> =
  Member | readonly [Member] | { readonly member: Member; readonly match: 'ids' | 'id' | 'parentId' | 'parentIds' };

export interface TypedParent<Raw extends object> extends ParentMembers {
  readonly id: MemberPath<Raw>;
  readonly name?: MemberPath<Raw>;
}

/** The sources of a request member of type `V`: only members of that type. */
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

/** True where the request has a member for the resource's id by rule, and the id is of its type. */
type TakesId<S extends ServiceId, Op extends OperationName<S>, Item extends object, Id> = Id extends string
  ? IdInputMember<Op, Id> extends infer Member extends keyof Input<S, Op>
    ? ValueAt<Item, Id> extends NonNullable<Input<S, Op>[Member]>
      ? true
      : false
    : false
  : false;

type DeleteInput<S extends ServiceId, Op extends OperationName<S>, Item extends object, Parent extends object> = {
  readonly [M in keyof Input<S, Op> & string]?: TypedInputSource<Item, Parent, NonNullable<Input<S, Op>[M]>>;
};

/** The deleting operation; its name alone where the request is just the id, and `DryRun` is as its service has it. */
export type TypedDeleteAction<
  S extends ServiceId,
  Op extends OperationName<S>,
  E,
  Item extends object,
  Parent extends object,
  Id,
> =
  | (TakesId<S, Op, Item, Id> extends true
      ? DryRun<S, Op> extends { readonly dryRun: false }
        ? never
        : Deleting<Op>
      : never)
  | (Omit<DeleteAction<E>, 'operation' | 'verb' | 'input' | 'dryRun' | 'partialFailuresMember'> & {
      readonly operation: Deleting<Op>;
      computedInput?(entry: E, place: RequestPlace): Partial<Input<S, Op>>;
      readonly partialFailuresMember?: keyof Output<S, Op> & string;
    } & DryRun<S, Op> &
      (TakesId<S, Op, Item, Id> extends true
        ? { readonly input?: DeleteInput<S, Op, Item, Parent> }
        : { readonly input: DeleteInput<S, Op, Item, Parent> }));

/** Left out, it is true for EC2 and false for the others. An operation of EC2 without `DryRun` must set false: its dry run would delete. */
export type DryRun<S extends ServiceId, Op extends OperationName<S>> = 'DryRun' extends keyof Input<S, Op>
  ? { readonly dryRun?: true }
  : S extends 'ec2'
    ? { readonly dryRun: false }
    : { readonly dryRun?: false };

/** The members that a row may leave out, and those that are checked in another way. */
type DefaultedMembers =
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

/** Restorability as a row writes it: a sentence alone where Teardown cannot restore the resource. */
export type RestorabilityRow<S extends ServiceId, Back extends OperationName<S>, E, Item extends object> =
  string | (Omit<Restorability<E>, 'restore'> & { readonly restore?: TypedRestore<S, Back, E, Item> });

/**
 * The operation that creates another one; the sentence on restorability names it. A row without a sentence
 * of its own may leave it out where the SDK has the opposite of the deleting operation.
 */
type Recreation<S extends ServiceId, Op extends OperationName<S>, Row> =
  | { readonly restorability: Row; readonly recreateOperation?: OperationName<S> }
  | ({ readonly restorability?: never } & (OppositeOf<Op> extends OperationName<S>
      ? { readonly recreateOperation?: OperationName<S> }
      : { readonly recreateOperation: OperationName<S> }));

/** The members that all rows have: those of `Kind`, with every path and name checked against the service's own types. */
interface RowBase<
  S extends ServiceId,
  Item extends object,
  Parent extends object,
  Extra,
  Op extends OperationName<S>,
  Id,
> extends Partial<Pick<Kind<ListedItem<Item, Parent, Extra>>, keyof Defaults>> {
  /** The facts of the row and the tooltip, by their paths; with a label where the path does not make a good one. */
  readonly fields?: readonly (MemberPath<Item> | readonly [MemberPath<Item>, string])[];
  /** The paths of `fields` that other deletions of a plan may end: what the resource is attached to. See `DisplayField.shrinks`. */
  readonly ending?: readonly MemberPath<Item>[];
  readonly identity?: readonly (MemberPath<Item> | keyof NoInfer<Item>)[];
  readonly action: TypedDeleteAction<S, Op, ListedItem<Item, Parent, Extra>, Item, Parent, Id>;
  readonly completion?: Omit<CompletionRow<ListedItem<Item, Parent, Extra>>, 'operations'> & {
    readonly operations?: keyof Output<S, Op> & ('operation' | 'operations');
  };
}

export interface Members<Item extends object> {
  readonly name?: MemberPath<Item> | 'tag';
  readonly arn?: MemberPath<Item>;
  readonly state?: MemberPath<Item>;
  readonly tags?: keyof Item & string;
  readonly created?: MemberPath<Item>;
  readonly expires?: MemberPath<Item>;
}

/** Where the id stands: several paths where AWS gives no single id. */
export type IdPath<Item extends object> = MemberPath<Item> | readonly MemberPath<Item>[];

/** A row as it is written. */
export type KindRow<
  S extends ServiceId,
  Item extends object,
  Parent extends object,
  Extra,
  Op extends OperationName<S>,
  Back extends OperationName<S>,
  Id extends IdPath<Item>,
> = RowBase<S, Item, Parent, Extra, Op, Id> &
  Omit<Kind<ListedItem<Item, Parent, Extra>>, DefaultedMembers> & {
    readonly sources: readonly TypedSource<Item, Parent>[];
    readonly auxiliarySources?: readonly Source[];
    mergeSources?(
      parts: readonly SourceResult<Item, Parent>[],
      lookups: readonly SourceResult[],
    ): readonly ListedItem<Item, Parent, Extra>[];
    readonly members: Members<Item> & { readonly id: Id };
  } & Recreation<S, Op, RestorabilityRow<S, Back, ListedItem<Item, Parent, Extra>, Item>>;

/** A further action as it is written: what differs from the row on whose resources it acts. */
export type ActionRow<
  S extends ServiceId,
  Item extends object,
  Parent extends object,
  Extra,
  Op extends OperationName<S>,
  Back extends OperationName<S>,
  Id,
> = RowBase<S, Item, Parent, Extra, Op, Id> & {
  readonly noun?: string;
  readonly deletedAfter?: readonly string[];
  readonly members?: Members<Item>;
  matches?(entry: ListedItem<Item, Parent, Extra>): boolean;
} & Recreation<S, Op, RestorabilityRow<S, Back, ListedItem<Item, Parent, Extra>, Item>>;
