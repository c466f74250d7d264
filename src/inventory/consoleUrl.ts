import { isRegionName, partitionById } from '../aws/regions/partitions.ts';
import { consoleHomePath } from '../catalog/consolePaths.ts';
import type { Resource } from './resource.ts';

/** https://docs.aws.amazon.com/lightsail/latest/userguide/getting-started-with-amazon-lightsail.html */
const LIGHTSAIL = 'https://lightsail.aws.amazon.com/';

/**
 * Returns the AWS console page of a resource, in its partition and, where AWS documents how, in its Region
 * (https://docs.aws.amazon.com/general/latest/gr/mgmt-console.html). The browser shows the account that it is signed in to.
 * Undefined where the partition has no console on the public internet.
 */
export function consoleUrl({ kind, target }: Pick<Resource, 'kind' | 'target'>): string | undefined {
  const { identity, region } = target;
  const host = partitionById(identity.partition)?.consoleHost;
  const path = consoleHomePath(kind);
  if (path === undefined) return identity.partition === 'aws' ? LIGHTSAIL : undefined;
  if (host === undefined || !isRegionName(region)) return undefined;
  return identity.partition === 'aws' ? `https://${region}.${host}${path}` : `https://${host}${path}`;
}
