import * as vscode from 'vscode';
import { serviceExistsIn } from '../aws/regions.ts';
import { KINDS } from '../catalog/index.ts';
import { SERVICES } from '../catalog/service.ts';
import type { Session } from '../aws/session.ts';
import type { Target } from '../aws/target.ts';
import type { Engine } from '../deletion/engine.ts';
import type { Outcome } from '../deletion/outcome.ts';
import type { Inventory } from '../inventory/inventory.ts';
import {
  KindNode,
  NoteNode,
  ProblemNode,
  RegionNode,
  ResourceNode,
  ServiceNode,
  SessionProblemNode,
  type Node,
} from './nodes.ts';
import { isToldByWelcome } from './situation.ts';
import {
  kindItem,
  noteItem,
  problemItem,
  regionItem,
  resourceItem,
  serviceItem,
  sessionProblemItem,
} from './treeItems.ts';

/** How long rows wait for one another before the tree is drawn again: milliseconds. */
const REDRAW_MS = 50;

/** How the tree is laid out. */
export type GroupBy = 'service' | 'region';

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
}

/** The tree of what can be deleted: services, kinds, resources. A kind is listed when it is expanded, and not before. */
export class ResourceTree implements vscode.TreeDataProvider<Node>, vscode.Disposable {
  readonly #parts: TreeParts;
  readonly #changed = new vscode.EventEmitter<Node | undefined>();
  readonly #ends: (() => void)[];
  #roots: readonly (RegionNode | ServiceNode | SessionProblemNode)[] = [];
  #services: readonly ServiceNode[] = [];
  #kinds: readonly KindNode[] = [];
  readonly #stale = new Set<KindNode>();
  /** How the last attempts ended that left a resource where it is, by its key. */
  readonly #outcomes = new Map<string, Outcome>();
  #redraw: ReturnType<typeof setTimeout> | undefined;

  readonly onDidChangeTreeData = this.#changed.event;

  /** @param parts what it is built from */
  constructor(parts: TreeParts) {
    this.#parts = parts;
    const { session, inventory, engine } = parts;
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
        this.#touch(resource.kind.id);
      }),
    ];
    this.rebuild();
  }

  /** @inheritdoc */
  dispose(): void {
    clearTimeout(this.#redraw);
    for (const end of this.#ends) end();
    this.#changed.dispose();
  }

  /** @returns the kinds that are shown now */
  get kinds(): readonly KindNode[] {
    return this.#kinds;
  }

  /** @inheritdoc */
  async getChildren(node?: Node): Promise<Node[]> {
    if (!node) return [...this.#roots];
    if (node instanceof RegionNode) return this.#services.filter(({ parent }) => parent === node);
    if (node instanceof ServiceNode) return this.#kinds.filter(({ parent }) => parent === node);
    if (!(node instanceof KindNode)) return [];
    const rows = await this.#rows(node);
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
    const { inventory, engine } = this.#parts;
    const now = Date.now();
    if (node instanceof SessionProblemNode) return sessionProblemItem(node);
    if (node instanceof RegionNode) return regionItem(node);
    if (node instanceof ServiceNode) return serviceItem(node);
    if (node instanceof KindNode) {
      return kindItem(
        node,
        node.targets.map((target) => inventory.state(node.kind, target)),
        now,
      );
    }
    if (node instanceof ResourceNode)
      return resourceItem(
        node,
        { phase: engine.phaseOf(node.resource), outcome: this.#outcomes.get(node.resource.key) },
        now,
      );
    return node instanceof ProblemNode ? problemItem(node) : noteItem(node);
  }

  /** Draws the rows of all kinds again, for the ages and the "in 3 hours" in them. */
  redraw(): void {
    for (const { kind } of this.#kinds) this.#touch(kind.id);
  }

  /** Lays the tree out anew, for other targets or another grouping. */
  rebuild(): void {
    const { state } = this.#parts.session;
    const targets = state.kind === 'ready' ? state.targets : [];
    const services = Object.values(SERVICES);
    const regions = this.#parts.groupBy() === 'region' && targets.length > 1 ? targets : [];
    const regionNodes = regions.map((target) => new RegionNode(target));
    if (targets.length === 0) this.#services = [];
    else if (regionNodes.length === 0) this.#services = services.map((service) => new ServiceNode(service, targets));
    else
      this.#services = regionNodes.flatMap((region) =>
        services.map((service) => new ServiceNode(service, [region.target], region)),
      );
    this.#kinds = this.#services.flatMap((service) =>
      KINDS.filter((kind) => kind.service === service.service.id).map((kind) => new KindNode(kind, service)),
    );
    const problem = state.kind === 'failed' && !isToldByWelcome(state.problem.problem) ? [state.problem] : [];
    const before = this.#roots.length;
    this.#roots = [
      ...problem.map((told) => new SessionProblemNode(told)),
      ...(regionNodes.length > 0 ? regionNodes : this.#services),
    ];
    // VS Code asks for all rows again, and until it has them a menu acts on none: not for nothing.
    if (before > 0 || this.#roots.length > 0) this.#changed.fire(undefined);
  }

  async #rows(node: KindNode): Promise<Node[]> {
    const { inventory } = this.#parts;
    const [absent, present] = split(node.targets, ({ region }) => serviceExistsIn(node.kind.service, region) === 'no');
    const listings = await Promise.all(
      present.map(
        async (target) => inventory.state(node.kind, target).listing ?? (await inventory.list(node.kind, target)),
      ),
    );
    const rows: Node[] = listings.flatMap(({ resources }) =>
      resources.map((resource) => new ResourceNode(resource, node)),
    );
    const problems = listings.flatMap(({ failures }) => failures.filter(({ cause }) => cause !== 'cancelled'));
    rows.push(...problems.map((failure) => new ProblemNode(failure, node)));
    if (rows.length === 0 && present.length > 0) {
      rows.push(new NoteNode(vscode.l10n.t('No {0} in {1}', node.kind.nouns, regionsOf(present)), node));
    }
    if (absent.length > 0) {
      const { label } = SERVICES[node.kind.service];
      rows.push(new NoteNode(vscode.l10n.t('{0} does not exist in {1}', label, regionsOf(absent)), node));
    }
    return rows;
  }

  /** Marks a kind for drawing; several changes at once are drawn once. */
  #touch(kindId: string): void {
    for (const node of this.#kinds) if (node.kind.id === kindId) this.#stale.add(node);
    this.#redraw ??= setTimeout(() => {
      this.#redraw = undefined;
      const nodes = [...this.#stale].filter((stale) => this.#kinds.includes(stale));
      this.#stale.clear();
      for (const stale of nodes) this.#changed.fire(stale);
    }, REDRAW_MS);
  }
}

function regionsOf(targets: readonly Target[]): string {
  return targets.map(({ region }) => region).join(', ');
}

function split<T>(items: readonly T[], first: (item: T) => boolean): readonly [readonly T[], readonly T[]] {
  return [items.filter(first), items.filter((item) => !first(item))];
}
