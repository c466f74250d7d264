/** Members of AWS's own responses that the sandbox's lack, and why: operation, prefix of the members' paths, reason. */
export const MISSING_MEMBERS: readonly (readonly [operation: string, path: string, reason: string])[] = [
  ['directconnect:DeleteBGPPeer', 'virtualInterface.bgpPeers', 'The sample peers have no authentication key to leak.'],
  ['directconnect:DeleteLag', 'connections', 'A LAG with connections cannot be deleted.'],
  ['directconnect:DescribeConnections', 'connections[].loaIssueTime', 'No letter of authorization was issued.'],
  ['directconnect:DescribeDirectConnectGatewayAssociations', 'nextToken', 'One page holds all samples.'],
  ['ec2:DescribeInstanceEventWindows', 'NextToken', 'One page holds all samples.'],
  ['ec2:CancelImportTask', 'PreviousState', 'A canceled task is no longer listed, and its state is not kept.'],
  ['ec2:CancelImportTask', 'State', 'A canceled task is no longer listed, and its state is not kept.'],
  ['ec2:DeleteVerifiedAccessGroup', 'VerifiedAccessGroup.DeletionTime', 'The group is deleted at once.'],
  [
    'ec2:DescribePublicIpv4Pools',
    'PublicIpv4Pools[].PoolAddressRanges[].AvailableAddressCount',
    'The sample has its size alone.',
  ],
  ['ec2:DescribeRouteTables', 'RouteTables[].Routes[].NatGatewayId', 'The sample route leads to an internet gateway.'],
  [
    'ec2:DescribeSecurityGroupRules',
    'SecurityGroupRules[].CidrIpv6',
    'A rule has one source: the samples have others.',
  ],
  [
    'ec2:DescribeSecurityGroupRules',
    'SecurityGroupRules[].ReferencedGroupInfo.UserId',
    "The group is the own account's.",
  ],
  ['ec2:DescribeSecurityGroups', 'SecurityGroups[].IpPermissions', 'The samples have what their dependencies need.'],
  ['ec2:DescribeVpcPeeringConnections', 'VpcPeeringConnections[].Status.Message', 'Codes decide, and not messages.'],
  ['ec2:DetachVerifiedAccessTrustProvider', 'VerifiedAccessTrustProvider.', "The listing has the provider's id alone."],
  [
    'ec2:DisassociateTransitGatewayMulticastDomain',
    'Associations.Subnets',
    'The listing has one subnet, and not a list.',
  ],
  ['ec2:GetSubnetCidrReservations', 'SubnetIpv6CidrReservations', 'The samples are reservations of IPv4 alone.'],
  ['ec2:SearchTransitGatewayRoutes', 'AdditionalRoutesAvailable', 'The service returns all sample routes.'],
  ['lightsail:GetAutoSnapshots', 'resource', 'The request names the resource.'],
  ['lightsail:GetInstances', 'instances[].hardware', 'The sample world describes instances by name and state.'],
  ['lightsail:GetInstances', 'instances[].networking', 'The sample world describes instances by name and state.'],
  ['lightsail:GetLoadBalancers', 'loadBalancers[].configurationOptions', 'A map has no sample.'],
];

/** States that the sandbox returns and that AWS's models and examples do not have, and why. */
export const OTHER_STATES: Readonly<Record<string, string>> = {
  'ec2 FlowLog.DeliverLogsStatus':
    'The model has only text: API_FlowLog documents SUCCESS and FAILED. The leftover of the sample account has FAILED.',
  'ec2 CancelledSpotInstanceRequest.State':
    'The leftover of the sample account has failed, a state of SpotInstanceRequest, and the cancellation repeats it.',
  'ec2 TransitGatewayClientVpnAttachment.State':
    'The list has pendingAcceptance where the response of the rejection has pending-acceptance.',
};

/** Operations with a response from AWS that the catalog does not send. The sandbox has them for its own tests. */
export const NOT_SENT: ReadonlySet<string> = new Set([
  'ec2:CreateKeyPair',
  'ec2:DescribeInstanceAttribute',
  'ec2:DescribeRegions',
  'ec2:ImportKeyPair',
  'lightsail:GetInstance',
  'lightsail:GetKeyPair',
  'directconnect:DescribeDirectConnectGatewayAttachments',
]);
