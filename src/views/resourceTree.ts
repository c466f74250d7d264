import * as vscode from 'vscode';
import type { Session } from '../aws/session.ts';
import { kindById } from '../catalog/index.ts';
import type { Kind } from '../catalog/kind.ts';
import type { Engine } from '../deletion/engine.ts';
import type { Outcome } from '../deletion/outcome.ts';
import type { Inventory } from '../inventory/inventory.ts';
import { verbsOn } from '../inventory/resource.ts';
import type { Filter } from './filter.ts';
import {
  absenceNote,
  countsOf,
  hasNothing,
  placesOf,
  rowsUnder,
  statesOf,
  ROWS_AT_A_TIME,
  type Counts,
} from './kindRows.ts';
import { kindsHangingUnder } from './layout.ts';
import {
  CategoryNode,
  KindNode,
  MoreNode,
  ProblemNode,
  RegionNode,
  ResourceNode,
  ServiceNode,
  SessionProblemNode,
  type Node,
} from './nodes.ts';
import { marksOf } from './marks.ts';
import { OpenKinds } from './openKinds.ts';
import type { ProtectedRows } from './protectedRows.ts';
import { isToldByWelcome, type Nothing } from './situation.ts';
import { skeletonOf, type GroupBy, type Skeleton } from './skeleton.ts';
import { categoryItem, kindItem, regionItem, serviceItem } from './groupItems.ts';
import {
  moreItem,
  noteItem,
  problemItem,
  resourceHover,
  resourceItem,
  sessionProblemItem,
  type Attempt,
} from './treeItems.ts';
import type { ViewChoices } from './viewChoices.ts';

/** How long rows wait for one another before the tree is drawn again: milliseconds. */
const REDRAW_MS = 50;
/** The same while a long list arrives: all that changes is its count, and each drawing sends a thousand rows to the window. */
const ARRIVING_REDRAW_MS = 1_000;

/** Outcomes after which a row has nothing more to say. */
const ENDED_WELL: ReadonlySet<string> = new Set(['gone', 'alreadyGone', 'cancelled']);

/** What the tree is built from. */
export interface TreeParts {
  /** Which targets to show. */
  readonly session: Session;
  /** What is known of them. */
  readonly inventory: Inventory;
  /** What is being removed. */
  readonly engine: Engine;
  readonly groupBy: () => GroupBy;
  readonly choices: ViewChoices;
  readonly protectedRows: ProtectedRows;
}

/**
 * The tree of what can be deleted: services, categories, kinds, resources. A kind is listed when it is expanded, and not
 * before. One that was listed and has nothing is hidden, unless somebody is looking into it.
 */
