import {
  CategoryNode,
  KindNode,
  ErrorNode,
  GroupNode,
  RegionNode,
  ResourceNode,
  ServiceNode,
} from '../views/resources/nodes.ts';
import type { ResourceTreeProvider } from '../views/resources/resourceTreeProvider.ts';

/**
 * The kinds that a row stands for: its own, or all under it.
 *
 * Returns the kinds; empty for what is no row.
 *
 * @param node the row; undefined for the whole view
 */
export function kindsUnder(node: unknown, tree: ResourceTreeProvider): readonly KindNode[] {
  if (node === undefined || node === null) return tree.kinds;
  if (node instanceof KindNode) return [node];
  if (node instanceof ResourceNode || node instanceof ErrorNode) return [node.parent];
  const isAbove =
    node instanceof ServiceNode ||
    node instanceof CategoryNode ||
    node instanceof RegionNode ||
    node instanceof GroupNode;
  return isAbove ? tree.kindsUnder(node) : [];
}
