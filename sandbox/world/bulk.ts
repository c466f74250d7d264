import { createSampleGenerator } from './sampleGenerator.ts';
import type { SampleGenerator } from './sampleGenerator.ts';
import { makeConnection, makeMacSecKey } from './sample/directConnectMakers.ts';
import { makePeer, makeToken } from './sample/ec2Makers.ts';
import { makeBucket, makeBucketKey, makeKeyPair } from './sample/lightsailMakers.ts';
import type { Place } from '../types.ts';
import type { World } from './world.ts';

/** Adds the n-th resource of a kind, for the kinds that `POST bulk` supports. */
const MAKERS: Readonly<Record<string, (generator: SampleGenerator, name: string, n: number) => void>> = {
  'ec2.ipamExternalResourceVerificationToken': ({ place, now, put }, name) => {
    put('ec2.ipamExternalResourceVerificationToken', makeToken(place, name, 24, now));
  },
  'ec2.routeServerPeer': ({ place, put }, name, n) => {
    put('ec2.routeServerPeer', makePeer(place, name, `10.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}`));
  },
  'lightsail.bucket': ({ place, ago, put }, name) => {
    put('lightsail.bucket', makeBucket(place, name, ago(0)));
  },
  // Two keys for each bucket, which is AWS's limit.
  'lightsail.bucketAccessKey': ({ place, ago, put }, name, n) => {
    const bucket = name.replace(/\d+$/, String(n - (n % 2)));
    if (n % 2 === 0) put('lightsail.bucket', makeBucket(place, bucket, ago(0)));
    put('lightsail.bucketAccessKey', makeBucketKey(place, name, 'Active', ago(0)), bucket);
  },
  'lightsail.keyPair': ({ place, ago, put }, name) => {
    put('lightsail.keyPair', makeKeyPair(place, name, ago(0)));
  },
  // One connection for each key.
  'directconnect.macSecKey': ({ place, ago, put }, name) => {
    const connection = makeConnection(place, name);
    put('directconnect.connection', connection);
    put('directconnect.macSecKey', makeMacSecKey(place, name, 'associated', ago(0)), connection.connectionId);
  },
};

/** The kinds that `POST bulk` supports. */
export const BULK_KINDS: readonly string[] = Object.keys(MAKERS);

/**
 * Adds `count` resources of a kind, named by `prefix` and a number from 0, and their parents: buckets for access
 * keys, connections for MACsec keys. Throws for a kind outside `BULK_KINDS`. `now` is in milliseconds since 1970.
 */
export function addMany(world: World, place: Place, kind: string, count: number, prefix: string, now: number): void {
  const make = MAKERS[kind];
  if (make === undefined) throw new Error(`${kind} cannot be created in bulk`);
  const generator = createSampleGenerator(world, place, now);
  for (let n = 0; n < count; n += 1) make(generator, `${prefix}${n}`, n);
}
