import type { AccessKey, Bucket, Instance, KeyPair, RegionName, Tag } from '@aws-sdk/client-lightsail';
import { stableAccessKeyId, stableHex, stableUuid } from '../../services/ids.ts';
import { fingerprintOf } from '../../services/lightsail/keyPairs.ts';
import type { Place } from '../../types.ts';

const DAY = 86_400_000;
const seedOf = (place: Place, name: string): string => `${place.account}/${place.region}/${name}`;

/** Returns tags by key and value. */
function tagsOf(tags: Readonly<Record<string, string>>): Tag[] {
  return Object.entries(tags).map(([key, value]) => ({ key, value }));
}

function arnOf(place: Place, type: string, name: string): string {
  return `arn:aws:lightsail:${place.region}:${place.account}:${type}/${stableUuid(seedOf(place, `${type}/${name}`))}`;
}

function locationOf(place: Place, zone = 'all'): { availabilityZone: string; regionName: RegionName } {
  return { availabilityZone: zone, regionName: place.region as RegionName };
}

/** Returns a bucket. */
export function makeBucket(
  place: Place,
  name: string,
  createdAt: Date,
  tags: Readonly<Record<string, string>> = {},
): Bucket {
  return {
    resourceType: 'Bucket',
    accessRules: { getObject: 'private', allowPublicOverrides: false },
    arn: arnOf(place, 'Bucket', name),
    bundleId: 'small_1_0',
    createdAt,
    url: `https://${name}.s3.${place.region}.amazonaws.com`,
    location: locationOf(place),
    name,
    supportCode: `${stableHex(seedOf(place, name), 12)}/${name}`,
    tags: tagsOf(tags),
    objectVersioning: 'NeverEnabled',
    ableToUpdateBundle: true,
    readonlyAccessAccounts: [],
    resourcesReceivingAccess: [],
    state: { code: 'OK' },
  };
}

/** The last use of an access key. */
export interface LastUse {
  readonly at: Date;
  readonly region: string;
  readonly service: string;
}

/**
 * Returns a bucket's access key as it is listed. Its id depends on `seed`. An unused key has `N/A` as Region and
 * service, and no date.
 */
export function makeBucketKey(
  place: Place,
  seed: string,
  status: 'Active' | 'Inactive',
  createdAt: Date,
  used?: LastUse,
): AccessKey {
  return {
    accessKeyId: stableAccessKeyId(seedOf(place, `bucket-key/${seed}`)),
    status,
    createdAt,
    lastUsed:
      used === undefined
        ? { region: 'N/A', serviceName: 'N/A' }
        : { lastUsedDate: used.at, region: used.region, serviceName: used.service },
  };
}

/** Returns an SSH key pair. */
export function makeKeyPair(
  place: Place,
  name: string,
  createdAt: Date,
  tags: Readonly<Record<string, string>> = {},
): KeyPair {
  return {
    name,
    arn: arnOf(place, 'KeyPair', name),
    supportCode: `${stableHex(seedOf(place, name), 12)}/${name}`,
    createdAt,
    location: locationOf(place),
    resourceType: 'KeyPair',
    tags: tagsOf(tags),
    fingerprint: fingerprintOf(stableHex(seedOf(place, `fingerprint/${name}`), 40)),
  };
}

/** Returns an instance whose SSH key is the key pair `sshKeyName`. `now` is in milliseconds since 1970. */
export function makeInstance(place: Place, name: string, sshKeyName: string, now: number, windows = false): Instance {
  return {
    name,
    arn: arnOf(place, 'Instance', name),
    supportCode: `${stableHex(seedOf(place, name), 12)}/i-${stableHex(name, 17)}`,
    createdAt: new Date(now - 40 * DAY),
    location: locationOf(place, `${place.region}a`),
    resourceType: 'Instance',
    tags: [],
    blueprintId: windows ? 'windows_server_2022' : 'ubuntu_24_04',
    blueprintName: windows ? 'Windows Server 2022' : 'Ubuntu',
    bundleId: windows ? 'medium_win_3_0' : 'small_3_0',
    isStaticIp: false,
    privateIpAddress: '172.26.4.17',
    publicIpAddress: '203.0.113.17',
    ipAddressType: 'dualstack',
    state: { code: 16, name: 'running' },
    username: windows ? 'Administrator' : 'ubuntu',
    sshKeyName,
    addOns: name === 'web-1' ? [{ name: 'AutoSnapshot', status: 'Enabled', snapshotTimeOfDay: '06:00' }] : [],
    networking: {
      ports: [
        { fromPort: 22, toPort: 22, protocol: 'tcp', accessFrom: 'Anywhere (0.0.0.0/0)', cidrs: ['0.0.0.0/0'] },
        { fromPort: 443, toPort: 443, protocol: 'tcp', accessFrom: 'Anywhere (0.0.0.0/0)', cidrs: ['0.0.0.0/0'] },
      ],
    },
  };
}
