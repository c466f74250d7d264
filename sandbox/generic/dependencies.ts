import type { Call } from '../services/call.ts';
import { conflictCode } from '../facts/operationCodes.ts';
import type { Fields } from '../types.ts';
import { AwsError } from '../wire/awsError.ts';
import { passesFilters } from './filters.ts';
import type { Row } from '../world/collection.ts';
import type { SampleStore } from './sampleStore.ts';

/** What makes AWS reject an operation: resources that refer to its resource, or a member that is not empty. */
interface Rule {
  /** Listings, and the filter on the id of the resource. `unless` excludes items that do not block. */
  readonly used?: readonly (readonly [list: string, filter: string, unless?: (item: Fields) => boolean])[];
  /** Listings that take the resource as parent and must be empty. */
  readonly children?: readonly string[];
  /** Members that must be absent or empty. */
  readonly empty?: readonly string[];
}

const isMain = (item: Fields): boolean =>
  ((item['Associations'] ?? []) as { Main?: boolean }[]).some(({ Main }) => Main === true);

/** Returns whether a peering ended or never existed: https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html */
const isNoPeering = (item: Fields): boolean =>
  ['deleted', 'rejected', 'failed', 'expired'].includes((item['Status'] as { Code?: string } | undefined)?.Code ?? '');

const isTerminated = (item: Fields): boolean =>
  ((item['Instances'] ?? []) as { State?: { Name?: string } }[]).every(({ State }) => State?.Name === 'terminated');

const isDetached = (item: Fields): boolean =>
  ((item['VpcAttachments'] ?? []) as { State?: string }[]).every(({ State }) => State === 'detached');

const isEndedConnection = (item: Fields): boolean =>
  typeof item['VpcEndpointState'] !== 'string' || !/^(available|pending)/i.test(item['VpcEndpointState']);

/** From the operations' pages in the API references, and EC2's page of error codes. */
const RULES: Readonly<Record<string, Rule>> = {
  DeleteVpc: {
    used: [
      ['DescribeSubnets', 'vpc-id'],
      ['DescribeNetworkInterfaces', 'vpc-id'],
      ['DescribeInternetGateways', 'attachment.vpc-id'],
      ['DescribeEgressOnlyInternetGateways', 'attachments.vpc-id'],
      ['DescribeNatGateways', 'vpc-id'],
      ['DescribeVpcEndpoints', 'vpc-id'],
      ['DescribeInstanceConnectEndpoints', 'vpc-id'],
      ['DescribeTransitGatewayVpcAttachments', 'vpc-id'],
      ['DescribeVpcPeeringConnections', 'requester-vpc-info.vpc-id', isNoPeering],
      ['DescribeVpcPeeringConnections', 'accepter-vpc-info.vpc-id', isNoPeering],
      ['DescribeVpnGateways', 'vpc-attachments.vpc-id', isDetached],
      ['DescribeSecurityGroups', 'vpc-id', (item) => item['GroupName'] === 'default'],
      ['DescribeNetworkAcls', 'vpc-id', (item) => item['IsDefault'] === true],
      ['DescribeRouteTables', 'vpc-id', isMain],
    ],
  },
  DeleteSubnet: {
    used: [
      ['DescribeNetworkInterfaces', 'subnet-id'],
      ['DescribeNatGateways', 'subnet-id'],
    ],
  },
  DeleteSecurityGroup: {
    used: [
      ['DescribeNetworkInterfaces', 'group-id'],
      ['DescribeSecurityGroupRules', 'referenced-group-info.group-id'],
    ],
  },
  DeleteInternetGateway: { empty: ['Attachments'] },
  DeleteVpnGateway: { empty: ['VpcAttachments'] },
  DeleteVolume: { empty: ['Attachments'] },
  DeleteNetworkInterface: { empty: ['Attachment'] },
  DeleteRouteTable: { empty: ['Associations'] },
  DeleteNetworkAcl: { empty: ['Associations'] },
  DeleteSnapshot: { used: [['DescribeImages', 'snapshot-id']] },
  DeleteDhcpOptions: { used: [['DescribeVpcs', 'dhcp-options-id']] },
  DeleteCustomerGateway: { used: [['DescribeVpnConnections', 'customer-gateway-id']] },
  DeleteTransitGateway: {
    used: [
      ['DescribeTransitGatewayVpcAttachments', 'transit-gateway-id'],
      ['DescribeTransitGatewayConnects', 'transit-gateway-id'],
      ['DescribeVpnConnections', 'transit-gateway-id'],
      ['DescribeDirectConnectGatewayAssociations', 'associated-gateway.id'],
    ],
  },
  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteTransitGatewayRouteTable.html
  DeleteTransitGatewayRouteTable: { children: ['GetTransitGatewayRouteTableAssociations'] },
  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteClientVpnEndpoint.html
  DeleteClientVpnEndpoint: { children: ['DescribeClientVpnTargetNetworks'] },
  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteManagedPrefixList.html
  DeleteManagedPrefixList: {
    used: [['DescribeSecurityGroupRules', 'prefix-list-id']],
  },
  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteVpcEndpointServiceConfigurations.html
  DeleteVpcEndpointServiceConfigurations: {
    used: [['DescribeVpcEndpointConnections', 'service-id', isEndedConnection]],
  },
  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteTrafficMirrorTarget.html
  DeleteTrafficMirrorTarget: { used: [['DescribeTrafficMirrorSessions', 'traffic-mirror-target-id']] },
  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteTrafficMirrorFilter.html
  DeleteTrafficMirrorFilter: { used: [['DescribeTrafficMirrorSessions', 'traffic-mirror-filter-id']] },
  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeletePlacementGroup.html
  DeletePlacementGroup: { used: [['DescribeInstances', 'placement-group-name', isTerminated]] },
  ReleaseAddress: { empty: ['AssociationId'] },
};

