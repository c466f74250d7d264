import type { NetworkInterface } from '@aws-sdk/client-ec2';
import { always } from '../../builder/evidence.ts';
import { joinNames } from '../../builder/labels.ts';
import { healthFromState } from '../../builder/health.ts';
import { defineKinds } from '../../builder/rowBuilder.ts';
import type { Finding } from '../../model/evidence.ts';
import type { Owner } from '../../model/kind.ts';
import { serviceOwner } from './interfaceOwner.ts';

const ec2 = defineKinds('ec2');

/** Returns what has public addresses in a VPC: Elastic IP addresses to disassociate, or what has an address as long as it exists. */
function mappedAddresses(interfaces: readonly NetworkInterface[], vpc: string | undefined): Finding | undefined {
  const mapped = interfaces.filter(({ VpcId: of }) => of === vpc).flatMap(addressHolders);
  if (mapped.length === 0) return undefined;
  const blockers = [...new Map(mapped.flatMap(({ reference: one }) => (one ? [[one.id, one]] : []))).values()];
  const text = `Public addresses are in use in ${vpc ?? 'the VPC'}: ${joinNames([...new Set(mapped.map((one) => one.text))])}. AWS detaches the gateway when none is left.`;
  // With an owner that Teardown cannot delete, nothing in a plan is enough.
  return { level: 'blocker', text, ...(mapped.every(({ reference }) => reference) && { blockers }) };
}

