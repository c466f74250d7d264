import { defineKinds } from '../../builder/rowBuilder.ts';

const ec2 = defineKinds('ec2');

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TransitGatewayPolicyTable.html */
const transitGatewayPolicyTable = ec2.kind({
  noun: 'transit gateway policy table',
  icon: 'law',
  sources: [
    ec2.list('DescribeTransitGatewayPolicyTables', 'TransitGatewayPolicyTables', {
      getOne: ['TransitGatewayPolicyTableIds'],
    }),
  ],
  members: { id: 'TransitGatewayPolicyTableId', name: 'tag', state: 'State', tags: 'Tags', created: 'CreationTime' },
  fields: ['TransitGatewayId'],
  action: 'DeleteTransitGatewayPolicyTable',
});

const tables = {
  operation: 'DescribeTransitGatewayPolicyTables',
  items: 'TransitGatewayPolicyTables',
  getOne: ['TransitGatewayPolicyTableIds'],
} as const;
const ofTable = { noun: 'transit gateway policy table', id: 'TransitGatewayPolicyTableId' } as const;

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TransitGatewayPolicyTableEntry.html */
const transitGatewayPolicyTableEntry = ec2.kind({
  parentKinds: ['ec2.transitGatewayPolicyTable'],
  noun: 'transit gateway policy table entry',
  icon: 'list-ordered',
  sources: [
    ec2.children(
      tables,
      ofTable,
      'GetTransitGatewayPolicyTableEntries',
      'TransitGatewayPolicyTableEntries',
      'TransitGatewayPolicyTableId',
    ),
  ],
  members: { id: 'PolicyRuleNumber', state: 'State' },
  identity: ['PolicyRuleNumber', 'PolicyRule', 'TargetRouteTableId'],
  fields: ['TargetRouteTableId'],
  action: {
    operation: 'DeleteTransitGatewayPolicyTableEntry',
    input: { TransitGatewayPolicyTableId: { parent: 'id' }, PolicyRuleNumber: 'PolicyRuleNumber' },
  },
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TransitGatewayPolicyTableAssociation.html */
const transitGatewayPolicyTableAssociation = ec2.kind({
  parentKinds: ['ec2.transitGatewayPolicyTable'],
  noun: 'transit gateway policy table association',
  icon: 'link',
  sources: [
    ec2.children(
      tables,
      ofTable,
      'GetTransitGatewayPolicyTableAssociations',
      'Associations',
      'TransitGatewayPolicyTableId',
    ),
  ],
  members: { id: 'TransitGatewayAttachmentId', state: 'State' },
  fields: ['ResourceId', 'ResourceType'],
  action: {
    operation: 'DisassociateTransitGatewayPolicyTable',
    input: { TransitGatewayPolicyTableId: { parent: 'id' }, TransitGatewayAttachmentId: 'TransitGatewayAttachmentId' },
  },
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TransitGatewayMeteringPolicy.html */
const transitGatewayMeteringPolicy = ec2.kind({
  noun: 'transit gateway metering policy',
  icon: 'dashboard',
  sources: [
    ec2.list('DescribeTransitGatewayMeteringPolicies', 'TransitGatewayMeteringPolicies', {
      getOne: ['TransitGatewayMeteringPolicyIds'],
    }),
  ],
  members: { id: 'TransitGatewayMeteringPolicyId', name: 'tag', state: 'State', tags: 'Tags' },
  fields: ['TransitGatewayId'],
  action: 'DeleteTransitGatewayMeteringPolicy',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TransitGatewayMeteringPolicyEntry.html */
const transitGatewayMeteringPolicyEntry = ec2.kind({
  parentKinds: ['ec2.transitGatewayMeteringPolicy'],
  noun: 'transit gateway metering policy entry',
  icon: 'list-ordered',
  sources: [
    ec2.children(
      {
        operation: 'DescribeTransitGatewayMeteringPolicies',
        items: 'TransitGatewayMeteringPolicies',
        getOne: ['TransitGatewayMeteringPolicyIds'],
      },
      { noun: 'transit gateway metering policy', id: 'TransitGatewayMeteringPolicyId' },
      'GetTransitGatewayMeteringPolicyEntries',
      'TransitGatewayMeteringPolicyEntries',
      'TransitGatewayMeteringPolicyId',
    ),
  ],
  members: { id: 'PolicyRuleNumber', state: 'State' },
  identity: ['PolicyRuleNumber', 'MeteredAccount', 'MeteringPolicyRule'],
  fields: ['MeteredAccount'],
  action: {
    operation: 'DeleteTransitGatewayMeteringPolicyEntry',
    // A string in the list, a number in the request.
    input: {
      TransitGatewayMeteringPolicyId: { parent: 'id' },
      PolicyRuleNumber: { item: 'PolicyRuleNumber', as: 'number' },
    },
  },
});

export const TRANSIT_GATEWAY_POLICY_TABLE_KINDS = ec2.kinds('Transit gateways', {
  transitGatewayPolicyTable,
  transitGatewayPolicyTableEntry,
  transitGatewayPolicyTableAssociation,
  transitGatewayMeteringPolicy,
  transitGatewayMeteringPolicyEntry,
});
