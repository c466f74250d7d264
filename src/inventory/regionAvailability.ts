import { serviceExistsIn } from '../aws/regions/regions.ts';
import type { Kind } from '../catalog/model/kind.ts';

/** Returns whether a resource type is listed in a Region. Global ones are listed in their home Region only. */
export function isListedInRegion({ homeRegion }: Kind, region: string): boolean {
  return homeRegion === undefined || homeRegion === region;
}

/** Returns false where a resource type is listed elsewhere, or its service is known not to exist in the Region. */
export function mayExistInRegion(kind: Kind, region: string): boolean {
  return isListedInRegion(kind, region) && serviceExistsIn(kind.service, region) !== 'no';
}
