import * as vscode from 'vscode';
import type { Session } from '../../session/session.ts';
import { VIEWS } from '../../contributions.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import { KindNode, ErrorNode, ResourceNode, SessionProblemNode } from '../../views/resources/nodes.ts';
import type { ResourceTreeProvider } from '../../views/resources/resourceTreeProvider.ts';
import { listAgain } from '../../views/resources/sync/listAgain.ts';
import { kindsUnder } from '../kindsUnder.ts';

/** Dependencies of a refresh. */
export interface RefreshDeps {
  readonly session: Session;
  readonly inventory: Inventory;
  readonly tree: ResourceTreeProvider;
}

/**
 * Lists again what is under a row; without one, resolves the target anew and lists again all that had been listed:
 * **Refresh**.
 */
export async function refresh(node: unknown, deps: RefreshDeps): Promise<void> {
  await vscode.window.withProgress({ location: { viewId: VIEWS.resources } }, async () => {
    if (node === undefined || node === null || node instanceof SessionProblemNode) await refreshAll(deps);
    else await listAll(listedUnder(node, deps), deps);
  });
}

/** Returns the types that a row stands for: its own, or all under it that have been listed. */
function listedUnder(node: unknown, { tree, inventory }: RefreshDeps): readonly KindNode[] {
  const kinds = kindsUnder(node, tree);
  return node instanceof KindNode || node instanceof ResourceNode || node instanceof ErrorNode
    ? kinds
    : kinds.filter((kind) => wasListed(kind, inventory));
}

async function refreshAll(deps: RefreshDeps): Promise<void> {
  const { session, inventory, tree } = deps;
  const listed = new Set(tree.kinds.filter((node) => wasListed(node, inventory)).map(({ kind }) => kind.id));
  await session.resolve();
  await listAll(
    tree.kinds.filter(({ kind }) => listed.has(kind.id)),
    deps,
  );
}

/** Returns whether a type has been listed in any of its targets. */
function wasListed(node: KindNode, inventory: Inventory): boolean {
  return node.targets.some((target) => inventory.state(node.kind, target).listing !== undefined);
}

async function listAll(nodes: readonly KindNode[], deps: RefreshDeps): Promise<void> {
  const steps = nodes.flatMap(({ kind, targets }) => targets.map((target) => ({ kind, target })));
  await listAgain(steps, deps);
}
