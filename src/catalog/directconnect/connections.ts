import type { VirtualInterface } from '@aws-sdk/client-direct-connect';
import { always } from '../builder/evidence.ts';
import { defineKinds } from '../builder/rowBuilder.ts';

const directconnect = defineKinds('directconnect');

/** https://docs.aws.amazon.com/directconnect/latest/APIReference/API_Connection.html */
const connection = directconnect.kind({
  noun: 'connection',
  icon: 'plug',
  sources: [directconnect.list('DescribeConnections', 'connections', { getOne: 'connectionId' })],
  members: { id: 'connectionId', name: 'connectionName', state: 'connectionState', tags: 'tags' },
  identity: ['connectionId', 'ownerAccount'],
  fields: ['bandwidth', 'location', 'partnerName', 'vlan', 'lagId'],
  ending: ['lagId'],
  evidence: [
    {
      check: 'partner',
      assess: ({ item }) =>
        item.partnerName === undefined
          ? {
              level: 'warning',
              severe: true,
              text: 'The port is released. The cross connect at the location is billed until it is canceled there.',
            }
          : {
              level: 'warning',
              severe: true,
              text: `${item.partnerName} hosts it. Cancel the partner's part with the partner, who bills it.`,
            },
    },
  ],
  probes: [
    {
      check: 'virtualInterfaces',
      operation: 'DescribeVirtualInterfaces',
      input: ({ item }) => ({ connectionId: item.connectionId }),
      assess: (output, { item }) => interfacesOn(output, item.connectionId),
    },
  ],
  deletedAfter: ['directconnect.virtualInterface', 'directconnect.lagMembership'],
  action: 'DeleteConnection',
  restorability: 'It cannot be restored. CreateConnection orders another port.',
});

/** Probes for the virtual interfaces on a connection or LAG that are not deleted yet. */
function interfacesOn(output: Readonly<Record<string, unknown>>, connection: string | undefined) {
  const there = ((output['virtualInterfaces'] ?? []) as VirtualInterface[])
    .filter(({ connectionId: on }) => on === connection)
    .filter(({ virtualInterfaceState: state }) => state !== 'deleted' && state !== 'rejected')
    .flatMap(({ virtualInterfaceId: id }) => id ?? []);
  return there.length === 0
    ? undefined
    : ({
        level: 'blocker',
        text: `It carries virtual interfaces: ${there.join(', ')}. Delete them first.`,
        blockers: there.map((id) => ({ kind: 'directconnect.virtualInterface', id })),
      } as const);
}

/** https://docs.aws.amazon.com/directconnect/latest/APIReference/API_DisassociateConnectionFromLag.html */
const lagMembership = directconnect.action(connection, {
  identity: ['connectionId', 'lagId'],
  matches: ({ item }) => item.lagId !== undefined,
  completion: { unmatched: 'deleted' },
  evidence: [
    {
      check: 'lag',
      assess: ({ item }) => ({
        level: 'warning',
        severe: true,
        text: `Its traffic is interrupted, and LAG ${item.lagId ?? ''} loses a link. AWS rejects the request if too few links remain.`,
      }),
    },
  ],
  action: {
    operation: 'DisassociateConnectionFromLag',
    label: 'Disassociate Connection from LAG',
    input: { connectionId: 'connectionId', lagId: 'lagId' },
  },
  restorability: {
    level: 'full',
    text: 'It can be associated with the LAG again.',
    restore: {
      operation: 'AssociateConnectionWithLag',
      input: { connectionId: { item: 'connectionId' }, lagId: { item: 'lagId' } },
      restores: 'The same connection in the same LAG.',
      notRestored: ['Its traffic is interrupted again during the association.'],
      matchBy: ['connectionId', 'lagId'],
    },
  },
});

/** https://docs.aws.amazon.com/directconnect/latest/APIReference/API_Lag.html */
const lag = directconnect.kind({
  noun: 'LAG',
  icon: 'layers',
  sources: [directconnect.list('DescribeLags', 'lags', { getOne: 'lagId' })],
  members: { id: 'lagId', name: 'lagName', state: 'lagState', tags: 'tags' },
  identity: ['lagId', 'ownerAccount'],
  fields: ['connectionsBandwidth', 'numberOfConnections', 'location', 'minimumLinks'],
  evidence: [
    {
      check: 'members',
      assess: ({ item }) =>
        (item.connections?.length ?? 0) === 0
          ? undefined
          : {
              level: 'warning',
              text: `Its member connections remain as single connections and are still billed: ${item.connections?.map(({ connectionId }) => connectionId).join(', ') ?? ''}.`,
            },
    },
  ],
  probes: [
    {
      check: 'virtualInterfaces',
      operation: 'DescribeVirtualInterfaces',
      input: ({ item }) => ({ connectionId: item.lagId }),
      assess: (output, { item }) => interfacesOn(output, item.lagId),
    },
  ],
  deletedAfter: ['directconnect.virtualInterface'],
  action: 'DeleteLag',
});

/** Only AWS Direct Connect Partners have interconnects. https://docs.aws.amazon.com/directconnect/latest/APIReference/API_Interconnect.html */
const interconnect = directconnect.kind({
  noun: 'interconnect',
  icon: 'plug',
  sources: [directconnect.list('DescribeInterconnects', 'interconnects', { getOne: 'interconnectId' })],
  members: { id: 'interconnectId', name: 'interconnectName', state: 'interconnectState', tags: 'tags' },
  fields: ['bandwidth', 'location', 'providerName'],
  evidence: [always('customers', 'severe', 'Customer connections that it hosts end.')],
  action: 'DeleteInterconnect',
  restorability: 'It cannot be restored. CreateInterconnect orders another port.',
});

export const CONNECTION_KINDS = directconnect.kinds('Connections', { connection, lagMembership, lag, interconnect });
