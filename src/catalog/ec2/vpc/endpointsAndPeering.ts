import { always } from '../../builder/evidence.ts';
import { defineKinds } from '../../builder/rowBuilder.ts';

const ec2 = defineKinds('ec2');

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpcEndpoint.html */
const vpcEndpoint = ec2.kind({
  noun: 'VPC endpoint',
  icon: 'debug-disconnect',
  sources: [ec2.list('DescribeVpcEndpoints', 'VpcEndpoints', { getOne: ['VpcEndpointIds'] })],
  members: { id: 'VpcEndpointId', name: 'tag', state: 'State', tags: 'Tags', created: 'CreationTimestamp' },
  identity: ['VpcEndpointId', 'ServiceName'],
  fields: ['ServiceName', 'VpcEndpointType', 'VpcId'],
  evidence: [
    {
      check: 'requesterManaged',
      assess: ({ item }) =>
        item.RequesterManaged
          ? { level: 'blocker', text: 'An AWS service manages it. Delete the resource that created it.' }
          : undefined,
    },
    always('traffic', 'warning', 'Clients that reach the service only through it are cut off.'),
  ],
  action: {
    operation: 'DeleteVpcEndpoints',
    input: { VpcEndpointIds: ['VpcEndpointId'] },
    partialFailuresMember: 'Unsuccessful',
  },
  recreateOperation: 'CreateVpcEndpoint',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ServiceConfiguration.html */
const vpcEndpointService = ec2.kind({
  noun: 'endpoint service',
  icon: 'server-process',
  sources: [ec2.list('DescribeVpcEndpointServiceConfigurations', 'ServiceConfigurations', { getOne: ['ServiceIds'] })],
  members: { id: 'ServiceId', name: 'ServiceName', state: 'ServiceState', tags: 'Tags' },
  fields: ['PrivateDnsName', 'PayerResponsibility'],
  evidence: [always('consumers', 'severe', 'Consumers lose it. Another service gets another name.')],
  dependents: [
    {
      kind: 'ec2.vpcEndpointConnection',
      filter: 'service-id',
      refersBy: 'ServiceId',
      // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteVpcEndpointServiceConfigurations.html
      ignore: ({ item: { VpcEndpointState: state } }) =>
        typeof state === 'string' && !/^(available|pending|partial)/i.test(state),
    },
  ],
  action: {
    operation: 'DeleteVpcEndpointServiceConfigurations',
    input: { ServiceIds: ['ServiceId'] },
    partialFailuresMember: 'Unsuccessful',
  },
  recreateOperation: 'CreateVpcEndpointServiceConfiguration',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpcEndpointConnection.html */
const vpcEndpointConnection = ec2.kind({
  parentKinds: ['ec2.vpcEndpointService'],
  noun: 'connection to an endpoint service',
  pluralNoun: 'connections to endpoint services',
  icon: 'plug',
  sources: [
    ec2.list('DescribeVpcEndpointConnections', 'VpcEndpointConnections', {
      parentRef: { noun: 'endpoint service', id: 'ServiceId' },
    }),
  ],
  members: { id: 'VpcEndpointId', state: 'VpcEndpointState', tags: 'Tags', created: 'CreationTimestamp' },
  fields: ['VpcEndpointOwner', 'ServiceId'],
  evidence: [
    {
      check: 'traffic',
      assess: ({ item }) => ({
        level: 'warning',
        text: `Account ${item.VpcEndpointOwner ?? 'of the consumer'} can no longer reach the service.`,
      }),
    },
  ],
  action: {
    operation: 'RejectVpcEndpointConnections',
    input: { ServiceId: 'ServiceId', VpcEndpointIds: ['VpcEndpointId'] },
    partialFailuresMember: 'Unsuccessful',
  },
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ConnectionNotification.html */
const vpcEndpointConnectionNotification = ec2.kind({
  noun: 'endpoint connection notification',
  icon: 'bell',
  sources: [
    ec2.list('DescribeVpcEndpointConnectionNotifications', 'ConnectionNotificationSet', {
      getOne: 'ConnectionNotificationId',
    }),
  ],
  members: { id: 'ConnectionNotificationId', state: 'ConnectionNotificationState', arn: 'ConnectionNotificationArn' },
  fields: ['VpcEndpointId', 'ServiceId', 'ConnectionNotificationArn'],
  action: {
    operation: 'DeleteVpcEndpointConnectionNotifications',
    input: { ConnectionNotificationIds: ['ConnectionNotificationId'] },
    partialFailuresMember: 'Unsuccessful',
  },
  recreateOperation: 'CreateVpcEndpointConnectionNotification',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Ec2InstanceConnectEndpoint.html */
const instanceConnectEndpoint = ec2.kind({
  noun: 'EC2 Instance Connect Endpoint',
  label: 'Instance Connect Endpoints',
  icon: 'terminal',
  sources: [
    ec2.list('DescribeInstanceConnectEndpoints', 'InstanceConnectEndpoints', {
      getOne: ['InstanceConnectEndpointIds'],
    }),
  ],
  members: {
    id: 'InstanceConnectEndpointId',
    name: 'tag',
    arn: 'InstanceConnectEndpointArn',
    state: 'State',
    tags: 'Tags',
    created: 'CreatedAt',
  },
  fields: ['DnsName', 'VpcId', 'SubnetId'],
  evidence: [always('lockout', 'warning', 'Instances that are reachable only through it can no longer be reached.')],
  action: 'DeleteInstanceConnectEndpoint',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpcPeeringConnection.html */
const vpcPeeringConnection = ec2.kind({
  noun: 'VPC peering connection',
  acrossRegions: true,
  icon: 'arrow-both',
  sources: [
    ec2.list('DescribeVpcPeeringConnections', 'VpcPeeringConnections', { getOne: ['VpcPeeringConnectionIds'] }),
  ],
  members: { id: 'VpcPeeringConnectionId', name: 'tag', state: 'Status.Code', tags: 'Tags', expires: 'ExpirationTime' },
  fields: [
    ['RequesterVpcInfo.VpcId', 'Requester VPC'],
    ['AccepterVpcInfo.VpcId', 'Accepter VPC'],
    ['RequesterVpcInfo.Region', 'Requester Region'],
    ['AccepterVpcInfo.Region', 'Accepter Region'],
    ['RequesterVpcInfo.OwnerId', 'Requester account'],
    ['AccepterVpcInfo.OwnerId', 'Accepter account'],
  ],
  // AWS removes failed, expired and rejected ones by itself. They cannot be deleted.
  matches: ({ item }) => !['failed', 'rejected', 'expired'].includes(item.Status?.Code ?? ''),
  completion: { states: { present: ['failed'] } },
  evidence: [
    {
      check: 'traffic',
      assess: ({ item }) =>
        item.Status?.Code === 'active'
          ? {
              level: 'warning',
              severe: true,
              text: 'The two VPCs can no longer reach each other, in both accounts.',
            }
          : undefined,
    },
  ],
  action: 'DeleteVpcPeeringConnection',
  restorability: 'Teardown cannot restore it: the other side would have to accept again.',
  recreateOperation: 'CreateVpcPeeringConnection',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RejectVpcPeeringConnection.html */
const vpcPeeringRequest = ec2.action(vpcPeeringConnection, {
  matches: ({ item }) => item.Status?.Code === 'pending-acceptance',
  completion: { states: { present: ['failed'] } },
  action: { operation: 'RejectVpcPeeringConnection', label: 'Reject VPC Peering Request' },
  restorability: 'The requester must send another request.',
});

export const ENDPOINT_AND_PEERING_KINDS = ec2.kinds('Endpoints & peering', {
  vpcEndpoint,
  vpcEndpointService,
  vpcEndpointConnection,
  vpcEndpointConnectionNotification,
  instanceConnectEndpoint,
  vpcPeeringConnection,
  vpcPeeringRequest,
});
