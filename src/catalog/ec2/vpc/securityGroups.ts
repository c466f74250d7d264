import type { SecurityGroup, SecurityGroupRule } from '@aws-sdk/client-ec2';
import { always } from '../../builder/evidence.ts';
import { defineKinds } from '../../builder/rowBuilder.ts';
import type { Probe } from '../../model/kind.ts';
import type { Structure } from '../../model/structure.ts';
import { interfaceOwner } from './interfaceOwner.ts';

const ec2 = defineKinds('ec2');

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_SecurityGroup.html */
const securityGroup = ec2.kind({
  noun: 'security group',
  icon: 'shield',
  sources: [ec2.list('DescribeSecurityGroups', 'SecurityGroups', { getOne: ['GroupIds'] })],
  members: { id: 'GroupId', name: 'GroupName', tags: 'Tags', arn: 'SecurityGroupArn' },
  fields: ['VpcId', 'Description'],
  badge: ({ item }) => (item.GroupName === 'default' ? 'default' : undefined),
  evidence: [
    {
      check: 'default',
      assess: ({ item }) =>
        item.GroupName === 'default'
          ? { level: 'blocker', text: 'It is the default security group of its VPC. AWS deletes it only with the VPC.' }
          : undefined,
    },
  ],
  dependents: [
    { kind: 'ec2.networkInterface', filter: 'group-id', refersBy: 'Groups.GroupId', owner: interfaceOwner },
    { kind: 'ec2.securityGroupVpcAssociation', filter: 'group-id', refersBy: 'GroupId' },
  ],
  probes: [
    {
      check: 'referringRules',
      operation: 'DescribeSecurityGroups',
      followUpOperations: ['DescribeSecurityGroupRules'],
      input: ({ item }) => ({ Filters: [{ Name: 'ip-permission.group-id', Values: [item.GroupId] }] }),
      assess: (output, { item }) => referring(output, item.GroupId),
    },
    {
      check: 'referringEgressRules',
      operation: 'DescribeSecurityGroups',
      followUpOperations: ['DescribeSecurityGroupRules'],
      input: ({ item }) => ({ Filters: [{ Name: 'egress.ip-permission.group-id', Values: [item.GroupId] }] }),
      assess: (output, { item }) => referring(output, item.GroupId),
    },
  ],
  action: 'DeleteSecurityGroup',
  restorability: 'Teardown cannot restore it: its rules would have to be added again.',
  recreateOperation: 'CreateSecurityGroup',
});

/** Returns whether a rule of a group refers to another group. */
function allowsGroup(
  { IpPermissions: inbound = [], IpPermissionsEgress: outbound = [] }: SecurityGroup,
  other?: string,
) {
  return [...inbound, ...outbound].some(({ UserIdGroupPairs: pairs = [] }) =>
    pairs.some(({ GroupId: id }) => id === other),
  );
}

/** The members of a rule that matter here. */
type Rule = Pick<SecurityGroupRule, 'SecurityGroupRuleId' | 'GroupId' | 'IsEgress' | 'ReferencedGroupInfo'>;

/**
 * Probes for rules of other groups that refer to a group: AWS does not delete the group before them. AWS lists the referring groups,
 * then their rules. Only the rules block the deletion; the groups remain.
 */
function referring(output: Structure, own: string | undefined): Probe | undefined {
  const groups = ((output['SecurityGroups'] ?? []) as SecurityGroup[])
    .filter((group) => allowsGroup(group, own))
    .flatMap(({ GroupId: id }) => (id === undefined || id === own ? [] : [id]));
  if (groups.length === 0) return undefined;
  return {
    check: 'referringRules',
    operation: 'DescribeSecurityGroupRules',
    input: () => ({ Filters: [{ Name: 'group-id', Values: groups }] }),
    assess: (answer) => {
      const rules = ((answer['SecurityGroupRules'] ?? []) as Rule[]).filter(
        ({ GroupId: group, ReferencedGroupInfo: to }) => group !== own && to?.GroupId === own,
      );
      // Where AWS lists a referring group but no such rule, the finding names only the group.
      const named = rules.map(({ GroupId: group, SecurityGroupRuleId: id }) => `${id ?? ''} of ${group ?? ''}`);
      return {
        level: 'blocker',
        text: `Rules of other groups refer to it: ${(named.length > 0 ? named : groups).join(', ')}.`,
        blockers: rules.map(({ IsEgress: out, SecurityGroupRuleId: id = '', GroupId: parent = '' }) => ({
          kind: out === true ? 'ec2.securityGroupEgressRule' : 'ec2.securityGroupIngressRule',
          id,
          parent,
        })),
      };
    },
  };
}

const ruleFacts = ['IpProtocol', 'FromPort', 'ToPort', 'CidrIpv4', 'CidrIpv6', 'PrefixListId', 'Description'] as const;

