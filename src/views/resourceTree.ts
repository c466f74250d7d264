import * as vscode from 'vscode';
import { KINDS } from '../catalog/index.ts';
import { SERVICES } from '../catalog/service.ts';
import type { Session } from '../aws/session.ts';
import type { Engine } from '../deletion/engine.ts';
import type { Inventory } from '../inventory/inventory.ts';
import { KindNode, NoteNode, ProblemNode, ResourceNode, ServiceNode, SessionProblemNode, type Node } from './nodes.ts';
import { kindItem, noteItem, problemItem, resourceItem, serviceItem, sessionProblemItem } from './treeItems.ts';

/** How long rows wait for one another before the tree is drawn again: milliseconds. */
const REDRAW_MS = 50;

/** The tree of what can be deleted: services, kinds, resources. A kind is listed when it is expanded, and not before. */
export class ResourceTree implements vscode.TreeDataProvider<Node>, vscode.Disposable {
  readonly #session: Session;
  readonly #inventory: Inventory;
  readonly #engine: Engine;
  readonly #changed = new vscode.EventEmitter<Node | undefined>();
  readonly #ends: (() => void)[];
  #services: readonly ServiceNode[] = [];
  #kinds: readonly KindNode[] = [];
  readonly #stale = new Set<KindNode>();
  #redraw: ReturnType<typeof setTimeout> | undefined;

  readonly onDidChangeTreeData = this.#changed.event;

  /**
   * @param session which targets to show
   * @param inventory what is known of them
   * @param engine what is being removed
   */
  constructor(session: Session, inventory: Inventory, engine: Engine) {
    this.#session = session;
    this.#inventory = inventory;
    this.#engine = engine;
    this.#ends = [
      session.onDidChange(() => {
        this.#rebuild();
      }),
      inventory.onDidChange(({ kind }) => {
        this.#touch(kind.id);
      }),
      engine.onProgress(({ resource }) => {
        this.#touch(resource.kind.id);
      }),
    ];
    this.#rebuild();
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
    if (!node) return this.#roots();
    if (node instanceof ServiceNode) return this.#kinds.filter(({ kind }) => kind.service === node.service.id);
    return node instanceof KindNode ? this.#rows(node) : [];
  }

  /** @inheritdoc */
  getParent(node: Node): Node | undefined {
    if (node instanceof ServiceNode || node instanceof SessionProblemNode) return undefined;
    if (node instanceof KindNode) return this.#services.find(({ service }) => service.id === node.kind.service);
    return node.parent;
  }

  /** @inheritdoc */
  getTreeItem(node: Node): vscode.TreeItem {
    const now = Date.now();
    if (node instanceof SessionProblemNode) return sessionProblemItem(node);
    if (node instanceof ServiceNode) return serviceItem(node);
    if (node instanceof KindNode) {
      return kindItem(
        node,
        node.targets.map((target) => this.#inventory.state(node.kind, target)),
        now,
      );
    }
    if (node instanceof ResourceNode) return resourceItem(node, this.#engine.phaseOf(node.resource), now);
    return node instanceof ProblemNode ? problemItem(node) : noteItem(node);
  }

  /** Draws the rows of all kinds again, for the ages and the "in 3 hours" in them. */
  redraw(): void {
    for (const node of this.#kinds) this.#touch(node.kind.id);
  }

  #roots(): Node[] {
    const { state } = this.#session;
    return state.kind === 'failed' ? [new SessionProblemNode(state.problem)] : [...this.#services];
  }

  async #rows(node: KindNode): Promise<Node[]> {
    const listings = await Promise.all(
      node.targets.map(
        async (target) =>
          this.#inventory.state(node.kind, target).listing ?? (await this.#inventory.list(node.kind, target)),
      ),
    );
    const rows: Node[] = listings.flatMap(({ resources }) =>
      resources.map((resource) => new ResourceNode(resource, node)),
    );
    const problems = listings.flatMap(({ failures }) => failures.filter(({ cause }) => cause !== 'cancelled'));
    rows.push(...problems.map((failure) => new ProblemNode(failure, node)));
    if (rows.length > 0) return rows;
    const regions = node.targets.map(({ region }) => region).join(', ');
    return [new NoteNode(vscode.l10n.t('No {0} in {1}', node.kind.nouns, regions), node)];
  }

  #rebuild(): void {
    const { state } = this.#session;
    const targets = state.kind === 'ready' ? state.targets : [];
    this.#kinds = targets.length === 0 ? [] : KINDS.map((kind) => new KindNode(kind, targets));
    this.#services = targets.length === 0 ? [] : Object.values(SERVICES).map((service) => new ServiceNode(service));
    this.#changed.fire(undefined);
  }

  /** Marks a kind for drawing; several changes at once are drawn once. */
  #touch(kindId: string): void {
    const node = this.#kinds.find(({ kind }) => kind.id === kindId);
    if (!node) return;
    this.#stale.add(node);
    this.#redraw ??= setTimeout(() => {
      this.#redraw = undefined;
      const nodes = [...this.#stale].filter((stale) => this.#kinds.includes(stale));
      this.#stale.clear();
      for (const stale of nodes) this.#changed.fire(stale);
    }, REDRAW_MS);
  }
}
