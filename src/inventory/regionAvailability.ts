import { serviceExistsIn } from '../aws/regions/regions.ts';
import { targetIn, type Target } from '../aws/identity/target.ts';
import { KINDS } from '../catalog/index.ts';
import type { Kind } from '../catalog/model/kind.ts';
import type { ServiceId } from '../catalog/model/services.ts';

/** The Regions of operations that list what AWS has in one Region only; elsewhere AWS rejects them, or returns nothing. */
const HOME_REGIONS: ReadonlyMap<string, string> = new Map(
  KINDS.flatMap(({ service, homeRegion: region, sources }) =>
    region === undefined ? [] : sources.map(({ operation }) => [`${service} ${operation}`, region] as const),
  ),
);

/** Returns the target to which an operation is sent: that of the Region which alone has what it lists. */
export function targetOf(operation: string, service: ServiceId, target: Target): Target {
  return targetIn(target, HOME_REGIONS.get(`${service} ${operation}`) ?? target.region);
}

/** Returns whether a resource type is listed in a Region. Global ones are listed in their home Region only. */
export function isListedInRegion({ homeRegion }: Kind, region: string): boolean {
  return homeRegion === undefined || homeRegion === region;
}

/**
 * Returns the targets in which a resource type is listed. A global one is the same in every Region: it is listed in the first target of
 * each account and endpoint.
 */
export function listingTargets(kind: Kind, targets: readonly Target[]): readonly Target[] {
  if (!kind.global) return targets;
  const places = new Set<string>();
  return targets.filter(({ identity, endpoints }) => {
    const place = JSON.stringify([identity.partition, identity.accountId, endpoints[kind.service]]);
    return !places.has(place) && places.add(place);
  });
}

/** Returns false where a resource type is listed elsewhere, or its service is known not to exist in the Region. */
export function mayExistInRegion(kind: Kind, region: string): boolean {
  return isListedInRegion(kind, region) && serviceExistsIn(kind.service, region) !== 'no';
}
