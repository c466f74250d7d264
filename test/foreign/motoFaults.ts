import type { Moto } from './support/moto.ts';
import { newFleet } from './types/compute.ts';
import { newInterface, newTransitGateway } from './types/prerequisites.ts';

/** A fault of moto that prevents the listing or deletion of a resource type. */
export interface MotoFault {
  /** The ids of Teardown's resource types. */
  readonly kinds: readonly string[];
  /** The behavior of moto, and that of AWS. */
  readonly reason: string;
  /** Reproduces the fault with boto3 alone. Returns false when moto no longer has it: remove the entry then. */
  readonly stillThere: (moto: Moto) => Promise<boolean>;
}

/** Returns whether boto3 raises. */
async function raises(request: Promise<unknown>): Promise<boolean> {
  return request.then(
    () => false,
    () => true,
  );
}

/** Resource types that moto implements, but not like AWS (moto 5.2.1). */
export const MOTO_FAULTS: readonly MotoFault[] = [
  {
    kinds: ['ec2.keyPair'],
    reason: 'DeleteKeyPair ignores KeyPairId and deletes nothing. AWS takes KeyPairId or KeyName.',
    async stillThere(moto) {
      const KeyPairId = await moto.one('CreateKeyPair', { KeyName: 'by id' }, 'KeyPairId');
      await moto.call('DeleteKeyPair', { KeyPairId });
      return (await moto.find('DescribeKeyPairs', {}, 'KeyPairs[].KeyPairId')).includes(KeyPairId);
    },
  },
  {
    // AWS deletes the routes with their table. The table cannot be deleted without them.
    kinds: ['ec2.transitGatewayRoute', 'ec2.transitGatewayRouteTable'],
    reason: 'SearchTransitGatewayRoutes with MaxResults is an internal error. AWS documents MaxResults.',
    async stillThere(moto) {
      const TransitGatewayId = await newTransitGateway(moto);
      const path = 'TransitGatewayRouteTable.TransitGatewayRouteTableId';
      const table = await moto.one('CreateTransitGatewayRouteTable', { TransitGatewayId }, path);
      const Filters = [{ Name: 'type', Values: ['static'] }];
      const input = { TransitGatewayRouteTableId: table, Filters, MaxResults: 100 };
      return raises(moto.call('SearchTransitGatewayRoutes', input));
    },
  },
  {
    kinds: ['ec2.fleet.withInstances'],
    reason: 'A fleet stays deleted_terminating after its instances are terminated. In AWS it ends as deleted.',
    async stillThere(moto) {
      const id = await newFleet(moto);
      await moto.call('DeleteFleets', { FleetIds: [id], TerminateInstances: true });
      const state = await moto.one('DescribeFleets', { FleetIds: [id] }, 'Fleets[0].FleetState');
      return state === 'deleted_terminating';
    },
  },
  {
    kinds: ['ec2.ipv4Prefix', 'ec2.ipv6Prefix'],
    reason: 'Network interfaces have no prefixes: the members that assign them are ignored.',
    async stillThere(moto) {
      const id = await newInterface(moto);
      await moto.call('AssignPrivateIpAddresses', { NetworkInterfaceId: id, Ipv4PrefixCount: 1 });
      const found = await moto.find(
        'DescribeNetworkInterfaces',
        { NetworkInterfaceIds: [id] },
        'NetworkInterfaces[].Ipv4Prefixes[]',
      );
      return found.length === 0;
    },
  },
  {
    kinds: ['directconnect.tag'],
    reason: 'A connection has no owner account, which the ARN of its tags has. AWS returns ownerAccount.',
    async stillThere(moto) {
      const members = { location: 'EqDC2', bandwidth: '1Gbps', connectionName: 'spare' };
      const id = await moto.one('CreateConnection', members, 'connectionId', 'directconnect');
      const input = { connectionId: id };
      return (
        (await moto.find('DescribeConnections', input, 'connections[].ownerAccount', 'directconnect')).length === 0
      );
    },
  },
];
