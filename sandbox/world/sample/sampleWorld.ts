import { DEFAULT_KEY_PAIR } from '../../services/lightsail/keyPairs.ts';
import { createSampleGenerator } from '../sampleGenerator.ts';
import type { SampleGenerator } from '../sampleGenerator.ts';
import { World } from '../world.ts';
import { fillDirectConnect } from './directConnect.ts';
import {
  ec2Tags,
  makeIpam,
  makePeer,
  makeRouteServer,
  makeRouteServerEndpoint,
  makeToken,
  seedOf,
} from './ec2Makers.ts';
import { stableId } from '../../services/ids.ts';
import { ACCOUNTS, addIdentities } from './identities.ts';
import { makeBucket, makeBucketKey, makeInstance, makeKeyPair } from './lightsailMakers.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const STACK = 'aws:cloudformation:stack-name';

function fillEc2({ place, now, put }: SampleGenerator, size: 'full' | 'few'): void {
  put('ec2.ipam', makeIpam(place));
  put('ec2.routeServer', makeRouteServer(place));
  put('ec2.routeServerEndpoint', makeRouteServerEndpoint(place));

  const token = 'ec2.ipamExternalResourceVerificationToken';
  put(token, makeToken(place, 'office-range', 3.2, now));
  put(token, makeToken(place, 'partner-range-2024', -52, now));
  if (size === 'full') {
    const managed = ec2Tags('fra-pop', { [STACK]: 'byoip-network', team: 'network' });
    put(token, makeToken(place, 'fra-pop', 70.5, now, { Tags: managed }));
    put(token, makeToken(place, 'unnamed', 71.9, now, { Tags: [], State: 'create-in-progress' }));
    put(token, makeToken(place, 'old-lab', -240, now, { State: 'delete-failed' }));
    put(token, makeToken(place, 'migration', 20, now, { State: 'create-failed' }));
  }

  const peer = 'ec2.routeServerPeer';
  put(peer, makePeer(place, 'edge-fw-1', '10.0.1.21', { bgp: 'up', bfd: 'up' }));
  put(peer, makePeer(place, 'edge-fw-2', '10.0.1.22', { bgp: 'up', liveness: 'bgp-keepalive' }));
  if (size === 'full') {
    put(peer, makePeer(place, 'edge-fw-lab', '10.0.1.31'));
    put(peer, makePeer(place, 'edge-fw-new', '10.0.1.32', { State: 'pending' }));
    const reason = 'The peer address is not reachable from the endpoint.';
    put(peer, makePeer(place, 'edge-fw-old', '10.0.1.33', { State: 'failed', FailureReason: reason }));
    // A leftover: a route server with an endpoint, and without a peer.
    const idle = {
      ...makeRouteServer(place),
      RouteServerId: stableId('rs', seedOf(place, 'idle')),
      Tags: ec2Tags('idle'),
    };
    put('ec2.routeServer', idle);
    put('ec2.routeServerEndpoint', {
      ...makeRouteServerEndpoint(place),
      RouteServerId: idle.RouteServerId,
      RouteServerEndpointId: stableId('rse', seedOf(place, 'idle')),
      Tags: ec2Tags('idle-a'),
    });
    const managed = ec2Tags('transit-fw', { [STACK]: 'inspection-vpc' });
    put(peer, makePeer(place, 'transit-fw', '10.0.1.41', { bgp: 'up', bfd: 'up', Tags: managed }));
  }
}

function fillBuckets({ place, ago, put }: SampleGenerator, size: 'full' | 'few', suffix: string): void {
  const key = 'lightsail.bucketAccessKey';
  const add = (name: string, days: number): string => {
    put('lightsail.bucket', makeBucket(place, name + suffix, ago(days * DAY)));
    return name + suffix;
  };
  const recently = { at: ago(5 * 60_000), region: place.region, service: 's3' };
  const media = add('media-prod', 200);
  put(key, makeBucketKey(place, 'media-1', 'Active', ago(200 * DAY), recently), media);
  put(key, makeBucketKey(place, 'media-2', 'Active', ago(2 * DAY)), media);
  const backups = add('backups-2023', 700);
  const longAgo = { at: ago(90 * DAY), region: 'us-east-1', service: 's3' };
  put(key, makeBucketKey(place, 'backups-1', 'Active', ago(700 * DAY), longAgo), backups);
  if (size === 'few') return;

  const assets = add('site-assets', 400);
  const yesterday = { at: ago(26 * HOUR), region: place.region, service: 's3' };
  put(key, makeBucketKey(place, 'assets-1', 'Inactive', ago(400 * DAY), longAgo), assets);
  put(key, makeBucketKey(place, 'assets-2', 'Active', ago(120 * DAY), yesterday), assets);
  const logs = add('logs-archive', 900);
  put(key, makeBucketKey(place, 'logs-1', 'Inactive', ago(900 * DAY)), logs);
  add('scratch', 1);
}

function fillKeyPairs({ place, now, ago, put }: SampleGenerator, size: 'full' | 'few'): void {
  const pair = 'lightsail.keyPair';
  const instance = 'lightsail.instance';
  put(pair, makeKeyPair(place, 'deploy', ago(300 * DAY), { team: 'web' }));
  put(pair, makeKeyPair(place, 'ci-runner', ago(30 * DAY)));
  put(pair, makeKeyPair(place, DEFAULT_KEY_PAIR, ago(500 * DAY)));
  put(instance, makeInstance(place, 'web-1', 'deploy', now));
  if (size === 'few') return;
  put(pair, makeKeyPair(place, 'alice-laptop', ago(3 * HOUR)));
  put(pair, makeKeyPair(place, 'stack-bastion', ago(80 * DAY), { [STACK]: 'bastion' }));
  put(instance, makeInstance(place, 'web-2', 'deploy', now));
  put(instance, makeInstance(place, 'bastion', DEFAULT_KEY_PAIR, now));
  put(instance, makeInstance(place, 'win-jump', DEFAULT_KEY_PAIR, now, true));
}

/**
 * Returns the initial world: `dev` has many resources in eu-west-1 and a few in two other Regions, `prod` a few in
 * two Regions, `empty` none. Ids are the same in every run. Times count from `now` (milliseconds since 1970).
 */
export function sampleWorld(now: number): World {
  const world = new World();
  addIdentities(world);
  const places = [
    { account: ACCOUNTS.dev, region: 'eu-west-1', size: 'full', suffix: '' },
    { account: ACCOUNTS.dev, region: 'us-east-1', size: 'few', suffix: '-us' },
    { account: ACCOUNTS.dev, region: 'eu-central-1', size: 'few', suffix: '-fra' },
    { account: ACCOUNTS.prod, region: 'us-east-1', size: 'full', suffix: '-live' },
    { account: ACCOUNTS.prod, region: 'eu-west-1', size: 'few', suffix: '-live-eu' },
  ] as const;
  for (const { account, region, size, suffix } of places) {
    const generator = createSampleGenerator(world, { account, region }, now);
    fillEc2(generator, size);
    fillBuckets(generator, size, suffix);
    fillKeyPairs(generator, size);
    fillDirectConnect(generator, size);
  }
  return world;
}
