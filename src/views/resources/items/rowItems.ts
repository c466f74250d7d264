import type * as vscode from 'vscode';
import type { AccountLabel } from '../../../deletion/presentation/placeLines.ts';
import type { Inventory } from '../../../inventory/inventory.ts';
import type { Grouping } from '../../../inventory/query/grouping.ts';
import type { Resource } from '../../../inventory/resource.ts';
import type { DeletionStatuses } from '../deletionStatuses.ts';
import { listingStates } from '../kindCounts.ts';
import {
  CategoryNode,
  ErrorNode,
  GroupNode,
  KindNode,
  LoadMoreNode,
  RegionNode,
  ResourceNode,
  ServiceNode,
  SessionProblemNode,
  type AboveTypes,
  type Node,
} from '../nodes.ts';
import type { ProtectionIndex } from '../protectionIndex.ts';
import type { RowNotes } from '../rowNotes.ts';
import type { TreeContents } from '../treeContents.ts';
import type { ViewState } from '../viewState.ts';
import {
  addCost,
  addHidden,
  categoryItem,
  groupItem,
  kindItem,
  regionItem,
  serviceItem,
  summaryTexts,
} from './groupItems.ts';
import { marksOf } from './marks.ts';
import {
  errorItem,
  loadMoreItem,
  messageItem,
  resolveTooltip,
  resourceItem,
  sessionProblemItem,
} from './resourceItems.ts';

/** What rows are made of. */
interface RowItemsDeps {
  readonly inventory: Inventory;
  readonly viewState: Pick<ViewState, 'filter'>;
  readonly contents: TreeContents;
  readonly notes: RowNotes;
  readonly protection: ProtectionIndex;
  readonly accountLabel: AccountLabel;
  readonly statusOf: DeletionStatuses['of'];
  /** Whether a row is expanded. */
  readonly isOpen: (node: KindNode | CategoryNode) => boolean;
}

/** Makes VS Code's items of the tree's rows. */
export class RowItems {
  readonly #deps: RowItemsDeps;

  constructor(deps: RowItemsDeps) {
    this.#deps = deps;
  }

  /** Returns the item of a row. */
  itemOf(node: Node, grouping: Grouping): vscode.TreeItem {
    const now = Date.now();
    if (node instanceof SessionProblemNode) return sessionProblemItem(node);
    if (node instanceof RegionNode) return this.#withSum(regionItem(node, this.#counted(node, now)), node, now);
    if (node instanceof ServiceNode) return this.#serviceItem(node, now);
    if (node instanceof CategoryNode) return this.#categoryItem(node, now);
    if (node instanceof GroupNode) return this.#groupItem(node, grouping, now);
    if (node instanceof KindNode) return this.#kindItem(node, now);
    if (node instanceof ResourceNode) return this.#resourceItem(node, now);
    if (node instanceof LoadMoreNode) return loadMoreItem(node);
    return node instanceof ErrorNode ? errorItem(node) : messageItem(node);
  }

  /** Adds what the user needs only when pointing at a row. */
  resolve(item: vscode.TreeItem, node: Node): vscode.TreeItem {
    if (!(node instanceof ResourceNode)) return item;
    const now = Date.now();
    const { accountLabel, notes, statusOf } = this.#deps;
    item.tooltip = resolveTooltip(node, statusOf(node.resource), now, this.#marks(node.resource, now), {
      cost: notes.costDetail(node.resource),
      accountLabel,
    });
    return item;
  }

  get #isFiltered(): boolean {
    return this.#deps.viewState.filter !== undefined;
  }

  #serviceItem(node: ServiceNode, now: number): vscode.TreeItem {
    const hidden = this.#deps.contents.hiddenIn(node);
    const item = this.#withSum(serviceItem(node, this.#counted(node, now)), node, now);
    addHidden(item, node, hidden, this.#isFiltered);
    return item;
  }

  #counted(node: ServiceNode | RegionNode, now: number): readonly string[] {
    const whole = this.#deps.contents.wholeOf(node);
    return whole ? summaryTexts(whole, this.#isFiltered, now) : [];
  }

  #categoryItem(node: CategoryNode, now: number): vscode.TreeItem {
    const { contents, isOpen } = this.#deps;
    return this.#withSum(categoryItem(node, contents.summaryOf(node), this.#isFiltered, now, isOpen(node)), node, now);
  }

  #groupItem(node: GroupNode, grouping: Grouping, now: number): vscode.TreeItem {
    const { grouped } = this.#deps.contents;
    const item = groupItem(node, grouping, grouped?.countsOf(node), this.#isFiltered, grouped?.nameOf(node));
    return this.#withSum(item, node, now);
  }

  #kindItem(node: KindNode, now: number): vscode.TreeItem {
    const { inventory, viewState, contents, isOpen } = this.#deps;
    const states = listingStates(node, inventory);
    const item = kindItem(node, states, viewState.filter, now, isOpen(node), contents.rememberedIn(node));
    return this.#withSum(item, node, now);
  }

  #resourceItem(node: ResourceNode, now: number): vscode.TreeItem {
    const { resource } = node;
    const { contents, notes, statusOf } = this.#deps;
    const hasChildren = contents.childKinds(node).length > 0;
    return resourceItem(
      node,
      statusOf(resource),
      now,
      hasChildren,
      this.#marks(resource, now),
      notes.of(resource, now),
    );
  }

  #marks(resource: Resource, now: number): ReturnType<typeof marksOf> {
    return marksOf(resource, this.#deps.protection.isProtected(resource), now);
  }

  /** Adds what the shown resources under a row cost together. */
  #withSum(item: vscode.TreeItem, node: AboveTypes | GroupNode | KindNode, now: number): vscode.TreeItem {
    const kinds = node instanceof KindNode ? [node] : this.#deps.contents.kindsUnder(node);
    const sum = this.#deps.notes.sumOf(kinds, now);
    if (sum !== undefined) addCost(item, sum, this.#deps.viewState.filter?.asksUsage === true);
    return item;
  }
}
