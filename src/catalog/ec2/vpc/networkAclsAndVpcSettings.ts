import type { PrefixListAssociation } from '@aws-sdk/client-ec2';
import { always } from '../../builder/evidence.ts';
import { defineKinds } from '../../builder/rowBuilder.ts';
import { prefixListReferences } from './prefixListReferences.ts';

const ec2 = defineKinds('ec2');

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_NetworkAcl.html */
const networkAcl = ec2.kind({
  noun: 'network ACL',
  icon: 'filter',
  sources: [ec2.list('DescribeNetworkAcls', 'NetworkAcls', { getOne: ['NetworkAclIds'] })],
  members: { id: 'NetworkAclId', name: 'tag', tags: 'Tags' },
  identity: ['NetworkAclId', 'VpcId'],
  fields: ['VpcId', 'OwnerId'],
  badge: ({ item }) => (item.IsDefault ? 'default' : undefined),
  evidence: [
    {
      check: 'default',
      assess: ({ item }) =>
        item.IsDefault
          ? { level: 'blocker', text: 'It is the default network ACL of its VPC. AWS deletes it only with the VPC.' }
          : undefined,
    },
    {
      check: 'associations',
      assess({ item }) {
        const subnets = (item.Associations ?? []).flatMap(({ SubnetId: id }) => id ?? []);
        return item.IsDefault || subnets.length === 0
          ? undefined
          : {
              level: 'blocker',
              text: `Subnets use it: ${subnets.join(', ')}. Use ReplaceNetworkAclAssociation to give them another one.`,
              blockers: subnets.map((id) => ({ kind: 'ec2.subnet', id })),
            };
      },
    },
  ],
  deletedAfter: ['ec2.subnet'],
  action: 'DeleteNetworkAcl',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_NetworkAclEntry.html */
const networkAclEntry = ec2.kind({
  parentKinds: ['ec2.networkAcl'],
  noun: 'network ACL entry',
  icon: 'list-ordered',
  sources: [
    ec2.nested('DescribeNetworkAcls', 'NetworkAcls', 'Entries', { noun: 'network ACL', id: 'NetworkAclId' }, [
      'NetworkAclIds',
    ]),
  ],
  // An inbound and an outbound entry can have the same number.
  members: { id: ['RuleNumber', 'Egress'] },
  identity: [
    ...(['RuleNumber', 'Egress', 'CidrBlock', 'Ipv6CidrBlock', 'Protocol', 'RuleAction'] as const),
    ...(['PortRange.From', 'PortRange.To', 'IcmpTypeCode.Type', 'IcmpTypeCode.Code'] as const),
  ],
  shortLabel: ({ item }) => String(item.RuleNumber ?? ''),
  fields: ['RuleAction', 'CidrBlock', 'Ipv6CidrBlock', 'Protocol', 'RuleNumber', 'Egress'],
  description: ({ item }) => [
    item.Egress ? 'outbound' : 'inbound',
    item.RuleAction,
    item.Protocol === '-1' ? 'all traffic' : `protocol ${item.Protocol ?? '?'}`,
    item.CidrBlock ?? item.Ipv6CidrBlock,
  ],
  // The default deny rules cannot be deleted. This is the number of the IPv4 rule; the IPv6 rule has the next one.
  matches: ({ item }) => (item.RuleNumber ?? 0) < 32767,
  evidence: [
    {
      check: 'traffic',
      assess: ({ item }) => ({
        level: 'warning',
        text:
          item.RuleAction === 'deny'
            ? 'Traffic that it denies now may be allowed by a later entry.'
            : 'Traffic that only it allows is dropped at once.',
      }),
    },
  ],
  action: {
    operation: 'DeleteNetworkAclEntry',
    input: { NetworkAclId: { parent: 'id' }, RuleNumber: 'RuleNumber', Egress: 'Egress' },
  },
  restorability: {
    level: 'full',
    text: 'The same entry can be created again.',
    restore: {
      operation: 'CreateNetworkAclEntry',
      input: {
        NetworkAclId: { parent: 'id' },
        RuleNumber: { item: 'RuleNumber' },
        Egress: { item: 'Egress' },
        Protocol: { item: 'Protocol' },
        RuleAction: { item: 'RuleAction' },
        CidrBlock: { item: 'CidrBlock', optional: true },
        Ipv6CidrBlock: { item: 'Ipv6CidrBlock', optional: true },
        'PortRange.From': { item: 'PortRange.From', optional: true },
        'PortRange.To': { item: 'PortRange.To', optional: true },
        'IcmpTypeCode.Type': { item: 'IcmpTypeCode.Type', optional: true },
        'IcmpTypeCode.Code': { item: 'IcmpTypeCode.Code', optional: true },
      },
      restores: 'The same entry with the same number.',
      notRestored: [],
      matchBy: ['RuleNumber', 'Egress'],
    },
  },
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DhcpOptions.html */
const dhcpOptions = ec2.kind({
  noun: 'DHCP options set',
  icon: 'settings',
  sources: [ec2.list('DescribeDhcpOptions', 'DhcpOptions', { getOne: ['DhcpOptionsIds'] })],
  members: { id: 'DhcpOptionsId', name: 'tag', tags: 'Tags' },
  fields: ['OwnerId'],
  description: ({ item }) => [item.DhcpConfigurations?.flatMap(({ Key }) => Key ?? []).join(', ')],
  dependents: [{ kind: 'ec2.vpc', filter: 'dhcp-options-id', refersBy: 'DhcpOptionsId' }],
  action: 'DeleteDhcpOptions',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_FlowLog.html */
const flowLog = ec2.kind({
  noun: 'flow log',
  icon: 'output',
  sources: [ec2.list('DescribeFlowLogs', 'FlowLogs', { getOne: ['FlowLogIds'] })],
  members: { id: 'FlowLogId', name: 'tag', state: 'FlowLogStatus', tags: 'Tags', created: 'CreationTime' },
  identity: ['FlowLogId', 'ResourceId'],
  fields: ['ResourceId', 'TrafficType', 'LogDestinationType', 'LogDestination', 'LogGroupName'],
  evidence: [always('logs', 'ok', 'Existing log data remains and is still billed.')],
  action: { operation: 'DeleteFlowLogs', input: { FlowLogIds: ['FlowLogId'] }, partialFailuresMember: 'Unsuccessful' },
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ManagedPrefixList.html */
const managedPrefixList = ec2.kind({
  noun: 'managed prefix list',
  icon: 'list-flat',
  sources: [ec2.list('DescribeManagedPrefixLists', 'PrefixLists', { getOne: ['PrefixListIds'] })],
  members: { id: 'PrefixListId', name: 'PrefixListName', arn: 'PrefixListArn', state: 'State', tags: 'Tags' },
  fields: ['AddressFamily', 'MaxEntries', 'Version', 'OwnerId'],
  // Every account has AWS's own lists, which cannot be deleted.
  matches: ({ item }) => item.OwnerId !== 'AWS',
  evidence: [always('entries', 'warning', 'Its entries are deleted with it. GetManagedPrefixListEntries lists them.')],
  probes: [
    {
      check: 'references',
      operation: 'GetManagedPrefixListAssociations',
      followUpOperations: ['DescribeSecurityGroupRules'],
      input: ({ item }) => ({ PrefixListId: item.PrefixListId }),
      assess: (output, { item: { PrefixListId: id = '' } }) =>
        prefixListReferences((output['PrefixListAssociations'] ?? []) as PrefixListAssociation[], id),
    },
  ],
  action: 'DeleteManagedPrefixList',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpcBlockPublicAccessExclusion.html */
const blockPublicAccessExclusion = ec2.kind({
  noun: 'VPC block public access exclusion',
  icon: 'circle-slash',
  sources: [
    ec2.list('DescribeVpcBlockPublicAccessExclusions', 'VpcBlockPublicAccessExclusions', { getOne: ['ExclusionIds'] }),
  ],
  members: { id: 'ExclusionId', name: 'tag', state: 'State', tags: 'Tags', created: 'CreationTimestamp' },
  fields: ['ResourceArn', 'InternetGatewayExclusionMode'],
  action: 'DeleteVpcBlockPublicAccessExclusion',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpcEncryptionControl.html */
const vpcEncryptionControl = ec2.kind({
  noun: 'VPC encryption control',
  icon: 'shield',
  sources: [
    ec2.list('DescribeVpcEncryptionControls', 'VpcEncryptionControls', { getOne: ['VpcEncryptionControlIds'] }),
  ],
  members: { id: 'VpcEncryptionControlId', name: 'tag', state: 'State', tags: 'Tags' },
  fields: ['VpcId', 'Mode'],
  action: 'DeleteVpcEncryptionControl',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_SecondaryNetwork.html */
const secondaryNetwork = ec2.kind({
  noun: 'secondary network',
  icon: 'type-hierarchy',
  sources: [ec2.list('DescribeSecondaryNetworks', 'SecondaryNetworks', { getOne: ['SecondaryNetworkIds'] })],
  members: { id: 'SecondaryNetworkId', name: 'tag', state: 'State', tags: 'Tags', arn: 'SecondaryNetworkArn' },
  dependents: [{ kind: 'ec2.secondarySubnet', filter: 'secondary-network-id', refersBy: 'SecondaryNetworkId' }],
  action: 'DeleteSecondaryNetwork',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_SecondarySubnet.html */
const secondarySubnet = ec2.kind({
  noun: 'secondary subnet',
  icon: 'type-hierarchy-sub',
  sources: [ec2.list('DescribeSecondarySubnets', 'SecondarySubnets', { getOne: ['SecondarySubnetIds'] })],
  members: { id: 'SecondarySubnetId', name: 'tag', state: 'State', tags: 'Tags', arn: 'SecondarySubnetArn' },
  fields: ['SecondaryNetworkId', 'AvailabilityZone'],
  action: 'DeleteSecondarySubnet',
});

export const NETWORK_ACL_AND_VPC_SETTING_KINDS = ec2.kinds('VPC', {
  networkAcl,
  networkAclEntry,
  dhcpOptions,
  flowLog,
  managedPrefixList,
  blockPublicAccessExclusion,
  vpcEncryptionControl,
  secondaryNetwork,
  secondarySubnet,
});
