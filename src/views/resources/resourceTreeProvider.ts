import * as vscode from 'vscode';
import type { Target } from '../../aws/identity/target.ts';
import type { Session } from '../../session/session.ts';
import type { Resource } from '../../inventory/resource.ts';
import type { Grouping } from '../../inventory/query/grouping.ts';
import { kindById } from '../../catalog/index.ts';
import type { AccountLabel } from '../../deletion/presentation/placeLines.ts';
import type { DeletionService } from '../../deletion/deletionService.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import type { Filter } from '../../inventory/query/filter.ts';
import { DrawnRows } from './drawnRows.ts';
import { groupRows } from './groupRows.ts';
import { childrenOf, PAGE_SIZE } from './kindChildren.ts';
import { listingStates, type ResourceCounts } from './kindCounts.ts';
import type { LoadMoreNode } from './nodes.ts';
import {
  CategoryNode,
  GroupNode,
  KindNode,
  RegionNode,
  ResourceNode,
  ServiceNode,
  SessionProblemNode,
  type Node,
} from './nodes.ts';
import { RowItems } from './items/rowItems.ts';
import { DeletionStatuses } from './deletionStatuses.ts';
import { ExpandedRows } from './expandedRows.ts';
import type { ListingGaps } from './categorySummary.ts';
import type { RememberedCounts } from './rememberedCounts.ts';
import type { ProtectionIndex } from './protectionIndex.ts';
import { hasWelcomeContent, type NoRowsReason } from './emptyReason.ts';
import type { GroupBy, ScanOnOpen } from '../../vscode/settings.ts';
import { PendingRows } from './pendingRows.ts';
import { refreshDelay } from './refreshDelay.ts';
import type { RowNotes } from './rowNotes.ts';
import { RefreshScheduler } from '../refreshScheduler.ts';
import { TreeContents } from './treeContents.ts';
import type { ViewState } from './viewState.ts';

/** Dependencies of the tree. */
export interface ResourceTreeProviderDeps {
  /** Which targets to show. */
  readonly session: Session;
  /** Their listings. */
  readonly inventory: Inventory;
  /** The running deletions. */
  readonly deletion: DeletionService;
  /** What the tree is grouped by where the workspace has chosen nothing. */
  readonly groupBy: () => GroupBy;
  readonly scanOnOpen: () => ScanOnOpen;
  readonly remembered: Pick<RememberedCounts, 'of'>;
  readonly viewState: ViewState;
  readonly protection: ProtectionIndex;
  readonly notes: RowNotes;
  readonly accountLabel: AccountLabel;
}

/**
 * The tree of what can be deleted: services, categories, kinds, resources. A kind is listed when it is expanded, and
 * not before. One that was listed and has nothing is hidden, unless it is expanded.
 */
