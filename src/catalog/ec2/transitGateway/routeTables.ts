import { always } from '../../builder/evidence.ts';
import { defineKinds } from '../../builder/rowBuilder.ts';

const ec2 = defineKinds('ec2');

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TransitGatewayRouteTable.html */
const transitGatewayRouteTable = ec2.kind({
  noun: 'transit gateway route table',
  icon: 'git-merge',
  sources: [
    ec2.list('DescribeTransitGatewayRouteTables', 'TransitGatewayRouteTables', {
      getOne: ['TransitGatewayRouteTableIds'],
    }),
  ],
  members: { id: 'TransitGatewayRouteTableId', name: 'tag', state: 'State', tags: 'Tags', created: 'CreationTime' },
  fields: ['TransitGatewayId', 'DefaultAssociationRouteTable', 'DefaultPropagationRouteTable'],
  evidence: [
    {
      check: 'default',
      assess: ({ item }) =>
        item.DefaultAssociationRouteTable || item.DefaultPropagationRouteTable
          ? { level: 'warning', text: 'It is the default route table of its transit gateway.' }
          : undefined,
    },
  ],
  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteTransitGatewayRouteTable.html: associations first.
  dependents: [
    { kind: 'ec2.transitGatewayRouteTableAssociation', refersBy: 'parent' },
    { kind: 'ec2.transitGatewayRouteTablePropagation', refersBy: 'parent', optional: true },
  ],
  action: 'DeleteTransitGatewayRouteTable',
});

const tables = {
  operation: 'DescribeTransitGatewayRouteTables',
  items: 'TransitGatewayRouteTables',
  getOne: ['TransitGatewayRouteTableIds'],
} as const;
const ofTable = { noun: 'transit gateway route table', id: 'TransitGatewayRouteTableId' } as const;

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_SearchTransitGatewayRoutes.html. It requires a filter, and only static routes can be deleted. */
const transitGatewayRoute = ec2.kind({
  parentKinds: ['ec2.transitGatewayRouteTable'],
  noun: 'transit gateway route',
  icon: 'arrow-right',
  sources: [
    ec2.children(tables, ofTable, 'SearchTransitGatewayRoutes', 'Routes', 'TransitGatewayRouteTableId', {
      Filters: [{ Name: 'type', Values: ['static'] }],
    }),
  ],
  members: { id: 'DestinationCidrBlock', state: 'State' },
  identity: ['DestinationCidrBlock', 'TransitGatewayAttachments'],
  matches: ({ item }) => item.Type !== 'propagated' && item.PrefixListId === undefined,
  // A propagated route may take its place.
  completion: { unmatched: 'deleted' },
  evidence: [always('traffic', 'warning', 'Traffic to its destination takes another route or is dropped.')],
  action: {
    operation: 'DeleteTransitGatewayRoute',
    input: { TransitGatewayRouteTableId: { parent: 'id' }, DestinationCidrBlock: 'DestinationCidrBlock' },
  },
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TransitGatewayPrefixListReference.html */
const transitGatewayPrefixListReference = ec2.kind({
  parentKinds: ['ec2.transitGatewayRouteTable'],
  noun: 'transit gateway prefix list reference',
  icon: 'list-flat',
  sources: [
    ec2.children(
      tables,
      ofTable,
      'GetTransitGatewayPrefixListReferences',
      'TransitGatewayPrefixListReferences',
      'TransitGatewayRouteTableId',
    ),
  ],
  members: { id: 'PrefixListId', state: 'State' },
  fields: ['Blackhole', ['TransitGatewayAttachment.ResourceId', 'Attached to']],
  ending: ['TransitGatewayAttachment.ResourceId'],
  action: {
    operation: 'DeleteTransitGatewayPrefixListReference',
    input: { TransitGatewayRouteTableId: { parent: 'id' }, PrefixListId: 'PrefixListId' },
  },
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TransitGatewayRouteTableAssociation.html */
const transitGatewayRouteTableAssociation = ec2.kind({
  parentKinds: ['ec2.transitGatewayRouteTable'],
  noun: 'transit gateway route table association',
  icon: 'link',
  sources: [
    ec2.children(
      tables,
      ofTable,
      'GetTransitGatewayRouteTableAssociations',
      'Associations',
      'TransitGatewayRouteTableId',
    ),
  ],
  members: { id: 'TransitGatewayAttachmentId', state: 'State' },
  fields: ['ResourceId', 'ResourceType'],
  evidence: [always('traffic', 'severe', 'Traffic from the attachment is no longer routed.')],
  action: {
    operation: 'DisassociateTransitGatewayRouteTable',
    input: { TransitGatewayRouteTableId: { parent: 'id' }, TransitGatewayAttachmentId: 'TransitGatewayAttachmentId' },
  },
  restorability: {
    level: 'full',
    text: 'It can be associated again.',
    restore: {
      operation: 'AssociateTransitGatewayRouteTable',
      input: {
        TransitGatewayRouteTableId: { parent: 'id' },
        TransitGatewayAttachmentId: { item: 'TransitGatewayAttachmentId' },
      },
      restores: 'The same association.',
      notRestored: [],
      matchBy: ['TransitGatewayAttachmentId'],
    },
  },
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TransitGatewayRouteTablePropagation.html */
const transitGatewayRouteTablePropagation = ec2.kind({
  parentKinds: ['ec2.transitGatewayRouteTable'],
  noun: 'transit gateway route propagation',
  icon: 'broadcast',
  sources: [
    ec2.children(
      tables,
      ofTable,
      'GetTransitGatewayRouteTablePropagations',
      'TransitGatewayRouteTablePropagations',
      'TransitGatewayRouteTableId',
    ),
  ],
  members: { id: ['TransitGatewayAttachmentId', 'TransitGatewayRouteTableAnnouncementId'], state: 'State' },
  fields: ['ResourceId', 'ResourceType'],
  action: {
    operation: 'DisableTransitGatewayRouteTablePropagation',
    input: { TransitGatewayRouteTableId: { parent: 'id' } },
    // The announcement if there is one, otherwise the attachment.
    computedInput: ({ item }) =>
      item.TransitGatewayRouteTableAnnouncementId === undefined
        ? { TransitGatewayAttachmentId: item.TransitGatewayAttachmentId }
        : { TransitGatewayRouteTableAnnouncementId: item.TransitGatewayRouteTableAnnouncementId },
  },
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TransitGatewayRouteTableAnnouncement.html */
const transitGatewayRouteTableAnnouncement = ec2.kind({
  noun: 'transit gateway route table announcement',
  icon: 'megaphone',
  sources: [
    ec2.list('DescribeTransitGatewayRouteTableAnnouncements', 'TransitGatewayRouteTableAnnouncements', {
      getOne: ['TransitGatewayRouteTableAnnouncementIds'],
    }),
  ],
  members: {
    id: 'TransitGatewayRouteTableAnnouncementId',
    name: 'tag',
    state: 'State',
    tags: 'Tags',
    created: 'CreationTime',
  },
  fields: ['TransitGatewayRouteTableId', 'PeeringAttachmentId', 'AnnouncementDirection'],
  action: 'DeleteTransitGatewayRouteTableAnnouncement',
});

export const TRANSIT_GATEWAY_ROUTE_TABLE_KINDS = ec2.kinds('Transit gateways', {
  transitGatewayRouteTable,
  transitGatewayRoute,
  transitGatewayPrefixListReference,
  transitGatewayRouteTableAssociation,
  transitGatewayRouteTablePropagation,
  transitGatewayRouteTableAnnouncement,
});
