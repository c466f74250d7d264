import type { Reference } from './referringMembers.ts';

/** Members with the name of an id that need no listing: which ids, in which type, and why. */
const REVIEWED: readonly (readonly [candidate: RegExp, other: RegExp, reason: string])[] = [
  [/./, /\.imageLaunchPermission$/, 'AMIs of other accounts'],
  [/^ec2\.securityGroup$/, /\.placementGroup$/, 'the id of a placement group: pg-0123456789abcdef0'],
  [/^ec2\.securityGroup$/, /\.clientVpnAuthorizationRule$/, 'a group of Active Directory'],
  [/./, /\.securityGroup(In|E)gressRule$/, 'the rules of DescribeSecurityGroups once more'],
  [/^ec2\.vpc$/, /\.(clientVpnTargetNetwork|routeServerPeer|routeServerEndpoint)$/, 'in a subnet of the VPC'],
  [/^ec2\.subnet$/, /\.(address|multicastGroup\w+|localGatewayRoute)$/, 'beside a network interface in the subnet'],
  [/^ec2\.subnet$/, /\.transitGatewayMulticastDomainAssociation$/, 'the subnet of a VPC attachment'],
  [/^ec2\.subnet$/, /\.routeServerPeer$/, 'the subnet of its endpoint'],
  [/^ec2\.transitGateway\w+$/, /\.(transitGateway(Vpc|Peering|ClientVpn)Attachment)$/, 'the id of another attachment'],
  [/^ec2\.transitGateway(Vpc|Peering)Attachment$/, /\.transitGatewayConnectPeer$/, 'the id of its Connect attachment'],
  [/^ec2\.transitGateway\w+$/, /\.(vpnConcentrator|clientVpn\w+)$/, 'the id of its own attachment'],
  [/^ec2\.transitGateway\w+$/, /\.multicastGroup\w+$/, 'an attachment with an association of the domain'],
  [/^ec2\.address$/, /\.instance NetworkInterfaces\./, 'an associated address'],
  [/^ec2\.networkInterface$/, /\.routeServerPeer EndpointEniId$/, 'the interface of its endpoint'],
  [/^ec2\.subnet$/, /\.clientVpnEndpoint AssociatedTargetNetworks\./, 'the target networks once more'],
  [/^ec2\.vpc$/, /\.(transitGateway|multicastGroup)\w+ (\w+\.)?ResourceId$/, 'the VPC of its attachment'],
  [/^ec2\.ipamScope$/, /\.ipam /, 'its default scopes'],
  [/^ec2\.publicIpv4Pool$/, /\.coipPool /, 'the id of a customer-owned pool'],
  [/^ec2\.publicIpv4Pool$/, /\.routeTableAssociation /, 'the associations of DescribeRouteTables once more'],
  [/^lightsail\./, /\.domain domainEntries\./, 'the entries of GetDomains once more'],
  [/^ec2\.vpc$/, /\.volume(Attachment)? /, 'a resource that a service of AWS manages'],
];

/** Returns whether a member that can hold the id of a type was reviewed as needing no listing. */
export function isReviewed(id: string, { by, path }: Reference): boolean {
  return REVIEWED.some(
    ([candidate, other]) => candidate.test(id) && (other.test(by.id) || other.test(`${by.id} ${path}`)),
  );
}
