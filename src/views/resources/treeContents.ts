import type { Kind } from '../../catalog/model/kind.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import type { Target } from '../../aws/identity/target.ts';
import type { Filter } from '../../inventory/query/filter.ts';
import { isResourceGrouping, type Grouping } from '../../inventory/query/grouping.ts';
import type { Resource } from '../../inventory/resource.ts';
import type { NoRowsReason } from './emptyReason.ts';
import { PAGE_SIZE, unavailableMessage } from './kindChildren.ts';
import { availability, countsOf, isEmpty, listingStates, type ResourceCounts } from './kindCounts.ts';
import { GroupContents } from './groupContents.ts';
import { childKindsOf } from './kindGroups.ts';
import {
  GroupNode,
  KindNode,
  RegionNode,
  ResourceNode,
  ServiceNode,
  type AboveTypes,
  type CategoryNode,
  type Node,
} from './nodes.ts';
import { buildTreeStructure, type TreeStructure } from './treeStructure.ts';
import {
  countNotListed,
  gapsIn,
  rememberedCount,
  summarize,
  type CategorySummary,
  type ListingGaps,
} from './categorySummary.ts';
import type { RememberedCount, RememberedCounts } from './rememberedCounts.ts';
import type { ViewState } from './viewState.ts';
import type { ScanOnOpen } from '../../vscode/settings.ts';

/** Dependencies of the contents. */
interface TreeContentsDeps {
  readonly inventory: Inventory;
  readonly viewState: ViewState;
  readonly remembered: Pick<RememberedCounts, 'of'>;
  readonly scanOnOpen: () => ScanOnOpen;
  /** Whether the user looks into a kind: it is shown although it is empty. */
  readonly isExpanded: (node: KindNode) => boolean;
}

/** Decides what the tree shows: which kinds are visible under which row, and how many resources are known of them. */
export class TreeContents {
  readonly #deps: TreeContentsDeps;
  /** Kinds that a running scan keeps visible, by node id. */
  #frozenKinds: ReadonlySet<string> | undefined;
  /** What services and Regions showed when it began, by node id. */
  #frozenWholes: ReadonlyMap<string, CategorySummary | undefined> | undefined;
  structure: TreeStructure = buildTreeStructure([], 'service', []);
  /** The groups, where the tree is grouped by what resources have. */
  grouped: GroupContents | undefined;

  constructor(deps: TreeContentsDeps) {
    this.#deps = deps;
  }

  /** Lays the tree out anew, for other targets or another grouping. */
  layOut(targets: readonly Target[], grouping: Grouping): void {
    const { inventory, viewState } = this.#deps;
    this.structure = buildTreeStructure(targets, grouping.by === 'region' ? 'region' : 'service', viewState.kinds);
    this.grouped = isResourceGrouping(grouping)
      ? new GroupContents({ grouping, kinds: this.kinds, inventory, viewState })
      : undefined;
  }

  /** Returns the kinds of the tree, hidden ones included. */
  get kinds(): readonly KindNode[] {
    return this.structure.kinds;
  }

