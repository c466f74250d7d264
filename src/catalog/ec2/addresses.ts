import { rowsOf } from '../define.ts';

const ec2 = rowsOf('ec2');

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Address.html */
export const address = ec2.kind({
  id: 'ec2.address',
  category: 'Network & Security',
  noun: 'Elastic IP address',
  nouns: 'Elastic IP addresses',
  icon: 'globe',
  sources: [ec2.list('DescribeAddresses', 'Addresses', { again: ['AllocationIds'] })],
  members: { id: 'AllocationId', name: 'PublicIp', tags: 'Tags' },
  identity: ['AllocationId', 'PublicIp'],
  show: ['InstanceId', 'PrivateIpAddress', 'NetworkInterfaceId', 'NetworkBorderGroup', 'PublicIpv4Pool'],
  row: ({ item }) => [
    item.AssociationId === undefined ? 'not associated' : (item.InstanceId ?? item.NetworkInterfaceId ?? 'associated'),
    item.Tags?.find(({ Key }) => Key === 'Name')?.Value,
  ],
  health: ({ item }) => (item.AssociationId === undefined ? 'idle' : 'good'),
  evidence: [
    {
      check: 'associated',
      assess: ({ item }) =>
        item.AssociationId === undefined
          ? undefined
          : {
              level: 'blocker',
              text: `It is associated with ${item.InstanceId ?? item.NetworkInterfaceId ?? 'something'}: disassociate it first.`,
              blocking: [{ kind: 'ec2.addressAssociation', id: item.AllocationId ?? '' }],
            },
    },
    {
      check: 'serviceManaged',
      assess: ({ item }) =>
        item.ServiceManaged === undefined
          ? undefined
          : { level: 'blocker', text: `It is managed by ${item.ServiceManaged}: that service releases it.` },
    },
    {
      check: 'address',
      assess: () => ({ level: 'warning', text: 'The address goes back to AWS: anybody may get it next.' }),
    },
  ],
  after: ['ec2.addressAssociation', 'ec2.natGateway', 'ec2.instance'],
  removal: { operation: 'ReleaseAddress', verb: 'release', input: 'AllocationId' },
  wayBack: 'AllocateAddress may get the same address again, if nobody has taken it.',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DisassociateAddress.html */
export const addressAssociation = ec2.verb(address, {
  id: 'ec2.addressAssociation',
  identity: ['AllocationId', 'AssociationId'],
  applies: ({ item }) => item.AssociationId !== undefined,
  evidence: [
    {
      check: 'traffic',
      assess: ({ item }) => ({
        level: 'warning',
        grave: true,
        text: `${item.InstanceId ?? item.NetworkInterfaceId ?? 'What it is associated with'} is not reached by this address any more. The address stays, and is billed.`,
      }),
    },
  ],
  removal: { operation: 'DisassociateAddress', verb: 'disassociate', input: 'AssociationId' },
  wayBack: {
    level: 'full',
    text: 'It can be associated with the same network interface again.',
    restore: {
      operation: 'AssociateAddress',
      input: {
        AllocationId: { item: 'AllocationId' },
        NetworkInterfaceId: { item: 'NetworkInterfaceId' },
        PrivateIpAddress: { item: 'PrivateIpAddress', optional: true },
      },
      brings: 'The same address on the same network interface.',
      loses: ['The association gets a new id.'],
      sameBy: ['AllocationId', 'NetworkInterfaceId'],
    },
  },
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AddressTransfer.html */
export const addressTransfer = ec2.kind({
  id: 'ec2.addressTransfer',
  category: 'Network & Security',
  noun: 'Elastic IP transfer offer',
  icon: 'arrow-swap',
  sources: [ec2.list('DescribeAddressTransfers', 'AddressTransfers', { again: ['AllocationIds'] })],
  members: { id: 'AllocationId', name: 'PublicIp', state: 'AddressTransferStatus' },
  show: ['TransferAccountId', 'TransferOfferExpirationTimestamp'],
  evidence: [
    {
      check: 'accepted',
      assess: ({ item }) =>
        item.AddressTransferStatus === 'accepted'
          ? { level: 'blocker', text: 'The transfer was accepted already: there is no offer left.' }
          : undefined,
    },
  ],
  removal: { operation: 'DisableAddressTransfer', verb: 'disable', input: 'AllocationId' },
  remake: 'EnableAddressTransfer',
});
