import type * as Ec2 from '@aws-sdk/client-ec2';
import { AwsError } from '../../wire/awsError.ts';
import type { Handlers } from '../handlers.ts';
import { newId } from '../ids.ts';
import { deleteByState, settleCreation } from '../deletion.ts';
import { describe, idErrors, tagsFor } from './listing.ts';

const KIND = 'ec2.routeServerPeer';
const noPeer = idErrors('rsp', 'RouteServerPeer');
const noEndpoint = idErrors('rse', 'RouteServerEndpoint');

/** Route server peers (https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RouteServerPeer.html). */
export const routeServerPeers: Handlers<typeof Ec2> = {
  DescribeRouteServerPeers: (input, call) => {
    const { items, next } = describe(call, call.resources(KIND), input, {
      ids: input.RouteServerPeerIds,
      notFound: noPeer,
      filters: {
        'route-server-peer-id': (peer) => peer.RouteServerPeerId,
        'route-server-endpoint-id': (peer) => peer.RouteServerEndpointId,
        'route-server-id': (peer) => peer.RouteServerId,
        'vpc-id': (peer) => peer.VpcId,
        'subnet-id': (peer) => peer.SubnetId,
        'peer-address': (peer) => peer.PeerAddress,
        state: (peer) => peer.State,
      },
    });
    return { RouteServerPeers: items, NextToken: next };
  },

  CreateRouteServerPeer: (input, call) => {
    const endpointId = input.RouteServerEndpointId ?? '';
    const endpoint = call.resources('ec2.routeServerEndpoint').find(endpointId, call.now)?.item;
    if (endpoint === undefined) throw noEndpoint(endpointId);
    if (input.BgpOptions?.PeerAsn === undefined) {
      throw new AwsError('MissingParameter', 'The request must contain the parameter BgpOptions.PeerAsn');
    }
    const id = newId('rsp');
    const row = call.resources(KIND).put(id, {
      RouteServerPeerId: id,
      RouteServerEndpointId: endpointId,
      RouteServerId: endpoint.RouteServerId,
      VpcId: endpoint.VpcId,
      SubnetId: endpoint.SubnetId,
      State: 'pending',
      EndpointEniId: endpoint.EniId,
      EndpointEniAddress: endpoint.EniAddress,
      PeerAddress: input.PeerAddress,
      BgpOptions: {
        PeerAsn: input.BgpOptions.PeerAsn,
        PeerLivenessDetection: input.BgpOptions.PeerLivenessDetection ?? 'bgp-keepalive',
      },
      BgpStatus: { Status: 'down' },
      BfdStatus: { Status: 'down' },
      Tags: tagsFor(input.TagSpecifications, 'route-server-peer'),
    });
    settleCreation(call, row, { State: 'available' });
    return { RouteServerPeer: row.item };
  },

  DeleteRouteServerPeer: (input, call) => {
    const id = input.RouteServerPeerId ?? '';
    const peers = call.resources(KIND);
    const row = peers.find(id, call.now);
    if (row === undefined || row.item.State === 'deleted') throw noPeer(id);
    if (row.item.State === 'deleting') {
      throw new AwsError('IncorrectState', `The route server peer '${id}' is in the state 'deleting'.`);
    }
    const item = deleteByState(call, peers, row, {
      deleting: { State: 'deleting' },
      deleted: { State: 'deleted', BgpStatus: { Status: 'down' }, BfdStatus: { Status: 'down' } },
      failed: (reason) => ({ State: 'failed', FailureReason: reason }),
    });
    return { RouteServerPeer: item };
  },
};
