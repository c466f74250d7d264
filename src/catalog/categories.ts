import type { ServiceId } from './model/services.ts';

/** The categories of each service, named as in its console, in the order of the tree. */
export const CATEGORIES = {
  ec2: [
    'Instances',
    'Images',
    'Elastic Block Store',
    'Network & security',
    'VPC',
    'Gateways',
    'Endpoints & peering',
    'Transit gateways',
    'VPN',
    'IPAM',
    'Route servers',
    'Verified Access',
    'Traffic Mirroring',
    'Capacity & Spot',
    'Local gateways',
    'Network analysis',
    'Import & export',
    'Monitoring & reports',
    'Tags',
  ],
  lightsail: [
    'Instances',
    'Containers',
    'Databases',
    'Networking',
    'Storage',
    'Snapshots',
    'Domains & DNS',
    'Monitoring',
    'SSH keys',
    'Tags',
  ],
  directconnect: ['Connections', 'Virtual interfaces', 'Direct Connect gateways', 'MACsec', 'Tags'],
} as const satisfies Readonly<Record<ServiceId, readonly string[]>>;

/** The name of one of a service's categories. */
export type Category<S extends ServiceId = ServiceId> = (typeof CATEGORIES)[S][number];
