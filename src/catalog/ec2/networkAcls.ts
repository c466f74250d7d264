import { rowsOf } from '../define.ts';

const ec2 = rowsOf('ec2');

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_NetworkAcl.html */
export const networkAcl = ec2.kind({
  id: 'ec2.networkAcl',
  category: 'VPC',
  noun: 'network ACL',
  icon: 'filter',
  sources: [ec2.list('DescribeNetworkAcls', 'NetworkAcls', { again: ['NetworkAclIds'] })],
  members: { id: 'NetworkAclId', name: 'tag', tags: 'Tags' },
  identity: ['NetworkAclId', 'VpcId'],
  show: ['VpcId', 'OwnerId'],
  badge: ({ item }) => (item.IsDefault ? 'default' : undefined),
  evidence: [
    {
      check: 'default',
      assess: ({ item }) =>
        item.IsDefault
          ? { level: 'blocker', text: 'It is the default network ACL of its VPC, which goes with the VPC only.' }
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
              text: `Subnets use it: ${subnets.join(', ')}. ReplaceNetworkAclAssociation gives them another one.`,
              blocking: subnets.map((id) => ({ kind: 'ec2.subnet', id })),
            };
      },
    },
  ],
  after: ['ec2.subnet'],
  removal: { operation: 'DeleteNetworkAcl', verb: 'delete', input: 'NetworkAclId' },
  remake: 'CreateNetworkAcl',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_NetworkAclEntry.html */
