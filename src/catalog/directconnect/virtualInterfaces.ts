import { defineKinds } from '../builder/rowBuilder.ts';

const directconnect = defineKinds('directconnect');

/** https://docs.aws.amazon.com/directconnect/latest/APIReference/API_VirtualInterface.html */
export const virtualInterface = directconnect.kind({
  id: 'directconnect.virtualInterface',
  category: 'Virtual interfaces',
  noun: 'virtual interface',
  icon: 'debug-disconnect',
  sources: [directconnect.list('DescribeVirtualInterfaces', 'virtualInterfaces', { getOne: 'virtualInterfaceId' })],
  members: { id: 'virtualInterfaceId', name: 'virtualInterfaceName', state: 'virtualInterfaceState', tags: 'tags' },
  identity: ['virtualInterfaceId', 'ownerAccount', 'connectionId'],
  fields: ['virtualInterfaceType', 'vlan', 'connectionId', 'directConnectGatewayId', 'virtualGatewayId', 'asn'],
  evidence: [
    {
      check: 'traffic',
      assess: ({ item }) =>
        item.virtualInterfaceState === 'available'
          ? { level: 'warning', severe: true, text: 'It is up: what is behind it is cut off at once.' }
          : { level: 'ok', text: `Its state is ${item.virtualInterfaceState ?? 'unknown'}: it carries nothing now.` },
    },
  ],
  action: { operation: 'DeleteVirtualInterface', verb: 'delete', input: 'virtualInterfaceId' },
  restorability: 'It cannot be restored from here: Teardown does not keep its BGP key. Another one gets a new id.',
});

/** https://docs.aws.amazon.com/directconnect/latest/APIReference/API_BGPPeer.html */
export const bgpPeer = directconnect.kind({
  id: 'directconnect.bgpPeer',
  category: 'Virtual interfaces',
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
      assess: ({ item }) =>
        item.bgpStatus === 'up'
          ? { level: 'warning', severe: true, text: 'BGP is up: the routes learned from it are withdrawn at once.' }
          : { level: 'ok', text: 'BGP is not up.' },
    },
    {
      check: 'last',
      assess: ({ parent }) =>
        (parent?.raw.bgpPeers ?? []).filter(({ bgpPeerState: state }) => state !== 'deleted').length > 1
          ? undefined
          : { level: 'blocker', text: 'It is the last BGP peer of its virtual interface, which AWS does not delete.' },
    },
  ],
  action: {
    operation: 'DeleteBGPPeer',
    verb: 'delete',
    input: { virtualInterfaceId: { parent: 'id' }, bgpPeerId: 'bgpPeerId' },
  },
  restorability: 'It cannot be restored from here: Teardown does not keep its BGP key.',
  recreateOperation: 'CreateBGPPeer',
});

/** It is global: every Region lists the same. https://docs.aws.amazon.com/directconnect/latest/APIReference/API_DirectConnectGateway.html */
export const directConnectGateway = directconnect.kind({
  id: 'directconnect.directConnectGateway',
  category: 'Direct Connect gateways',
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
      assess(output) {
        const ids = ((output['directConnectGatewayAttachments'] ?? []) as { virtualInterfaceId?: string }[]).flatMap(
          ({ virtualInterfaceId: id }) => id ?? [],
        );
        return ids.length === 0
          ? undefined
          : {
              level: 'blocker',
              text: `Virtual interfaces are attached to it: ${ids.join(', ')}.`,
              blockers: ids.map((id) => ({ kind: 'directconnect.virtualInterface', id })),
            };
      },
    },
    {
      check: 'associations',
      operation: 'DescribeDirectConnectGatewayAssociations',
      input: ({ item }) => ({ directConnectGatewayId: item.directConnectGatewayId }),
      assess(output) {
        const ids = ((output['directConnectGatewayAssociations'] ?? []) as { associationId?: string }[]).flatMap(
          ({ associationId: id }) => id ?? [],
        );
        return ids.length === 0
          ? undefined
          : {
              level: 'blocker',
              text: `${ids.length} gateways are associated with it: disassociate them first.`,
              blockers: ids.map((id) => ({ kind: 'directconnect.gatewayAssociation', id })),
            };
      },
    },
  ],
  deletedAfter: ['directconnect.virtualInterface', 'directconnect.gatewayAssociation'],
  completion: { states: { inProgress: ['deleting'], deleted: ['deleted'], failed: [], reason: 'stateChangeError' } },
  action: { operation: 'DeleteDirectConnectGateway', verb: 'delete', input: 'directConnectGatewayId' },
  recreateOperation: 'CreateDirectConnectGateway',
});

