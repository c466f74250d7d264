import type { Entry, Kind, Part, ParentMembers, ParentRef, Removal, Settling, Source } from './kind.ts';
import type { ElementAt, Input, ListPath, MemberPath, OperationName, Output } from './operations.ts';
import type { TypedRestore, WayBack } from './restore.ts';
import type { ServiceId } from './service.ts';

/** A source that remembers, for the compiler alone, what its items and their parents look like. */
export interface TypedSource<Item extends object, Parent extends object> extends Source {
  /** Never set. */
  readonly types?: (item: Item, parent: Parent) => void;
}

/** The members of an operation's request. */
type RequestMember<S extends ServiceId, Op extends OperationName<S>> = keyof Input<S, Op> & string;

/** How to list one resource again, typed by the operation's input. */
interface Again<Member extends string> {
  readonly member: Member;
  readonly by: 'ids' | 'id' | 'parentId';
}

interface TypedParent<Raw extends object> extends ParentMembers {
  readonly id: MemberPath<Raw>;
  readonly name?: MemberPath<Raw>;
}

type TypedRemoval<S extends ServiceId, Op extends OperationName<S>, E, Item extends object> = Omit<
  Removal<E>,
  'operation' | 'input' | 'dryRun'
> & {
  readonly operation: Op;
  readonly dryRun?: 'DryRun' extends keyof Input<S, Op> ? true : never;
  readonly input: Readonly<
    Partial<Record<keyof Input<S, Op> & string, { readonly item: MemberPath<Item> } | { readonly parent: 'id' }>>
  >;
  extraInput?(entry: E): Partial<Input<S, Op>>;
};

/** A row as it is written: `Kind`, with every path and name checked against the service's own types. */
interface Row<
  S extends ServiceId,
  Item extends object,
  Parent extends object,
  Extra,
  Op extends OperationName<S>,
  Back extends OperationName<S>,
> extends Omit<
  Kind<Entry<Item, Parent, Extra>>,
  'id' | 'service' | 'sources' | 'lookups' | 'combine' | 'members' | 'identity' | 'removal' | 'settling' | 'wayBack'
> {
  readonly id: `${S}.${string}`;
  readonly sources: readonly TypedSource<Item, Parent>[];
  readonly lookups?: readonly Source[];
  combine?(parts: readonly Part<Item, Parent>[], lookups: readonly Part[]): readonly Entry<Item, Parent, Extra>[];
  readonly members: {
    readonly id: MemberPath<Item> | readonly MemberPath<Item>[];
    readonly name?: MemberPath<Item> | 'tag';
    readonly arn?: MemberPath<Item>;
    readonly state?: MemberPath<Item>;
    readonly tags?: keyof Item & string;
    readonly created?: MemberPath<Item>;
  };
  readonly identity: readonly MemberPath<Item>[];
  readonly removal: TypedRemoval<S, Op, Entry<Item, Parent, Extra>, Item>;
  readonly settling: Omit<Settling, 'operations'> & {
    readonly operations?: keyof Output<S, Op> & ('operation' | 'operations');
  };
  readonly wayBack: Omit<WayBack, 'restore'> & {
    readonly restore?: TypedRestore<S, Back, Entry<Item, Parent, Extra>, Item>;
  };
}

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
     * @param items the reply's member that holds the list
     * @param options fixed input, and how to list one resource again
     * @returns the source
     */
    list<Op extends OperationName<S>, P extends ListPath<Output<S, Op>> & string>(
      operation: Op,
      items: P,
      options: { input?: Partial<Input<S, Op>>; again?: Again<RequestMember<S, Op>> } = {},
    ): TypedSource<ElementAt<Output<S, Op>, P>, never> {
      return { operation, items, input: { ...options.input }, ...(options.again && { again: options.again }) };
    },

    /**
     * A listing whose elements are parents that carry the resources in a list of their own.
     *
     * @param operation the listing operation
     * @param parents the reply's member that holds the parents
     * @param items the parent's member that holds the resources
     * @param parent the parent's noun, id and name
     * @param again how to list one parent again
     * @returns the source
     */
    nested<
      Op extends OperationName<S>,
      P extends ListPath<Output<S, Op>> & string,
      N extends ListPath<ElementAt<Output<S, Op>, P>> & string,
    >(
      operation: Op,
      parents: P,
      items: N,
      parent: TypedParent<ElementAt<Output<S, Op>, P>>,
      again: Again<RequestMember<S, Op>>,
    ): TypedSource<ElementAt<ElementAt<Output<S, Op>, P>, N>, ElementAt<Output<S, Op>, P>> {
      return { operation, items: parents, input: {}, nested: { items, parent }, again };
    },

    /**
     * A listing whose elements are parents that are asked, one by one, for their resources.
     *
     * @param parents the listing operation of the parents and the reply's member that holds them
     * @param parent the parent's noun, id and name
     * @param operation the operation that lists the resources of one parent
     * @param items the reply's member that holds the resources
     * @param parentInput the request's member that takes the parent's id
     * @returns the source
     */
    children<
      PO extends OperationName<S>,
      PP extends ListPath<Output<S, PO>> & string,
      Op extends OperationName<S>,
      P extends ListPath<Output<S, Op>> & string,
    >(
      parents: { operation: PO; items: PP; again?: keyof Input<S, PO> & string },
      parent: TypedParent<ElementAt<Output<S, PO>, PP>>,
      operation: Op,
      items: P,
      parentInput: keyof Input<S, Op> & string,
    ): TypedSource<ElementAt<Output<S, Op>, P>, ElementAt<Output<S, PO>, PP>> {
      const { again, ...list } = parents;
      return {
        ...list,
        input: {},
        child: { operation, items, parentInput, parent },
        ...(again && { again: { member: again, by: 'parentId' as const } }),
      };
    },

    /**
     * A row of the catalogue.
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
    >(row: Row<S, Item, Parent, Extra, Op, Back>): Kind {
      const { dryRun = false, ...removal } = row.removal;
      return { ...row, service, lookups: row.lookups ?? [], removal: { ...removal, dryRun } } as Kind;
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