/** Returns a rule in words: `tcp 443 from 0.0.0.0/0`. */
function ruleRow(item: SecurityGroupRule) {
  const { IpProtocol: protocol, FromPort: from, ToPort: to } = item;
  const ports = from === undefined || from === -1 ? '' : from === to ? ` ${from}` : ` ${from}-${to ?? ''}`;
  const other = item.CidrIpv4 ?? item.CidrIpv6 ?? item.PrefixListId ?? item.ReferencedGroupInfo?.GroupId;
  return [(protocol === '-1' ? 'all traffic' : (protocol ?? '')) + ports, other, item.Description];
}

const rules = ec2.list('DescribeSecurityGroupRules', 'SecurityGroupRules', {
  getOne: ['SecurityGroupRuleIds'],
  parentRef: { noun: 'security group', id: 'GroupId' },
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_SecurityGroupRule.html */
const securityGroupIngressRule = ec2.kind({
  parentKinds: ['ec2.securityGroup'],
  noun: 'inbound rule',
  icon: 'arrow-down',
  sources: [rules],
  members: { id: 'SecurityGroupRuleId', name: 'tag', tags: 'Tags', arn: 'SecurityGroupRuleArn' },
  identity: ['SecurityGroupRuleId', 'GroupId', ...ruleFacts],
  fields: ruleFacts,
  description: ({ item }) => ruleRow(item),
  matches: ({ item }) => item.IsEgress === false,
  evidence: [always('traffic', 'warning', 'New connections that only it allows are rejected at once.')],
  action: {
    operation: 'RevokeSecurityGroupIngress',
    input: { GroupId: 'GroupId', SecurityGroupRuleIds: ['SecurityGroupRuleId'] },
    partialFailuresMember: 'UnknownIpPermissions',
  },
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_SecurityGroupRule.html */
const securityGroupEgressRule = ec2.kind({
  parentKinds: ['ec2.securityGroup'],
  noun: 'outbound rule',
  icon: 'arrow-up',
  sources: [rules],
  members: { id: 'SecurityGroupRuleId', name: 'tag', tags: 'Tags', arn: 'SecurityGroupRuleArn' },
  identity: ['SecurityGroupRuleId', 'GroupId', ...ruleFacts],
  fields: ruleFacts,
  description: ({ item }) => ruleRow(item),
  matches: ({ item }) => item.IsEgress === true,
  evidence: [always('traffic', 'warning', 'New connections that only it allows are rejected at once.')],
  action: {
    operation: 'RevokeSecurityGroupEgress',
    input: { GroupId: 'GroupId', SecurityGroupRuleIds: ['SecurityGroupRuleId'] },
    partialFailuresMember: 'UnknownIpPermissions',
  },
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_SecurityGroupVpcAssociation.html */
const securityGroupVpcAssociation = ec2.kind({
  parentKinds: ['ec2.securityGroup'],
  noun: 'security group VPC association',
  icon: 'link',
  sources: [
    ec2.list('DescribeSecurityGroupVpcAssociations', 'SecurityGroupVpcAssociations', {
      parentRef: { noun: 'security group', id: 'GroupId' },
    }),
  ],
  members: { id: ['GroupId', 'VpcId'], state: 'State' },
  fields: ['VpcId', 'VpcOwnerId'],
  action: { operation: 'DisassociateSecurityGroupVpc', input: { GroupId: 'GroupId', VpcId: 'VpcId' } },
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_KeyPairInfo.html */
const ec2KeyPair = ec2.kind({
  noun: 'key pair',
  icon: 'key',
  sources: [ec2.list('DescribeKeyPairs', 'KeyPairs', { getOne: ['KeyPairIds'] })],
  members: { id: 'KeyPairId', name: 'KeyName', tags: 'Tags', created: 'CreateTime' },
  identity: ['KeyPairId', 'KeyName', 'KeyFingerprint'],
  fields: ['KeyType', 'KeyFingerprint'],
  evidence: [
    always(
      'use',
      'warning',
      'Instances keep the public key. Launch templates and Auto Scaling groups that name the pair can no longer launch instances.',
    ),
  ],
  action: 'DeleteKeyPair',
  restorability: 'Whoever has the public key can import it again. The pair gets a new ID.',
  recreateOperation: 'ImportKeyPair',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_PlacementGroup.html */
const placementGroup = ec2.kind({
  noun: 'placement group',
  icon: 'layout',
  sources: [ec2.list('DescribePlacementGroups', 'PlacementGroups', { getOne: ['GroupNames'] })],
  // AWS takes the name. The GroupId distinguishes a group of the same name.
  members: { id: 'GroupName', name: 'GroupName', arn: 'GroupArn', state: 'State', tags: 'Tags' },
  identity: ['GroupName', 'GroupId'],
  fields: ['Strategy', 'GroupId', 'PartitionCount'],
  dependents: [{ kind: 'ec2.instance', filter: 'placement-group-name', refersBy: 'Placement.GroupName' }],
  action: 'DeletePlacementGroup',
});

export const SECURITY_GROUP_KINDS = ec2.kinds('Network & security', {
  securityGroup,
  securityGroupIngressRule,
  securityGroupEgressRule,
  securityGroupVpcAssociation,
  keyPair: ec2KeyPair,
  placementGroup,
});
