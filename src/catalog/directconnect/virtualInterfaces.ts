import type { DirectConnectGatewayAssociation, DirectConnectGatewayAttachment } from '@aws-sdk/client-direct-connect';
import { always } from '../builder/evidence.ts';
import { defineKinds } from '../builder/rowBuilder.ts';

const directconnect = defineKinds('directconnect');

/** The states that are not up. `unknown`: "The state of the virtual interface is not available." API_VirtualInterface.html has them all. */
const WITHOUT_TRAFFIC: ReadonlySet<string> = new Set([
  ...['confirming', 'verifying', 'pending', 'down', 'deleting', 'deleted', 'rejected'],
]);

/** https://docs.aws.amazon.com/directconnect/latest/APIReference/API_VirtualInterface.html */
const virtualInterface = directconnect.kind({
  noun: 'virtual interface',
  icon: 'debug-disconnect',
  sources: [directconnect.list('DescribeVirtualInterfaces', 'virtualInterfaces', { getOne: 'virtualInterfaceId' })],
  members: { id: 'virtualInterfaceId', name: 'virtualInterfaceName', state: 'virtualInterfaceState', tags: 'tags' },
  identity: ['virtualInterfaceId', 'ownerAccount', 'connectionId'],
  fields: ['virtualInterfaceType', 'vlan', 'connectionId', 'directConnectGatewayId', 'virtualGatewayId', 'asn'],
  evidence: [
    {
      check: 'traffic',
      assess({ item: { virtualInterfaceState: state = 'unknown' } }) {
        if (state === 'available')
          return { level: 'warning', severe: true, text: 'It is up. Networks behind it are cut off at once.' };
        return WITHOUT_TRAFFIC.has(state)
          ? { level: 'ok', text: `Its state is ${state}. It carries no traffic now.` }
          : { level: 'unknown', text: `Its state is ${state}. AWS did not return whether it carries traffic.` };
      },
    },
  ],
  action: 'DeleteVirtualInterface',
  restorability: 'Teardown cannot restore it, because it does not store the BGP key. Another one gets a new ID.',
});

/** https://docs.aws.amazon.com/directconnect/latest/APIReference/API_BGPPeer.html */
const bgpPeer = directconnect.kind({
  parentKinds: ['directconnect.virtualInterface'],
  noun: 'BGP peer',
  icon: 'arrow-both',
  sources: [
    directconnect.nested(
      'DescribeVirtualInterfaces',
      'virtualInterfaces',
      'bgpPeers',
      { noun: 'virtual interface', id: 'virtualInterfaceId', name: 'virtualInterfaceName' },
      'virtualInterfaceId',
    ),
  ],
  members: { id: 'bgpPeerId', name: 'customerAddress', state: 'bgpPeerState' },
  identity: ['bgpPeerId', 'customerAddress', 'asn'],
  fields: ['bgpStatus', 'asn', 'addressFamily', 'amazonAddress'],
  evidence: [
    {
      check: 'traffic',
      assess({ item: { bgpStatus } }) {
        switch (bgpStatus) {
          case 'up':
            return {
              level: 'warning',
              severe: true,
              text: 'BGP is up. The routes learned from it are withdrawn at once.',
            };
          case 'down':
            return { level: 'ok', text: 'BGP is not up.' };
          default:
            return { level: 'unknown', text: 'AWS did not return whether the BGP session is up.' };
        }
      },
    },
    {
      check: 'last',
      assess: ({ parent }) =>
        (parent?.raw.bgpPeers ?? []).filter(({ bgpPeerState: state }) => state !== 'deleted').length > 1
          ? undefined
          : { level: 'blocker', text: 'AWS does not delete the last BGP peer of a virtual interface.' },
    },
  ],
  action: { operation: 'DeleteBGPPeer', input: { virtualInterfaceId: { parent: 'id' }, bgpPeerId: 'bgpPeerId' } },
  restorability: 'Teardown cannot restore it, because it does not store the BGP key.',
  recreateOperation: 'CreateBGPPeer',
});

