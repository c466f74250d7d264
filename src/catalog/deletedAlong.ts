import {
  type Attached,
  type DeletedAlong,
  children,
  elements,
  fastLaunchSnapshots,
  instancesOf,
  isMain,
  named,
  owned,
  parts,
  partsOfConversion,
  rulesOfGroup,
  systemDisk,
  textOf,
  textsOf,
} from './alongEntries.ts';
import type { Structure } from './model/structure.ts';

/** https://docs.aws.amazon.com/lightsail/latest/userguide/amazon-lightsail-configuring-automatic-snapshots.html */
const ofLightsailInstance = [
  systemDisk,
  children('lightsail.autoSnapshot'),
  parts('lightsail.addOn'),
  parts('lightsail.instancePublicPort'),
];
const ofLightsailDisk = [children('lightsail.autoSnapshot'), parts('lightsail.addOn')];

/**
 * What AWS deletes along, by the id of the kind. Read with its tags before the confirmation and before the request, because a
 * protected resource must not be deleted with another one. `test/unit/catalog/deletedAlong.test.ts` finds types that lack an entry.
 */
export const DELETED_ALONG: Readonly<Record<string, readonly DeletedAlong[]>> = {
  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TerminateInstances.html
  'ec2.instance': [
    named('ec2.volume', 'volume-id', 'VolumeId', ({ item }) =>
      elements(item, 'BlockDeviceMappings').flatMap(({ Ebs }) => {
        const { DeleteOnTermination: isDeleted, VolumeId: id } = (Ebs ?? {}) as Attached & {
          readonly VolumeId?: string;
        };
        return isDeleted === true ? textOf(id) : [];
      }),
    ),
    named('ec2.networkInterface', 'network-interface-id', 'NetworkInterfaceId', ({ item }) =>
      elements(item, 'NetworkInterfaces').flatMap(({ Attachment, NetworkInterfaceId: id }) =>
        (Attachment as Attached | undefined)?.DeleteOnTermination === true ? textOf(id) : [],
      ),
    ),
  ],
  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeregisterImage.html
  'ec2.image.withSnapshots': [
    named('ec2.snapshot', 'snapshot-id', 'SnapshotId', ({ item }) =>
      elements(item, 'BlockDeviceMappings').flatMap(({ Ebs }) =>
        textOf((Ebs as Structure | undefined)?.['SnapshotId']),
      ),
    ),
    parts('ec2.imageWatermark'),
  ],
  'ec2.image': [parts('ec2.imageWatermark')],
  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DisableFastLaunch.html
  'ec2.fastLaunchImage': [fastLaunchSnapshots],
  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CancelConversionTask.html
  'ec2.conversionTask': partsOfConversion,
  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteFleets.html
  'ec2.fleet.withInstances': [instancesOf('DescribeFleetInstances', 'FleetId')],
  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CancelSpotFleetRequests.html
  'ec2.spotFleetRequest.withInstances': [instancesOf('DescribeSpotFleetInstances', 'SpotFleetRequestId')],
  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CancelCapacityReservationFleets.html
  'ec2.capacityReservationFleet': [
    {
      kind: 'ec2.capacityReservation',
      // No filter of DescribeCapacityReservations takes the fleet.
      input: () => ({}),
      belongs: ({ CapacityReservationFleetId: id }, { item }) => id === item['CapacityReservationFleetId'],
    },
  ],
  // https://docs.aws.amazon.com/vpc/latest/userguide/delete-vpc.html, flow logs: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteVpc.html
  'ec2.vpc': [
    owned('ec2.securityGroup', ['vpc-id', 'VpcId'], 'VpcId', ({ GroupName: name }) => name === 'default'),
    owned('ec2.networkAcl', ['vpc-id', 'VpcId'], 'VpcId', ({ IsDefault }) => IsDefault === true),
    owned('ec2.routeTable', ['vpc-id', 'VpcId'], 'VpcId', isMain),
    { ...owned('ec2.flowLog', ['resource-id', 'ResourceId'], 'VpcId'), filterMember: 'Filter' },
    parts('ec2.vpcCidrBlock'),
    parts('ec2.vpcIpv6CidrBlock'),
  ],
  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteSecurityGroup.html
  'ec2.securityGroup': [
    rulesOfGroup('ec2.securityGroupIngressRule', false),
    rulesOfGroup('ec2.securityGroupEgressRule', true),
  ],
  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteLaunchTemplate.html
  'ec2.launchTemplate': [children('ec2.launchTemplateVersion')],
  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteInstanceEventWindow.html
  'ec2.instanceEventWindow.withTargets': [
    children('ec2.instanceEventWindowTarget'),
    children('ec2.instanceEventWindowTag'),
  ],
  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteNetworkInterface.html
  'ec2.networkInterface': ['privateIpAddress', 'ipv4Prefix', 'ipv6Address', 'ipv6Prefix'].map((name) =>
    parts(`ec2.${name}`),
  ),
  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteVpcEndpoints.html
  'ec2.vpcEndpoint': [
    named('ec2.networkInterface', 'network-interface-id', 'NetworkInterfaceId', ({ item }) =>
      textsOf(item, 'NetworkInterfaceIds'),
    ),
  ],
  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteSubnet.html
  'ec2.subnet': [children('ec2.subnetCidrReservation'), parts('ec2.subnetIpv6CidrBlock')],
  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteRouteTable.html
  'ec2.routeTable': [children('ec2.route'), parts('ec2.vgwRoutePropagation')],
  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteNetworkAcl.html
  'ec2.networkAcl': [children('ec2.networkAclEntry')],
  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteNatGateway.html
  'ec2.natGateway': [parts('ec2.natGatewayAddress'), parts('ec2.natGatewayPrivateAddress')],
  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteTransitGatewayRouteTable.html
  'ec2.transitGatewayRouteTable': [
    children('ec2.transitGatewayRoute'),
    children('ec2.transitGatewayPrefixListReference'),
  ],
  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteTransitGatewayPolicyTable.html
  'ec2.transitGatewayPolicyTable': [
    children('ec2.transitGatewayPolicyTableEntry'),
    parts('ec2.transitGatewayPolicyTableAssociation'),
  ],
  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteTransitGatewayMeteringPolicy.html
  'ec2.transitGatewayMeteringPolicy': [children('ec2.transitGatewayMeteringPolicyEntry')],
  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteTransitGatewayMulticastDomain.html
  'ec2.transitGatewayMulticastDomain': [parts('ec2.multicastGroupMember'), parts('ec2.multicastGroupSource')],
  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteVpnConnection.html
  'ec2.vpnConnection': [children('ec2.vpnConnectionRoute')],
  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteClientVpnEndpoint.html
  'ec2.clientVpnEndpoint': [
    children('ec2.clientVpnRoute'),
    children('ec2.clientVpnAuthorizationRule'),
    children('ec2.clientVpnAuthorizationPolicy'),
    parts('ec2.clientVpnConnection'),
  ],
  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteIpamPolicy.html
  'ec2.ipamPolicy': [children('ec2.ipamPolicyTarget')],
  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeprovisionByoipCidr.html
  'ec2.byoipCidr': [parts('ec2.byoasnAssociation')],
  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteLocalGatewayRouteTable.html
  'ec2.localGatewayRouteTable': [children('ec2.localGatewayRoute')],
  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ApplicationStatusCheck.html
  'ec2.applicationStatusCheck': [children('ec2.applicationStatusCheckAssociation')],
  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteIpam.html
  'ec2.ipam': [owned('ec2.ipamScope', ['ipam-arn', 'IpamArn'], 'IpamArn', ({ IsDefault }) => IsDefault === true)],
  'ec2.ipam.cascade': [
    owned('ec2.ipamScope', ['ipam-arn', 'IpamArn'], 'IpamArn'),
    { ...owned('ec2.ipamPool', ['ipam-arn', 'IpamArn'], 'IpamArn'), asKind: 'ec2.ipamPool.cascade' },
  ],
  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteIpamPool.html
  'ec2.ipamPool.cascade': [
    {
      ...owned('ec2.ipamPool', ['source-ipam-pool-id', 'SourceIpamPoolId'], 'IpamPoolId'),
      asKind: 'ec2.ipamPool.cascade',
    },
    children('ec2.ipamPoolAllocation'),
    parts('ec2.ipamPoolCidr'),
  ],
  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteTrafficMirrorFilter.html
  'ec2.trafficMirrorFilter': [
    owned(
      'ec2.trafficMirrorFilterRule',
      ['traffic-mirror-filter-id', 'TrafficMirrorFilterId'],
      'TrafficMirrorFilterId',
    ),
  ],
  // https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_DeleteLoadBalancer.html
  'lightsail.loadBalancer': [
    {
      kind: 'lightsail.loadBalancerTlsCertificate',
      list: { operation: 'GetLoadBalancerTlsCertificates', items: 'tlsCertificates' },
      input: ({ item: { name } }) => ({ loadBalancerName: name }),
      belongs: ({ loadBalancerName }, { item: { name } }) =>
        loadBalancerName === undefined || loadBalancerName === name,
    },
    parts('lightsail.loadBalancerInstance'),
  ],
  // https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_DeleteInstance.html
  'lightsail.instance': ofLightsailInstance,
  'lightsail.instance.withAddOns': ofLightsailInstance,
  // https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_DeleteDisk.html
  'lightsail.disk': ofLightsailDisk,
  'lightsail.disk.withAddOns': ofLightsailDisk,
  // https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_DeleteBucket.html
  'lightsail.bucket.withObjects': [children('lightsail.bucketAccessKey')],
  // https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_DeleteDomain.html
  'lightsail.domain': [children('lightsail.domainEntry')],
  // https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_DeleteContainerService.html
  'lightsail.containerService': [children('lightsail.containerImage')],
  // https://docs.aws.amazon.com/directconnect/latest/APIReference/API_DeleteVirtualInterface.html
  'directconnect.virtualInterface': [children('directconnect.bgpPeer')],
  // https://docs.aws.amazon.com/directconnect/latest/APIReference/API_DeleteConnection.html
  'directconnect.connection': [parts('directconnect.macSecKey')],
  'directconnect.lag': [parts('directconnect.macSecKey')],
  'directconnect.interconnect': [parts('directconnect.macSecKey')],
};
