import type { NotUsing, UsageRules } from '../model/usage.ts';
import { ec2Api, ec2Guide, FLOW_LOG, NETWORK_PATH, vpcGuide } from './shared.ts';
import { UNREAD_IN_VPC, UNREAD_SUBNET_GROUPS } from './unreadServices.ts';

const ALLOCATION: NotUsing = { kind: 'ec2.ipamPoolAllocation', reason: 'IPAM records where its addresses come from' };

const ROUTE_TABLE = 'ec2.routeTable';
const EXCLUSION = 'ec2.blockPublicAccessExclusion';

/** Addresses, interfaces, security groups, VPCs and what is in them. */
export const NETWORK_USAGE: UsageRules = {
  address: {
    unused: 'not associated',
    own: [
      { when: [{ member: 'AssociationId', present: true }], word: 'used', reason: 'associated' },
      { when: [{ member: 'NetworkInterfaceId', present: true }], word: 'used', reason: 'associated' },
      { when: [{ member: 'InstanceId', present: true }], word: 'used', reason: 'associated' },
      { when: [{ member: 'ServiceManaged', present: true }], word: 'used', reason: 'a service of AWS manages it' },
    ],
    by: {
      'ec2.networkInterface': ['Association.AllocationId', 'PrivateIpAddresses.Association.AllocationId'],
      'ec2.natGateway': 'NatGatewayAddresses.AllocationId',
      'ec2.addressTransfer': 'AllocationId',
      // The device of a VPN connection may run on an instance: https://docs.aws.amazon.com/vpn/latest/s2svpn/your-cgw.html.
      'ec2.customerGateway': 'IpAddress',
    },
    aliases: ['PublicIp'],
    notUsing: [ALLOCATION],
    pages: [ec2Api('Address'), ec2Guide('elastic-ip-addresses-eip')],
  },
  networkInterface: {
    unused: 'not attached',
    own: [
      { when: [{ member: 'Attachment', present: true }], word: 'used', reason: 'attached' },
      { when: [{ member: 'Status', is: ['in-use', 'associated', 'attaching'] }], word: 'used', reason: 'attached' },
    ],
    by: {
      'ec2.instance': 'NetworkInterfaces.NetworkInterfaceId',
      'ec2.natGateway': 'NatGatewayAddresses.NetworkInterfaceId',
      'ec2.multicastGroupMember': 'NetworkInterfaceId',
      'ec2.multicastGroupSource': 'NetworkInterfaceId',
      'ec2.localGatewayRoute': 'NetworkInterfaceId',
      'ec2.vpcEndpoint': 'NetworkInterfaceIds',
      'ec2.instanceConnectEndpoint': 'NetworkInterfaceIds',
      'ec2.address': 'NetworkInterfaceId',
      [ROUTE_TABLE]: 'Routes.NetworkInterfaceId',
      'ec2.trafficMirrorTarget': 'NetworkInterfaceId',
      'ec2.trafficMirrorSession': 'NetworkInterfaceId',
      'ec2.routeServerEndpoint': 'EniId',
      'ec2.verifiedAccessEndpoint': 'NetworkInterfaceOptions.NetworkInterfaceId',
      'ec2.launchTemplateVersion': 'LaunchTemplateData.NetworkInterfaces.NetworkInterfaceId',
      'ec2.spotInstanceRequest': 'LaunchSpecification.NetworkInterfaces.NetworkInterfaceId',
      'ec2.spotFleetRequest': 'SpotFleetRequestConfig.LaunchSpecifications.NetworkInterfaces.NetworkInterfaceId',
      'ec2.networkInterfacePermission': 'NetworkInterfaceId',
      'ec2.trunkInterfaceAssociation': ['BranchInterfaceId', 'TrunkInterfaceId'],
      ...NETWORK_PATH,
    },
    notUsing: [FLOW_LOG],
    pages: [ec2Api('NetworkInterface'), ec2Guide('using-eni')],
  },
  securityGroup: {
    unused: 'no interface, instance or rule refers to it',
    own: [{ when: [{ member: 'GroupName', is: ['default'] }], word: 'used', reason: 'the default group of its VPC' }],
    by: {
      'ec2.networkInterface': 'Groups.GroupId',
      'ec2.instance': 'SecurityGroups.GroupId',
      'ec2.securityGroup': ['IpPermissions.UserIdGroupPairs.GroupId', 'IpPermissionsEgress.UserIdGroupPairs.GroupId'],
      'ec2.launchTemplateVersion': [
        'LaunchTemplateData.SecurityGroupIds',
        'LaunchTemplateData.NetworkInterfaces.Groups',
      ],
      'ec2.securityGroupVpcAssociation': 'GroupId',
      'ec2.applicationStatusCheck': [
        'HealthCheckPaths.Source.SecurityGroupId',
        'HealthCheckPaths.Destinations.SecurityGroupId',
      ],
      'ec2.vpcEndpoint': 'Groups.GroupId',
      'ec2.instanceConnectEndpoint': 'SecurityGroupIds',
      'ec2.clientVpnEndpoint': 'SecurityGroupIds',
      'ec2.clientVpnTargetNetwork': 'SecurityGroups',
      'ec2.verifiedAccessEndpoint': 'SecurityGroupIds',
      'ec2.spotFleetRequest': [
        'SpotFleetRequestConfig.LaunchSpecifications.SecurityGroups.GroupId',
        'SpotFleetRequestConfig.LaunchSpecifications.NetworkInterfaces.Groups',
      ],
      'ec2.spotInstanceRequest': [
        'LaunchSpecification.SecurityGroups.GroupId',
        'LaunchSpecification.NetworkInterfaces.Groups',
      ],
    },
    names: { path: 'GroupName', members: ['SecurityGroups'] },
    notUsing: [
      { kind: 'ec2.securityGroupIngressRule', partOf: 'GroupId', reason: 'its own rule' },
      { kind: 'ec2.securityGroupEgressRule', partOf: 'GroupId', reason: 'its own rule' },
    ],
    unread: UNREAD_IN_VPC,
    pages: [ec2Api('SecurityGroup'), vpcGuide('deleting-security-groups')],
  },
  managedPrefixList: {
    unused: 'no route or rule refers to it',
    by: {
      'ec2.securityGroup': [
        'IpPermissions.PrefixListIds.PrefixListId',
        'IpPermissionsEgress.PrefixListIds.PrefixListId',
      ],
      [ROUTE_TABLE]: 'Routes.DestinationPrefixListId',
      'ec2.transitGatewayRoute': 'PrefixListId',
      'ec2.localGatewayRoute': 'DestinationPrefixListId',
      'ec2.transitGatewayPrefixListReference': 'PrefixListId',
      'ec2.ipamPrefixListResolverTarget': 'PrefixListId',
    },
    lookups: [
      {
        operation: 'GetManagedPrefixListAssociations',
        input: { PrefixListId: 'PrefixListId' },
        items: 'PrefixListAssociations',
        word: 'used',
        reason: 'resources are associated with it',
      },
    ],
    pages: [ec2Api('ManagedPrefixList'), ec2Api('GetManagedPrefixListAssociations')],
  },
  vpc: {
    unused: 'it holds nothing',
    by: {
      'ec2.instance': 'VpcId',
      'ec2.subnet': 'VpcId',
      'ec2.networkInterface': 'VpcId',
      'ec2.securityGroup': 'VpcId',
      'ec2.securityGroupVpcAssociation': 'VpcId',
      [ROUTE_TABLE]: 'VpcId',
      'ec2.networkAcl': 'VpcId',
      'ec2.internetGateway': 'Attachments.VpcId',
      'ec2.egressOnlyInternetGateway': 'Attachments.VpcId',
      'ec2.carrierGateway': 'VpcId',
      'ec2.natGateway': 'VpcId',
      'ec2.vpnGateway': 'VpcAttachments.VpcId',
      'ec2.vpcEndpoint': 'VpcId',
      'ec2.instanceConnectEndpoint': 'VpcId',
      'ec2.vpcPeeringConnection': ['RequesterVpcInfo.VpcId', 'AccepterVpcInfo.VpcId'],
      'ec2.transitGatewayVpcAttachment': 'VpcId',
      'ec2.clientVpnEndpoint': 'VpcId',
      'ec2.routeServerAssociation': 'VpcId',
      'ec2.localGatewayRouteTableVpcAssociation': 'VpcId',
      'ec2.ipamPool': 'SourceResource.ResourceId',
      [EXCLUSION]: 'ResourceArn',
    },
    notUsing: [
      FLOW_LOG,
      ALLOCATION,
      {
        kind: 'ec2.securityGroup',
        when: [{ member: 'GroupName', is: ['default'] }],
        reason: 'AWS creates and deletes the default group with the VPC',
      },
      {
        kind: 'ec2.networkAcl',
        when: [{ member: 'IsDefault', is: [true] }],
        reason: 'AWS creates and deletes the default ACL with the VPC',
      },
      {
        kind: ROUTE_TABLE,
        when: [{ member: 'Associations.Main', is: [true] }],
        reason: 'AWS creates and deletes the main route table with the VPC',
      },
      { kind: 'ec2.vpcEncryptionControl', reason: 'a setting of the VPC' },
    ],
    pages: [ec2Api('Vpc'), vpcGuide('delete-vpc')],
  },
  subnet: {
    unused: 'it holds nothing',
    by: {
      'ec2.instance': 'SubnetId',
      'ec2.networkInterface': 'SubnetId',
      'ec2.natGateway': 'SubnetId',
      'ec2.vpcEndpoint': 'SubnetIds',
      'ec2.instanceConnectEndpoint': 'SubnetId',
      'ec2.transitGatewayVpcAttachment': 'SubnetIds',
      'ec2.clientVpnTargetNetwork': 'TargetNetworkId',
      'ec2.applicationStatusCheck': ['HealthCheckPaths.Source.SubnetId', 'HealthCheckPaths.Destinations.SubnetId'],
      'ec2.routeServerEndpoint': 'SubnetId',
      'ec2.verifiedAccessEndpoint': ['LoadBalancerOptions.SubnetIds', 'RdsOptions.SubnetIds', 'CidrOptions.SubnetIds'],
      'ec2.launchTemplateVersion': 'LaunchTemplateData.NetworkInterfaces.SubnetId',
      'ec2.fleet': 'LaunchTemplateConfigs.Overrides.SubnetId',
      'ec2.spotFleetRequest': [
        'SpotFleetRequestConfig.LaunchSpecifications.SubnetId',
        'SpotFleetRequestConfig.LaunchSpecifications.NetworkInterfaces.SubnetId',
        'SpotFleetRequestConfig.LaunchTemplateConfigs.Overrides.SubnetId',
      ],
      'ec2.spotInstanceRequest': ['LaunchSpecification.SubnetId', 'LaunchSpecification.NetworkInterfaces.SubnetId'],
      [EXCLUSION]: 'ResourceArn',
    },
    notUsing: [
      FLOW_LOG,
      ALLOCATION,
      { kind: ROUTE_TABLE, member: 'Associations.SubnetId', reason: 'an association holds nothing' },
      { kind: 'ec2.routeTableAssociation', reason: 'an association holds nothing' },
      { kind: 'ec2.networkAcl', member: 'Associations.SubnetId', reason: 'an association holds nothing' },
      { kind: 'ec2.subnetCidrReservation', reason: 'a part of the subnet' },
    ],
    unread: [...UNREAD_IN_VPC, ...UNREAD_SUBNET_GROUPS],
    pages: [ec2Api('Subnet'), vpcGuide('subnet-deleting')],
  },
  routeTable: {
    unused: 'no subnet or gateway is associated',
    own: [{ when: [{ member: 'Associations', present: true }], word: 'used', reason: 'associated' }],
    by: {
      'ec2.vpcEndpoint': 'RouteTableIds',
      'ec2.routeServerPropagation': 'RouteTableId',
      'ec2.natGateway': 'RouteTableId',
    },
    pages: [ec2Api('RouteTable'), vpcGuide('WorkWithRouteTables')],
  },
  networkAcl: {
    unused: 'no subnet is associated',
    own: [
      { when: [{ member: 'IsDefault', is: [true] }], word: 'used', reason: 'the default ACL of its VPC' },
      { when: [{ member: 'Associations', present: true }], word: 'used', reason: 'associated' },
    ],
    pages: [ec2Api('NetworkAcl'), vpcGuide('delete-network-acl')],
  },
  dhcpOptions: {
    unused: 'no VPC refers to it',
    by: { 'ec2.vpc': 'DhcpOptionsId' },
    pages: [ec2Api('DhcpOptions'), vpcGuide('DHCPOptionSet')],
  },
  flowLog: {
    unused: 'its logs are not delivered',
    own: [
      { when: [{ member: 'DeliverLogsStatus', is: ['FAILED'] }], word: 'unused', reason: 'its logs are not delivered' },
      { when: [{ member: 'FlowLogId', present: true }], word: 'used', reason: 'its logs are delivered' },
    ],
    pages: [ec2Api('FlowLog'), vpcGuide('flow-logs-troubleshooting')],
  },
  secondaryNetwork: {
    unused: 'it has no secondary subnet',
    by: {
      'ec2.secondarySubnet': 'SecondaryNetworkId',
      'ec2.instance': 'SecondaryInterfaces.SecondaryNetworkId',
    },
    pages: [ec2Api('SecondaryNetwork')],
  },
};
