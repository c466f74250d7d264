import * as vscode from 'vscode';
import type { Session } from '../../session/session.ts';
import { kindById } from '../../catalog/index.ts';
import type { Kind } from '../../catalog/model/kind.ts';
import type { DeletionService } from '../../deletion/deletionService.ts';
import type { Outcome } from '../../deletion/execution/outcome.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import { availableActions } from '../../inventory/resource.ts';
import type { Filter } from '../../inventory/query/filter.ts';
import {
  unavailableMessage,
  countsOf,
  isEmpty,
  availability,
  childrenOf,
  listingStates,
  PAGE_SIZE,
  type ResourceCounts,
} from './kindChildren.ts';
import { childKindsOf } from './kindGroups.ts';
import {
  CategoryNode,
  KindNode,
  LoadMoreNode,
  ErrorNode,
  RegionNode,
  ResourceNode,
  ServiceNode,
  SessionProblemNode,
  type Node,
} from './nodes.ts';
import { decorationsOf } from './items/decorations.ts';
import { ExpandedKinds } from './expandedKinds.ts';
import type { ProtectionIndex } from './protectionIndex.ts';
import { hasWelcomeContent, type NoRowsReason } from './emptyReason.ts';
import type { GroupBy } from '../../vscode/settings.ts';
import { buildTreeStructure, type TreeStructure } from './treeStructure.ts';
import { categoryItem, kindItem, regionItem, serviceItem } from './items/groupItems.ts';
import {
  loadMoreItem,
  messageItem,
  errorItem,
  resolveTooltip,
  resourceItem,
  sessionProblemItem,
  type DeletionStatus,
} from './items/resourceItems.ts';
import type { ViewState } from './viewState.ts';

/** How long rows wait for one another before the tree is drawn again: milliseconds. */
const REFRESH_DELAY_MS = 50;
/** The same while a long list arrives: all that changes is its count, and each drawing sends a thousand rows to the window. */
const ARRIVING_REFRESH_DELAY_MS = 1_000;

/** Outcomes that a row does not show. */
const SUCCESS_OUTCOMES: ReadonlySet<string> = new Set(['deleted', 'alreadyDeleted', 'canceled']);

/** Dependencies of the tree. */
export interface ResourceTreeProviderDeps {
  /** Which targets to show. */
  readonly session: Session;
  /** Their listings. */
  readonly inventory: Inventory;
  /** The running deletions. */
  readonly deletion: DeletionService;
  readonly groupBy: () => GroupBy;
  readonly viewState: ViewState;
  readonly protection: ProtectionIndex;
}

/**
 * The tree of what can be deleted: services, categories, kinds, resources. A kind is listed when it is expanded, and not
 * before. One that was listed and has nothing is hidden, unless somebody is looking into it.
 */
