import type { Call } from '../services/call.ts';
import type { Fields } from '../types.ts';
import { AwsError } from '../wire/awsError.ts';
import type { Row } from '../world/collection.ts';
import type { SampleStore } from './sampleStore.ts';

/**
 * The members of a network interface that decide what AWS does with it:
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_NetworkInterface.html
 */
interface Interface {
  readonly VpcId?: string;
  readonly Description?: string;
  readonly RequesterManaged?: boolean;
  readonly Association?: { readonly AllocationId?: string };
  readonly Attachment?: {
    readonly AttachmentId?: string;
    readonly DeviceIndex?: number;
    readonly DeleteOnTermination?: boolean;
    readonly InstanceId?: string;
    readonly InstanceOwnerId?: string;
  };
}

/** Operations that delete an owner of network interfaces, whose descriptions contain the owner's id. */
const DELETES_OWNER: ReadonlySet<string> = new Set([
  'DeleteNatGateway',
  'DeleteVpcEndpoints',
  'DeleteInstanceConnectEndpoint',
  'DeleteTransitGatewayVpcAttachment',
]);

function interfaces(
  store: SampleStore,
  call: Call,
): readonly { readonly row: Row<Fields>; readonly item: Interface }[] {
  const listing = store.listings.get('DescribeNetworkInterfaces');
  const rows = listing ? store.collection(call, listing).rows() : [];
  return rows.filter(({ deleted }) => !deleted).map((row) => ({ row, item: row.item }));
}

/** Throws AWS's error if network interfaces block an operation. */
export function rejectForInterfaces(store: SampleStore, call: Call, row: Row<Fields>): void {
  if (call.operation === 'DetachInternetGateway') rejectMappedAddresses(store, call, row.item);
  if (/^(Detach|Delete)NetworkInterface$/.test(call.operation)) rejectManaged(row.item);
  const { Attachment: attachment } = row.item as Interface;
  if (call.operation === 'DetachNetworkInterface' && attachment?.DeviceIndex === 0) {
    throw new AwsError('OperationNotPermitted', 'The network interface at device index 0 cannot be detached.');
  }
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DetachInternetGateway.html */
function rejectMappedAddresses(store: SampleStore, call: Call, gateway: Fields): void {
  const vpcs = ((gateway['Attachments'] ?? []) as { VpcId?: string }[]).map(({ VpcId }) => VpcId);
  const all = interfaces(store, call).map(({ item }) => item);
  const mapped = all.find(({ Association: association, VpcId }) => association !== undefined && vpcs.includes(VpcId));
  if (mapped === undefined) return;
  throw new AwsError(
    'DependencyViolation',
    `Network ${mapped.VpcId ?? ''} has some mapped public address(es). Please unmap those public address(es) before detaching the gateway.`,
  );
}

/**
 * Throws if a service manages the interface. A detached one can be deleted:
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/requester-managed-eni.html
 */
function rejectManaged({ Attachment: attachment, RequesterManaged: managed }: Interface): void {
  if (attachment === undefined) return;
  const { AttachmentId: id = '', InstanceOwnerId: owner = '' } = attachment;
  if (!managed && !id.startsWith('ela-attach-') && !owner.startsWith('amazon-')) return;
  throw new AwsError('OperationNotPermitted', "You are not allowed to manage 'ela-attach' attachments.");
}

/**
 * Changes network interfaces as AWS does when their owner is deleted: an instance's by `DeleteOnTermination`, a
 * service's together with the owner.
 */
export function releaseInterfaces(store: SampleStore, call: Call, about: Row<Fields>): void {
  const listing = store.listings.get('DescribeNetworkInterfaces');
  const collection = listing && store.collection(call, listing);
  for (const { row, item } of interfaces(store, call)) {
    const change = changeOf(item, call.operation, about);
    if (change === 'delete') collection?.remove(row);
    if (change === 'detach') {
      row.item = { ...without(without(row.item, 'Attachment'), 'Association'), Status: 'available' };
    }
    if (change === 'disassociate') row.item = without(row.item, 'Association');
  }
}

function changeOf(item: Interface, operation: string, { id, item: about }: Row<Fields>) {
  const { Attachment: attachment, Association: association, Description: description = '' } = item;
  if (operation === 'DisassociateAddress')
    return association?.AllocationId === about['AllocationId'] ? 'disassociate' : undefined;
  if (operation === 'TerminateInstances') {
    if (attachment?.InstanceId !== id) return undefined;
    return attachment.DeleteOnTermination ? 'delete' : 'detach';
  }
  return DELETES_OWNER.has(operation) && item.RequesterManaged && description.includes(id) ? 'delete' : undefined;
}

function without(item: Fields, member: string): Fields {
  return Object.fromEntries(Object.entries(item).filter(([name]) => name !== member));
}
