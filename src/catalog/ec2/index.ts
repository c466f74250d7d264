import type { Kind } from '../model/kind.ts';
import { INSTANCE_KINDS } from './compute/instances.ts';
import { EVENT_WINDOW_KINDS } from './compute/eventWindows.ts';
import { IMAGE_KINDS } from './compute/images.ts';
import { EBS_KINDS } from './compute/ebs.ts';
import { SECURITY_GROUP_KINDS } from './vpc/securityGroups.ts';
import { ELASTIC_IP_KINDS } from './vpc/elasticIps.ts';
import { NETWORK_INTERFACE_KINDS } from './vpc/networkInterfaces.ts';
import { VPC_AND_SUBNET_KINDS } from './vpc/vpcsAndSubnets.ts';
import { ROUTE_TABLE_KINDS } from './vpc/routeTables.ts';
import { NETWORK_ACL_AND_VPC_SETTING_KINDS } from './vpc/networkAclsAndVpcSettings.ts';
import { GATEWAY_KINDS } from './vpc/gateways.ts';
import { ENDPOINT_AND_PEERING_KINDS } from './vpc/endpointsAndPeering.ts';
import { TRANSIT_GATEWAY_KINDS } from './transitGateway/transitGateways.ts';
import { TRANSIT_GATEWAY_ROUTE_TABLE_KINDS } from './transitGateway/routeTables.ts';
import { TRANSIT_GATEWAY_POLICY_TABLE_KINDS } from './transitGateway/policyTables.ts';
import { MULTICAST_KINDS } from './transitGateway/multicast.ts';
import { SITE_TO_SITE_VPN_KINDS } from './vpn/siteToSiteVpn.ts';
import { CLIENT_VPN_KINDS } from './vpn/clientVpn.ts';
import { IPAM_KINDS } from './ipam/ipams.ts';
import { VERIFICATION_TOKEN_KINDS } from './ipam/verificationTokens.ts';
import { IPAM_POLICY_AND_BYOIP_KINDS } from './ipam/policiesAndByoip.ts';
import { ROUTE_SERVER_KINDS } from './vpc/routeServers.ts';
import { VERIFIED_ACCESS_KINDS } from './vpc/verifiedAccess.ts';
import { TRAFFIC_MIRRORING_KINDS } from './vpc/trafficMirroring.ts';
import { CAPACITY_RESERVATION_KINDS } from './compute/capacityReservations.ts';
import { FLEET_AND_SPOT_KINDS } from './compute/fleetsAndSpot.ts';
import { LOCAL_GATEWAY_KINDS } from './vpc/localGateways.ts';
import { NETWORK_INSIGHTS_KINDS } from './vpc/networkInsights.ts';
import { IMPORT_EXPORT_KINDS } from './compute/importExportTasks.ts';
import { MONITORING_AND_TAG_KINDS } from './account/monitoringAndTags.ts';

/** The resource types and further actions of EC2, in the order of the tree within each category. */
export const EC2_KINDS: readonly Kind[] = [
  ...INSTANCE_KINDS,
  ...EVENT_WINDOW_KINDS,
  ...IMAGE_KINDS,
  ...EBS_KINDS,
  ...SECURITY_GROUP_KINDS,
  ...ELASTIC_IP_KINDS,
  ...NETWORK_INTERFACE_KINDS,
  ...VPC_AND_SUBNET_KINDS,
  ...ROUTE_TABLE_KINDS,
  ...NETWORK_ACL_AND_VPC_SETTING_KINDS,
  ...GATEWAY_KINDS,
  ...ENDPOINT_AND_PEERING_KINDS,
  ...TRANSIT_GATEWAY_KINDS,
  ...TRANSIT_GATEWAY_ROUTE_TABLE_KINDS,
  ...TRANSIT_GATEWAY_POLICY_TABLE_KINDS,
  ...MULTICAST_KINDS,
  ...SITE_TO_SITE_VPN_KINDS,
  ...CLIENT_VPN_KINDS,
  ...IPAM_KINDS,
  ...VERIFICATION_TOKEN_KINDS,
  ...IPAM_POLICY_AND_BYOIP_KINDS,
  ...ROUTE_SERVER_KINDS,
  ...VERIFIED_ACCESS_KINDS,
  ...TRAFFIC_MIRRORING_KINDS,
  ...CAPACITY_RESERVATION_KINDS,
  ...FLEET_AND_SPOT_KINDS,
  ...LOCAL_GATEWAY_KINDS,
  ...NETWORK_INSIGHTS_KINDS,
  ...IMPORT_EXPORT_KINDS,
  ...MONITORING_AND_TAG_KINDS,
];