export class ResourceTreeProvider implements vscode.TreeDataProvider<Node>, vscode.Disposable {
  readonly #deps: ResourceTreeProviderDeps;
  readonly #changed = new vscode.EventEmitter<Node | undefined>();
  readonly #unsubscribe: (() => void)[];
  #structure: TreeStructure = buildTreeStructure([], 'service', []);
  #problems: readonly SessionProblemNode[] = [];
  readonly #stale = new Set<KindNode>();
  /** Kinds that somebody looks into, by their nodes' places: a switch of the target closes none. */
  readonly #expanded = new ExpandedKinds<KindNode>(({ kind }) => {
    this.#invalidate(kind.id);
  });
  /** How many rows are shown of a kind, by its node's id, where that is more than at first. */
  readonly #rowLimits = new Map<string, number>();
  /** What services and categories showed when they were last rendered, by node id. */
  readonly #renderedKeys = new Map<string, string>();
  /** Outcomes of deletions that did not delete their resource, by its key. */
  readonly #outcomes = new Map<string, Outcome>();
  /** Kinds that a running scan keeps visible, by node id. */
  #frozenKinds: ReadonlySet<string> | undefined;
  /** Why the tree had no rows when it was last rendered. */
  #renderedReason: NoRowsReason | undefined;
  /** Cancel pending requests for rows. */
  readonly #cancelRequests = new Set<() => void>();
  #scheduled: { readonly timer: ReturnType<typeof setTimeout>; readonly due: number } | undefined;

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(deps: ResourceTreeProviderDeps) {
    this.#deps = deps;
    const { session, inventory, deletion, viewState } = deps;
    this.#unsubscribe = [
      session.onDidChange(() => {
        this.rebuild();
      }),
      inventory.onDidChange(({ kind }) => {
        this.#invalidate(kind.id);
      }),
      deletion.onProgress(({ resource, outcome }) => {
        // The row of what was not removed says so until the next attempt.
        if (outcome && !SUCCESS_OUTCOMES.has(outcome.kind)) this.#outcomes.set(resource.key, outcome);
        else this.#outcomes.delete(resource.key);
        this.#invalidate(resource.kind.baseKind ?? resource.kind.id);
      }),
      viewState.onDidChange(() => {
        this.rebuild();
      }),
    ];
    this.rebuild();
  }

  /** @inheritdoc */
  dispose(): void {
    clearTimeout(this.#scheduled?.timer);
    this.#expanded.dispose();
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
    this.#changed.dispose();
  }

  /** Returns the kinds of the tree, hidden ones included. */
  get kinds(): readonly KindNode[] {
    return this.#structure.kinds;
  }

  /** Returns why there is no row although there are targets; undefined where there are some, or may be. */
  get emptyReason(): NoRowsReason | undefined {
    const asked = this.kinds.filter((kind) => availability(kind).available.length > 0);
    if (asked.length === 0 || asked.some((kind) => this.#isShown(kind))) return undefined;
    return (this.counts()?.total ?? 0) > 0 ? 'filtered' : 'empty';
  }

  /** @inheritdoc */
  async getChildren(node?: Node): Promise<Node[]> {
    const { regions, services } = this.#structure;
    // Nothing but services without kinds: the welcome content says why, and what to do.
    if (!node && this.emptyReason) return [];
    if (!node) return [...this.#problems, ...(regions.length > 0 ? regions : services)];
    if (node instanceof RegionNode) return services.filter(({ parent }) => parent === node);
    if (node instanceof ServiceNode || node instanceof CategoryNode || node instanceof ResourceNode) {
      const rows = this.#rowsIn(node);
      this.#expanded.drawn(rows.filter((row) => row instanceof KindNode));
      return rows;
    }
    if (!(node instanceof KindNode)) return [];
    // Whoever asks for the rows looks into it: an empty kind does not vanish from under the hand that opened it.
    const limit = this.#rowLimits.get(node.id) ?? PAGE_SIZE;
    const rows = await this.#expanded.requested(node, () =>
      this.#cancelOnRebuild(childrenOf(node, this.#deps.inventory, this.#deps.viewState, limit)),
    );
    // The count of what was listed is told with the rows, and not after them: see LazyTree.
    if (this.#stale.delete(node)) this.#changed.fire(node);
    return rows;
  }

  /** @inheritdoc */
  getParent(node: Node): Node | undefined {
    return node instanceof RegionNode || node instanceof SessionProblemNode ? undefined : node.parent;
  }

  /** @inheritdoc */
  getTreeItem(node: Node): vscode.TreeItem {
    const { inventory, viewState } = this.#deps;
    const now = Date.now();
    if (node instanceof SessionProblemNode) return sessionProblemItem(node);
    if (node instanceof RegionNode) return regionItem(node);
    if (node instanceof ServiceNode) return serviceItem(node, this.#hiddenIn(node), viewState.filter !== undefined);
    if (node instanceof CategoryNode) return categoryItem(node, this.#countsIn(node), viewState.filter !== undefined);
    if (node instanceof KindNode)
      return kindItem(node, listingStates(node, inventory), viewState.filter, now, this.#expanded.has(node));
    if (node instanceof ResourceNode) return this.#resourceItem(node, now);
    if (node instanceof LoadMoreNode) return loadMoreItem(node);
    return node instanceof ErrorNode ? errorItem(node) : messageItem(node);
  }

  /** @inheritdoc */
  resolveTreeItem(item: vscode.TreeItem, node: Node): vscode.TreeItem {
    if (node instanceof ResourceNode) item.tooltip = resolveTooltip(node, this.#deletionStatus(node), Date.now());
    return item;
  }

  /** Shows more rows of a kind that has more than are shown. */
  showMore({ parent }: LoadMoreNode): void {
    this.#rowLimits.set(parent.id, (this.#rowLimits.get(parent.id) ?? PAGE_SIZE) + PAGE_SIZE);
    this.#changed.fire(parent);
  }

  #resourceItem(node: ResourceNode, now: number): vscode.TreeItem {
    const { resource } = node;
    const status = this.#deletionStatus(node);
    const facts = {
      isDeleting: status.phase !== undefined,
      isProtected: this.#deps.protection.isProtected(resource),
    };
    return resourceItem(node, status, now, this.#childKinds(node).length > 0, decorationsOf(resource, facts, now));
  }

  /** Returns the running deletion of a resource, or the outcome of the last one. */
  #deletionStatus({ resource }: ResourceNode): DeletionStatus {
    const verbs = availableActions(resource);
    const phase = verbs.map((verb) => this.#deps.deletion.phaseOf(verb)).find((one) => one !== undefined);
    return { phase, outcome: verbs.map(({ key }) => this.#outcomes.get(key)).find((one) => one !== undefined) };
  }

  /** Notes that a row was expanded or collapsed. An empty kind may hide once it is collapsed. */
  toggled(node: Node, state: 'expanded' | 'collapsed'): void {
    if (node instanceof KindNode) this.#expanded[state](node);
  }

  /**
   * Keeps the kinds that are shown where they are while many are listed: those that turn out to be empty hide together, at its
   * end.
   *
   * Returns what the work returned.
   */
  async freezeVisibility<T>(work: Promise<T>): Promise<T> {
    this.#frozenKinds = new Set(this.kinds.filter((kind) => this.#isShown(kind)).map(({ id }) => id));
    try {
      return await work;
    } finally {
      this.#frozenKinds = undefined;
      this.refreshRows();
    }
  }

  /** Draws the rows of all kinds again, for the ages and the "in 3 hours" in them. */
  refreshRows(): void {
    for (const { kind } of this.kinds) this.#invalidate(kind.id);
  }

  /** Lays the tree out anew, for other targets, another grouping or another choice of what is shown. */
  rebuild(): void {
    const { state } = this.#deps.session;
    const targets = state.kind === 'ready' ? state.targets : [];
    const before = this.#structure.services.length + this.#problems.length;
    this.#structure = buildTreeStructure(targets, this.#deps.groupBy(), this.#deps.viewState.kinds);
    const problem = state.kind === 'failed' && !hasWelcomeContent(state.problem.kind) ? state.problem : undefined;
    this.#problems = problem ? [new SessionProblemNode(problem)] : [];
    for (const group of this.#groups()) this.#renderedKeys.set(group.id, this.#renderKey(group));
    this.#renderedReason = this.emptyReason;
    for (const cancel of this.#cancelRequests) cancel();
    // VS Code asks for all rows again, and until it has them a menu acts on none: not for nothing.
    if (before + this.#structure.services.length + this.#problems.length > 0) this.#changed.fire(undefined);
  }

  /** What is on its way to a row; nothing when the tree was laid out anew meanwhile, as VS Code draws nothing before it has come. */
  async #cancelOnRebuild(coming: Promise<Node[]>): Promise<Node[]> {
    let cancel: (() => void) | undefined;
    const rebuilt = new Promise<Node[]>((resolve) => {
      cancel = () => {
        resolve([]);
      };
      this.#cancelRequests.add(cancel);
    });
    try {
      return await Promise.race([coming, rebuilt]);
    } finally {
      if (cancel) this.#cancelRequests.delete(cancel);
    }
  }

  /** What stands under a resource, service or category; a word where there is nothing because the service is not there at all. */
  #rowsIn(node: ServiceNode | CategoryNode | ResourceNode): Node[] {
    if (node instanceof ResourceNode) {
      const kinds = this.#childKinds(node).map((kind) => new KindNode(kind, node));
      return kinds.filter((kind) => this.#isShown(kind));
    }
    if (node instanceof ServiceNode) {
      const { available, unavailable } = availability(node);
      if (available.length === 0) return [unavailableMessage(node, unavailable)];
      const categories = this.#structure.categories.filter(({ parent }) => parent === node);
      if (categories.length > 0) return categories.filter((category) => this.#shownIn(category).length > 0);
    }
    return this.#shownIn(node);
  }

  #shownIn(node: ServiceNode | CategoryNode): KindNode[] {
    return this.kinds.filter((kind) => kind.parent === node && this.#isShown(kind));
  }

  /** The kinds whose resources are shown under a resource, as well as under their category. */
  #childKinds({ resource }: ResourceNode): readonly Kind[] {
    return childKindsOf(resource.kind, this.#deps.viewState.kinds);
  }

  #isShown(node: KindNode): boolean {
    const { viewState, inventory } = this.#deps;
    if (this.#frozenKinds?.has(node.id)) return true;
    return viewState.showsEmpty || this.#expanded.has(node) || !isEmpty(node, inventory, viewState.filter);
  }

  /** How many kinds of a service are hidden, because there is nothing to show of them. */
  #hiddenIn(node: ServiceNode): number {
    return this.kinds.filter((kind) => kind.service === node && !this.#isShown(kind)).length;
  }

  /**
   * Counts all that is listed.
   *
   * Returns how many resources are known, and how many the filter lets through; undefined where nothing was listed.
   *
   * @param filter the filter to count with; the one that is shown where it is left out
   */
  counts(filter: Filter | undefined = this.#deps.viewState.filter): ResourceCounts | undefined {
    return this.#countsOf(this.kinds, filter);
  }

  /** How many resources of a category are known; undefined where nothing of it was listed. */
  #countsIn(node: CategoryNode): ResourceCounts | undefined {
    return this.#countsOf(
      this.kinds.filter(({ parent }) => parent === node),
      this.#deps.viewState.filter,
    );
  }

  #countsOf(kinds: readonly KindNode[], filter: Filter | undefined): ResourceCounts | undefined {
    const states = kinds.flatMap((kind) => listingStates(kind, this.#deps.inventory));
    return countsOf(states, filter, Date.now());
  }

  #groups(): readonly (ServiceNode | CategoryNode)[] {
    return [...this.#structure.services, ...this.#structure.categories];
  }

  /** Everything in the row of a service or category, and of what stands directly under it. */
  #renderKey(node: ServiceNode | CategoryNode): string {
    const under = this.#rowsIn(node).map((child) => ('id' in child ? child.id : ''));
    return JSON.stringify([node instanceof ServiceNode ? this.#hiddenIn(node) : (this.#countsIn(node) ?? null), under]);
  }

  /** Marks a kind for drawing; several changes at once are drawn once. */
  #invalidate(kindId: string): void {
    for (const node of this.kinds) if (node.kind.id === kindId) this.#stale.add(node);
    // What hangs under other rows is drawn with them.
    for (const id of kindById(kindId)?.parentKinds ?? [])
      if (this.kinds.some((node) => node.kind.id === id && this.#expanded.has(node))) this.#invalidate(id);
    this.#scheduleRefresh(this.#isArriving(kindId) ? ARRIVING_REFRESH_DELAY_MS : REFRESH_DELAY_MS);
  }

  /** Whether more of a kind has arrived than is shown at first, and the rest is on its way. */
  #isArriving(kindId: string): boolean {
    return this.kinds.some(
      (node) =>
        node.kind.id === kindId &&
        listingStates(node, this.#deps.inventory).some(({ partial = [] }) => partial.length > PAGE_SIZE),
    );
  }

  /** Draws what has changed after so many milliseconds, or earlier where something else is to be drawn before. */
  #scheduleRefresh(ms: number): void {
    const due = performance.now() + ms;
    if (this.#scheduled && this.#scheduled.due <= due) return;
    clearTimeout(this.#scheduled?.timer);
    const timer = setTimeout(() => {
      this.#scheduled = undefined;
      this.#flush();
    }, ms);
    this.#scheduled = { timer, due };
  }

  /** Draws what has changed: a service or category whole where its own row is among it, else the kinds alone. */
  #flush(): void {
    const kinds = [...this.#stale].filter((stale) => this.kinds.includes(stale));
    this.#stale.clear();
    const changed = new Set<Node>();
    for (const group of this.#groups()) {
      const key = this.#renderKey(group);
      if (this.#renderedKeys.get(group.id) !== key) changed.add(group);
      this.#renderedKeys.set(group.id, key);
    }
    if (this.emptyReason !== this.#renderedReason) {
      this.#renderedReason = this.emptyReason;
      this.#changed.fire(undefined);
      return;
    }
    for (const kind of kinds) changed.add(kind);
    for (const node of changed) {
      const above = [this.getParent(node), node instanceof KindNode ? node.service : undefined];
      if (!above.some((other) => other && changed.has(other))) this.#changed.fire(node);
    }
  }
}
