import type { NormalizedSchema } from '@smithy/core/schema';
import { LISTED_KINDS } from '../../../../src/catalog/index.ts';
import type { Kind } from '../../../../src/catalog/model/kind.ts';
import { NEVER_USING, PROSE_MEMBER } from '../../../../src/catalog/usage/index.ts';
import { itemOf } from '../../catalog/support/schemas.ts';
import { kindOf } from './account.ts';

const any = (...names: readonly string[]) => new RegExp(`^(${names.join('|')})$`);

const ATTACHMENT = any('\\w*TransitGatewayAttachmentId', 'PeeringAttachmentId', 'MiddleboxAttachmentIds');
/** Ends of a path of Reachability Analyzer: https://docs.aws.amazon.com/vpc/latest/reachability/create-analyze-path.html */
const PATH_END = 'networkInsightsPath\\.(Source|Destination)(Arn)?';
/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TransitGatewayAttachment.html, API_FlowLog.html, API_IpamPoolAllocation.html */
const ANY_RESOURCE = 'Resource(Id|Arn)|AssociatedResource';
/** NAT gateways and peering: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_NetworkingFlexCostAllocationPolicyAssociation.html */
const WHO_PAYS = 'NetworkResourceId';
/** Members that hold the id of any gateway: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Route.html */
const GATEWAY = 'GatewayId';

/** Members whose names do not end in the name of the id, from AWS's descriptions of the members. */
const FURTHER: Readonly<Record<string, RegExp>> = {
  'ec2.image': any('KernelId', 'Ram[dD]iskId'),
  'ec2.keyPair': any('KeyName'),
  'ec2.launchTemplate': any('LaunchTemplateName'),
  'ec2.placementGroup': any('PlacementGroupArn', '(Linked|Parent)GroupId', 'Placement\\.Group(Id|Name)'),
  'ec2.dedicatedHost': any('DedicatedHostIds'),
  'ec2.address': any('PublicIp', 'customerGateway\\.IpAddress'),
  'ec2.networkInterface': any('\\w*EniId', '(Trunk|Branch)InterfaceId', PATH_END),
  'ec2.securityGroup': any('Groups', 'SecurityGroups', 'SecurityGroupIds?'),
  'ec2.vpc': any(ANY_RESOURCE),
  'ec2.subnet': any('TargetNetworkId', 'NetworkId', 'ResourceArn'),
  'ec2.internetGateway': any(GATEWAY, PATH_END),
  'ec2.carrierGateway': any(GATEWAY),
  'ec2.natGateway': any(GATEWAY, WHO_PAYS),
  'ec2.vpnGateway': any(GATEWAY, 'virtualGatewayId', 'associatedGateway\\.id', PATH_END),
  'ec2.vpcEndpoint': any(GATEWAY, 'GatewayLoadBalancerEndpointId', PATH_END),
  'ec2.vpcEndpointService': any('ServiceName', PATH_END),
  'ec2.vpcPeeringConnection': any(PATH_END, WHO_PAYS),
  'ec2.transitGateway': any('associatedGateway\\.id', PATH_END),
  'ec2.transitGatewayVpcAttachment': ATTACHMENT,
  'ec2.transitGatewayPeeringAttachment': ATTACHMENT,
  'ec2.transitGatewayConnect': ATTACHMENT,
  'ec2.transitGatewayRouteTable': any('TargetRouteTableId', '\\w*DefaultRouteTableId'),
  'ec2.ipamScope': any('\\w*DefaultScopeId', 'IpamScopeArn'),
  'ec2.publicIpv4Pool': any('PublicIpv4Pool'),
  'ec2.byoasn': any('Asn'),
  'lightsail.staticIp': any('target', 'staticIpName'),
  'lightsail.disk': any('fromDisk(Name|Arn)', 'disks\\.(name|arn)'),
  'lightsail.loadBalancer': any('loadBalancerName', 'origin\\.name', 'target'),
  'lightsail.certificate': any('certificateName'),
  'lightsail.distribution': any('target'),
  'lightsail.containerService': any('origin\\.name', 'resourcesReceivingAccess\\.name', 'target'),
  'lightsail.bucket': any('origin\\.name', 'destination'),
  'lightsail.keyPair': any('sshKeyName'),
  'lightsail.contactMethod': any('contactProtocols'),
  'lightsail.containerImage': any('image'),
};

/**
 * Members with the name of an id or ARN, but of no type with a rule: accounts, keys, roles, other services, and types
 * without a rule.
 */
