import type { RpcService } from '../wire/services.ts';
import { connections } from './directconnect/connections.ts';
import { macSecKeys } from './directconnect/macSecKeys.ts';
import { ipam } from './ec2/ipam.ts';
import { regions } from './ec2/regions.ts';
import { routeServerPeers } from './ec2/routeServerPeers.ts';
import { routeServers } from './ec2/routeServers.ts';
import { handlerTable } from './handlers.ts';
import type { AnyHandler } from './handlers.ts';
import { iam } from './iam.ts';
import { buckets } from './lightsail/buckets.ts';
import { instances } from './lightsail/instances.ts';
import { keyPairs } from './lightsail/keyPairs.ts';
import { operations } from './lightsail/operations.ts';
import { sts } from './sts.ts';

/**
 * Everything that the sandbox knows how to do. A file of behaviour is named here and nowhere else.
 *
 * @returns the handlers by service and operation
 */
export function behaviour(): Readonly<Record<RpcService, ReadonlyMap<string, AnyHandler>>> {
  return {
    ec2: handlerTable(ipam, routeServers, routeServerPeers, regions),
    lightsail: handlerTable(buckets, keyPairs, instances, operations),
    directconnect: handlerTable(connections, macSecKeys),
    sts: handlerTable(sts),
    iam: handlerTable(iam),
  };
}
