import { applyDefaults, type UncheckedRow } from './applyDefaults.ts';
import type { Category } from '../categories.ts';
import type { Kind } from '../model/kind.ts';
import type { ParentMembers } from '../model/source.ts';
import { listedItem, type ListedItem, type ParentRef, type SourceResult } from '../model/listedItem.ts';
import type { ElementAt, Input, ListPath, OperationName, Output } from '../model/sdkTypes.ts';
import type {
  GetOneInput,
  RequestMember,
  KindRow,
  KindDefinition,
  TypedDefinition,
  IdPath,
  TypedParent,
  TypedSource,
  ActionRow,
} from './rowTypes.ts';
import type { ServiceId } from '../model/services.ts';

function getOneOf(written: GetOneInput<string> | undefined, by: { one: 'id' | 'parentId'; many: 'ids' | 'parentIds' }) {
  if (written === undefined) return {};
  if (typeof written === 'string') return { getOne: { member: written, match: by.one } };
  return { getOne: 'member' in written ? written : { member: written[0], match: by.many } };
}

/** The members that a further action inherits from the kind on whose rows it acts. */
const INHERITED = [
  'noun',
  'pluralNoun',
  'label',
  'icon',
  'sources',
  'auxiliarySources',
  'mergeSources',
  'shortLabel',
  'description',
  'badge',
  'health',
  'facts',
  'identity',
  'homeRegion',
  'global',
  'acrossRegions',
] as const satisfies readonly (keyof Kind)[];

const BY_OWN_ID = { one: 'id', many: 'ids' } as const;
const BY_PARENT_ID = { one: 'parentId', many: 'parentIds' } as const;

/** Returns the builders for the rows of one service. A wrong operation name, input member, list path or id path does not compile. */
export function defineKinds<S extends ServiceId>(service: S) {
  return {
    /**
     * Returns a listing whose elements are the resources. `items` is the path in the response to the list. The options are constant
     * input, the filter that lists one resource again, and the member by which each resource names its parent.
     */
    list<Op extends OperationName<S>, P extends ListPath<Output<S, Op>> | ''>(
      operation: Op,
      items: P,
      options: {
        input?: Partial<Input<S, Op>>;
        getOne?: GetOneInput<RequestMember<S, Op>>;
        path?: string;
        parentRef?: ParentMembers;
      } = {},
    ): TypedSource<P extends '' ? Output<S, Op> & object : ElementAt<Output<S, Op>, P>, object> {
      const { input, getOne, path, parentRef } = options;
      const found = getOneOf(getOne, BY_OWN_ID);
      return {
        operation,
        items,
        input: { ...input },
        ...(found.getOne && { getOne: { ...found.getOne, ...(path !== undefined && { path }) } }),
        ...(parentRef && { parentRef }),
      };
    },

    /**
     * Returns a listing whose elements are parents with a list of resources inside. `parents` is the path in the response to the
     * parents, `items` the path in a parent to the resources. `getOne` filters by one parent.
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
      getOne?: GetOneInput<RequestMember<S, Op>>,
      input?: Partial<Input<S, Op>>,
    ): TypedSource<ElementAt<ElementAt<Output<S, Op>, P>, N>, ElementAt<Output<S, Op>, P>> {
      return {
        operation,
        items: parents,
        input: { ...input },
        nestedList: { items, parent },
        ...getOneOf(getOne, BY_PARENT_ID),
      };
    },

    /**
     * Returns a listing of parents, each with a request that lists its resources. `items` is the path in that response to the
     * resources. `parentInput` is the request member that takes the parent's id, `[member]` where it takes a list; `input` has the
     * other members.
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
        getOne?: GetOneInput<RequestMember<S, PO>>;
        input?: Partial<Input<S, PO>>;
      },
      parent: TypedParent<ElementAt<Output<S, PO>, PP>>,
      operation: Op,
      items: P,
      parentInput: RequestMember<S, Op> | readonly [RequestMember<S, Op>],
      input?: Partial<Input<S, Op>>,
    ): TypedSource<P extends '' ? Output<S, Op> & object : ElementAt<Output<S, Op>, P>, ElementAt<Output<S, PO>, PP>> {
      const { getOne, ...list } = parents;
      return {
        ...list,
        input: { ...list.input },
        child: {
          operation,
          items,
          ...(typeof parentInput === 'string'
            ? { parentInput }
            : { parentInput: parentInput[0], asList: true as const }),
          ...(input && { input }),
          parent,
        },
        ...getOneOf(getOne, BY_PARENT_ID),
      };
    },

    /** Returns sources whose parents are of several kinds, typed by the members that the row names for all of them. */
    union<Item extends object, Parent extends object = object>(
      ...sources: readonly TypedSource<Item, never>[]
    ): readonly TypedSource<Item, Parent>[] {
      return sources as readonly TypedSource<Item, Parent>[];
    },

    /** Returns a row of the catalog. `applyDefaults` fills in what it leaves out. */
    kind<
      Item extends object,
      Parent extends object,
      Extra,
      Op extends OperationName<S>,
      const Id extends IdPath<Item>,
      // A row without a restore gives no inference: it restores by no operation.
      Back extends OperationName<S> = never,
    >(row: KindRow<S, Item, Parent, Extra, Op, Back, Id>): TypedDefinition<S, Item, Parent, Extra, Id> {
      return { service, row };
    },

    /** Returns a further action on the resources of another row, listed by the same requests. */
    action<
      Item extends object,
      Parent extends object,
      Extra,
      Id,
      Op extends OperationName<S>,
      Back extends OperationName<S> = never,
    >(
      base: TypedDefinition<S, Item, Parent, Extra, Id>,
      row: ActionRow<S, Item, Parent, Extra, Op, Back, Id>,
    ): TypedDefinition<S, Item, Parent, Extra, Id> {
      return { service, row, base };
    },

    /**
     * Returns the finished rows of one category, in the order in which they are written. The name of a row becomes its id:
     * `routeServer` of EC2 has the id `ec2.routeServer`. Throws where an action stands before the row on whose resources it acts.
     */
    kinds(category: Category<S>, definitions: Readonly<Record<string, KindDefinition<S>>>): readonly Kind[] {
      const finished = new Map<KindDefinition<S>, Kind>();
      for (const [name, definition] of Object.entries(definitions)) {
        const id = `${service}.${name}`;
        const row = definition.base ? inherit(finished.get(definition.base), definition.row, id) : definition.row;
        finished.set(definition, applyDefaults(service, { ...row, id, category } as UncheckedRow));
      }
      return [...finished.values()];
    },
  };
}