  /** Returns why there is no row although there are targets; undefined where there are some, or may be. */
  get emptyReason(): NoRowsReason | undefined {
    const existing = this.kinds.filter((kind) => availability(kind).available.length > 0);
    if (existing.length === 0) return undefined;
    if (this.#offersScan(existing)) return 'notScanned';
    if (existing.some((kind) => this.isShown(kind))) return undefined;
    if ((this.counts()?.total ?? 0) === 0) return 'empty';
    return this.#deps.viewState.filter?.asksUsage ? 'nothingUnused' : 'filtered';
  }

  /** Returns the rows whose counts change with what is under them. */
  get groups(): readonly AboveTypes[] {
    const { regions, services, categories } = this.structure;
    return [...regions, ...services, ...categories];
  }

  /** Keeps the kinds that are visible now where they are until {@link unfreeze}. */
  freeze(): void {
    this.#frozenKinds = new Set(this.kinds.filter((kind) => this.isShown(kind)).map(({ id }) => id));
    const wholes = [...this.structure.regions, ...this.structure.services];
    this.#frozenWholes = new Map(wholes.map((node) => [node.id, this.wholeOf(node)]));
  }

  /** Returns whether a scan keeps the visible kinds where they are. */
  get isFrozen(): boolean {
    return this.#frozenKinds !== undefined;
  }

  /** Lets empty kinds hide again. */
  unfreeze(): void {
    this.#frozenKinds = undefined;
    this.#frozenWholes = undefined;
  }

  /** Returns whether a kind has a row of its own. */
  isShown(node: KindNode): boolean {
    const { viewState, inventory, isExpanded } = this.#deps;
    if (this.#frozenKinds?.has(node.id)) return true;
    return viewState.showsEmpty || isExpanded(node) || !isEmpty(node, inventory, viewState.filter);
  }

  /** Returns the rows under a resource, service or category; a message where the service does not exist in the Region. */
  rowsIn(node: ServiceNode | CategoryNode | GroupNode | ResourceNode): Node[] {
    if (node instanceof GroupNode) return [...this.kindsUnder(node)];
    if (node instanceof ResourceNode) {
      const kinds = this.childKinds(node).map((kind) => new KindNode(kind, node));
      return kinds.filter((kind) => this.isShown(kind));
    }
    if (node instanceof ServiceNode) {
      const { available, unavailable } = availability(node);
      if (available.length === 0) return [unavailableMessage(node, unavailable)];
      const categories = this.structure.categories.filter(({ parent }) => parent === node);
      if (categories.length > 0) return categories.filter((category) => this.#shownIn(category).length > 0);
    }
    return this.#shownIn(node);
  }

  /** Returns the kinds under a service, category or Region, hidden ones included; of a group those with something to show. */
  kindsUnder(node: AboveTypes | GroupNode): readonly KindNode[] {
    return (node instanceof GroupNode ? this.grouped?.kindsIn(node) : this.structure.kindsUnder.get(node)) ?? [];
  }

  /** Returns the row of the kind that a resource is under; undefined where it has none. */
  kindNodeOf(resource: Resource): KindNode | undefined {
    const rows = this.grouped?.kindsBeside(resource) ?? this.kinds;
    const id = resource.kind.baseKind ?? resource.kind.id;
    return rows.find(({ kind, targets }) => kind.id === id && targets.includes(resource.target));
  }

  /** Returns the kinds whose resources are shown under a resource, as well as under their category. */
  childKinds({ resource }: ResourceNode): readonly Kind[] {
    return childKindsOf(resource.kind, this.#deps.viewState.kinds);
  }

  /** Returns how many kinds of a service are hidden, because they have nothing to show. */
  hiddenIn(node: ServiceNode): number {
    return this.kindsUnder(node).filter((kind) => !this.isShown(kind)).length;
  }

  /**
   * Returns how many resources are known, and how many the filter matches; undefined where nothing was listed. Default:
   * the filter of the view.
   */
  counts(filter: Filter | undefined = this.#deps.viewState.filter): ResourceCounts | undefined {
    return this.#countsOf(this.kinds, filter);
  }

  /** Returns what is known of the types under a row as a whole. */
  summaryOf(node: AboveTypes): CategorySummary {
    const { inventory, viewState, remembered } = this.#deps;
    return summarize(this.kindsUnder(node), { inventory, filter: viewState.filter, remembered });
  }

  /** Returns what a kind is remembered to have, where it was not listed everywhere; undefined beside a filter. */
  rememberedIn(node: KindNode): RememberedCount | undefined {
    const { inventory, viewState, remembered } = this.#deps;
    return viewState.filter ? undefined : rememberedCount(node, inventory, remembered);
  }

  /** Returns how many types were listed nowhere, or not in every Region. */
  get notListed(): number {
    return countNotListed(this.kinds, this.#deps.inventory);
  }

  /** Returns what the counts lack. */
  get gaps(): ListingGaps {
    return gapsIn(this.kinds, this.#deps.inventory);
  }

  /** Returns what is known of a service or Region; undefined until all of it is. While a scan runs, it stays what it was. */
  wholeOf(node: ServiceNode | RegionNode): CategorySummary | undefined {
    if (this.#frozenWholes) return this.#frozenWholes.get(node.id);
    const summary = this.summaryOf(node);
    return summary.notListed === 0 ? summary : undefined;
  }

  /** Returns everything in the row of a Region, service or category, and of what is directly under it, as one comparable text. */
  renderKey(node: AboveTypes): string {
    if (node instanceof RegionNode) return JSON.stringify(this.wholeOf(node));
    const under = this.rowsIn(node).map((child) => ('id' in child ? child.id : ''));
    const own = node instanceof ServiceNode ? [this.hiddenIn(node), this.wholeOf(node)] : this.summaryOf(node);
    return JSON.stringify([own, under]);
  }

  /** Returns whether more of a kind has arrived than is shown at first, and the rest is on its way. */
  isArriving(kindId: string): boolean {
    return this.kinds.some(
      (node) =>
        node.kind.id === kindId &&
        node.targets.some((target) => this.#deps.inventory.arrivedCount(node.kind, target) > PAGE_SIZE),
    );
  }

  /** Returns whether nothing is known of the account yet, and the view offers a scan before it shows bare types. */
  #offersScan(kinds: readonly KindNode[]): boolean {
    const { inventory, viewState, remembered, scanOnOpen } = this.#deps;
    if (viewState.browses || viewState.filter || this.#frozenKinds) return false;
    const isKnown = kinds.some((node) =>
      node.targets.some((target) => {
        const { listing, partial, loading } = inventory.state(node.kind, target);
        return listing ?? partial ?? (loading || remembered.of(node.kind, target));
      }),
    );
    return !isKnown && scanOnOpen() === 'ask';
  }

  #shownIn(node: ServiceNode | CategoryNode): KindNode[] {
    return this.kindsUnder(node).filter((kind) => kind.parent === node && this.isShown(kind));
  }

  #countsOf(kinds: readonly KindNode[], filter: Filter | undefined): ResourceCounts | undefined {
    const states = kinds.flatMap((kind) => listingStates(kind, this.#deps.inventory));
    return countsOf(states, filter, Date.now());
  }
}
