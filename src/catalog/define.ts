import { completed, type Defaults } from './complete.ts';
import type { Entry, Kind, Part, ParentMembers, ParentRef, Removal, Settling, Source } from './kind.ts';
import type { Category } from './categories.ts';
import type { ElementAt, Input, ListPath, MemberPath, OperationName, Output, PathTo } from './operations.ts';
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
type RequestMember<S extends ServiceId, Op extends OperationName<S>> = keyof Input<S, Op> & string;

/** How to list one resource again: the request's member that takes its id, `[member]` where it takes a list of ids. */
type Again<Member extends string> =
  Member | readonly [Member] | { readonly member: Member; readonly by: 'ids' | 'id' | 'parentId' | 'parentIds' };

interface TypedParent<Raw extends object> extends ParentMembers {
  readonly id: MemberPath<Raw>;
  readonly name?: MemberPath<Raw>;
}

/** Where a request's member that takes a `V` may come from: only from members that hold such a value. */
type TypedFrom<Item extends object, Parent extends object, V> =
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

type TypedRemoval<
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
type DryRun<S extends ServiceId, Op extends OperationName<S>> = 'DryRun' extends keyof Input<S, Op>
  ? { readonly dryRun?: true }
  : S extends 'ec2'
    ? { readonly dryRun: false }
    : { readonly dryRun?: false };

/** What a row may leave to `completed`, and what is checked in another way. */
type Loose =
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
type WayBackRow<S extends ServiceId, Back extends OperationName<S>, E, Item extends object> =
  string | (Omit<WayBack<E>, 'restore'> & { readonly restore?: TypedRestore<S, Back, E, Item> });

/** What all rows have in common: `Kind`, with every path and name checked against the service's own types. */
interface Common<
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

interface Members<Item extends object> {
  readonly id: MemberPath<Item> | readonly MemberPath<Item>[];
  readonly name?: MemberPath<Item> | 'tag';
  readonly arn?: MemberPath<Item>;
  readonly state?: MemberPath<Item>;
  readonly tags?: keyof Item & string;
  readonly created?: MemberPath<Item>;
}

/** A row as it is written. */
interface Row<
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
interface VerbRow<
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

function againOf(again: Again<string> | undefined, by: { one: 'id' | 'parentId'; many: 'ids' | 'parentIds' }) {
  if (again === undefined) return {};
  if (typeof again === 'string') return { again: { member: again, by: by.one } };
  return { again: 'member' in again ? again : { member: again[0], by: by.many } };
}

/** What a further verb has from the kind on whose rows it acts. */
const SHARED = [
  'category',
  'noun',
  'nouns',
  'label',
  'icon',
  'sources',
  'lookups',
  'combine',
  'short',
  'row',
  'badge',
  'health',
  'facts',
  'identity',
  'onlyIn',
] as const satisfies readonly (keyof Kind)[];

const OWN = { one: 'id', many: 'ids' } as const;
const OF_PARENT = { one: 'parentId', many: 'parentIds' } as const;

/**
 * The builders for the rows of one service. A wrong operation name, input member, list path or id path does not compile.
 *
 * @param service the service that the rows belong to
 * @returns functions that make sources and kinds; they only hand their data on
 */
