import type { Fields } from '../types.ts';

/**
 * Leftovers: one more sample in the account `dev`, without references to it and without children. Members are by
 * listing, as in `OVERRIDES`. The states are AWS's words, from the page beside each.
 */
export const LEFTOVERS: Readonly<Record<string, Fields>> = {
  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_InstanceEventWindow.html: no target is associated.
  DescribeInstanceEventWindows: { AssociationTarget: undefined },
  // https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/spot-request-status.html: `bad-parameters`.
  DescribeSpotInstanceRequests: { State: 'failed', InstanceId: undefined },
  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_SpotFleetRequestConfig.html
  DescribeSpotFleetRequests: { SpotFleetRequestState: 'failed' },
  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CapacityReservation.html: all of its instances are available.
  DescribeCapacityReservations: { State: 'active', TotalInstanceCount: 2, AvailableInstanceCount: 2 },
  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_FleetData.html
  DescribeFleets: { FleetState: 'failed' },
  // https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-troubleshooting.html: `Access error`.
  DescribeFlowLogs: { DeliverLogsStatus: 'FAILED', DeliverLogsErrorMessage: 'Access error' },
  // https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html: the service's owner rejected it.
  DescribeVpcEndpoints: { State: 'rejected', VpcEndpointType: 'Interface', RouteTableIds: [] },
  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ClientVpnEndpointStatus.html
  DescribeClientVpnEndpoints: { Status: { Code: 'pending-associate' }, TransitGatewayConfiguration: undefined },
  // https://docs.aws.amazon.com/vpc/latest/tgw/tgw-route-tables.html
  DescribeTransitGatewayRouteTables: {
    State: 'available',
    DefaultAssociationRouteTable: false,
    DefaultPropagationRouteTable: false,
  },
  DescribeTransitGatewayPolicyTables: { State: 'available' },
  // https://docs.aws.amazon.com/vpc/latest/tgw/multicast-domains-about.html
  DescribeTransitGatewayMulticastDomains: { State: 'available' },
  // https://docs.aws.amazon.com/vpc/latest/ipam/delete-pool-ipam.html: a pool without allocations.
  DescribeIpamPools: { State: 'create-complete', SourceIpamPoolId: undefined },
  // https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_LoadBalancer.html: no instance is attached.
  GetLoadBalancers: { instanceHealthSummary: [], tlsCertificateSummaries: [] },
  // https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_ContainerService.html: it has no deployment.
  GetContainerServices: { state: 'READY', currentDeployment: undefined, nextDeployment: undefined, isDisabled: false },
  // https://docs.aws.amazon.com/directconnect/latest/UserGuide/direct-connect-gateways-intro.html
  DescribeDirectConnectGateways: { directConnectGatewayState: 'available' },
};