function addressHolders(item: NetworkInterface): Owner[] {
  const associations = [item, ...(item.PrivateIpAddresses ?? [])].flatMap(({ Association: one }) => one ?? []);
  return associations
    .filter(({ PublicIp: address }) => address !== undefined)
    .map(({ PublicIp: address = '', AllocationId: allocation }) => {
      const owner = serviceOwner(item);
      const instance = item.Attachment?.InstanceId;
      if (owner) return { ...owner, text: `${address} of ${owner.text}` };
      if (allocation !== undefined)
        return { text: address, reference: { kind: 'ec2.addressAssociation', id: allocation } };
      return instance === undefined
        ? { text: `${address} of ${item.NetworkInterfaceId ?? 'a network interface'}` }
        : { text: `${address} of ${instance}`, reference: { kind: 'ec2.instance', id: instance } };
    });
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_InternetGateway.html */
const internetGateway = ec2.kind({
  noun: 'internet gateway',
  icon: 'globe',
  sources: [ec2.list('DescribeInternetGateways', 'InternetGateways', { getOne: ['InternetGatewayIds'] })],
  members: { id: 'InternetGatewayId', name: 'tag', tags: 'Tags' },
  fields: ['OwnerId'],
  description: ({ item }) => [item.Attachments?.[0]?.VpcId ?? 'detached'],
  health: ({ item }) => healthFromState(item.Attachments?.[0]?.State),
  evidence: [
    {
      check: 'attached',
      assess: ({ item: { Attachments: attachments, InternetGatewayId: id = '' } }) =>
        attachments?.[0] === undefined
          ? undefined
          : {
              level: 'blocker',
              text: `It is attached to ${attachments[0].VpcId ?? 'a VPC'}. Detach it first.`,
              blockers: [{ kind: 'ec2.internetGatewayAttachment', id }],
            },
    },
  ],
  deletedAfter: ['ec2.internetGatewayAttachment'],
  action: 'DeleteInternetGateway',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DetachInternetGateway.html */
const internetGatewayAttachment = ec2.action(internetGateway, {
  identity: ['InternetGatewayId'],
  matches: ({ item }) => (item.Attachments?.length ?? 0) > 0,
  // API_InternetGatewayAttachment: attaching, attached, detaching, detached; `available` where it is attached.
  completion: { state: ({ item }) => item.Attachments?.[0]?.State, unmatched: 'deleted' },
  evidence: [
    {
      check: 'traffic',
      assess: ({ item }) => ({
        level: 'warning',
        severe: true,
        text: `${item.Attachments?.[0]?.VpcId ?? 'The VPC'} is cut off from the internet. Routes to the gateway become black holes.`,
      }),
    },
  ],
  // AWS detaches it only when no resource in the VPC has a public address:
  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DetachInternetGateway.html
  probes: [
    {
      check: 'publicAddresses',
      operation: 'DescribeNetworkInterfaces',
      input: ({ item }) => ({ Filters: [{ Name: 'vpc-id', Values: [item.Attachments?.[0]?.VpcId] }] }),
      assess: (output, { item }) =>
        mappedAddresses((output['NetworkInterfaces'] ?? []) as NetworkInterface[], item.Attachments?.[0]?.VpcId),
    },
  ],
  deletedAfter: ['ec2.addressAssociation', 'ec2.natGateway', 'ec2.instance'],
  action: {
    operation: 'DetachInternetGateway',
    computedInput: ({ item }) => ({ VpcId: item.Attachments?.[0]?.VpcId }),
  },
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_EgressOnlyInternetGateway.html */
const egressOnlyInternetGateway = ec2.kind({
  noun: 'egress-only internet gateway',
  icon: 'arrow-up',
  sources: [
    ec2.list('DescribeEgressOnlyInternetGateways', 'EgressOnlyInternetGateways', {
      getOne: ['EgressOnlyInternetGatewayIds'],
    }),
  ],
  members: { id: 'EgressOnlyInternetGatewayId', name: 'tag', tags: 'Tags' },
  description: ({ item }) => [item.Attachments?.[0]?.VpcId],
  evidence: [always('traffic', 'warning', 'Routes to it become black holes.')],
  action: 'DeleteEgressOnlyInternetGateway',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_NatGateway.html */
const natGateway = ec2.kind({
  noun: 'NAT gateway',
  icon: 'arrow-swap',
  sources: [ec2.list('DescribeNatGateways', 'NatGateways', { getOne: ['NatGatewayIds'] })],
  members: { id: 'NatGatewayId', name: 'tag', state: 'State', tags: 'Tags', created: 'CreateTime' },
  identity: ['NatGatewayId', 'CreateTime'],
  fields: ['ConnectivityType', 'VpcId', 'SubnetId', 'FailureMessage'],
  description: ({ item }) => [item.State, item.NatGatewayAddresses?.[0]?.PublicIp, item.VpcId],
  evidence: [
    {
      check: 'traffic',
      assess: ({ item }) =>
        item.State === 'available'
          ? {
              level: 'warning',
              severe: true,
              text: 'Outgoing connections through it are cut off. Routes to it become black holes.',
            }
          : undefined,
    },
    {
      check: 'addresses',
      assess: ({ item }) =>
        item.NatGatewayAddresses?.some(({ AllocationId }) => AllocationId !== undefined)
          ? { level: 'ok', text: 'Its Elastic IP addresses remain and are still billed.' }
          : undefined,
    },
  ],
  action: 'DeleteNatGateway',
});

const addresses = ec2.nested(
  'DescribeNatGateways',
  'NatGateways',
  'NatGatewayAddresses',
  { noun: 'NAT gateway', id: 'NatGatewayId' },
  ['NatGatewayIds'],
);

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_NatGatewayAddress.html */
const natGatewayAddress = ec2.kind({
  parentKinds: ['ec2.natGateway'],
  noun: 'secondary Elastic IP of a NAT gateway',
  pluralNoun: 'secondary Elastic IPs of NAT gateways',
  icon: 'circle-small',
  sources: [addresses],
  members: { id: 'AssociationId', name: 'PublicIp', state: 'Status' },
  fields: ['PrivateIp', 'AllocationId'],
  matches: ({ item }) => item.IsPrimary === false && item.AssociationId !== undefined,
  action: {
    operation: 'DisassociateNatGatewayAddress',
    input: { NatGatewayId: { parent: 'id' }, AssociationIds: ['AssociationId'] },
  },
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_NatGatewayAddress.html */
const natGatewayPrivateAddress = ec2.kind({
  parentKinds: ['ec2.natGateway'],
  noun: 'secondary private IPv4 of a NAT gateway',
  pluralNoun: 'secondary private IPv4s of NAT gateways',
  icon: 'circle-small',
  sources: [addresses],
  members: { id: 'PrivateIp', state: 'Status' },
  matches: ({ item }) => item.IsPrimary === false && item.AssociationId === undefined,
  action: {
    operation: 'UnassignPrivateNatGatewayAddress',
    input: { NatGatewayId: { parent: 'id' }, PrivateIpAddresses: ['PrivateIp'] },
  },
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CarrierGateway.html */
const carrierGateway = ec2.kind({
  noun: 'carrier gateway',
  icon: 'radio-tower',
  sources: [ec2.list('DescribeCarrierGateways', 'CarrierGateways', { getOne: ['CarrierGatewayIds'] })],
  members: { id: 'CarrierGatewayId', name: 'tag', state: 'State', tags: 'Tags' },
  fields: ['VpcId', 'OwnerId'],
  action: 'DeleteCarrierGateway',
});

export const GATEWAY_KINDS = ec2.kinds('Gateways', {
  internetGateway,
  internetGatewayAttachment,
  egressOnlyInternetGateway,
  natGateway,
  natGatewayAddress,
  natGatewayPrivateAddress,
  carrierGateway,
});
