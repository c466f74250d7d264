import { ACCOUNT_AND_TRANSIT_TYPES } from './accountAndTransit.ts';
import { COMPUTE_TYPES } from './compute.ts';
import { DIRECT_CONNECT_TYPES } from './directConnect.ts';
import { GATEWAY_TYPES } from './gateways.ts';
import { NETWORK_TYPES } from './network.ts';

/** A sample of every resource type that moto implements. */
export const FOREIGN_TYPES = [
  ...NETWORK_TYPES,
  ...GATEWAY_TYPES,
  ...COMPUTE_TYPES,
  ...ACCOUNT_AND_TRANSIT_TYPES,
  ...DIRECT_CONNECT_TYPES,
];
