import type { UsageRules } from '../model/usage.ts';
import { COST_ALLOCATION, ec2Api, ended, NETWORK_PATH, stateless } from './shared.ts';

const ROUTE_TABLE = 'ec2.routeTable';

/** Endpoints, peering and traffic mirroring. */
export const ENDPOINT_USAGE: UsageRules = {
  vpcEndpoint: {
    unused: 'no route points to it',
    own: [
      ...ended('State', ['rejected', 'expired', 'failed', 'Rejected', 'Expired', 'Failed']),
      { when: [{ member: 'RouteTableIds', present: true }], word: 'used', reason: 'route tables have a route to it' },
      {
        when: [{ member: 'State', is: ['pendingAcceptance', 'PendingAcceptance'] }],
        word: 'unknown',
        reason: 'its owner has not accepted it yet',
      },
      // Only these two are the targets of routes.
      {
        when: [{ member: 'VpcEndpointType', is: ['Gateway', 'GatewayLoadBalancer'] }],
        word: 'unused',
        reason: 'no route points to it',
      },
      {
        when: [{ member: 'VpcEndpointId', present: true }],
        word: 'unknown',
        reason: 'AWS does not return whether anything connects through it',
      },
    ],
    by: {
      [ROUTE_TABLE]: 'Routes.GatewayId',
      'ec2.natGateway': 'AttachedAppliances.VpcEndpointId',
      'ec2.trafficMirrorTarget': 'GatewayLoadBalancerEndpointId',
      'ec2.vpcEndpointConnection': 'VpcEndpointId',
      ...NETWORK_PATH,
    },
    notUsing: [
      { kind: 'ec2.vpcEndpointConnectionNotification', reason: 'a notification does not use it' },
      {
        kind: 'ec2.vpcEndpointConnection',
        when: [{ member: 'VpcEndpointState', is: ['rejected', 'expired', 'failed', 'Rejected', 'Expired', 'Failed'] }],
        reason: 'the connection has ended',
      },
    ],
    pages: [ec2Api('VpcEndpoint'), 'https://docs.aws.amazon.com/vpc/latest/privatelink/concepts.html'],
  },
  vpcEndpointService: {
    unused: 'no endpoint is connected',
    by: { 'ec2.vpcEndpointConnection': 'ServiceId', 'ec2.vpcEndpoint': 'ServiceName', ...NETWORK_PATH },
    notUsing: [
      { kind: 'ec2.vpcEndpointConnectionNotification', reason: 'a notification does not use it' },
      {
        kind: 'ec2.vpcEndpointConnection',
        when: [
          {
            member: 'VpcEndpointState',
            is: ['rejected', 'expired', 'failed', 'deleted', 'Rejected', 'Expired', 'Failed'],
          },
        ],
        reason: 'the connection has ended',
      },
    ],
    pages: [ec2Api('ServiceConfiguration'), ec2Api('VpcEndpointConnection')],
  },
  vpcPeeringConnection: {
    unused: 'no route points to it',
    own: [
      ...ended('Status.Code', ['expired', 'failed', 'rejected', 'deleted']),
      {
        when: [{ member: 'Status.Code', is: ['pending-acceptance', 'initiating-request', 'provisioning'] }],
        word: 'unknown',
        reason: 'it has not been accepted yet',
      },
      stateless('Status.Code'),
    ],
    by: {
      [ROUTE_TABLE]: 'Routes.VpcPeeringConnectionId',
      'ec2.securityGroup': [
        'IpPermissions.UserIdGroupPairs.VpcPeeringConnectionId',
        'IpPermissionsEgress.UserIdGroupPairs.VpcPeeringConnectionId',
      ],
      ...NETWORK_PATH,
    },
    notUsing: [COST_ALLOCATION],
    pages: [ec2Api('VpcPeeringConnection'), 'https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-routing.html'],
  },
  trafficMirrorFilter: {
    unused: 'no session refers to it',
    by: { 'ec2.trafficMirrorSession': 'TrafficMirrorFilterId' },
    notUsing: [{ kind: 'ec2.trafficMirrorFilterRule', reason: 'its own rule' }],
    pages: [ec2Api('TrafficMirrorFilter')],
  },
  trafficMirrorTarget: {
    unused: 'no session refers to it',
    by: { 'ec2.trafficMirrorSession': 'TrafficMirrorTargetId' },
    shareable: true,
    pages: [
      ec2Api('TrafficMirrorTarget'),
      'https://docs.aws.amazon.com/vpc/latest/mirroring/cross-account-traffic-mirroring-targets.html',
    ],
  },
};
