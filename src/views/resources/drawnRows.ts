import { GroupDrawing } from './groupRows.ts';
import type { NoRowsReason } from './emptyReason.ts';
import { CategoryNode, rowsAbove, type AboveTypes, type KindNode, type Node } from './nodes.ts';
import type { RowNotes } from './rowNotes.ts';
import type { TreeContents } from './treeContents.ts';

/** What the tree showed when it was last drawn, and with it which rows have to be drawn again. */
export class DrawnRows {
  readonly #contents: TreeContents;
  readonly #notes: Pick<RowNotes, 'sumOf'>;
  /** The types of which something has changed. */
  readonly #stale = new Set<KindNode>();
  /** The types that were drawn alone since: what is above them shows their counts, too. */
  readonly #drawnAlone = new Set<KindNode>();
  /** What services and categories showed, by node id. */
  readonly #keys = new Map<string, string>();
  /** What the groups showed. */
  readonly #groups = new GroupDrawing();
  /** Why there were no rows. */
  #reason: NoRowsReason | undefined;

  constructor(contents: TreeContents, notes: Pick<RowNotes, 'sumOf'>) {
    this.#contents = contents;
    this.#notes = notes;
  }

  /** Notes that something has changed of a type. */
  markStale(node: KindNode): void {
    this.#stale.add(node);
  }

  /** Returns whether something has changed of a type, which is drawn now. What is above it is among the next changes. */
  takeStale(node: KindNode): boolean {
    const isStale = this.#stale.delete(node);
    if (isStale) this.#drawnAlone.add(node);
    return isStale;
  }

  /** Notes that everything is drawn. */
  all(): void {
    for (const group of this.#contents.groups) this.#keys.set(group.id, this.#keyOf(group));
    this.#reason = this.#contents.emptyReason;
  }

  /**
   * Returns the rows to draw again: a service or category whole where its own row has changed, else the types alone. Undefined stands for the
   * whole view. From now on, they are drawn.
   */
  changes(): readonly (Node | undefined)[] {
    const present = (nodes: ReadonlySet<KindNode>) => this.#contents.kinds.filter((kind) => nodes.has(kind));
    const [kinds, drawnAlone] = [present(this.#stale), present(this.#drawnAlone)];
    this.#stale.clear();
    this.#drawnAlone.clear();
    const { grouped, emptyReason, notListed } = this.#contents;
    if (grouped) return this.#groups.changes(grouped, kinds, notListed);
    const changed = new Set<Node>();
    for (const group of new Set([...kinds, ...drawnAlone].flatMap(rowsAbove))) {
      const key = this.#keyOf(group);
      if (this.#keys.get(group.id) !== key) changed.add(group);
      this.#keys.set(group.id, key);
    }
    if (emptyReason !== this.#reason) {
      this.#reason = emptyReason;
      return [undefined];
    }
    for (const kind of kinds) changed.add(kind);
    return [...changed].filter((node) => !above(node).some((other) => changed.has(other)));
  }

  /** Returns what a group shows. A service is drawn with all that is under it: not for each sum while a scan runs. */
  #keyOf(group: AboveTypes): string {
    const isLate = !(group instanceof CategoryNode) && this.#contents.isFrozen;
    const sum = isLate ? undefined : this.#notes.sumOf(this.#contents.kindsUnder(group), Date.now());
    return `${this.#contents.renderKey(group)} ${sum?.short ?? ''}`;
  }
}

function above(node: Node): readonly Node[] {
  const parent = 'parent' in node ? node.parent : undefined;
  return parent ? [parent, ...above(parent)] : [];
}
