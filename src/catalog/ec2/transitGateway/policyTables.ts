import { defineKinds } from '../../builder/rowBuilder.ts';

const ec2 = defineKinds('ec2');

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TransitGatewayPolicyTable.html */
export const transitGatewayPolicyTable = ec2.kind({
  id: 'ec2.transitGatewayPolicyTable',
  category: 'Transit gateways',
  noun: 'transit gateway policy table',
  icon: 'law',
  sources: [
    ec2.list('DescribeTransitGatewayPolicyTables', 'TransitGatewayPolicyTables', {
      getOne: ['TransitGatewayPolicyTableIds'],
    }),
  ],
  members: { id: 'TransitGatewayPolicyTableId', name: 'tag', state: 'State', tags: 'Tags', created: 'CreationTime' },
  fields: ['TransitGatewayId'],
  action: { operation: 'DeleteTransitGatewayPolicyTable', verb: 'delete', input: 'TransitGatewayPolicyTableId' },
  recreateOperation: 'CreateTransitGatewayPolicyTable',
});

const tables = {
  operation: 'DescribeTransitGatewayPolicyTables',
  items: 'TransitGatewayPolicyTables',
  getOne: ['TransitGatewayPolicyTableIds'],
} as const;
const ofTable = { noun: 'transit gateway policy table', id: 'TransitGatewayPolicyTableId' } as const;

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TransitGatewayPolicyTableEntry.html */
export const transitGatewayPolicyTableEntry = ec2.kind({
  id: 'ec2.transitGatewayPolicyTableEntry',
  category: 'Transit gateways',
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
  members: { id: 'PolicyRuleNumber' },
  fields: ['TargetRouteTableId'],
  action: {
    operation: 'DeleteTransitGatewayPolicyTableEntry',
    verb: 'delete',
    input: { TransitGatewayPolicyTableId: { parent: 'id' }, PolicyRuleNumber: 'PolicyRuleNumber' },
  },
  recreateOperation: 'CreateTransitGatewayPolicyTableEntry',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TransitGatewayPolicyTableAssociation.html */
export const transitGatewayPolicyTableAssociation = ec2.kind({
  id: 'ec2.transitGatewayPolicyTableAssociation',
  category: 'Transit gateways',
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
    verb: 'disassociate',
    input: {
      TransitGatewayPolicyTableId: { parent: 'id' },
      TransitGatewayAttachmentId: 'TransitGatewayAttachmentId',
    },
  },
  recreateOperation: 'AssociateTransitGatewayPolicyTable',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TransitGatewayMeteringPolicy.html */
export const transitGatewayMeteringPolicy = ec2.kind({
  id: 'ec2.transitGatewayMeteringPolicy',
  category: 'Transit gateways',
  noun: 'transit gateway metering policy',
  icon: 'dashboard',
  sources: [
    ec2.list('DescribeTransitGatewayMeteringPolicies', 'TransitGatewayMeteringPolicies', {
      getOne: ['TransitGatewayMeteringPolicyIds'],
    }),
  ],
  members: { id: 'TransitGatewayMeteringPolicyId', name: 'tag', state: 'State', tags: 'Tags' },
  fields: ['TransitGatewayId'],
  action: { operation: 'DeleteTransitGatewayMeteringPolicy', verb: 'delete', input: 'TransitGatewayMeteringPolicyId' },
  recreateOperation: 'CreateTransitGatewayMeteringPolicy',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TransitGatewayMeteringPolicyEntry.html */
export const transitGatewayMeteringPolicyEntry = ec2.kind({
  id: 'ec2.transitGatewayMeteringPolicyEntry',
  category: 'Transit gateways',
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
  fields: ['MeteredAccount'],
  action: {
    operation: 'DeleteTransitGatewayMeteringPolicyEntry',
    verb: 'delete',
    // A text in the list, a number in the call.
    input: {
      TransitGatewayMeteringPolicyId: { parent: 'id' },
      PolicyRuleNumber: { item: 'PolicyRuleNumber', as: 'number' },
    },
  },
  recreateOperation: 'CreateTransitGatewayMeteringPolicyEntry',
});
