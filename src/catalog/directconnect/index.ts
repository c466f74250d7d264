import type { Kind } from '../model/kind.ts';
import { connection, lagMembership, lag, interconnect } from './connections.ts';
import {
  virtualInterface,
  bgpPeer,
  directConnectGateway,
  gatewayAssociation,
  gatewayAssociationProposal,
  directConnectTag,
} from './virtualInterfaces.ts';
import { macSecKey } from './macSecKeys.ts';

/** All kinds of Direct Connect, in the order in which the tree shows them within their category. */
export const DIRECT_CONNECT_KINDS: readonly Kind[] = [
  connection,
  lagMembership,
  lag,
  interconnect,
  virtualInterface,
  bgpPeer,
  directConnectGateway,
  gatewayAssociation,
  gatewayAssociationProposal,
  directConnectTag,
  macSecKey,
];