export class ResourceTreeProvider implements vscode.TreeDataProvider<Node>, vscode.Disposable {
  readonly #deps: ResourceTreeProviderDeps;
  readonly #changed = new vscode.EventEmitter<Node | undefined>();
  readonly #unsubscribe: (() => void)[];
  readonly #contents: TreeContents;
  #grouping: Grouping = { by: 'service' };
  #problems: readonly SessionProblemNode[] = [];
  readonly #drawn: DrawnRows;
  /** Expanded categories: VS Code forgets them where a switch of the target empties the tree for a moment. */
  readonly #expandedCategories = new ExpandedRows<CategoryNode>();
  /** Expanded kinds, by their nodes' places: a switch of the target closes none. */
  readonly #expanded = new ExpandedRows<KindNode>(({ kind }) => {
    this.#invalidate(kind.id);
  });
  /** How many rows are shown of a kind, by its node's id, where that is more than at first. */
  readonly #rowLimits = new Map<string, number>();
  readonly #statuses: DeletionStatuses;
  readonly #rows: RowItems;
  /** The accounts and Regions whose rows the view shows. */
  #drawnPlaces: readonly string[] = [];
  readonly #pending = new PendingRows<Node>();
  readonly #refresh = new RefreshScheduler(() => {
    for (const row of this.#drawn.changes()) this.#changed.fire(row);
  });

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(deps: ResourceTreeProviderDeps) {
    this.#deps = deps;
    const { session, inventory, deletion, viewState, remembered, scanOnOpen, notes } = deps;
    const isExpanded = (node: KindNode) => this.#expanded.has(node);
    this.#contents = new TreeContents({ inventory, viewState, remembered, scanOnOpen, isExpanded });
    this.#drawn = new DrawnRows(this.#contents, notes);
    this.#statuses = new DeletionStatuses(deletion, ({ kind }) => {
      this.#invalidate(kind.baseKind ?? kind.id);
    });
    this.#rows = new RowItems({
      ...deps,
      contents: this.#contents,
      statusOf: (resource) => this.#statuses.of(resource),
      isOpen: (node) => (node instanceof KindNode ? this.#expanded.has(node) : this.#expandedCategories.has(node)),
    });
    this.#unsubscribe = [
      session.onDidChange(() => {
        this.rebuild();
      }),
      inventory.onDidChange(({ kind }) => {
        this.#invalidate(kind.id);
      }),
      viewState.onDidChange(() => {
        this.rebuild();
      }),
      notes.onDidChange(() => {
        this.refreshRows();
      }),
    ];
    this.rebuild();
  }

  dispose(): void {
    this.#refresh.dispose();
    this.#expandedCategories.dispose();
    this.#expanded.dispose();
    this.#statuses.dispose();
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
    this.#changed.dispose();
  }

  /** Returns the kinds of the tree, hidden ones included. */
  get kinds(): readonly KindNode[] {
    return this.#contents.kinds;
  }

  /** Returns why there is no row although there are targets; undefined where there are some, or may be. */
  get emptyReason(): NoRowsReason | undefined {
    return this.#contents.emptyReason;
  }

  async getChildren(node?: Node): Promise<Node[]> {
    if (!node) return this.#rootRows();
    if (node instanceof RegionNode) return this.#contents.structure.services.filter(({ parent }) => parent === node);
    if (isAbove(node)) {
      const rows = this.#contents.rowsIn(node);
      this.#expanded.drawn(rows.filter((row) => row instanceof KindNode));
      this.#expandedCategories.drawn(rows.filter((row) => row instanceof CategoryNode));
      return node instanceof CategoryNode
        ? this.#expandedCategories.requested(node, () => Promise.resolve(rows))
        : rows;
    }
    if (!(node instanceof KindNode)) return [];
    // A request for the rows means that the kind is expanded: an empty one stays while the user looks into it.
    const limit = this.#rowLimits.get(node.id) ?? PAGE_SIZE;
    const rows = await this.#expanded.requested(node, () =>
      this.#pending.wait(childrenOf(node, this.#deps.inventory, this.#deps.viewState, limit)),
    );
    // The count of what was listed is fired with the rows, and not after them: see `OrderedRows`.
    if (this.#drawn.takeStale(node)) this.#changed.fire(node);
    return rows;
  }

  #rootRows(): Node[] {
    const { grouped, structure } = this.#contents;
    const { regions, services } = structure;
    // Nothing but services without kinds: the welcome content shows why, and what to do.
    if (this.#leavesPlaces() || this.emptyReason) return [];
    if (!grouped) return [...this.#problems, ...(regions.length > 0 ? regions : services)];
    return [
      ...this.#problems,
      ...groupRows(grouped.groups, this.#rowLimits.get('') ?? PAGE_SIZE, this.#contents.notListed),
    ];
  }

  /**
   * Returns whether the rows in the view are of other accounts or Regions. They leave before the new ones are requested: VS Code keeps them
   * until all expanded types are listed, and the title already names the new account.
   */
  #leavesPlaces(): boolean {
    const { state } = this.#deps.session;
    const places = state.kind === 'ready' ? state.targets.map(placeOf) : [];
    const before = this.#drawnPlaces;
    const leaves = places.length > 0 && before.length > 0 && !places.some((place) => before.includes(place));
    this.#drawnPlaces = leaves ? [] : places;
    // They are requested again once the window has none.
    if (leaves) this.#changed.fire(undefined);
    return leaves;
  }

  getParent(node: Node): Node | undefined {
    return 'parent' in node ? node.parent : undefined;
  }

  getTreeItem(node: Node): vscode.TreeItem {
    return this.#rows.itemOf(node, this.grouping);
  }

  resolveTreeItem(item: vscode.TreeItem, node: Node): vscode.TreeItem {
    return this.#rows.resolve(item, node);
  }

  /** Shows more rows of a kind that has more than are shown. */
  showMore({ parent }: LoadMoreNode): void {
    const id = parent?.id ?? '';
    this.#rowLimits.set(id, (this.#rowLimits.get(id) ?? PAGE_SIZE) + PAGE_SIZE);
    this.#changed.fire(parent);
  }

  /** Notes that a row was expanded or collapsed. An empty kind may hide once it is collapsed. */
  toggled(node: Node, state: 'expanded' | 'collapsed'): void {
    if (node instanceof KindNode) this.#expanded[state](node);
    if (node instanceof CategoryNode) this.#expandedCategories[state](node);
    if (state === 'expanded' || !(node instanceof ServiceNode || node instanceof RegionNode)) return;
    for (const category of this.#contents.structure.categories)
      if ([category.parent.id, category.parent.parent?.id].includes(node.id)) this.#expandedCategories.hidden(category);
  }

  /** Keeps the visible kinds in place while many are listed; empty ones hide together at its end. Returns what the work returned. */
  async freezeVisibility<T>(work: Promise<T>): Promise<T> {
    this.#contents.freeze();
    try {
      return await work;
    } finally {
      this.#contents.unfreeze();
      this.refreshRows();
    }
  }

  /** Draws the rows of all kinds again, for the ages and the "in 3 hours" in them. */
  refreshRows(): void {
    for (const { kind } of this.kinds) this.#invalidate(kind.id);
  }

  /** Lays the tree out anew, for other targets, another grouping or another choice of what is shown. */
  rebuild(): void {
    const { session, viewState, groupBy } = this.#deps;
    const { state } = session;
    this.#grouping = viewState.grouping ?? { by: groupBy() };
    const targets = state.kind === 'ready' ? state.targets : [];
    const before = this.#contents.structure.services.length + this.#problems.length;
    this.#contents.layOut(targets, this.grouping);
    const problem = state.kind === 'failed' && !hasWelcomeContent(state.problem.kind) ? state.problem : undefined;
    this.#problems = problem ? [new SessionProblemNode(problem)] : [];
    this.#drawn.all();
    this.#pending.cancelAll();
    // VS Code asks for all rows again, and until it has them a menu acts on none: not for nothing.
    if (before + this.#contents.structure.services.length + this.#problems.length > 0) this.#changed.fire(undefined);
  }

  /** Returns what the tree is grouped by. */
  get grouping(): Grouping {
    return this.#grouping;
  }

  /** Returns the types under a row, hidden ones included; of a group those with something to show. */
  kindsUnder(node: ServiceNode | CategoryNode | RegionNode | GroupNode): readonly KindNode[] {
    return this.#contents.kindsUnder(node);
  }

  /** Returns the row of the type that a resource is under; undefined where it has none. */
  kindNodeOf(resource: Resource): KindNode | undefined {
    return this.#contents.kindNodeOf(resource);
  }

  /** Returns all resources that are known, whether the filter shows them or not. */
  *resources(): Generator<Resource> {
    const states = this.kinds.flatMap((kind) => listingStates(kind, this.#deps.inventory));
    for (const { listing, partial = [] } of states) yield* listing?.resources ?? partial;
  }

  /** Returns what {@link counts} lack. */
  get gaps(): ListingGaps {
    return this.#contents.gaps;
  }

  /**
   * Returns how many resources are known, and how many the filter matches; undefined where nothing was listed. Default:
   * the filter of the view.
   */
  counts(filter?: Filter): ResourceCounts | undefined {
    return this.#contents.counts(filter);
  }

  /** Marks a kind as stale. Changes shortly after each other are rendered once. */
  #invalidate(kindId: string): void {
    this.#contents.grouped?.invalidate();
    for (const node of this.kinds) if (node.kind.id === kindId) this.#drawn.markStale(node);
    // What hangs under other rows is drawn with them.
    for (const id of kindById(kindId)?.parentKinds ?? [])
      if (this.kinds.some((node) => node.kind.id === id && this.#expanded.has(node))) this.#invalidate(id);
    this.#refresh.schedule(refreshDelay(kindId, this.#contents));
  }
}

/** Returns whether resource types are directly under a row. */
function isAbove(node: Node): node is ServiceNode | CategoryNode | GroupNode | ResourceNode {
  return [ServiceNode, CategoryNode, GroupNode, ResourceNode].some((above) => node instanceof above);
}

function placeOf({ identity: { partition, accountId }, region }: Target): string {
  return [partition, accountId, region].join(' ');
}
