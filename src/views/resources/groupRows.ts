import type { GroupContents } from './groupContents.ts';
import { LoadMoreNode, MessageNode, type GroupNode, type KindNode, type Node } from './nodes.ts';
import { notListedNote } from './listingGaps.ts';

/** Returns the rows of groups, so many at most, and a word on what the groups cannot hold. */
export function groupRows(groups: readonly GroupNode[], limit: number, notListed: number): Node[] {
  const rows: Node[] = groups.slice(0, limit);
  if (groups.length > limit) rows.push(new LoadMoreNode(groups.length - limit));
  const note = notListedNote(notListed);
  if (note !== undefined) rows.push(new MessageNode(note));
  return rows;
}

/** Tracks what the groups showed when they were last drawn. */
export class GroupDrawing {
  #key = '';
  /** The resource types of each group, by the ids of both. */
  #kinds: ReadonlyMap<string, ReadonlySet<string>> = new Map();

  /**
   * Returns what is to be drawn again after the types of `stale` were listed: undefined for the whole view, where other
   * groups are shown.
   */
  changes(grouped: GroupContents, stale: readonly KindNode[], notListed: number): readonly (GroupNode | undefined)[] {
    const { groups } = grouped;
    const kinds = new Map(
      groups.map((node) => [node.group.id, new Set(grouped.kindsIn(node).map(({ kind }) => kind.id))]),
    );
    const key = JSON.stringify([groups.map(({ id }) => id), notListed]);
    const [before, isSame] = [this.#kinds, key === this.#key];
    this.#key = key;
    this.#kinds = kinds;
    if (!isSame) return [undefined];
    const ids = new Set(stale.flatMap(({ kind }) => [kind.id, ...(kind.parentKinds ?? [])]));
    const shows = (shown: ReadonlySet<string> | undefined) => [...ids].some((id) => shown?.has(id));
    return groups.filter(({ group }) => shows(before.get(group.id)) || shows(kinds.get(group.id)));
  }
}
