import type { NotUsing, UsageLookup, UsageRules, UsageSign } from '../model/usage.ts';
import { directConnectApi, ended } from './shared.ts';

/** Returns the sign for the states before the port exists (`connectionState`, `lagState`). */
const ordered = (member: string): UsageSign => ({
  when: [{ member, is: ['ordering', 'requested', 'pending', 'unknown'] }],
  word: 'unknown',
  reason: 'AWS has not provided it yet',
});

const isDown = (member: string): UsageSign => ({
  when: [{ member, is: ['down'] }],
  word: 'unused',
  reason: 'down, and it has no virtual interface',
});

/** Finds virtual interfaces of any account on a connection or LAG. */
const interfacesOn = (id: string): UsageLookup => ({
  operation: 'DescribeVirtualInterfaces',
  input: { connectionId: id },
  items: 'virtualInterfaces',
  // Of an interface on a LAG, too: https://docs.aws.amazon.com/directconnect/latest/APIReference/API_DescribeVirtualInterfaces.html.
  refersBy: 'connectionId',
  except: [{ member: 'virtualInterfaceState', is: ['deleted', 'rejected'] }],
  word: 'used',
  reason: 'a virtual interface refers to it',
});

/**
 * Finds hosted connections, which another account uses. Each names its LAG:
 * https://docs.aws.amazon.com/directconnect/latest/APIReference/API_Connection.html.
 */
const hostedOn = (id: string): UsageLookup => ({
  operation: 'DescribeHostedConnections',
  input: { connectionId: id },
  items: 'connections',
  refersBy: 'lagId',
  except: [{ member: 'connectionState', is: ['deleted', 'rejected'] }],
  word: 'used',
  reason: 'it has hosted connections',
});

const memberOfLag = (kind: string): NotUsing => ({
  kind,
  member: 'lagId',
  reason: 'a connection is a part of its LAG',
});

/** Everything of Direct Connect. */
export const DIRECT_CONNECT_USAGE: UsageRules = {
  connection: {
    unused: 'it has no virtual interface',
    own: [
      { when: [{ member: 'lagId', present: true }], word: 'used', reason: 'it belongs to a LAG' },
      ...ended('connectionState', ['rejected', 'deleted']),
      isDown('connectionState'),
      ordered('connectionState'),
    ],
    by: { 'directconnect.virtualInterface': 'connectionId', 'directconnect.lag': 'connections.connectionId' },
    lookups: [interfacesOn('connectionId')],
    pages: [directConnectApi('Connection'), directConnectApi('DescribeVirtualInterfaces')],
  },
  lag: {
    unused: 'it has no virtual interface',
    own: [...ended('lagState', ['deleted']), isDown('lagState'), ordered('lagState')],
    by: { 'directconnect.virtualInterface': 'connectionId' },
    notUsing: [memberOfLag('directconnect.connection'), memberOfLag('directconnect.interconnect')],
    lookups: [interfacesOn('lagId'), hostedOn('lagId')],
    pages: [directConnectApi('Lag'), directConnectApi('DescribeHostedConnections')],
  },
  directConnectGateway: {
    unused: 'it has no association',
    by: {
      'directconnect.gatewayAssociation': ['parent', 'directConnectGatewayId'],
      'directconnect.virtualInterface': 'directConnectGatewayId',
      'directconnect.gatewayAssociationProposal': 'directConnectGatewayId',
    },
    lookups: [
      {
        operation: 'DescribeDirectConnectGatewayAttachments',
        input: { directConnectGatewayId: 'directConnectGatewayId' },
        items: 'directConnectGatewayAttachments',
        refersBy: 'directConnectGatewayId',
        except: [{ member: 'attachmentState', is: ['detached'] }],
        word: 'used',
        reason: 'a virtual interface is attached',
      },
    ],
    pages: [directConnectApi('DirectConnectGateway'), directConnectApi('DescribeDirectConnectGatewayAttachments')],
  },
  macSecKey: {
    unused: 'not the associated key',
    own: [
      { when: [{ member: 'state', is: ['associated'] }], word: 'used', reason: 'associated' },
      { when: [{ member: 'state', present: false }], word: 'unknown', reason: 'AWS does not return its state' },
    ],
    notUsing: [
      { kind: 'directconnect.connection', reason: 'a connection lists its keys, associated or not' },
      { kind: 'directconnect.lag', reason: 'a LAG lists its keys, associated or not' },
      { kind: 'directconnect.interconnect', reason: 'an interconnect lists its keys, associated or not' },
      { kind: 'directconnect.macSecKey', reason: 'the same secret on another connection' },
    ],
    pages: [directConnectApi('MacSecKey')],
  },
};
