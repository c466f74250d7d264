import * as vscode from 'vscode';
import type { Session } from '../aws/session.ts';
import { VIEWS } from '../contributions.ts';
import type { Inventory } from '../inventory/inventory.ts';
import { KindNode, ProblemNode, ResourceNode, SessionProblemNode } from '../views/nodes.ts';
import type { ResourceTree } from '../views/resourceTree.ts';
import { kindsUnder } from './kindsUnder.ts';

/** What refreshing works with. */
export interface RefreshParts {
  readonly session: Session;
  readonly inventory: Inventory;
  readonly tree: ResourceTree;
}

/**
 * **Refresh**: lists again what is under a row, or, without one, resolves the target anew and lists again all that had been
 * listed.
 *
 * @param node the row that was clicked; undefined for the whole view
 * @param parts what it works with
 */
export async function refresh(node: unknown, parts: RefreshParts): Promise<void> {
  await vscode.window.withProgress({ location: { viewId: VIEWS.resources } }, async () => {
    if (node === undefined || node === null || node instanceof SessionProblemNode) await refreshAll(parts);
    else await Promise.all(listedUnder(node, parts).map((kind) => list(kind, parts.inventory)));
  });
}

/** What a row stands for: its own kind, or all under it that have been listed. */
function listedUnder(node: unknown, { tree, inventory }: RefreshParts): readonly KindNode[] {
  const kinds = kindsUnder(node, tree);
  return node instanceof KindNode || node instanceof ResourceNode || node instanceof ProblemNode
    ? kinds
    : kinds.filter((kind) => wasListed(kind, inventory));
}

async function refreshAll({ session, inventory, tree }: RefreshParts): Promise<void> {
  const listed = new Set(tree.kinds.filter((node) => wasListed(node, inventory)).map(({ kind }) => kind.id));
  await session.resolve();
  await Promise.all(tree.kinds.filter(({ kind }) => listed.has(kind.id)).map((node) => list(node, inventory)));
}

/**
 * Whether a kind has been listed in any of its targets.
 *
 * @param node the kind
 * @param inventory what is known
 * @returns true when it has
 */
function wasListed(node: KindNode, inventory: Inventory): boolean {
  return node.targets.some((target) => inventory.state(node.kind, target).listing !== undefined);
}

async function list({ kind, targets }: KindNode, inventory: Inventory): Promise<void> {
  await Promise.all(targets.map((target) => inventory.list(kind, target)));
}
