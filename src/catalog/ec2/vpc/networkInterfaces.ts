import { always } from '../../builder/evidence.ts';
import { defineKinds } from '../../builder/rowBuilder.ts';
import { isServiceManaged, serviceOwner } from './interfaceOwner.ts';

const ec2 = defineKinds('ec2');

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_NetworkInterface.html */
const networkInterface = ec2.kind({
  noun: 'network interface',
  icon: 'plug',
  sources: [ec2.list('DescribeNetworkInterfaces', 'NetworkInterfaces', { getOne: ['NetworkInterfaceIds'] })],
  members: { id: 'NetworkInterfaceId', name: 'tag', state: 'Status', tags: 'TagSet' },
  identity: ['NetworkInterfaceId', 'MacAddress'],
  fields: ['PrivateIpAddress', 'Description', 'InterfaceType', 'SubnetId', 'VpcId', 'MacAddress', 'RequesterId'],
  evidence: [
    {
      check: 'requesterManaged',
      assess({ item }) {
        const owner = serviceOwner(item);
        return (
          owner && {
            level: 'blocker',
            text: `It belongs to ${owner.text}. Delete that first: AWS deletes the interface with it.`,
            ...(owner.reference && { blockers: [owner.reference] }),
          }
        );
      },
    },
    {
      check: 'attached',
      assess({ item }) {
        const { Attachment: attachment, NetworkInterfaceId: id = '' } = item;
        if (attachment?.AttachmentId === undefined || isServiceManaged(item)) return undefined;
        const { InstanceId: instance } = attachment;
        return attachment.DeviceIndex === 0 && instance !== undefined
          ? {
              level: 'blocker',
              text: `It is the primary network interface of ${instance}. AWS detaches it only when the instance is terminated.`,
              blockers: [{ kind: 'ec2.instance', id: instance }],
            }
          : {
              level: 'blocker',
              text: `It is attached to ${instance ?? attachment.InstanceOwnerId ?? 'something'}. Detach it first.`,
              blockers: [{ kind: 'ec2.networkInterfaceAttachment', id }],
            };
      },
    },
  ],
  deletedAfter: [
    'ec2.networkInterfaceAttachment',
    'ec2.instance',
    'ec2.natGateway',
    'ec2.vpcEndpoint',
    'ec2.routeServerEndpoint',
  ],
  action: 'DeleteNetworkInterface',
  restorability: 'Teardown cannot restore it: another one gets a new ID and a new MAC address.',
  recreateOperation: 'CreateNetworkInterface',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DetachNetworkInterface.html */
const networkInterfaceAttachment = ec2.action(networkInterface, {
  members: { state: 'Attachment.Status' },
  identity: ['NetworkInterfaceId', 'Attachment.AttachmentId', 'Attachment.InstanceId'],
  matches: ({ item }) => item.Attachment?.AttachmentId !== undefined && !isServiceManaged(item),
  completion: { unmatched: 'deleted' },
  evidence: [
    {
      check: 'primary',
      assess: ({ item }) =>
        item.Attachment?.DeviceIndex === 0
          ? {
              level: 'blocker',
              text: 'It is the primary network interface. AWS detaches it only when the instance is terminated.',
            }
          : { level: 'warning', severe: true, text: 'Resources that are reached through it can no longer be reached.' },
    },
  ],
  action: { operation: 'DetachNetworkInterface', input: { AttachmentId: 'Attachment.AttachmentId' } },
  restorability: {
    level: 'full',
    text: 'It can be attached to the same instance again.',
    restore: {
      operation: 'AttachNetworkInterface',
      input: {
        NetworkInterfaceId: { item: 'NetworkInterfaceId' },
        InstanceId: { item: 'Attachment.InstanceId' },
        DeviceIndex: { item: 'Attachment.DeviceIndex' },
      },
      restores: 'The same network interface on the same instance.',
      notRestored: ['The attachment gets a new ID.'],
      matchBy: ['NetworkInterfaceId'],
    },
  },
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_NetworkInterfacePermission.html */
const networkInterfacePermission = ec2.kind({
  noun: 'network interface permission',
  icon: 'organization',
  sources: [
    ec2.list('DescribeNetworkInterfacePermissions', 'NetworkInterfacePermissions', {
      getOne: ['NetworkInterfacePermissionIds'],
    }),
  ],
  members: { id: 'NetworkInterfacePermissionId', state: 'PermissionState.State' },
  fields: ['NetworkInterfaceId', 'AwsAccountId', 'AwsService', 'Permission'],
  completion: { states: { inProgress: ['revoking'], deleted: ['revoked'] } },
  action: 'DeleteNetworkInterfacePermission',
});

/** AWS deletes one that is in use only with `Force`: a further action. */
const networkInterfacePermissionForced = ec2.action(networkInterfacePermission, {
  completion: { states: { inProgress: ['revoking'], deleted: ['revoked'] } },
  evidence: [always('use', 'severe', 'It is deleted even if the network interface is attached in the other account.')],
  action: {
    operation: 'DeleteNetworkInterfacePermission',
    label: 'Delete Network Interface Permission Even if in Use',
    input: { NetworkInterfacePermissionId: 'NetworkInterfacePermissionId', Force: { value: true } },
  },
});

const parent = { noun: 'network interface', id: 'NetworkInterfaceId' } as const;
const again = ['NetworkInterfaceIds'] as const;

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_NetworkInterfacePrivateIpAddress.html */
const privateIpAddress = ec2.kind({
  parentKinds: ['ec2.networkInterface'],
  noun: 'secondary private IPv4 address',
  icon: 'circle-small',
  sources: [ec2.nested('DescribeNetworkInterfaces', 'NetworkInterfaces', 'PrivateIpAddresses', parent, again)],
  members: { id: 'PrivateIpAddress' },
  fields: ['PrivateDnsName', ['Association.PublicIp', 'Elastic IP']],
  ending: ['Association.PublicIp'],
  matches: ({ item }) => item.Primary !== true,
  action: {
    operation: 'UnassignPrivateIpAddresses',
    dryRun: false,
    input: { NetworkInterfaceId: { parent: 'id' }, PrivateIpAddresses: ['PrivateIpAddress'] },
  },
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Ipv4PrefixSpecification.html */
const ipv4Prefix = ec2.kind({
  parentKinds: ['ec2.networkInterface'],
  noun: 'IPv4 prefix of a network interface',
  pluralNoun: 'IPv4 prefixes of network interfaces',
  icon: 'circle-small',
  sources: [ec2.nested('DescribeNetworkInterfaces', 'NetworkInterfaces', 'Ipv4Prefixes', parent, again)],
  members: { id: 'Ipv4Prefix' },
  action: {
    operation: 'UnassignPrivateIpAddresses',
    dryRun: false,
    input: { NetworkInterfaceId: { parent: 'id' }, Ipv4Prefixes: ['Ipv4Prefix'] },
  },
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_NetworkInterfaceIpv6Address.html */
const ipv6Address = ec2.kind({
  parentKinds: ['ec2.networkInterface'],
  noun: 'IPv6 address of a network interface',
  pluralNoun: 'IPv6 addresses of network interfaces',
  icon: 'circle-small',
  sources: [ec2.nested('DescribeNetworkInterfaces', 'NetworkInterfaces', 'Ipv6Addresses', parent, again)],
  members: { id: 'Ipv6Address' },
  action: {
    operation: 'UnassignIpv6Addresses',
    dryRun: false,
    input: { NetworkInterfaceId: { parent: 'id' }, Ipv6Addresses: ['Ipv6Address'] },
  },
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Ipv6PrefixSpecification.html */
const ipv6Prefix = ec2.kind({
  parentKinds: ['ec2.networkInterface'],
  noun: 'IPv6 prefix of a network interface',
  pluralNoun: 'IPv6 prefixes of network interfaces',
  icon: 'circle-small',
  sources: [ec2.nested('DescribeNetworkInterfaces', 'NetworkInterfaces', 'Ipv6Prefixes', parent, again)],
  members: { id: 'Ipv6Prefix' },
  action: {
    operation: 'UnassignIpv6Addresses',
    dryRun: false,
    input: { NetworkInterfaceId: { parent: 'id' }, Ipv6Prefixes: ['Ipv6Prefix'] },
  },
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TrunkInterfaceAssociation.html */
const trunkInterfaceAssociation = ec2.kind({
  noun: 'trunk interface association',
  icon: 'link',
  sources: [ec2.list('DescribeTrunkInterfaceAssociations', 'InterfaceAssociations', { getOne: ['AssociationIds'] })],
  members: { id: 'AssociationId', name: 'tag', tags: 'Tags' },
  fields: ['TrunkInterfaceId', 'BranchInterfaceId', 'VlanId'],
  action: 'DisassociateTrunkInterface',
});

export const NETWORK_INTERFACE_KINDS = ec2.kinds('Network & security', {
  networkInterface,
  networkInterfaceAttachment,
  networkInterfacePermission,
  'networkInterfacePermission.force': networkInterfacePermissionForced,
  privateIpAddress,
  ipv4Prefix,
  ipv6Address,
  ipv6Prefix,
  trunkInterfaceAssociation,
});
