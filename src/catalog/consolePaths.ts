import type { Kind } from './model/kind.ts';

/** The categories of EC2 that have a console of their own. */
const EC2_CONSOLES: Readonly<Record<string, string>> = {
  VPC: 'vpc',
  Gateways: 'vpc',
  'Endpoints & peering': 'vpc',
  'Transit gateways': 'vpc',
  VPN: 'vpc',
  'Route servers': 'vpc',
  'Verified Access': 'vpc',
  'Traffic Mirroring': 'vpc',
  IPAM: 'ipam',
};

/**
 * Returns the home page of a kind's console as a path after the host; undefined for Lightsail, whose console has a host of its own.
 * (https://docs.aws.amazon.com/vpc/latest/userguide/create-vpc.html,
 * https://docs.aws.amazon.com/vpc/latest/ipam/create-ipam.html, https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/LaunchingAndUsingInstances.html,
 * https://docs.aws.amazon.com/directconnect/latest/UserGuide/getting_started.html).
 */
export function consoleHomePath({ service, category }: Pick<Kind, 'service' | 'category'>): string | undefined {
  switch (service) {
    case 'ec2':
      return `/${EC2_CONSOLES[category] ?? 'ec2'}/`;
    case 'directconnect':
      return '/directconnect/v2/home';
    case 'lightsail':
      return undefined;
  }
}

/**
 * The types of EC2 whose ARNs AWS does not return: what stands in them before the id
 * (https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html#amazonec2-resources-for-iam-policies).
 */
const ARN_TYPES: Readonly<Record<string, string>> = {
  'ec2.instance': 'instance',
  'ec2.vpc': 'vpc',
  'ec2.networkInterface': 'network-interface',
  'ec2.address': 'elastic-ip',
  'ec2.internetGateway': 'internet-gateway',
  'ec2.egressOnlyInternetGateway': 'egress-only-internet-gateway',
  'ec2.natGateway': 'natgateway',
  'ec2.routeTable': 'route-table',
  'ec2.networkAcl': 'network-acl',
  'ec2.dhcpOptions': 'dhcp-options',
  'ec2.vpcEndpoint': 'vpc-endpoint',
  'ec2.vpcPeeringConnection': 'vpc-peering-connection',
  'ec2.launchTemplate': 'launch-template',
  'ec2.customerGateway': 'customer-gateway',
  'ec2.vpnGateway': 'vpn-gateway',
  'ec2.vpnConnection': 'vpn-connection',
};

/** Returns the part of an ARN that names the resource, by the id of its type; undefined where the console is not reached by it. */
export function arnResource(kindId: string, id: string): string | undefined {
  const type = Object.hasOwn(ARN_TYPES, kindId) ? ARN_TYPES[kindId] : undefined;
  return type && `${type}/${id}`;
}