export class ResourceTree implements vscode.TreeDataProvider<Node>, vscode.Disposable {
  readonly #parts: TreeParts;
  readonly #changed = new vscode.EventEmitter<Node | undefined>();
  readonly #ends: (() => void)[];
  #skeleton: Skeleton = skeletonOf([], 'service', []);
  #problems: readonly SessionProblemNode[] = [];
  readonly #stale = new Set<KindNode>();
  /** Kinds that somebody looks into, by their nodes' places: a switch of the target closes none. */
  readonly #open = new OpenKinds<KindNode>(({ kind }) => {
    this.#touch(kind.id);
  });
  /** How many rows are shown of a kind, by its node's id, where that is more than at first. */
  readonly #most = new Map<string, number>();
  /** What services and categories said when they were drawn, by their nodes' ids: what differs is drawn again. */
  readonly #drawn = new Map<string, string>();
  /** How the last attempts ended that left a resource where it is, by its key. */
  readonly #outcomes = new Map<string, Outcome>();
  /** The kinds that were shown when a scan began, by their nodes' ids: they stay until it is over. */
  #held: ReadonlySet<string> | undefined;
  /** Why there was no row when the tree was drawn last. */
  #nothing: Nothing | undefined;
  /** Lets go of rows that are awaited. */
  readonly #waiting = new Set<() => void>();
  #redraw: { readonly timer: ReturnType<typeof setTimeout>; readonly due: number } | undefined;

  readonly onDidChangeTreeData = this.#changed.event;

  /** @param parts what it is built from */
  constructor(parts: TreeParts) {
    this.#parts = parts;
    const { session, inventory, engine, choices } = parts;
    this.#ends = [
      session.onDidChange(() => {
        this.rebuild();
      }),
      inventory.onDidChange(({ kind }) => {
        this.#touch(kind.id);
      }),
      engine.onProgress(({ resource, outcome }) => {
        // The row of what was not removed says so until the next attempt.
        if (outcome && !ENDED_WELL.has(outcome.kind)) this.#outcomes.set(resource.key, outcome);
        else this.#outcomes.delete(resource.key);
        this.#touch(resource.kind.actsOn ?? resource.kind.id);
      }),
      choices.onDidChange(() => {
        this.rebuild();
      }),
    ];
    this.rebuild();
  }

  /** @inheritdoc */
  dispose(): void {
    clearTimeout(this.#redraw?.timer);
    this.#open.dispose();
    for (const end of this.#ends) end();
    this.#changed.dispose();
  }

  /** @returns the kinds of the tree, hidden ones included */
  get kinds(): readonly KindNode[] {
    return this.#skeleton.kinds;
  }

  /** @returns why there is no row although there are targets; undefined where there are some, or may be */
  get nothing(): Nothing | undefined {
    const asked = this.kinds.filter((kind) => placesOf(kind).present.length > 0);
    if (asked.length === 0 || asked.some((kind) => this.#isShown(kind))) return undefined;
    return (this.counts()?.total ?? 0) > 0 ? 'filtered' : 'empty';
  }

  /** @inheritdoc */
  async getChildren(node?: Node): Promise<Node[]> {
    const { regions, services } = this.#skeleton;
    // Nothing but services without kinds: the welcome content says why, and what to do.
    if (!node && this.nothing) return [];
    if (!node) return [...this.#problems, ...(regions.length > 0 ? regions : services)];
    if (node instanceof RegionNode) return services.filter(({ parent }) => parent === node);
    if (node instanceof ServiceNode || node instanceof CategoryNode || node instanceof ResourceNode) {
      const rows = this.#groupsIn(node);
      this.#open.drawn(rows.filter((row) => row instanceof KindNode));
      return rows;
    }
    if (!(node instanceof KindNode)) return [];
    // Whoever asks for the rows looks into it: an empty kind does not vanish from under the hand that opened it.
    const most = this.#most.get(node.id) ?? ROWS_AT_A_TIME;
    const rows = await this.#open.requested(node, () =>
      this.#unlessRebuilt(rowsUnder(node, this.#parts.inventory, this.#parts.choices, most)),
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
    const { inventory, choices } = this.#parts;
    const now = Date.now();
    if (node instanceof SessionProblemNode) return sessionProblemItem(node);
    if (node instanceof RegionNode) return regionItem(node);
    if (node instanceof ServiceNode) return serviceItem(node, this.#hiddenIn(node), choices.filter !== undefined);
    if (node instanceof CategoryNode) return categoryItem(node, this.#countsIn(node), choices.filter !== undefined);
    if (node instanceof KindNode)
      return kindItem(node, statesOf(node, inventory), choices.filter, now, this.#open.has(node));
    if (node instanceof ResourceNode) return this.#resourceItem(node, now);
    if (node instanceof MoreNode) return moreItem(node);
    return node instanceof ProblemNode ? problemItem(node) : noteItem(node);
  }

  /** @inheritdoc */
  resolveTreeItem(item: vscode.TreeItem, node: Node): vscode.TreeItem {
    if (node instanceof ResourceNode) item.tooltip = resourceHover(node, this.#attemptOn(node), Date.now());
    return item;
  }

  /**
   * Shows more rows of a kind that has more than are shown.
   *
   * @param node its row that says so
   */
  showMore({ parent }: MoreNode): void {
    this.#most.set(parent.id, (this.#most.get(parent.id) ?? ROWS_AT_A_TIME) + ROWS_AT_A_TIME);
    this.#changed.fire(parent);
  }

  #resourceItem(node: ResourceNode, now: number): vscode.TreeItem {
    const { resource } = node;
    const attempt = this.#attemptOn(node);
    const facts = { isRemoving: attempt.phase !== undefined, isProtected: this.#parts.protectedRows.has(resource) };
    return resourceItem(node, attempt, now, this.#hangingUnder(node).length > 0, marksOf(resource, facts, now));
  }

  /** Where the removal of a resource stands, or how the last one ended. */
  #attemptOn({ resource }: ResourceNode): Attempt {
    const verbs = verbsOn(resource);
    const phase = verbs.map((verb) => this.#parts.engine.phaseOf(verb)).find((one) => one !== undefined);
    return { phase, outcome: verbs.map(({ key }) => this.#outcomes.get(key)).find((one) => one !== undefined) };
  }

  /**
   * Notes that a row was expanded or collapsed. An empty kind may hide once it is collapsed.
   *
   * @param node the row
   * @param state what it is now
   */
  toggled(node: Node, state: 'expanded' | 'collapsed'): void {
    if (node instanceof KindNode) this.#open[state](node);
  }

  /**
   * Keeps the kinds that are shown where they are while many are listed: those that turn out to be empty hide together, at its
   * end.
   *
   * @param work the listing
   * @returns what the work returned
   */
  async holdStill<T>(work: Promise<T>): Promise<T> {
    this.#held = new Set(this.kinds.filter((kind) => this.#isShown(kind)).map(({ id }) => id));
    try {
      return await work;
    } finally {
      this.#held = undefined;
      this.redraw();
    }
  }

  /** Draws the rows of all kinds again, for the ages and the "in 3 hours" in them. */
  redraw(): void {
    for (const { kind } of this.kinds) this.#touch(kind.id);
  }

  /** Lays the tree out anew, for other targets, another grouping or another choice of what is shown. */
  rebuild(): void {
    const { state } = this.#parts.session;
    const targets = state.kind === 'ready' ? state.targets : [];
    const before = this.#skeleton.services.length + this.#problems.length;
    this.#skeleton = skeletonOf(targets, this.#parts.groupBy(), this.#parts.choices.kinds);
    const problem = state.kind === 'failed' && !isToldByWelcome(state.problem.problem) ? [state.problem] : [];
    this.#problems = problem.map((told) => new SessionProblemNode(told));
    const now = this.#skeleton.services.length + this.#problems.length;
    for (const group of this.#groups()) this.#drawn.set(group.id, this.#saidBy(group));
    this.#nothing = this.nothing;
    for (const letGo of this.#waiting) letGo();
    // VS Code asks for all rows again, and until it has them a menu acts on none: not for nothing.
    if (before > 0 || now > 0) this.#changed.fire(undefined);
  }

  /** What is on its way to a row; nothing when the tree was laid out anew meanwhile, as VS Code draws nothing before it has come. */
  async #unlessRebuilt(coming: Promise<Node[]>): Promise<Node[]> {
    let letGo: (() => void) | undefined;
    const rebuilt = new Promise<Node[]>((resolve) => {
      letGo = () => {
        resolve([]);
      };
      this.#waiting.add(letGo);
    });
    try {
      return await Promise.race([coming, rebuilt]);
    } finally {
      if (letGo) this.#waiting.delete(letGo);
    }
  }

  /** What stands under a resource, service or category; a word where there is nothing because the service is not there at all. */
  #groupsIn(node: ServiceNode | CategoryNode | ResourceNode): Node[] {
    if (node instanceof ResourceNode) {
      const kinds = this.#hangingUnder(node).map((kind) => new KindNode(kind, node));
      return kinds.filter((kind) => this.#isShown(kind));
    }
    if (node instanceof ServiceNode) {
      const { present, absent } = placesOf(node);
      if (present.length === 0) return [absenceNote(node, absent)];
      const categories = this.#skeleton.categories.filter(({ parent }) => parent === node);
      if (categories.length > 0) return categories.filter((category) => this.#shownIn(category).length > 0);
    }
    return this.#shownIn(node);
  }

  #shownIn(node: ServiceNode | CategoryNode): KindNode[] {
    return this.kinds.filter((kind) => kind.parent === node && this.#isShown(kind));
  }

  /** The kinds whose resources are shown under a resource, as well as under their category. */
  #hangingUnder({ resource }: ResourceNode): readonly Kind[] {
    return kindsHangingUnder(resource.kind, this.#parts.choices.kinds);
  }

  #isShown(node: KindNode): boolean {
    const { choices, inventory } = this.#parts;
    if (this.#held?.has(node.id)) return true;
    return choices.showsEmpty || this.#open.has(node) || !hasNothing(node, inventory, choices.filter);
  }

  /** How many kinds of a service are hidden, because there is nothing to show of them. */
  #hiddenIn(node: ServiceNode): number {
    return this.kinds.filter((kind) => kind.service === node && !this.#isShown(kind)).length;
  }

  /**
   * Counts all that is listed.
   *
   * @param filter the filter to count with; the one that is shown where it is left out
   * @returns how many resources are known, and how many the filter lets through; undefined where nothing was listed
   */
  counts(filter: Filter | undefined = this.#parts.choices.filter): Counts | undefined {
    return this.#countsOf(this.kinds, filter);
  }

  /** How many resources of a category are known; undefined where nothing of it was listed. */
  #countsIn(node: CategoryNode): Counts | undefined {
    return this.#countsOf(
      this.kinds.filter(({ parent }) => parent === node),
      this.#parts.choices.filter,
    );
  }

  #countsOf(kinds: readonly KindNode[], filter: Filter | undefined): Counts | undefined {
    const states = kinds.flatMap((kind) => statesOf(kind, this.#parts.inventory));
    return countsOf(states, filter, Date.now());
  }

  #groups(): readonly (ServiceNode | CategoryNode)[] {
    return [...this.#skeleton.services, ...this.#skeleton.categories];
  }

  /** Everything in the row of a service or category, and of what stands directly under it. */
  #saidBy(node: ServiceNode | CategoryNode): string {
    const under = this.#groupsIn(node).map((child) => ('id' in child ? child.id : ''));
    return JSON.stringify([node instanceof ServiceNode ? this.#hiddenIn(node) : (this.#countsIn(node) ?? null), under]);
  }

  /** Marks a kind for drawing; several changes at once are drawn once. */
  #touch(kindId: string): void {
    for (const node of this.kinds) if (node.kind.id === kindId) this.#stale.add(node);
    // What hangs under other rows is drawn with them.
    for (const id of kindById(kindId)?.under ?? [])
      if (this.kinds.some((node) => node.kind.id === id && this.#open.has(node))) this.#touch(id);
    this.#drawIn(this.#isLong(kindId) ? ARRIVING_REDRAW_MS : REDRAW_MS);
  }

  /** Whether more of a kind has arrived than is shown at first, and the rest is on its way. */
  #isLong(kindId: string): boolean {
    return this.kinds.some(
      (node) =>
        node.kind.id === kindId &&
        statesOf(node, this.#parts.inventory).some(({ arriving = [] }) => arriving.length > ROWS_AT_A_TIME),
    );
  }

  /** Draws what has changed after so many milliseconds, or earlier where something else is to be drawn before. */
  #drawIn(ms: number): void {
    const due = performance.now() + ms;
    if (this.#redraw && this.#redraw.due <= due) return;
    clearTimeout(this.#redraw?.timer);
    const timer = setTimeout(() => {
      this.#redraw = undefined;
      this.#drawStale();
    }, ms);
    this.#redraw = { timer, due };
  }

  /** Draws what has changed: a service or category whole where its own row is among it, else the kinds alone. */
  #drawStale(): void {
    const kinds = [...this.#stale].filter((stale) => this.kinds.includes(stale));
    this.#stale.clear();
    const changed = new Set<Node>();
    for (const group of this.#groups()) {
      const said = this.#saidBy(group);
      if (this.#drawn.get(group.id) !== said) changed.add(group);
      this.#drawn.set(group.id, said);
    }
    const { nothing } = this;
    if (nothing !== this.#nothing) {
      this.#nothing = nothing;
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