/** States in which a resource no longer blocks others. */
const ENDED = /^(deleted|delete-complete|terminated|detached|failed|rejected)$/i;

/** Throws for a bucket with access keys, which Lightsail deletes only by force (API_DeleteBucket). */
function rejectBucketWithKeys(call: Call, input: Fields, id: string): void {
  if (call.operation !== 'DeleteBucket' || input['forceDelete'] === true) return;
  const keys = call.resources('lightsail.bucketAccessKey').childrenOf(id);
  if (keys.some(({ deleted }) => !deleted)) {
    throw new AwsError(
      'InvalidInputException',
      `The bucket ${id} has access keys. Delete them first, or use forceDelete.`,
    );
  }
}

/** Returns the noun in AWS's message: "The internetGateway 'igw-1' has dependencies and cannot be deleted." */
const nounOf = (operation: string): string =>
  operation.replace(/^[A-Z][a-z]+([A-Z])/, (_, first: string) => first.toLowerCase());

/** Throws AWS's error while other resources depend on the resource of an operation. */
export function rejectDependencies(store: SampleStore, call: Call, input: Fields, { item, id }: Row<Fields>): void {
  rejectBucketWithKeys(call, input, id);
  const rule = RULES[call.operation];
  if (rule === undefined) return;
  const full = (rule.empty ?? []).some((name) =>
    Array.isArray(item[name]) ? item[name].length > 0 : item[name] !== undefined,
  );
  const used = (rule.used ?? []).some(([list, name, unless]) => {
    const listing = store.listings.get(list);
    if (listing === undefined) return false;
    const rows = store.collection(call, listing).rows();
    return rows.some(
      (row) =>
        !row.deleted &&
        !(typeof row.item['State'] === 'string' && ENDED.test(row.item['State'])) &&
        unless?.(row.item) !== true &&
        passesFilters(row.item, { Filters: [{ Name: name, Values: [id] }] }),
    );
  });
  const children = (rule.children ?? []).some((list) => {
    const listing = store.listings.get(list);
    return (
      listing !== undefined &&
      store
        .collection(call, listing)
        .rows()
        .some(({ deleted, parent }) => !deleted && parent === id)
    );
  });
  if (full || used || children)
    throw new AwsError(
      conflictCode(call.operation, 'use').code,
      `The ${nounOf(call.operation)} '${id}' has dependencies and cannot be deleted.`,
    );
}

/**
 * Elements that are removed when the resource is deleted: the listing, the list inside its items, and the member with
 * the id.
 */
const REMOVED_ELEMENTS: Readonly<Record<string, readonly (readonly [list: string, inside: string, member: string])[]>> =
  {
    DeleteSubnet: [
      ['DescribeNetworkAcls', 'Associations', 'SubnetId'],
      ['DescribeRouteTables', 'Associations', 'SubnetId'],
    ],
    TerminateInstances: [['DescribeVolumes', 'Attachments', 'InstanceId']],
  };

/** Resources that are deleted with the resource: the listing, and the member with the id. */
const CASCADED: Readonly<Record<string, readonly (readonly [list: string, member: string])[]>> = {
  DeleteSecurityGroup: [['DescribeSecurityGroupRules', 'GroupId']],
};

/** Removes the associations and attachments of a deleted resource, as AWS does. */
export function cascade(store: SampleStore, call: Call, id: string): void {
  for (const [list, inside, member] of REMOVED_ELEMENTS[call.operation] ?? []) {
    const listing = store.listings.get(list);
    for (const row of listing ? store.collection(call, listing).rows() : []) {
      const elements = row.item[inside];
      if (!Array.isArray(elements) || !(elements as Fields[]).some((one) => one[member] === id)) continue;
      row.item = { ...row.item, [inside]: (elements as Fields[]).filter((one) => one[member] !== id) };
    }
  }
  for (const [list, member] of CASCADED[call.operation] ?? []) {
    const listing = store.listings.get(list);
    const collection = listing && store.collection(call, listing);
    for (const row of collection?.rows() ?? []) if (row.item[member] === id) collection?.remove(row);
  }
}