/** A global resource: every Region lists the same gateways. https://docs.aws.amazon.com/directconnect/latest/APIReference/API_DirectConnectGateway.html */
const directConnectGateway = directconnect.kind({
  global: true,
  noun: 'Direct Connect gateway',
  icon: 'globe',
  sources: [
    directconnect.list('DescribeDirectConnectGateways', 'directConnectGateways', { getOne: 'directConnectGatewayId' }),
  ],
  members: {
    id: 'directConnectGatewayId',
    name: 'directConnectGatewayName',
    state: 'directConnectGatewayState',
    tags: 'tags',
  },
  identity: ['directConnectGatewayId', 'ownerAccount'],
  fields: ['amazonSideAsn', 'ownerAccount', 'stateChangeError'],
  probes: [
    {
      check: 'attachments',
      operation: 'DescribeDirectConnectGatewayAttachments',
      input: ({ item }) => ({ directConnectGatewayId: item.directConnectGatewayId }),
      assess(output, { item }) {
        const attached = ((output['directConnectGatewayAttachments'] ?? []) as DirectConnectGatewayAttachment[])
          .filter(({ directConnectGatewayId: of }) => of === item.directConnectGatewayId)
          .flatMap(({ virtualInterfaceId: id, virtualInterfaceRegion: region, attachmentState: state }) =>
            state === 'detached' || id === undefined ? [] : [{ id, ...(region !== undefined && { region }) }],
          );
        return attached.length === 0
          ? undefined
          : {
              level: 'blocker',
              text: `Virtual interfaces are attached to it: ${attached.map(({ id }) => id).join(', ')}. Delete them first.`,
              blockers: attached.map((one) => ({ kind: 'directconnect.virtualInterface', ...one })),
            };
      },
    },
    {
      check: 'associations',
      operation: 'DescribeDirectConnectGatewayAssociations',
      input: ({ item }) => ({ directConnectGatewayId: item.directConnectGatewayId }),
      assess(output, { item }) {
        const { directConnectGatewayId: parent = '' } = item;
        const ids = ((output['directConnectGatewayAssociations'] ?? []) as DirectConnectGatewayAssociation[])
          .filter(({ directConnectGatewayId: of }) => of === parent)
          .flatMap(({ associationId: id, associationState: state }) => (state === 'disassociated' ? [] : (id ?? [])));
        return ids.length === 0
          ? undefined
          : {
              level: 'blocker',
              text: `${ids.length} gateways are associated with it. Disassociate them first.`,
              blockers: ids.map((id) => ({ kind: 'directconnect.gatewayAssociation', id, parent })),
            };
      },
    },
  ],
  deletedAfter: ['directconnect.virtualInterface', 'directconnect.gatewayAssociation'],
  action: 'DeleteDirectConnectGateway',
});

/** https://docs.aws.amazon.com/directconnect/latest/APIReference/API_DirectConnectGatewayAssociation.html */
const gatewayAssociation = directconnect.kind({
  global: true,
  parentKinds: ['directconnect.directConnectGateway'],
  noun: 'Direct Connect gateway association',
  icon: 'link',
  sources: [
    directconnect.children(
      { operation: 'DescribeDirectConnectGateways', items: 'directConnectGateways', getOne: 'directConnectGatewayId' },
      { noun: 'Direct Connect gateway', id: 'directConnectGatewayId', name: 'directConnectGatewayName' },
      'DescribeDirectConnectGatewayAssociations',
      'directConnectGatewayAssociations',
      'directConnectGatewayId',
    ),
  ],
  members: { id: 'associationId', name: 'associatedGateway.id', state: 'associationState' },
  fields: [['associatedGateway.type', 'Type'], ['associatedGateway.region', 'Region'], 'stateChangeError'],
  completion: { states: { inProgress: ['disassociating'], deleted: ['disassociated'] } },
  evidence: [always('traffic', 'severe', 'Networks behind the gateway are cut off.')],
  action: 'DeleteDirectConnectGatewayAssociation',
});

/** https://docs.aws.amazon.com/directconnect/latest/APIReference/API_DirectConnectGatewayAssociationProposal.html */
const gatewayAssociationProposal = directconnect.kind({
  global: true,
  noun: 'Direct Connect gateway association proposal',
  icon: 'mail',
  sources: [
    directconnect.list('DescribeDirectConnectGatewayAssociationProposals', 'directConnectGatewayAssociationProposals', {
      getOne: 'proposalId',
    }),
  ],
  members: { id: 'proposalId', name: 'associatedGateway.id', state: 'proposalState' },
  fields: ['directConnectGatewayId', 'directConnectGatewayOwnerAccount'],
  action: 'DeleteDirectConnectGatewayAssociationProposal',
});

export const VIRTUAL_INTERFACE_KINDS = [
  ...directconnect.kinds('Virtual interfaces', { virtualInterface, bgpPeer }),
  ...directconnect.kinds('Direct Connect gateways', {
    directConnectGateway,
    gatewayAssociation,
    gatewayAssociationProposal,
  }),
];
