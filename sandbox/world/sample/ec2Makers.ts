import type {
  Ipam,
  IpamExternalResourceVerificationToken,
  RouteServer,
  RouteServerEndpoint,
  RouteServerPeer,
  Tag,
} from '@aws-sdk/client-ec2';
import { stableHex, stableId, stableUuid } from '../../services/ids.ts';
import type { Place } from '../../types.ts';

const HOUR = 3_600_000;

/** Returns a seed of the account and Region, so that the same name has different ids elsewhere. */
export const seedOf = (place: Place, name: string): string => `${place.account}/${place.region}/${name}`;

/** Returns tags. `name` becomes the tag `Name`. */
export function ec2Tags(name: string | undefined, others: Readonly<Record<string, string>> = {}): Tag[] {
  return [
    ...(name === undefined ? [] : [{ Key: 'Name', Value: name }]),
    ...Object.entries(others).map(([Key, Value]) => ({ Key, Value })),
  ];
}

/** Returns the IPAM of an account. The Region is its home Region. */
export function makeIpam(place: Place): Ipam {
  const id = stableId('ipam', seedOf(place, 'ipam'));
  return {
    OwnerId: place.account,
    IpamId: id,
    IpamArn: `arn:aws:ec2::${place.account}:ipam/${id}`,
    IpamRegion: place.region,
    PublicDefaultScopeId: stableId('ipam-scope', seedOf(place, 'public')),
    PrivateDefaultScopeId: stableId('ipam-scope', seedOf(place, 'private')),
    ScopeCount: 2,
    Description: 'Addresses of the company',
    OperatingRegions: [{ RegionName: place.region }],
    State: 'create-complete',
    Tags: ec2Tags('company-ipam'),
    Tier: 'advanced',
  };
}

/**
 * Returns a verification token that expires in `hours`, or expired that long ago if negative. Its id depends on
 * `seed`, `now` is in milliseconds since 1970, and `members` override the defaults.
 */
export function makeToken(
  place: Place,
  seed: string,
  hours: number,
  now: number,
  members: Partial<IpamExternalResourceVerificationToken> = {},
): IpamExternalResourceVerificationToken {
  const ipam = makeIpam(place);
  const key = seedOf(place, `token/${seed}`);
  const id = stableId('ipam-ext-res-ver-token', key);
  return {
    IpamExternalResourceVerificationTokenId: id,
    IpamExternalResourceVerificationTokenArn: `arn:aws:ec2::${place.account}:ipam-external-resource-verification-token/${id}`,
    IpamId: ipam.IpamId,
    IpamArn: ipam.IpamArn,
    IpamRegion: place.region,
    TokenValue: stableUuid(`${key}/value`),
    TokenName: stableHex(`${key}/name`, 8),
    NotAfter: new Date(now + hours * HOUR),
    Status: hours > 0 ? 'valid' : 'expired',
    Tags: ec2Tags(seed),
    State: 'create-complete',
    ...members,
  };
}

/** Returns the route server of an account and Region. */
export function makeRouteServer(place: Place): RouteServer {
  return {
    RouteServerId: stableId('rs', seedOf(place, 'route-server')),
    AmazonSideAsn: 65000,
    State: 'available',
    Tags: ec2Tags('inspection'),
    PersistRoutesState: 'disabled',
    SnsNotificationsEnabled: false,
  };
}

/** Returns the endpoint that the peers of an account and Region use. */
export function makeRouteServerEndpoint(place: Place): RouteServerEndpoint {
  return {
    RouteServerId: makeRouteServer(place).RouteServerId,
    RouteServerEndpointId: stableId('rse', seedOf(place, 'endpoint')),
    VpcId: stableId('vpc', seedOf(place, 'vpc')),
    SubnetId: stableId('subnet', seedOf(place, 'subnet')),
    EniId: stableId('eni', seedOf(place, 'eni')),
    EniAddress: '10.0.1.10',
    State: 'available',
    Tags: ec2Tags('inspection-a'),
  };
}

/** The members of a peer that differ from the defaults. */
export interface PeerTraits extends Partial<RouteServerPeer> {
  readonly bgp?: 'up' | 'down';
  readonly bfd?: 'up' | 'down';
  readonly liveness?: 'bfd' | 'bgp-keepalive';
}

/** Returns a route server peer. Its id and name depend on `seed`. BGP and BFD are down by default. */
export function makePeer(place: Place, seed: string, address: string, traits: PeerTraits = {}): RouteServerPeer {
  const { bgp = 'down', bfd = 'down', liveness = 'bfd', ...members } = traits;
  const endpoint = makeRouteServerEndpoint(place);
  return {
    RouteServerPeerId: stableId('rsp', seedOf(place, `peer/${seed}`)),
    RouteServerEndpointId: endpoint.RouteServerEndpointId,
    RouteServerId: endpoint.RouteServerId,
    VpcId: endpoint.VpcId,
    SubnetId: endpoint.SubnetId,
    State: 'available',
    EndpointEniId: endpoint.EniId,
    EndpointEniAddress: endpoint.EniAddress,
    PeerAddress: address,
    BgpOptions: { PeerAsn: 65001, PeerLivenessDetection: liveness },
    BgpStatus: { Status: bgp },
    BfdStatus: { Status: bfd },
    Tags: ec2Tags(seed),
    ...members,
  };
}
