import { defineKinds } from '../../builder/rowBuilder.ts';

const ec2 = defineKinds('ec2');

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TransitGatewayRouteTable.html */
export const transitGatewayRouteTable = ec2.kind({
  id: 'ec2.transitGatewayRouteTable',
  category: 'Transit gateways',
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
  deletedAfter: ['ec2.transitGatewayRouteTableAssociation', 'ec2.transitGatewayRouteTablePropagation'],
  action: { operation: 'DeleteTransitGatewayRouteTable', verb: 'delete', input: 'TransitGatewayRouteTableId' },
  recreateOperation: 'CreateTransitGatewayRouteTable',
});

const tables = {
  operation: 'DescribeTransitGatewayRouteTables',
  items: 'TransitGatewayRouteTables',
  getOne: ['TransitGatewayRouteTableIds'],
} as const;
const ofTable = { noun: 'transit gateway route table', id: 'TransitGatewayRouteTableId' } as const;

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_SearchTransitGatewayRoutes.html: it must be given a filter, and only static routes can be deleted. */
export const transitGatewayRoute = ec2.kind({
  id: 'ec2.transitGatewayRoute',
  category: 'Transit gateways',
  parentKinds: ['ec2.transitGatewayRouteTable'],
  noun: 'transit gateway route',
  icon: 'arrow-right',
  sources: [
    ec2.children(tables, ofTable, 'SearchTransitGatewayRoutes', 'Routes', 'TransitGatewayRouteTableId', {
      Filters: [{ Name: 'type', Values: ['static'] }],
    }),
  ],
  members: { id: 'DestinationCidrBlock', state: 'State' },
  matches: ({ item }) => item.Type !== 'propagated' && item.PrefixListId === undefined,
  evidence: [
    {
      check: 'traffic',
      assess: () => ({ level: 'warning', text: 'Traffic to its destination takes another route or is dropped.' }),
    },
  ],
  action: {
    operation: 'DeleteTransitGatewayRoute',
    verb: 'delete',
    input: { TransitGatewayRouteTableId: { parent: 'id' }, DestinationCidrBlock: 'DestinationCidrBlock' },
  },
  recreateOperation: 'CreateTransitGatewayRoute',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TransitGatewayPrefixListReference.html */
export const transitGatewayPrefixListReference = ec2.kind({
  id: 'ec2.transitGatewayPrefixListReference',
  category: 'Transit gateways',
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
  action: {
    operation: 'DeleteTransitGatewayPrefixListReference',
    verb: 'delete',
    input: { TransitGatewayRouteTableId: { parent: 'id' }, PrefixListId: 'PrefixListId' },
  },
  recreateOperation: 'CreateTransitGatewayPrefixListReference',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TransitGatewayRouteTableAssociation.html */
export const transitGatewayRouteTableAssociation = ec2.kind({
  id: 'ec2.transitGatewayRouteTableAssociation',
  category: 'Transit gateways',
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
  evidence: [
    {
      check: 'traffic',
      assess: () => ({ level: 'warning', severe: true, text: 'What comes from the attachment is routed no more.' }),
    },
  ],
  action: {
    operation: 'DisassociateTransitGatewayRouteTable',
    verb: 'disassociate',
    input: {
      TransitGatewayRouteTableId: { parent: 'id' },
      TransitGatewayAttachmentId: 'TransitGatewayAttachmentId',
    },
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
export const transitGatewayRouteTablePropagation = ec2.kind({
  id: 'ec2.transitGatewayRouteTablePropagation',
  category: 'Transit gateways',
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
    verb: 'disable',
    input: { TransitGatewayRouteTableId: { parent: 'id' } },
    // An announcement where there is one, else the attachment.
    computedInput: ({ item }) =>
      item.TransitGatewayRouteTableAnnouncementId === undefined
        ? { TransitGatewayAttachmentId: item.TransitGatewayAttachmentId }
        : { TransitGatewayRouteTableAnnouncementId: item.TransitGatewayRouteTableAnnouncementId },
  },
  recreateOperation: 'EnableTransitGatewayRouteTablePropagation',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TransitGatewayRouteTableAnnouncement.html */
export const transitGatewayRouteTableAnnouncement = ec2.kind({
  id: 'ec2.transitGatewayRouteTableAnnouncement',
  category: 'Transit gateways',
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
  action: {
    operation: 'DeleteTransitGatewayRouteTableAnnouncement',
    verb: 'delete',
    input: 'TransitGatewayRouteTableAnnouncementId',
  },
  recreateOperation: 'CreateTransitGatewayRouteTableAnnouncement',
});
