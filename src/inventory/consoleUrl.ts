import { isRegionName, partitionById } from '../aws/regions/partitions.ts';
import { arnResource, consoleHomePath } from '../catalog/consolePaths.ts';
import { owningAccount } from './owners.ts';
import type { Resource } from './resource.ts';

/** https://docs.aws.amazon.com/lightsail/latest/userguide/getting-started-with-amazon-lightsail.html */
const LIGHTSAIL = 'https://lightsail.aws.amazon.com/';

/** A page of the AWS console. */
export interface ConsolePage {
  readonly url: string;
  /** The resource itself, or only the home page of its console. */
  readonly shows: 'resource' | 'home';
}

/**
 * Returns the AWS console page of a resource, in its partition and, where AWS documents how, in its Region
 * (https://docs.aws.amazon.com/general/latest/gr/mgmt-console.html). Undefined where the partition has no console on
 * the public internet. The browser shows the account that it is signed in to.
 *
 * No page of AWS documents addresses of resources. Programs that AWS publishes open one by its ARN, in the partition
 * `aws` alone:
 * https://github.com/aws/aws-toolkit-vscode/blob/master/packages/core/src/awsService/cloudformation/consoleLinksUtils.ts
 * and, for every resource that AWS Config records,
 * https://github.com/aws-solutions/workload-discovery-on-aws/blob/main/source/frontend/src/components/Diagrams/Draw/SplitPanel/ResourceDetails.js.
 */
export function consolePage(resource: Resource): ConsolePage | undefined {
  const { kind, target } = resource;
  const { identity, region } = target;
  const host = partitionById(identity.partition)?.consoleHost;
  const path = consoleHomePath(kind);
  if (path === undefined) return identity.partition === 'aws' ? { url: LIGHTSAIL, shows: 'home' } : undefined;
  if (host === undefined || !isRegionName(region)) return undefined;
  const arn = identity.partition === 'aws' ? arnOf(resource) : undefined;
  if (arn !== undefined) return { url: `https://${host}/go/view?arn=${encodeURIComponent(arn)}`, shows: 'resource' };
  const home = identity.partition === 'aws' ? `https://${region}.${host}${path}` : `https://${host}${path}`;
  return { url: home, shows: 'home' };
}

/** Returns the ARN of a resource of EC2 in its own Region; undefined for what the console does not find by one. */
function arnOf(resource: Resource): string | undefined {
  const { kind, id, arn, target } = resource;
  if (kind.service !== 'ec2') return undefined;
  if (arn !== undefined) return arn.startsWith('arn:aws:ec2:') ? arn : undefined;
  const named = arnResource(kind.id, id);
  return named && `arn:aws:ec2:${target.region}:${owningAccount(resource)}:${named}`;
}
