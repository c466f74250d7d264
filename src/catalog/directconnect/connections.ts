import { rowsOf } from '../define.ts';

const directconnect = rowsOf('directconnect');

/** https://docs.aws.amazon.com/directconnect/latest/APIReference/API_Connection.html */
export const connection = directconnect.kind({
  id: 'directconnect.connection',
  category: 'Connections',
  noun: 'connection',
  icon: 'plug',
  sources: [directconnect.list('DescribeConnections', 'connections', { again: 'connectionId' })],
  members: { id: 'connectionId', name: 'connectionName', state: 'connectionState', tags: 'tags' },
  identity: ['connectionId', 'ownerAccount'],
  show: ['bandwidth', 'location', 'partnerName', 'vlan', 'lagId'],
  evidence: [
    {
      check: 'partner',
      assess: ({ item }) =>
        item.partnerName === undefined
          ? {
              level: 'warning',
              grave: true,
              text: 'The port is given back: the cross connect at the location is billed until it is cancelled there.',
            }
          : {
              level: 'warning',
              grave: true,
              text: `It is hosted by ${item.partnerName}, whose part is cancelled and billed there.`,
            },
    },
  ],
  probes: [
    {
      check: 'virtualInterfaces',
      operation: 'DescribeVirtualInterfaces',
      input: ({ item }) => ({ connectionId: item.connectionId }),
      assess: (output) => interfacesOn(output),
    },
  ],
  after: ['directconnect.virtualInterface', 'directconnect.lagMembership'],
  removal: { operation: 'DeleteConnection', verb: 'delete', input: 'connectionId' },
  wayBack: 'It cannot be restored: CreateConnection orders another port.',
});

/** The virtual interfaces on a connection or LAG that still are. */
function interfacesOn(output: Readonly<Record<string, unknown>>) {
  const there = (
    (output['virtualInterfaces'] ?? []) as { virtualInterfaceId?: string; virtualInterfaceState?: string }[]
  )
    .filter(({ virtualInterfaceState: state }) => state !== 'deleted' && state !== 'rejected')
    .flatMap(({ virtualInterfaceId: id }) => id ?? []);
  return there.length === 0
    ? undefined
    : ({
        level: 'blocker',
        text: `Virtual interfaces are on it: ${there.join(', ')}. Delete them first.`,
        blocking: there.map((id) => ({ kind: 'directconnect.virtualInterface', id })),
      } as const);
}

/** https://docs.aws.amazon.com/directconnect/latest/APIReference/API_DisassociateConnectionFromLag.html */
export const lagMembership = directconnect.verb(connection, {
  id: 'directconnect.lagMembership',
  identity: ['connectionId', 'lagId'],
  applies: ({ item }) => item.lagId !== undefined,
  settling: {},
  evidence: [
    {
      check: 'lag',
      assess: ({ item }) => ({
        level: 'warning',
        grave: true,
        text: `Its traffic is interrupted, and LAG ${item.lagId ?? ''} has one link less: AWS refuses if that is too few.`,
      }),
    },
  ],
  removal: {
    operation: 'DisassociateConnectionFromLag',
    verb: 'disassociate',
    label: 'Disassociate Connection from LAG',
    input: { connectionId: 'connectionId', lagId: 'lagId' },
  },
  wayBack: {
    level: 'full',
    text: 'It can be associated with the LAG again.',
    restore: {
      operation: 'AssociateConnectionWithLag',
      input: { connectionId: { item: 'connectionId' }, lagId: { item: 'lagId' } },
      brings: 'The same connection in the same LAG.',
      loses: ['Its traffic is interrupted again meanwhile.'],
      sameBy: ['connectionId', 'lagId'],
    },
  },
});

/** https://docs.aws.amazon.com/directconnect/latest/APIReference/API_Lag.html */
export const lag = directconnect.kind({
  id: 'directconnect.lag',
  category: 'Connections',
  noun: 'LAG',
  icon: 'layers',
  sources: [directconnect.list('DescribeLags', 'lags', { again: 'lagId' })],
  members: { id: 'lagId', name: 'lagName', state: 'lagState', tags: 'tags' },
  identity: ['lagId', 'ownerAccount'],
  show: ['connectionsBandwidth', 'numberOfConnections', 'location', 'minimumLinks'],
  evidence: [
    {
      check: 'members',
      assess: ({ item }) =>
        (item.connections?.length ?? 0) === 0
          ? undefined
          : {
              level: 'warning',
              text: `Its member connections stay, by themselves, and are billed on: ${item.connections?.map(({ connectionId }) => connectionId).join(', ') ?? ''}.`,
            },
    },
  ],
  probes: [
    {
      check: 'virtualInterfaces',
      operation: 'DescribeVirtualInterfaces',
      input: ({ item }) => ({ connectionId: item.lagId }),
      assess: (output) => interfacesOn(output),
    },
  ],
  after: ['directconnect.virtualInterface'],
  removal: { operation: 'DeleteLag', verb: 'delete', input: 'lagId' },
  remake: 'CreateLag',
});

/** Partners have them. https://docs.aws.amazon.com/directconnect/latest/APIReference/API_Interconnect.html */
export const interconnect = directconnect.kind({
  id: 'directconnect.interconnect',
  category: 'Connections',
  noun: 'interconnect',
  icon: 'plug',
  sources: [directconnect.list('DescribeInterconnects', 'interconnects', { again: 'interconnectId' })],
  members: { id: 'interconnectId', name: 'interconnectName', state: 'interconnectState', tags: 'tags' },
  show: ['bandwidth', 'location', 'providerName'],
  evidence: [
    {
      check: 'customers',
      assess: () => ({ level: 'warning', grave: true, text: 'Connections of customers that are hosted on it end.' }),
    },
  ],
  removal: { operation: 'DeleteInterconnect', verb: 'delete', input: 'interconnectId' },
  wayBack: 'It cannot be restored: CreateInterconnect orders another port.',
});