function inherit(base: Kind | undefined, row: { readonly members?: object }, id: string): object {
  if (base === undefined) throw new Error(`${id} stands before the row on whose resources it acts.`);
  const inherited = Object.entries(base).filter(([name]) => (INHERITED as readonly string[]).includes(name));
  return { ...Object.fromEntries(inherited), ...row, members: { ...base.members, ...row.members }, baseKind: base.id };
}

/** Returns one row for each item of all sources, in their order. */
export function mergeInOrder(parts: readonly SourceResult[]): readonly ListedItem[] {
  return parts.flatMap((part, source) => part.items.map((found) => listedItem(found, source, undefined)));
}

/**
 * Returns how many siblings of an item hold a test, each by its own id: a list may have one twice. One that is listed differently
 * counts only where all of its descriptions hold. Siblings have the same parent.
 */
export function countSiblings<Item extends object, Parent extends object>(
  items: readonly { readonly item: Item; readonly parent?: ParentRef<Parent> }[],
  idOf: (item: Item) => string | undefined,
  test: (item: Item) => boolean,
): (own: { readonly item: Item; readonly parent?: ParentRef<Parent> }) => number {
  const families = new Map<string, Map<string | undefined, boolean>>();
  for (const { item, parent } of items) {
    const family = families.get(parent?.id ?? '') ?? new Map<string | undefined, boolean>();
    families.set(parent?.id ?? '', family.set(idOf(item), test(item) && family.get(idOf(item)) !== false));
  }
  return ({ item, parent }) =>
    [...(families.get(parent?.id ?? '') ?? [])].filter(([id, holds]) => holds && id !== idOf(item)).length;
}