/** https://docs.aws.amazon.com/directconnect/latest/APIReference/API_DirectConnectGatewayAssociation.html */
export const gatewayAssociation = directconnect.kind({
  id: 'directconnect.gatewayAssociation',
  category: 'Direct Connect gateways',
  parentKinds: ['directconnect.directConnectGateway'],
  noun: 'Direct Connect gateway association',
  icon: 'link',
  sources: [
    directconnect.children(
      {
        operation: 'DescribeDirectConnectGateways',
        items: 'directConnectGateways',
        getOne: 'directConnectGatewayId',
      },
      { noun: 'Direct Connect gateway', id: 'directConnectGatewayId', name: 'directConnectGatewayName' },
      'DescribeDirectConnectGatewayAssociations',
      'directConnectGatewayAssociations',
      'directConnectGatewayId',
    ),
  ],
  members: { id: 'associationId', name: 'associatedGateway.id', state: 'associationState' },
  fields: [['associatedGateway.type', 'Type'], ['associatedGateway.region', 'Region'], 'stateChangeError'],
  completion: {
    states: { inProgress: ['disassociating'], deleted: ['disassociated'], failed: [], reason: 'stateChangeError' },
  },
  evidence: [
    {
      check: 'traffic',
      assess: () => ({ level: 'warning', severe: true, text: 'What is behind the gateway is cut off.' }),
    },
  ],
  action: { operation: 'DeleteDirectConnectGatewayAssociation', verb: 'delete', input: 'associationId' },
  recreateOperation: 'CreateDirectConnectGatewayAssociation',
});

/** https://docs.aws.amazon.com/directconnect/latest/APIReference/API_DirectConnectGatewayAssociationProposal.html */
export const gatewayAssociationProposal = directconnect.kind({
  id: 'directconnect.gatewayAssociationProposal',
  category: 'Direct Connect gateways',
  noun: 'Direct Connect gateway association proposal',
  icon: 'mail',
  sources: [
    directconnect.list('DescribeDirectConnectGatewayAssociationProposals', 'directConnectGatewayAssociationProposals', {
      getOne: 'proposalId',
    }),
  ],
  members: { id: 'proposalId', name: 'associatedGateway.id', state: 'proposalState' },
  fields: ['directConnectGatewayId', 'directConnectGatewayOwnerAccount'],
  action: { operation: 'DeleteDirectConnectGatewayAssociationProposal', verb: 'delete', input: 'proposalId' },
  recreateOperation: 'CreateDirectConnectGatewayAssociationProposal',
});

const TYPES = ['dxcon', 'dxlag', 'dxvif'] as const;

/** Tags ride on what they are of; AWS takes them off by ARN, which those lists do not have. https://docs.aws.amazon.com/directconnect/latest/APIReference/API_Tag.html */
export const directConnectTag = directconnect.kind({
  id: 'directconnect.tag',
  category: 'Tags',
  noun: 'tag',
  icon: 'tag',
  sources: [
    directconnect.nested(
      'DescribeConnections',
      'connections',
      'tags',
      { noun: 'connection', id: 'connectionId', name: 'connectionName' },
      'connectionId',
    ),
    directconnect.nested('DescribeLags', 'lags', 'tags', { noun: 'LAG', id: 'lagId', name: 'lagName' }, 'lagId'),
    directconnect.nested(
      'DescribeVirtualInterfaces',
      'virtualInterfaces',
      'tags',
      { noun: 'virtual interface', id: 'virtualInterfaceId', name: 'virtualInterfaceName' },
      'virtualInterfaceId',
    ),
  ],
  members: { id: 'key' },
  identity: ['key', 'value'],
  fields: ['value'],
  description: ({ item, parent }) => [item.value, parent && `${parent.noun} ${parent.name ?? parent.id}`],
  evidence: [
    {
      check: 'meaning',
      assess: () => ({ level: 'warning', text: 'Policies, cost reports and tools that go by it see it no more.' }),
    },
  ],
  action: {
    operation: 'UntagResource',
    verb: 'remove',
    input: { tagKeys: ['key'] },
    computedInput({ parent, source }) {
      const { region = '', ownerAccount = '' } = parent?.raw ?? {};
      const partition = region.startsWith('cn-') ? 'aws-cn' : region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
      const type = TYPES[source as 0 | 1 | 2];
      return { resourceArn: `arn:${partition}:directconnect:${region}:${ownerAccount}:${type}/${parent?.id ?? ''}` };
    },
  },
  completion: {},
  restorability: 'TagResource sets it again: the plan has its value.',
});
