/**
 * How many items a page of a list may have, by operation: the largest size that AWS takes, and no more than 1,000. Without a size
 * several of EC2's lists return everything in one response, which times out in large accounts
 * (https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-pagination.html).
 *
 * The bounds are those of the `MaxResults` shapes of EC2's and Direct Connect's service models; where a model has none, those of
 * the operation's page, else 100.
 */
const OPERATIONS_BY_SIZE: Readonly<Record<number, string>> = {
  10: `
    DescribePublicIpv4Pools`,
  50: `
    DescribeInstanceConnectEndpoints`,
  100: `
    DescribeIpamInternetRegistryAssociations
    GetIpamRoutingPolicyRegistrations
    DescribeApplicationStatusChecks
    DescribeApplicationStatusCheckAssociations
    DescribeMetricCategories
    DescribeNetworkingFlexCostAllocationPolicies
    DescribeNetworkingFlexCostAllocationPolicyAssociations
    DescribeAwsNetworkPerformanceMetricSubscriptions
    DescribeByoipCidrs
    DescribeCapacityReservationFleets
    DescribeConnections
    DescribeDirectConnectGatewayAssociationProposals
    DescribeDirectConnectGatewayAssociations
    DescribeDirectConnectGatewayAttachments
    DescribeDirectConnectGateways
    DescribeFleets
    DescribeFlowLogs
    DescribeImageUsageReports
    DescribeImportImageTasks
    DescribeImportSnapshotTasks
    DescribeInterconnects
    DescribeIpamByoasn
    DescribeLags
    DescribeManagedPrefixLists
    DescribeNetworkInsightsAccessScopeAnalyses
    DescribeNetworkInsightsAccessScopes
    DescribeNetworkInsightsAnalyses
    DescribeNetworkInsightsPaths
    DescribeRouteTables
    DescribeVirtualInterfaces
    DescribeVpcEndpointConnectionNotifications
    DescribeVpcEndpointConnections
    DescribeVpcEndpointServiceConfigurations
    SearchLocalGatewayRoutes`,
  200: `
    DescribeFastLaunchImages
    DescribeFastSnapshotRestores
    DescribeLaunchTemplateVersions
    DescribeLaunchTemplates
    DescribeVerifiedAccessInstances
    DescribeVerifiedAccessTrustProviders`,
  255: `
    DescribeEgressOnlyInternetGateways
    DescribeNetworkInterfacePermissions
    DescribeTrunkInterfaceAssociations`,
  500: `
    DescribeExportImageTasks
    DescribeHosts
    DescribeImages
    DescribeInstanceEventWindows
    DescribeSpotFleetRequests
    DescribeVolumes`,
  1000: `
    DescribeAddressTransfers
    DescribeCapacityManagerDataExports
    DescribeCapacityReservationBillingRequests
    DescribeCapacityReservations
    DescribeCarrierGateways
    DescribeClientVpnAuthorizationRules
    DescribeClientVpnConnections
    DescribeClientVpnEndpoints
    DescribeClientVpnRoutes
    DescribeClientVpnTargetNetworks
    DescribeCoipPools
    DescribeDeclarativePoliciesReports
    DescribeDhcpOptions
    DescribeFpgaImages
    DescribeIamInstanceProfileAssociations
    DescribeInstanceSqlHaStates
    DescribeInstances
    DescribeInternetGateways
    DescribeIpamExternalResourceVerificationTokens
    DescribeIpamPolicies
    DescribeIpamPools
    DescribeIpamPrefixListResolverTargets
    DescribeIpamPrefixListResolvers
    DescribeIpamResourceDiscoveries
    DescribeIpamResourceDiscoveryAssociations
    DescribeIpamScopes
    DescribeIpams
    DescribeLocalGatewayRouteTableVirtualInterfaceGroupAssociations
    DescribeLocalGatewayRouteTableVpcAssociations
    DescribeLocalGatewayRouteTables
    DescribeLocalGatewayVirtualInterfaceGroups
    DescribeLocalGatewayVirtualInterfaces
    DescribeLockedSnapshots
    DescribeNatGateways
    DescribeNetworkAcls
    DescribeNetworkInterfaces
    DescribeRouteServerEndpoints
    DescribeRouteServerPeers
    DescribeRouteServers
    DescribeSecondaryNetworks
    DescribeSecondarySubnets
    DescribeSecurityGroupRules
    DescribeSecurityGroupVpcAssociations
    DescribeSecurityGroups
    DescribeSnapshots
    DescribeSpotInstanceRequests
    DescribeSubnets
    DescribeTags
    DescribeTrafficMirrorFilterRules
    DescribeTrafficMirrorFilters
    DescribeTrafficMirrorSessions
    DescribeTrafficMirrorTargets
    DescribeTransitGatewayAttachments
    DescribeTransitGatewayConnectPeers
    DescribeTransitGatewayConnects
    DescribeTransitGatewayMeteringPolicies
    DescribeTransitGatewayMulticastDomains
    DescribeTransitGatewayPeeringAttachments
    DescribeTransitGatewayPolicyTables
    DescribeTransitGatewayRouteTableAnnouncements
    DescribeTransitGatewayRouteTables
    DescribeTransitGatewayVpcAttachments
    DescribeTransitGateways
    DescribeVerifiedAccessEndpoints
    DescribeVerifiedAccessGroups
    DescribeVpcBlockPublicAccessExclusions
    DescribeVpcEncryptionControls
    DescribeVpcEndpoints
    DescribeVpcPeeringConnections
    DescribeVpcs
    DescribeVpnConcentrators
    GetIpamPolicyOrganizationTargets
    GetIpamPoolAllocations
    GetIpamPoolCidrs
    GetSubnetCidrReservations
    GetTransitGatewayMeteringPolicyEntries
    GetTransitGatewayMulticastDomainAssociations
    GetTransitGatewayPolicyTableAssociations
    GetTransitGatewayPolicyTableEntries
    GetTransitGatewayPrefixListReferences
    GetTransitGatewayRouteTableAssociations
    GetTransitGatewayRouteTablePropagations
    SearchTransitGatewayMulticastGroups
    SearchTransitGatewayRoutes`,
};

const PAGE_SIZES: ReadonlyMap<string, number> = new Map(
  Object.entries(OPERATIONS_BY_SIZE).flatMap(([size, operations]) =>
    operations.split(/\s+/).flatMap((operation) => (operation === '' ? [] : [[operation, Number(size)] as const])),
  ),
);

/**
 * Returns the page size for a request, whose `input` has none yet. Undefined where the operation takes none, or rejects one: several reject
 * `MaxResults` beside a list of ids.
 */
export function pageSize(operation: string, input: object): number | undefined {
  const namesResources = Object.entries(input).some(
    ([member, value]) => /(Ids|Names)$/.test(member) && Array.isArray(value),
  );
  return namesResources ? undefined : PAGE_SIZES.get(operation);
}
