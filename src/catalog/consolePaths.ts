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
 * AWS documents no address of a single resource (https://docs.aws.amazon.com/vpc/latest/userguide/create-vpc.html,
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
