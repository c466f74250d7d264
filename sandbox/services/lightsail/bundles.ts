import type * as Lightsail from '@aws-sdk/client-lightsail';
import type { Handlers } from '../handlers.ts';

type Row = readonly [id: string, name: string, price: number, isActive?: false];

/** Returns bundles with the members that all of Lightsail's have. */
const bundles = (rows: readonly Row[]) =>
  rows.map(([bundleId, name, price, isActive = true]) => ({ bundleId, name, price, isActive }));

/** https://aws.amazon.com/lightsail/pricing/: plans with a public IPv4 address, and one of an older generation. */
const INSTANCES = bundles([
  ['nano_3_0', 'Nano', 5],
  ['micro_3_0', 'Micro', 7],
  ['small_3_0', 'Small', 12],
  ['medium_3_0', 'Medium', 24],
  ['large_3_0', 'Large', 44],
  ['nano_2_0', 'Nano', 3.5, false],
]);

/** `aws-answers`: GetRelationalDatabaseBundles of the AWS CLI's examples. */
const DATABASES = bundles([
  ['micro_2_0', 'Micro', 15],
  ['micro_ha_2_0', 'Micro with High Availability', 30],
  ['small_2_0', 'Small', 30],
  ['medium_2_0', 'Medium', 60],
]);

/** https://aws.amazon.com/lightsail/pricing/: object storage, distributions. */
const BUCKETS = bundles([
  ['small_1_0', '5GB', 1],
  ['medium_1_0', '100GB', 3],
  ['large_1_0', '250GB', 5],
]);
const DISTRIBUTIONS = bundles([
  ['small_1_0', 'Small', 2.5],
  ['medium_1_0', 'Medium', 10],
  ['large_1_0', 'Large', 35],
]);

/** https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_GetContainerServicePowers.html */
const POWERS = [
  { powerId: 'nano-1', name: 'nano', price: 7, cpuCount: 0.25, ramSizeInGb: 0.5, isActive: true },
  { powerId: 'micro-1', name: 'micro', price: 10, cpuCount: 0.25, ramSizeInGb: 1, isActive: true },
];

const active = <T extends { readonly isActive: boolean }>(all: readonly T[], includeInactive = false): T[] =>
  all.filter(({ isActive }) => isActive || includeInactive);

/** The number of instance bundles in a page. It is small, so that a client must follow the token. */
const PAGE = 3;

/** The prices of Lightsail's plans, in US dollars a month. */
export const bundleLists: Handlers<typeof Lightsail> = {
  GetBundles: ({ includeInactive, pageToken = '0' }) => {
    const all = active(INSTANCES, includeInactive);
    const to = Number(pageToken) + PAGE;
    return { bundles: all.slice(Number(pageToken), to), ...(to < all.length && { nextPageToken: String(to) }) };
  },
  GetRelationalDatabaseBundles: ({ includeInactive }) => ({ bundles: active(DATABASES, includeInactive) }),
  GetBucketBundles: ({ includeInactive }) => ({ bundles: active(BUCKETS, includeInactive) }),
  GetDistributionBundles: () => ({ bundles: DISTRIBUTIONS }),
  GetContainerServicePowers: () => ({ powers: POWERS }),
};
