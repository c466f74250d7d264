import type * as Ec2 from '@aws-sdk/client-ec2';
import type { Handlers } from '../handlers.ts';
import { describe, idErrors } from './listing.ts';

/**
 * Route servers and their endpoints, the parents of peers
 * (https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RouteServer.html).
 */
export const routeServers: Handlers<typeof Ec2> = {
  DescribeRouteServers: (input, call) => {
    const { items, next } = describe(call, call.resources('ec2.routeServer'), input, {
      ids: input.RouteServerIds,
      notFound: idErrors('rs', 'RouteServer'),
      filters: { 'route-server-id': (server) => server.RouteServerId, state: (server) => server.State },
    });
    return { RouteServers: items, NextToken: next };
  },

  DescribeRouteServerEndpoints: (input, call) => {
    const { items, next } = describe(call, call.resources('ec2.routeServerEndpoint'), input, {
      ids: input.RouteServerEndpointIds,
      notFound: idErrors('rse', 'RouteServerEndpoint'),
      filters: {
        'route-server-endpoint-id': (endpoint) => endpoint.RouteServerEndpointId,
        'route-server-id': (endpoint) => endpoint.RouteServerId,
        'vpc-id': (endpoint) => endpoint.VpcId,
        'subnet-id': (endpoint) => endpoint.SubnetId,
        state: (endpoint) => endpoint.State,
      },
    });
    return { RouteServerEndpoints: items, NextToken: next };
  },
};
