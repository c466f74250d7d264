import type { Kind } from '../../catalog/model/kind.ts';
import type { ParentMembers, Source } from '../../catalog/model/source.ts';
import { listedItem, type ListedItem, type ParentRef } from '../../catalog/model/listedItem.ts';
import type { Structure } from '../../catalog/model/structure.ts';
import { isChildOf } from '../../inventory/listing/fetchSource.ts';
import { getListPath, textAt } from '../../inventory/listing/memberPath.ts';
import type { Resource } from '../../inventory/resource.ts';

/** Where the children of one resource are. */
export interface ChildrenPlace {
  /** The index of the source. */
  readonly source: number;
  readonly parent: ParentRef;
  /** The children, where the description of the parent has them. */
  readonly items?: readonly Structure[];
  /** The request that lists them. */
  readonly list?: { readonly operation: string; readonly items: string; readonly input: Structure };
  /** Returns whether a listed item is a child. Servers may ignore filters. */
  readonly belongs: (item: Structure) => boolean;
}

/** Returns where a kind's sources have the children of a resource. Sources with parents of another kind have none. */
export function childrenPlaces(holder: Resource, kind: Kind): readonly ChildrenPlace[] {
  return kind.sources.flatMap((source, index) => placeIn(source, index, holder) ?? []);
}

/** Creates a listed item below its parent. */
export function childEntry({ parent, source }: ChildrenPlace, item: Structure): ListedItem {
  return listedItem({ item, parent }, source, undefined);
}

function placeIn(source: Source, index: number, holder: Resource): ChildrenPlace | undefined {
  const { operation, items, input, nestedList, child, parentRef } = source;
  const raw = holder.entry.item;
  if (parentRef) {
    if (parentRef.noun !== holder.kind.noun) return undefined;
    return {
      ...{ source: index, parent: parentOf(holder, parentRef), list: { operation, items, input } },
      belongs: (item) => textAt(item, parentRef.id) === holder.id,
    };
  }
  const members = nestedList?.parent ?? child?.parent;
  if (members?.noun !== holder.kind.noun) return undefined;
  const parent = parentOf(holder, members);
  const place = { source: index, parent, belongs: () => true };
  if (nestedList) return { ...place, items: getListPath(raw, nestedList.items) };
  if (!child) return undefined;
  const childInput = { ...child.input, [child.parentInput]: child.asList ? [parent.id] : parent.id };
  return {
    ...place,
    belongs: (item) => isChildOf(item, child, parent.id),
    list: { operation: child.operation, items: child.items, input: childInput },
  };
}

function parentOf({ entry: { item }, kind, id, name }: Resource, members: ParentMembers): ParentRef {
  return { noun: kind.noun, id: textAt(item, members.id) ?? id, ...(name !== undefined && { name }), raw: item };
}
