import type { ForeignType } from '../support/foreignType.ts';
import type { Moto } from '../support/moto.ts';
import { newSecurityGroup, newSubnet, newTransitGateway, newVolume, newVpc } from './prerequisites.ts';

async function newAttachment(moto: Moto, gateway: string): Promise<string> {
  const vpc = await newVpc(moto);
  return moto.one(
    'CreateTransitGatewayVpcAttachment',
    { TransitGatewayId: gateway, VpcId: vpc, SubnetIds: [await newSubnet(moto, vpc)] },
    'TransitGatewayVpcAttachment.TransitGatewayAttachmentId',
  );
}

async function newPeering(moto: Moto): Promise<string> {
  return moto.one(
    'CreateTransitGatewayPeeringAttachment',
    {
      TransitGatewayId: await newTransitGateway(moto),
      PeerTransitGatewayId: await newTransitGateway(moto),
      PeerAccountId: '123456789012',
      PeerRegion: moto.region,
    },
    'TransitGatewayPeeringAttachment.TransitGatewayAttachmentId',
  );
}

/** Creates a route table of a new transit gateway with one attachment. */
async function newTransitTable(moto: Moto) {
  const gateway = await newTransitGateway(moto);
  const attachment = await newAttachment(moto, gateway);
  const table = await moto.one(
    'CreateTransitGatewayRouteTable',
    { TransitGatewayId: gateway },
    'TransitGatewayRouteTable.TransitGatewayRouteTableId',
  );
  return { attachment, table };
}

const rulesOf = (group: string, egress: boolean) => ({
  operation: 'DescribeSecurityGroupRules',
  input: { Filters: [{ Name: 'group-id', Values: [group] }] },
  path: `SecurityGroupRules[?IsEgress==\`${String(egress)}\`].SecurityGroupRuleId`,
});

/** Security, tags, and transit gateways. */
export const ACCOUNT_AND_TRANSIT_TYPES: readonly ForeignType[] = [
  {
    kind: 'ec2.securityGroup',
    create: async (moto) => ({
      id: await newSecurityGroup(moto),
      listing: { operation: 'DescribeSecurityGroups', path: 'SecurityGroups[].GroupId' },
    }),
  },
  {
    kind: 'ec2.securityGroupIngressRule',
    async create(moto) {
      const parent = await newSecurityGroup(moto);
      const permission = { IpProtocol: 'tcp', FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: '10.0.0.0/8' }] };
      const path = 'SecurityGroupRules[0].SecurityGroupRuleId';
      const members = { GroupId: parent, IpPermissions: [permission] };
      const id = await moto.one('AuthorizeSecurityGroupIngress', members, path);
      return { id, parent, listing: rulesOf(parent, false) };
    },
  },
  {
    kind: 'ec2.securityGroupEgressRule',
    async create(moto) {
      const parent = await newSecurityGroup(moto);
      const listing = rulesOf(parent, true);
      return { id: await moto.one(listing.operation, listing.input, `${listing.path} | [0]`), parent, listing };
    },
  },
  {
    kind: 'ec2.tag',
    async create(moto) {
      const volume = await newVolume(moto);
      await moto.call('CreateTags', { Resources: [volume], Tags: [{ Key: 'team', Value: 'edge' }] });
      return {
        id: `${volume} team`,
        listing: { operation: 'DescribeTags', path: "Tags[].join(' ', [ResourceId, Key])" },
      };
    },
  },
  {
    kind: 'ec2.transitGateway',
    create: async (moto) => ({
      id: await newTransitGateway(moto),
      listing: { operation: 'DescribeTransitGateways', path: "TransitGateways[?State!='deleted'].TransitGatewayId" },
    }),
  },
  {
    kind: 'ec2.transitGatewayVpcAttachment',
    create: async (moto) => ({
      id: await newAttachment(moto, await newTransitGateway(moto)),
      listing: {
        operation: 'DescribeTransitGatewayVpcAttachments',
        path: "TransitGatewayVpcAttachments[?State!='deleted'].TransitGatewayAttachmentId",
      },
    }),
  },
  {
    kind: 'ec2.transitGatewayPeeringAttachment',
    async create(moto) {
      const id = await newPeering(moto);
      await moto.call('AcceptTransitGatewayPeeringAttachment', { TransitGatewayAttachmentId: id });
      const path =
        "TransitGatewayPeeringAttachments[?State!='deleted' && State!='rejected'].TransitGatewayAttachmentId";
      return { id, listing: { operation: 'DescribeTransitGatewayPeeringAttachments', path } };
    },
  },
  {
    kind: 'ec2.transitGatewayPeeringRequest',
    async create(moto) {
      const path = "TransitGatewayPeeringAttachments[?State=='pendingAcceptance'].TransitGatewayAttachmentId";
      return { id: await newPeering(moto), listing: { operation: 'DescribeTransitGatewayPeeringAttachments', path } };
    },
  },
  {
    kind: 'ec2.transitGatewayRouteTableAssociation',
    async create(moto) {
      const { table, attachment } = await newTransitTable(moto);
      const members = { TransitGatewayRouteTableId: table, TransitGatewayAttachmentId: attachment };
      await moto.call('AssociateTransitGatewayRouteTable', members);
      const input = { TransitGatewayRouteTableId: table };
      const path = "Associations[?State!='disassociated'].TransitGatewayAttachmentId";
      const operation = 'GetTransitGatewayRouteTableAssociations';
      return { id: attachment, parent: table, listing: { operation, input, path } };
    },
  },
  {
    kind: 'ec2.transitGatewayRouteTablePropagation',
    async create(moto) {
      const { table, attachment } = await newTransitTable(moto);
      const members = { TransitGatewayRouteTableId: table, TransitGatewayAttachmentId: attachment };
      await moto.call('EnableTransitGatewayRouteTablePropagation', members);
      const input = { TransitGatewayRouteTableId: table };
      const path = "TransitGatewayRouteTablePropagations[?State!='disabled'].TransitGatewayAttachmentId";
      const operation = 'GetTransitGatewayRouteTablePropagations';
      return { id: attachment, parent: table, listing: { operation, input, path } };
    },
  },
];
