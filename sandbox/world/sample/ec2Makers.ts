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

/** A place's own seed: the same name elsewhere has another id. */
export const seedOf = (place: Place, name: string): string => `${place.account}/${place.region}/${name}`;

/**
 * Tags as people give them.
 *
 * @param name for the tag `Name`; none if undefined
 * @param others more tags
 * @returns the tags
 */
export function ec2Tags(name: string | undefined, others: Readonly<Record<string, string>> = {}): Tag[] {
  return [
    ...(name === undefined ? [] : [{ Key: 'Name', Value: name }]),
    ...Object.entries(others).map(([Key, Value]) => ({ Key, Value })),
  ];
}

/**
 * The IPAM of a place, which is its home Region.
 *
 * @param place account and Region
 * @returns the IPAM
 */
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
 * A verification token that is good for `hours` more (or has been no good for as many, if negative).
 *
 * @param place account and Region
 * @param seed what its id depends on
 * @param hours until `NotAfter`
 * @param now milliseconds since 1970
 * @param members what else is special about it
 * @returns the token
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

/**
 * The route server of a place.
 *
 * @param place account and Region
 * @returns the server
 */
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

/**
 * The endpoint from which a place's peers hang.
 *
 * @param place account and Region
 * @returns the endpoint
 */
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

/** What is special about a peer. */
export interface PeerTraits extends Partial<RouteServerPeer> {
  readonly bgp?: 'up' | 'down';
  readonly bfd?: 'up' | 'down';
  readonly liveness?: 'bfd' | 'bgp-keepalive';
}

/**
 * A route server peer; BGP and BFD are down unless said otherwise.
 *
 * @param place account and Region
 * @param seed what its id depends on, and its name
 * @param address of the peer
 * @param traits what is special about it
 * @returns the peer
 */
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
