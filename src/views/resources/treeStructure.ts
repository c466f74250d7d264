import type { Target } from '../../aws/identity/target.ts';
import type { Kind } from '../../catalog/model/kind.ts';
import { SERVICES } from '../../catalog/model/services.ts';
import { listingTargets } from '../../inventory/regionAvailability.ts';
import type { GroupBy } from '../../vscode/settings.ts';
import { groupKinds } from './kindGroups.ts';
import { CategoryNode, KindNode, RegionNode, rowsAbove, ServiceNode, type AboveTypes } from './nodes.ts';

/** Everything in the tree that stands above resources. */
export interface TreeStructure {
  /** Empty where the tree begins with services. */
  readonly regions: readonly RegionNode[];
  readonly services: readonly ServiceNode[];
  readonly categories: readonly CategoryNode[];
  readonly kinds: readonly KindNode[];
  /** The kinds under each Region, service and category. */
  readonly kindsUnder: ReadonlyMap<AboveTypes, readonly KindNode[]>;
}

/** Returns the nodes of the tree, without services of which no type is shown. */
export function buildTreeStructure(
  targets: readonly Target[],
  groupBy: GroupBy,
  kinds: readonly Kind[],
): TreeStructure {
  const regions =
    groupBy === 'region' && targets.length > 1 ? targets.map((target) => new RegionNode(target)) : ([] as RegionNode[]);
  const shown =
    targets.length === 0 ? [] : Object.values(SERVICES).filter(({ id }) => groupKinds(id, kinds).length > 0);
  const services =
    regions.length === 0
      ? shown.map((service) => new ServiceNode(service, targets))
      : regions.flatMap((region) => shown.map((service) => new ServiceNode(service, [region.target], region)));
  const categories: CategoryNode[] = [];
  const kindNodes: KindNode[] = [];
  for (const service of services) {
    for (const { category, kinds: members } of groupKinds(service.service.id, kinds)) {
      const parent = category === undefined ? service : new CategoryNode(category, service);
      if (parent instanceof CategoryNode) categories.push(parent);
      for (const kind of members) {
        // Grouped by Region, a global type stands under the first one.
        const places = listingTargets(kind, targets);
        if (service.targets.some((target) => places.includes(target))) kindNodes.push(new KindNode(kind, parent));
      }
    }
  }
  return { regions, services, categories, kinds: kindNodes, kindsUnder: byRowAbove(kindNodes) };
}

function byRowAbove(kinds: readonly KindNode[]): ReadonlyMap<AboveTypes, readonly KindNode[]> {
  const under = new Map<AboveTypes, KindNode[]>();
  for (const kind of kinds) {
    for (const row of rowsAbove(kind)) {
      const known = under.get(row);
      if (known) known.push(kind);
      else under.set(row, [kind]);
    }
  }
  return under;
}
