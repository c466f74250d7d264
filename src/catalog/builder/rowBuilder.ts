import { applyDefaults, type UncheckedRow } from './applyDefaults.ts';
import type { Category } from '../categories.ts';
import type { Kind, ParentMembers } from '../model/kind.ts';
import type { ListedItem, ParentRef, SourceResult } from '../model/listedItem.ts';
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

function getOneOf(again: GetOneInput<string> | undefined, by: { one: 'id' | 'parentId'; many: 'ids' | 'parentIds' }) {
  if (again === undefined) return {};
  if (typeof again === 'string') return { getOne: { member: again, match: by.one } };
  return { getOne: 'member' in again ? again : { member: again[0], match: by.many } };
}

/** What a further verb has from the kind on whose rows it acts. */
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
] as const satisfies readonly (keyof Kind)[];

const BY_OWN_ID = { one: 'id', many: 'ids' } as const;
const BY_PARENT_ID = { one: 'parentId', many: 'parentIds' } as const;

/**
 * The builders for the rows of one service. A wrong operation name, input member, list path or id path does not compile.
 *
 * @param service the service that the rows belong to
 * @returns functions that make sources and kinds; they only hand their data on
 */
export function defineKinds<S extends ServiceId>(service: S) {
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
      again?: GetOneInput<RequestMember<S, Op>>,
      input?: Partial<Input<S, Op>>,
    ): TypedSource<ElementAt<ElementAt<Output<S, Op>, P>, N>, ElementAt<Output<S, Op>, P>> {
      return {
        operation,
        items: parents,
        input: { ...input },
        nestedList: { items, parent },
        ...getOneOf(again, BY_PARENT_ID),
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

    /**
     * Sources whose parents are of several kinds: what is known of a parent is what all of them have, as far as the row says so.
     *
     * @param sources the sources
     * @returns the same sources
     */
    union<Item extends object, Parent extends object = object>(
      ...sources: readonly TypedSource<Item, never>[]
    ): readonly TypedSource<Item, Parent>[] {
      return sources as readonly TypedSource<Item, Parent>[];
    },

    /** Returns a row of the catalogue. `applyDefaults` fills in what it leaves out. */
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

/**
 * The rows of a kind whose parts are simply put together.
 *
 * @param parts what the sources gave
 * @returns one entry for each item
 */
export function mergeInOrder(parts: readonly SourceResult[]): readonly ListedItem[] {
  return parts.flatMap((part, source) => part.items.map((found) => ({ ...found, extra: undefined, source })));
}

/**
 * Items of one kind grouped by the parent they were found under.
 *
 * @param items what a source gave
 * @returns the groups, by the parent's id
 */
export function groupByParent<Item extends object, Parent extends object>(
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