export const networkAclEntry = ec2.kind({
  id: 'ec2.networkAclEntry',
  category: 'VPC',
  under: ['ec2.networkAcl'],
  noun: 'network ACL entry',
  icon: 'list-ordered',
  sources: [
    ec2.nested('DescribeNetworkAcls', 'NetworkAcls', 'Entries', { noun: 'network ACL', id: 'NetworkAclId' }, [
      'NetworkAclIds',
    ]),
  ],
  // The same number can stand once inbound and once outbound.
  members: { id: ['RuleNumber', 'Egress'] },
  identity: ['RuleNumber', 'Egress', 'CidrBlock', 'Ipv6CidrBlock', 'Protocol', 'RuleAction'],
  short: ({ item }) => String(item.RuleNumber ?? ''),
  show: ['RuleAction', 'CidrBlock', 'Ipv6CidrBlock', 'Protocol', 'RuleNumber', 'Egress'],
  row: ({ item }) => [
    item.Egress ? 'outbound' : 'inbound',
    item.RuleAction,
    item.Protocol === '-1' ? 'all traffic' : `protocol ${item.Protocol ?? '?'}`,
    item.CidrBlock ?? item.Ipv6CidrBlock,
  ],
  // The rule that denies the rest cannot be deleted; it has this number for IPv4 and the next one for IPv6.
  applies: ({ item }) => (item.RuleNumber ?? 0) < 32767,
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
  removal: {
    operation: 'DeleteNetworkAclEntry',
    verb: 'delete',
    input: { NetworkAclId: { parent: 'id' }, RuleNumber: 'RuleNumber', Egress: 'Egress' },
  },
  wayBack: {
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
      brings: 'The same entry under the same number.',
      loses: [],
      sameBy: ['RuleNumber', 'Egress'],
    },
  },
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DhcpOptions.html */
export const dhcpOptions = ec2.kind({
  id: 'ec2.dhcpOptions',
  category: 'VPC',
  noun: 'DHCP options set',
  icon: 'settings',
  sources: [ec2.list('DescribeDhcpOptions', 'DhcpOptions', { again: ['DhcpOptionsIds'] })],
  members: { id: 'DhcpOptionsId', name: 'tag', tags: 'Tags' },
  show: ['OwnerId'],
  row: ({ item }) => [item.DhcpConfigurations?.map(({ Key }) => Key).join(', ')],
  dependents: [{ kind: 'ec2.vpc', filter: 'dhcp-options-id' }],
  removal: { operation: 'DeleteDhcpOptions', verb: 'delete', input: 'DhcpOptionsId' },
  remake: 'CreateDhcpOptions',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_FlowLog.html */
export const flowLog = ec2.kind({
  id: 'ec2.flowLog',
  category: 'VPC',
  noun: 'flow log',
  icon: 'output',
  sources: [ec2.list('DescribeFlowLogs', 'FlowLogs', { again: ['FlowLogIds'] })],
  members: { id: 'FlowLogId', name: 'tag', state: 'FlowLogStatus', tags: 'Tags', created: 'CreationTime' },
  identity: ['FlowLogId', 'ResourceId'],
  show: ['ResourceId', 'TrafficType', 'LogDestinationType', 'LogDestination', 'LogGroupName'],
  evidence: [
    {
      check: 'logs',
      assess: () => ({ level: 'ok', text: 'What it has written stays where it is, and is billed on.' }),
    },
  ],
  removal: {
    operation: 'DeleteFlowLogs',
    verb: 'delete',
    input: { FlowLogIds: ['FlowLogId'] },
    failures: 'Unsuccessful',
  },
  remake: 'CreateFlowLogs',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ManagedPrefixList.html */
export const managedPrefixList = ec2.kind({
  id: 'ec2.managedPrefixList',
  category: 'VPC',
  noun: 'managed prefix list',
  icon: 'list-flat',
  sources: [ec2.list('DescribeManagedPrefixLists', 'PrefixLists', { again: ['PrefixListIds'] })],
  members: { id: 'PrefixListId', name: 'PrefixListName', arn: 'PrefixListArn', state: 'State', tags: 'Tags' },
  show: ['AddressFamily', 'MaxEntries', 'Version', 'OwnerId'],
  // AWS's own lists are in every account and cannot be deleted.
  applies: ({ item }) => item.OwnerId !== 'AWS',
  evidence: [
    {
      check: 'entries',
      assess: () => ({ level: 'warning', text: 'Its entries go with it: GetManagedPrefixListEntries shows them.' }),
    },
  ],
  removal: { operation: 'DeleteManagedPrefixList', verb: 'delete', input: 'PrefixListId' },
  remake: 'CreateManagedPrefixList',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpcBlockPublicAccessExclusion.html */
export const blockPublicAccessExclusion = ec2.kind({
  id: 'ec2.blockPublicAccessExclusion',
  category: 'VPC',
  noun: 'VPC block public access exclusion',
  icon: 'circle-slash',
  sources: [
    ec2.list('DescribeVpcBlockPublicAccessExclusions', 'VpcBlockPublicAccessExclusions', { again: ['ExclusionIds'] }),
  ],
  members: { id: 'ExclusionId', name: 'tag', state: 'State', tags: 'Tags', created: 'CreationTimestamp' },
  show: ['ResourceArn', 'InternetGatewayExclusionMode'],
  removal: { operation: 'DeleteVpcBlockPublicAccessExclusion', verb: 'delete', input: 'ExclusionId' },
  remake: 'CreateVpcBlockPublicAccessExclusion',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpcEncryptionControl.html */
export const vpcEncryptionControl = ec2.kind({
  id: 'ec2.vpcEncryptionControl',
  category: 'VPC',
  noun: 'VPC encryption control',
  icon: 'lock',
  sources: [ec2.list('DescribeVpcEncryptionControls', 'VpcEncryptionControls', { again: ['VpcEncryptionControlIds'] })],
  members: { id: 'VpcEncryptionControlId', name: 'tag', state: 'State', tags: 'Tags' },
  show: ['VpcId', 'Mode'],
  removal: { operation: 'DeleteVpcEncryptionControl', verb: 'delete', input: 'VpcEncryptionControlId' },
  remake: 'CreateVpcEncryptionControl',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_SecondaryNetwork.html */
export const secondaryNetwork = ec2.kind({
  id: 'ec2.secondaryNetwork',
  category: 'VPC',
  noun: 'secondary network',
  icon: 'type-hierarchy',
  sources: [ec2.list('DescribeSecondaryNetworks', 'SecondaryNetworks', { again: ['SecondaryNetworkIds'] })],
  members: { id: 'SecondaryNetworkId', name: 'tag', state: 'State', tags: 'Tags' },
  dependents: [{ kind: 'ec2.secondarySubnet', filter: 'secondary-network-id' }],
  removal: { operation: 'DeleteSecondaryNetwork', verb: 'delete', input: 'SecondaryNetworkId' },
  remake: 'CreateSecondaryNetwork',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_SecondarySubnet.html */
export const secondarySubnet = ec2.kind({
  id: 'ec2.secondarySubnet',
  category: 'VPC',
  noun: 'secondary subnet',
  icon: 'type-hierarchy-sub',
  sources: [ec2.list('DescribeSecondarySubnets', 'SecondarySubnets', { again: ['SecondarySubnetIds'] })],
  members: { id: 'SecondarySubnetId', name: 'tag', state: 'State', tags: 'Tags' },
  show: ['SecondaryNetworkId', 'AvailabilityZone'],
  removal: { operation: 'DeleteSecondarySubnet', verb: 'delete', input: 'SecondarySubnetId' },
  remake: 'CreateSecondarySubnet',
});
