import type { PrefixListAssociation, SecurityGroupRule } from '@aws-sdk/client-ec2';
import type { Finding, ResourceReference } from '../../model/evidence.ts';
import type { Probe } from '../../model/kind.ts';

/**
 * Returns what refers to a prefix list, as far as Teardown can delete it. AWS names route tables and security groups: routes are known by
 * the list, rules take another probe. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteManagedPrefixList.html
 */
export function prefixListReferences(
  associations: readonly PrefixListAssociation[],
  list: string,
): Finding | Probe | undefined {
  const holders = associations.flatMap(({ ResourceId: id }) => id ?? []);
  if (holders.length === 0) return undefined;
  const groups = holders.filter((id) => id.startsWith('sg-'));
  if (groups.length === 0) return referencesFinding(holders, list, []);
  return {
    check: 'references',
    operation: 'DescribeSecurityGroupRules',
    input: () => ({ Filters: [{ Name: 'group-id', Values: groups }] }),
    assess: (output) => {
      const rules = ((output['SecurityGroupRules'] ?? []) as SecurityGroupRule[]).filter(
        ({ PrefixListId: id, GroupId: group = '' }) => id === list && groups.includes(group),
      );
      return referencesFinding(holders, list, rules);
    },
  };
}

function referencesFinding(holders: readonly string[], list: string, rules: readonly SecurityGroupRule[]): Finding {
  const found = holders.map((holder) => referencesOf(holder, list, rules));
  return {
    level: 'blocker',
    text: `These resources refer to it: ${holders.join(', ')}. Remove the references first.`,
    // A reference that Teardown cannot delete stays, whatever else is deleted.
    ...(found.every((one) => one.length > 0) && { blockers: found.flat() }),
  };
}

function referencesOf(holder: string, list: string, rules: readonly SecurityGroupRule[]): readonly ResourceReference[] {
  if (holder.startsWith('tgw-rtb-'))
    return [{ kind: 'ec2.transitGatewayPrefixListReference', id: list, parent: holder }];
  if (holder.startsWith('rtb-')) return [{ kind: 'ec2.route', id: list, parent: holder }];
  return rules.flatMap(({ GroupId: parent, SecurityGroupRuleId: id, IsEgress: out }) => {
    if (parent !== holder || id === undefined) return [];
    return [{ kind: out ? 'ec2.securityGroupEgressRule' : 'ec2.securityGroupIngressRule', id, parent }];
  });
}
