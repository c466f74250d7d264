import { genericHandlers, type Shapes } from '../generic/behavior.ts';
import type { RpcService } from '../wire/services.ts';
import { cloudTrail } from './cloudTrail.ts';
import { connections } from './directconnect/connections.ts';
import { gatewayAttachments } from './directconnect/gatewayAttachments.ts';
import { macSecKeys } from './directconnect/macSecKeys.ts';
import { fleetInstances } from './ec2/fleetInstances.ts';
import { instanceAttributes } from './ec2/instanceAttributes.ts';
import { ipam } from './ec2/ipam.ts';
import { regions } from './ec2/regions.ts';
import { routeServerPeers } from './ec2/routeServerPeers.ts';
import { routeServers } from './ec2/routeServers.ts';
import { sharing } from './ec2/sharing.ts';
import { handlerTable } from './handlers.ts';
import type { AnyHandler } from './handlers.ts';
import { iam } from './iam.ts';
import { buckets } from './lightsail/buckets.ts';
import { instances } from './lightsail/instances.ts';
import { bundleLists } from './lightsail/bundles.ts';
import { keyPairs } from './lightsail/keyPairs.ts';
import { operations } from './lightsail/operations.ts';
import { pricing } from './pricing.ts';
import { sts } from './sts.ts';

/** Merges handlers. A service's own take precedence over generic ones. */
const merged = (
  generic: ReadonlyMap<string, AnyHandler>,
  own: ReadonlyMap<string, AnyHandler>,
): ReadonlyMap<string, AnyHandler> => new Map([...generic, ...own]);

/** Returns all handlers by service and operation. This is the only place that names the files with handlers. */
export function createHandlers(shapes: Shapes): Readonly<Record<RpcService, ReadonlyMap<string, AnyHandler>>> {
  const generic = genericHandlers(shapes);
  return {
    ec2: merged(
      generic.ec2,
      handlerTable(ipam, routeServers, routeServerPeers, regions, instanceAttributes, fleetInstances, sharing),
    ),
    lightsail: merged(generic.lightsail, handlerTable(buckets, bundleLists, keyPairs, instances, operations)),
    directconnect: merged(generic.directconnect, handlerTable(connections, macSecKeys, gatewayAttachments)),
    sts: handlerTable(sts),
    iam: handlerTable(iam),
    pricing: handlerTable(pricing),
    cloudtrail: handlerTable(cloudTrail),
  };
}