const ELSEWHERE = new RegExp(
  [
    '(Owner|Account|Requester|User|Client|Tenant|Directory|Vendor|Device|Subsystem|ProductCode|Organization|OrganizationTarget)Ids?$',
    'HostedZoneId$|^(Asset|DataEncryptionKey|KmsKey|LatestDelta|OutpostLag|MetricCategory|Report|Target)Ids?$',
    'AvailabilityZoneIds?$|^(bundle|blueprint|fromBlueprint|fromBundle|power)Id$',
    'relationalDatabase(Blueprint|Bundle)Id$|^(bgpPeer|proposal|[aA]ttachment|association|awsLogicalDevice|accessKey)Id$',
    'fromRelationalDatabase(Blueprint|Bundle)Id$|^(CoreNetwork|PeerCoreNetwork|CapacityBlock|HostReservation)Id$',
    // Of associations, attachments and nested elements with their own types or none.
    '^((\\w*Association)|ElasticGpu|Connection|Exclusion|VpcEncryptionControl|SecondaryInterface|\\w*ResourceDiscovery)Id$',
    '^(\\w*VirtualInterface|LocalGateway|\\w*VirtualInterfaceGroup|CapacityReservationFleet|IpamPolicy|Ipam|Instance)(Id|Ids)$',
    '^(CoipPool|ReservedInstances|FpgaImageGlobal|TransitGatewayRouteTableAnnouncement|Id|id)$|^(CoipPool|ReservedInstances)Id$',
    '^(TransitGatewayRouteTableAnnouncement|FpgaImageGlobal|SourceInstance|SecondarySubnet|interconnect)Id$',
    '^(VpnConcentrator|IpamPrefixListResolverTarget|IpamPoolCidr|VpcEndpointConnection)Id$',
    // ARNs of other services, and of types that EC2 refers to by id.
    '^(Arn|arn|secretARN|principalArn|ApplianceArn|Certificate|\\w*CertificateArn)$|^(Core|Odb|Service)Network\\w*Arn$',
    '^(BgpLogGroup|LogGroup|PreSharedKey|KmsKey|LambdaFunction|SnsTopic|Outpost|\\w*ResourceGroup|\\w*LoadBalancer)Arns?$',
    '^(LicenseConfiguration|\\w*SamlProvider|Rds\\w+|DeliverLogsPermission|ResourceConfiguration|ConnectionNotification)Arn$',
    '^(ElasticInferenceAccelerator|Ipam|CapacityReservationFleet|LocalGateway\\w+|Pool|ImageUsageReport)Arn$',
    '^ElasticInferenceAcceleratorAssociationId$|^from(Instance|RelationalDatabase)Arn$',
  ].join('|'),
);

/** A member of a description, with its path. */
export interface Reference {
  readonly by: Kind;
  readonly path: string;
}

/** Returns the paths to all texts of a structure. The keys of a map count as a text. */
function textPaths(schema: NormalizedSchema, path: readonly string[] = []): string[] {
  if (schema.isListSchema()) return textPaths(schema.getValueSchema(), path);
  if (schema.isStringSchema() || schema.isMapSchema()) return [path.join('.')];
  // Recursive schemas end here.
  if (!schema.isStructSchema() || path.length > 7) return [];
  return [...schema.structIterator()].flatMap(([name, shape]) =>
    PROSE_MEMBER.test(name) ? [] : textPaths(shape, [...path, name]),
  );
}

const REFERENCES: readonly Reference[] = LISTED_KINDS.filter(({ id }) => !NEVER_USING.has(id)).flatMap((by) => {
  const paths = new Set(by.sources.flatMap((source) => textPaths(itemOf(by.service, source))));
  return [...paths].map((path) => ({ by, path }));
});

const lastOf = (path: string) => path.split('.').at(-1) ?? '';

/** Ids and ARNs of all listed types, by service: a member with such a name refers to that type. */
const OWN_NAMES = new Set(
  LISTED_KINDS.flatMap(({ service, members: { id, arn } }) =>
    [id, arn ?? ''].flat().map((name) => `${service} ${name}`),
  ),
);
/** Names that are also suffixes of unrelated longer names. */
const EXACT =
  /^(GroupId|HostId|FleetId|ServiceId|PoolId|GroupArn|KeyPairId|connectionId|lagId|directConnectGatewayId)$/;

/** Route tables of transit gateways. */
const NOT_OF_VPC = /^(Target|\w+Default)RouteTableId$/;

/** Returns whether a member can hold the id, ARN or name of a resource type. */
function canHold({ id, service, members }: Kind, { by, path }: Reference): boolean {
  const last = lastOf(path);
  const lastTwo = `${by.id}.${path}`.split('.').slice(-2).join('.');
  if (FURTHER[id]?.test(last) === true || FURTHER[id]?.test(lastTwo) === true) return true;
  if (service !== by.service) return false;
  return [...[members.id].flat(), members.arn ?? ''].some((name) => {
    if (EXACT.test(name)) return new RegExp(`^${name}s?$`).test(last);
    if (!/^[A-Z]\w+(Id|Arn)$/.test(name)) return false;
    const isOther = last !== name && (OWN_NAMES.has(`${service} ${last}`) || NOT_OF_VPC.test(last));
    return !isOther && new RegExp(`(^|[a-z])${name}s?$`).test(last);
  });
}

/**
 * Returns every member of a listed type that can hold the id, ARN or name of a resource type, except in its own
 * description.
 */
export function referencesTo(id: string): readonly Reference[] {
  const kind = kindOf(id);
  return REFERENCES.filter((reference) => reference.by.id !== id && canHold(kind, reference));
}

/** Returns the members with names of ids or ARNs without a review. */
export function unclassifiedMembers(rules: readonly string[]): readonly string[] {
  const kinds = rules.map(kindOf);
  const open = REFERENCES.filter((reference) => {
    const last = lastOf(reference.path);
    if (!/(Id|Ids|Arn|Arns|ARN|^id|^arn)$/.test(last) || ELSEWHERE.test(last)) return false;
    return !OWN_NAMES.has(`${reference.by.service} ${last}`) && !kinds.some((kind) => canHold(kind, reference));
  });
  return [...new Set(open.map(({ by, path }) => `${by.service} ${lastOf(path)}`))];
}
