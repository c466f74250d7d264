import { serviceExistsIn } from '../aws/regions/regions.ts';
import type { Kind } from '../catalog/model/kind.ts';

/**
 * Whether AWS lists a kind in a Region, as far as the kind goes: some are listed in one Region for all.
 *
 * @param kind the kind
 * @param region the Region's code
 * @returns whether it is asked for there
 */
export function isListedInRegion({ homeRegion }: Kind, region: string): boolean {
  return homeRegion === undefined || homeRegion === region;
}

/**
 * Whether there may be resources of a kind in a Region.
 *
 * @param kind the kind
 * @param region the Region's code
 * @returns false where it is listed elsewhere, or its service is known not to exist there
 */
export function mayExistInRegion(kind: Kind, region: string): boolean {
  return isListedInRegion(kind, region) && serviceExistsIn(kind.service, region) !== 'no';
}
