import type { Address } from '@aws-sdk/client-ec2';
import { always } from '../../builder/evidence.ts';
import { defineKinds } from '../../builder/rowBuilder.ts';

const ec2 = defineKinds('ec2');

/**
 * Returns the service of AWS that associated an address; undefined where none did. Only that service can end the association. Its interface
 * belongs to an account of AWS (`amazon-elb`), or the address to the service: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Address.html.
 */
function associatingService({ ServiceManaged: service, NetworkInterfaceOwnerId: owner }: Address): string | undefined {
  return service ?? (owner?.startsWith('amazon-') === true ? owner : undefined);
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Address.html */
const address = ec2.kind({
  noun: 'Elastic IP address',
  icon: 'globe',
  sources: [ec2.list('DescribeAddresses', 'Addresses', { getOne: ['AllocationIds'] })],
  members: { id: 'AllocationId', name: 'PublicIp', tags: 'Tags' },
  identity: ['AllocationId', 'PublicIp'],
  fields: ['InstanceId', 'PrivateIpAddress', 'NetworkInterfaceId', 'NetworkBorderGroup', 'PublicIpv4Pool'],
  ending: ['InstanceId', 'PrivateIpAddress', 'NetworkInterfaceId'],
  description: ({ item }) => [
    item.AssociationId === undefined ? 'not associated' : (item.InstanceId ?? item.NetworkInterfaceId ?? 'associated'),
    item.Tags?.find(({ Key }) => Key === 'Name')?.Value,
  ],
  health: ({ item }) => (item.AssociationId === undefined ? 'idle' : 'healthy'),
  evidence: [
    {
      check: 'associated',
      assess: ({ item }) =>
        item.AssociationId === undefined || associatingService(item) !== undefined
          ? undefined
          : {
              level: 'blocker',
              text: `It is associated with ${item.InstanceId ?? item.NetworkInterfaceId ?? 'something'}. Disassociate it first.`,
              blockers: [{ kind: 'ec2.addressAssociation', id: item.AllocationId ?? '' }],
            },
    },
    {
      check: 'serviceManaged',
      assess: ({ item }) =>
        item.ServiceManaged === undefined
          ? undefined
          : { level: 'blocker', text: `${item.ServiceManaged} manages it. That service releases it.` },
    },
    {
      check: 'serviceAssociation',
      assess: ({ item }) =>
        item.ServiceManaged !== undefined || associatingService(item) === undefined
          ? undefined
          : {
              level: 'blocker',
              text: `${associatingService(item) ?? ''} has associated it. Delete the resource that uses it first.`,
            },
    },
    always('address', 'warning', 'The address returns to AWS. Anybody may get it next.'),
  ],
  deletedAfter: ['ec2.addressAssociation', 'ec2.natGateway', 'ec2.instance'],
  action: {
    operation: 'ReleaseAddress',
    // Required for the addresses of Local Zones and Wavelength Zones, and correct for all others:
    // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ReleaseAddress.html
    computedInput: ({ item: { NetworkBorderGroup: group } }) =>
      group === undefined ? {} : { NetworkBorderGroup: group },
  },
  restorability: 'AllocateAddress may recover the same address, if nobody else has it.',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DisassociateAddress.html */
const addressAssociation = ec2.action(address, {
  identity: ['AllocationId', 'AssociationId'],
  matches: ({ item }) => item.AssociationId !== undefined && associatingService(item) === undefined,
  completion: { unmatched: 'deleted' },
  evidence: [
    {
      check: 'traffic',
      assess: ({ item }) => ({
        level: 'warning',
        severe: true,
        text: `${item.InstanceId ?? item.NetworkInterfaceId ?? 'The associated resource'} can no longer be reached at this address. The address remains and is billed.`,
      }),
    },
  ],
  action: { operation: 'DisassociateAddress', input: { AssociationId: 'AssociationId' } },
  restorability: {
    level: 'full',
    text: 'It can be associated with the same network interface again.',
    restore: {
      operation: 'AssociateAddress',
      input: {
        AllocationId: { item: 'AllocationId' },
        NetworkInterfaceId: { item: 'NetworkInterfaceId' },
        PrivateIpAddress: { item: 'PrivateIpAddress', optional: true },
        // AWS otherwise takes the address from another resource: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AssociateAddress.html
        AllowReassociation: { value: false },
      },
      restores: 'The same address on the same network interface.',
      notRestored: ['The association gets a new ID.'],
      matchBy: ['AllocationId', 'NetworkInterfaceId'],
      // "If you associate an Elastic IP address with an instance that has an existing Elastic IP address, the existing address is
      // disassociated" (the same page).
      exclusiveBy: ['NetworkInterfaceId', 'PrivateIpAddress'],
    },
  },
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AddressTransfer.html */
const addressTransfer = ec2.kind({
  noun: 'Elastic IP transfer offer',
  icon: 'arrow-swap',
  sources: [ec2.list('DescribeAddressTransfers', 'AddressTransfers', { getOne: ['AllocationIds'] })],
  members: {
    id: 'AllocationId',
    name: 'PublicIp',
    state: 'AddressTransferStatus',
    expires: 'TransferOfferExpirationTimestamp',
  },
  identity: ['AllocationId', 'TransferAccountId'],
  fields: ['TransferAccountId', 'TransferOfferExpirationTimestamp'],
  evidence: [
    {
      check: 'accepted',
      assess: ({ item }) =>
        item.AddressTransferStatus === 'accepted'
          ? { level: 'blocker', text: 'The transfer is already accepted. No offer is left.' }
          : undefined,
    },
  ],
  action: 'DisableAddressTransfer',
});

export const ELASTIC_IP_KINDS = ec2.kinds('Network & security', { address, addressAssociation, addressTransfer });
