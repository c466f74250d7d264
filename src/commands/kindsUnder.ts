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
 * Returns the types that a row stands for: its own, or all under it; of the whole view where there is no row, and none for what is no row.
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