export function rowsOf<S extends ServiceId>(service: S) {
  return {
    /**
     * A listing whose elements are the resources.
     *
     * @param operation the listing operation
     * @param items the path in the reply to the list
     * @param options fixed input, how to list one resource again, and the member by which each names its parent
     * @returns the source
     */
    list<Op extends OperationName<S>, P extends ListPath<Output<S, Op>> | ''>(
      operation: Op,
      items: P,
      options: {
        input?: Partial<Input<S, Op>>;
        again?: Again<RequestMember<S, Op>>;
        path?: string;
        of?: ParentMembers;
      } = {},
    ): TypedSource<P extends '' ? Output<S, Op> & object : ElementAt<Output<S, Op>, P>, object> {
      const { input, again, path, of } = options;
      const found = againOf(again, OWN);
      return {
        operation,
        items,
        input: { ...input },
        ...(found.again && { again: { ...found.again, ...(path !== undefined && { path }) } }),
        ...(of && { of }),
      };
    },

    /**
     * A listing whose elements are parents that carry the resources in a list of their own.
     *
     * @param operation the listing operation
     * @param parents the path in the reply to the parents
     * @param items the path in a parent to the resources
     * @param parent the parent's noun, id and name
     * @param again how to list one parent again
     * @param input fixed input
     * @returns the source
     */
    nested<
      Op extends OperationName<S>,
      P extends ListPath<Output<S, Op>>,
      N extends ListPath<ElementAt<Output<S, Op>, P>>,
    >(
      operation: Op,
      parents: P,
      items: N,
      parent: TypedParent<ElementAt<Output<S, Op>, P>>,
      again?: Again<RequestMember<S, Op>>,
      input?: Partial<Input<S, Op>>,
    ): TypedSource<ElementAt<ElementAt<Output<S, Op>, P>, N>, ElementAt<Output<S, Op>, P>> {
      return {
        operation,
        items: parents,
        input: { ...input },
        nested: { items, parent },
        ...againOf(again, OF_PARENT),
      };
    },

    /**
     * A listing whose elements are parents that are asked, one by one, for their resources.
     *
     * @param parents the listing operation of the parents, the path in its reply to them, and how to list one of them again
     * @param parent the parent's noun, id and name
     * @param operation the operation that lists the resources of one parent
     * @param items the path in its reply to the resources
     * @param parentInput the request's member that takes the parent's id, `[member]` where it takes a list
     * @param input what that request takes beside
     * @returns the source
     */
    children<
      PO extends OperationName<S>,
      PP extends ListPath<Output<S, PO>>,
      Op extends OperationName<S>,
      P extends ListPath<Output<S, Op>> | '',
    >(
      parents: {
        operation: PO;
        items: PP;
        again?: Again<RequestMember<S, PO>>;
        input?: Partial<Input<S, PO>>;
      },
      parent: TypedParent<ElementAt<Output<S, PO>, PP>>,
      operation: Op,
      items: P,
      parentInput: RequestMember<S, Op> | readonly [RequestMember<S, Op>],
      input?: Partial<Input<S, Op>>,
    ): TypedSource<P extends '' ? Output<S, Op> & object : ElementAt<Output<S, Op>, P>, ElementAt<Output<S, PO>, PP>> {
      const { again, ...list } = parents;
      return {
        ...list,
        input: { ...list.input },
        child: {
          operation,
          items,
          ...(typeof parentInput === 'string'
            ? { parentInput }
            : { parentInput: parentInput[0], listed: true as const }),
          ...(input && { input }),
          parent,
        },
        ...againOf(again, OF_PARENT),
      };
    },

    /**
     * Sources whose parents are of several kinds: what is known of a parent is what all of them have, as far as the row says so.
     *
     * @param sources the sources
     * @returns the same sources
     */
    mixed<Item extends object, Parent extends object = object>(
      ...sources: readonly TypedSource<Item, never>[]
    ): readonly TypedSource<Item, Parent>[] {
      return sources as readonly TypedSource<Item, Parent>[];
    },

    /**
     * A row of the catalogue. What it leaves out, `completed` says by rule.
     *
     * @param row the row
     * @returns the kind
     */
    kind<
      Item extends object,
      Parent extends object,
      Extra,
      Op extends OperationName<S>,
      // Of a row without a restore nothing can be inferred: it restores by no operation.
      Back extends OperationName<S> = never,
    >(row: Row<S, Item, Parent, Extra, Op, Back>): TypedKind<Item, Parent, Extra> {
      return completed(service, row as never);
    },

    /**
     * A further verb on the rows of another kind, listed by the same calls.
     *
     * @param base the kind on whose rows it acts
     * @param row what differs from that kind
     * @returns the verb, a kind of its own
     */
    verb<
      Item extends object,
      Parent extends object,
      Extra,
      Op extends OperationName<S>,
      Back extends OperationName<S> = never,
    >(
      base: TypedKind<Item, Parent, Extra>,
      row: VerbRow<S, Item, Parent, Extra, Op, Back>,
    ): TypedKind<Item, Parent, Extra> {
      const all = Object.entries(base);
      const shared = Object.fromEntries(all.filter(([name]) => (SHARED as readonly string[]).includes(name)));
      return completed(service, {
        ...shared,
        ...row,
        members: { ...base.members, ...row.members },
        actsOn: base.id,
      } as never);
    },
  };
}

/**
 * The rows of a kind whose parts are simply put together.
 *
 * @param parts what the sources gave
 * @returns one entry for each item
 */
export function concatenate(parts: readonly Part[]): readonly Entry[] {
  return parts.flatMap((part, source) => part.items.map((found) => ({ ...found, extra: undefined, source })));
}

/**
 * Items of one kind grouped by the parent they were found under.
 *
 * @param items what a source gave
 * @returns the groups, by the parent's id
 */
export function byParent<Item extends object, Parent extends object>(
  items: readonly { readonly item: Item; readonly parent?: ParentRef<Parent> }[],
): ReadonlyMap<string, readonly Item[]> {
  const groups = new Map<string, Item[]>();
  for (const { item, parent } of items) {
    const key = parent?.id ?? '';
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
