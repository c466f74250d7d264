import { rowsOf } from '../define.ts';

const ec2 = rowsOf('ec2');

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpcEndpoint.html */
export const vpcEndpoint = ec2.kind({
  id: 'ec2.vpcEndpoint',
  category: 'Endpoints & peering',
  noun: 'VPC endpoint',
  icon: 'debug-disconnect',
  sources: [ec2.list('DescribeVpcEndpoints', 'VpcEndpoints', { again: ['VpcEndpointIds'] })],
  members: { id: 'VpcEndpointId', name: 'tag', state: 'State', tags: 'Tags', created: 'CreationTimestamp' },
  identity: ['VpcEndpointId', 'ServiceName'],
  show: ['ServiceName', 'VpcEndpointType', 'VpcId'],
  evidence: [
    {
      check: 'requesterManaged',
      assess: ({ item }) =>
        item.RequesterManaged
          ? { level: 'blocker', text: 'It is managed by an AWS service: remove what made it.' }
          : undefined,
    },
    {
      check: 'traffic',
      assess: () => ({ level: 'warning', text: 'What reaches the service through it only is cut off.' }),
    },
  ],
  removal: {
    operation: 'DeleteVpcEndpoints',
    verb: 'delete',
    input: { VpcEndpointIds: ['VpcEndpointId'] },
    failures: 'Unsuccessful',
  },
  remake: 'CreateVpcEndpoint',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ServiceConfiguration.html */
export const vpcEndpointService = ec2.kind({
  id: 'ec2.vpcEndpointService',
  category: 'Endpoints & peering',
  noun: 'endpoint service',
  icon: 'server-process',
  sources: [ec2.list('DescribeVpcEndpointServiceConfigurations', 'ServiceConfigurations', { again: ['ServiceIds'] })],
  members: { id: 'ServiceId', name: 'ServiceName', state: 'ServiceState', tags: 'Tags' },
  show: ['PrivateDnsName', 'PayerResponsibility'],
  evidence: [
    {
      check: 'consumers',
      assess: () => ({ level: 'warning', grave: true, text: 'Consumers lose it: another service gets another name.' }),
    },
  ],
  dependents: [{ kind: 'ec2.vpcEndpointConnection', filter: 'service-id' }],
  removal: {
    operation: 'DeleteVpcEndpointServiceConfigurations',
    verb: 'delete',
    input: { ServiceIds: ['ServiceId'] },
    failures: 'Unsuccessful',
  },
  remake: 'CreateVpcEndpointServiceConfiguration',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpcEndpointConnection.html */
export const vpcEndpointConnection = ec2.kind({
  id: 'ec2.vpcEndpointConnection',
  category: 'Endpoints & peering',
  under: ['ec2.vpcEndpointService'],
  noun: 'connection to an endpoint service',
  nouns: 'connections to endpoint services',
  icon: 'plug',
  sources: [
    ec2.list('DescribeVpcEndpointConnections', 'VpcEndpointConnections', {
      of: { noun: 'endpoint service', id: 'ServiceId' },
    }),
  ],
  members: { id: 'VpcEndpointId', state: 'VpcEndpointState', tags: 'Tags', created: 'CreationTimestamp' },
  show: ['VpcEndpointOwner', 'ServiceId'],
  settling: { states: { removing: [], gone: ['Rejected', 'rejected', 'Deleted', 'deleted'], failed: [] } },
  evidence: [
    {
      check: 'traffic',
      assess: ({ item }) => ({
        level: 'warning',
        text: `Account ${item.VpcEndpointOwner ?? 'of the consumer'} does not reach the service any more.`,
      }),
    },
  ],
  removal: {
    operation: 'RejectVpcEndpointConnections',
    verb: 'reject',
    input: { ServiceId: 'ServiceId', VpcEndpointIds: ['VpcEndpointId'] },
    failures: 'Unsuccessful',
  },
  remake: 'AcceptVpcEndpointConnections',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ConnectionNotification.html */
export const vpcEndpointConnectionNotification = ec2.kind({
  id: 'ec2.vpcEndpointConnectionNotification',
  category: 'Endpoints & peering',
  noun: 'endpoint connection notification',
  icon: 'bell',
  sources: [
    ec2.list('DescribeVpcEndpointConnectionNotifications', 'ConnectionNotificationSet', {
      again: 'ConnectionNotificationId',
    }),
  ],
  members: { id: 'ConnectionNotificationId', state: 'ConnectionNotificationState' },
  show: ['VpcEndpointId', 'ServiceId', 'ConnectionNotificationArn'],
  removal: {
    operation: 'DeleteVpcEndpointConnectionNotifications',
    verb: 'delete',
    input: { ConnectionNotificationIds: ['ConnectionNotificationId'] },
    failures: 'Unsuccessful',
  },
  remake: 'CreateVpcEndpointConnectionNotification',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Ec2InstanceConnectEndpoint.html */
export const instanceConnectEndpoint = ec2.kind({
  id: 'ec2.instanceConnectEndpoint',
  category: 'Endpoints & peering',
  noun: 'EC2 Instance Connect Endpoint',
  label: 'Instance Connect Endpoints',
  icon: 'terminal',
  sources: [
    ec2.list('DescribeInstanceConnectEndpoints', 'InstanceConnectEndpoints', { again: ['InstanceConnectEndpointIds'] }),
  ],
  members: {
    id: 'InstanceConnectEndpointId',
    name: 'tag',
    arn: 'InstanceConnectEndpointArn',
    state: 'State',
    tags: 'Tags',
    created: 'CreatedAt',
  },
  show: ['DnsName', 'VpcId', 'SubnetId'],
  evidence: [
    {
      check: 'lockout',
      assess: () => ({ level: 'warning', text: 'Instances that are reached through it only are reached no more.' }),
    },
  ],
  settling: {
    states: {
      removing: ['delete-in-progress'],
      gone: ['delete-complete'],
      failed: ['delete-failed'],
      reason: 'StateMessage',
    },
  },
  removal: { operation: 'DeleteInstanceConnectEndpoint', verb: 'delete', input: 'InstanceConnectEndpointId' },
  remake: 'CreateInstanceConnectEndpoint',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpcPeeringConnection.html */
export const vpcPeeringConnection = ec2.kind({
  id: 'ec2.vpcPeeringConnection',
  category: 'Endpoints & peering',
  noun: 'VPC peering connection',
  icon: 'arrow-both',
  sources: [ec2.list('DescribeVpcPeeringConnections', 'VpcPeeringConnections', { again: ['VpcPeeringConnectionIds'] })],
  members: { id: 'VpcPeeringConnectionId', name: 'tag', state: 'Status.Code', tags: 'Tags' },
  show: [
    ['RequesterVpcInfo.VpcId', 'Requester VPC'],
    ['AccepterVpcInfo.VpcId', 'Accepter VPC'],
    ['RequesterVpcInfo.OwnerId', 'Requester account'],
    ['AccepterVpcInfo.OwnerId', 'Accepter account'],
  ],
  // What has failed, expired or was rejected vanishes by itself, and cannot be deleted.
  applies: ({ item }) => !['failed', 'rejected', 'expired'].includes(item.Status?.Code ?? ''),
  settling: { states: { removing: ['deleting'], gone: ['deleted'], failed: [] } },
  evidence: [
    {
      check: 'traffic',
      assess: ({ item }) =>
        item.Status?.Code === 'active'
          ? {
              level: 'warning',
              grave: true,
              text: 'The two VPCs do not reach each other any more, also for the other account.',
            }
          : undefined,
    },
  ],
  removal: { operation: 'DeleteVpcPeeringConnection', verb: 'delete', input: 'VpcPeeringConnectionId' },
  wayBack: 'It cannot be restored from here: the other side would have to accept again.',
  remake: 'CreateVpcPeeringConnection',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RejectVpcPeeringConnection.html */
export const vpcPeeringRequest = ec2.verb(vpcPeeringConnection, {
  id: 'ec2.vpcPeeringRequest',
  applies: ({ item }) => item.Status?.Code === 'pending-acceptance',
  settling: { states: { removing: [], gone: ['rejected', 'deleted'], failed: [] } },
  removal: {
    operation: 'RejectVpcPeeringConnection',
    verb: 'reject',
    label: 'Reject VPC Peering Request',
    input: 'VpcPeeringConnectionId',
  },
  wayBack: 'The requester must ask again.',
});
