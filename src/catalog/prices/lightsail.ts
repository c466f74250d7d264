import type {
  Bucket,
  ContainerService,
  Disk,
  DiskSnapshot,
  Instance,
  InstanceSnapshot,
  LightsailDistribution,
  LoadBalancer,
  RelationalDatabase,
  RelationalDatabaseSnapshot,
  StaticIp,
} from '@aws-sdk/client-lightsail';
import type { BundleList, PriceRule, Pricing } from '../model/price.ts';
import { count, FREE, hourly, none, rule } from './shared.ts';

/**
 * Lightsail's own price lists, in US dollars a month. Old bundles stay in use after they are no longer offered
 * (https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_GetBundles.html).
 */
export const BUNDLE_LISTS = {
  instance: { operation: 'GetBundles', input: { includeInactive: true }, items: 'bundles', id: 'bundleId' },
  relationalDatabase: {
    operation: 'GetRelationalDatabaseBundles',
    input: { includeInactive: true },
    items: 'bundles',
    id: 'bundleId',
  },
  bucket: { operation: 'GetBucketBundles', input: { includeInactive: true }, items: 'bundles', id: 'bundleId' },
  distribution: { operation: 'GetDistributionBundles', input: {}, items: 'bundles', id: 'bundleId' },
  containerService: { operation: 'GetContainerServicePowers', input: {}, items: 'powers', id: 'powerId' },
} as const satisfies Readonly<Record<string, BundleList>>;

/** Returns the price of a bundle, so many times. */
function bundled(bundles: BundleList, bundle: string | undefined, quantity = 1): Pricing {
  return bundle === undefined ? none('undescribed') : { parts: [{ bundles, bundle, quantity }] };
}

/** An instance costs its bundle also while it is stopped: https://aws.amazon.com/lightsail/faq/. */
const instance = rule<Instance>(({ bundleId, state }) =>
  // A terminated instance stays listed for a while.
  state?.name === 'terminated' ? FREE : bundled(BUNDLE_LISTS.instance, bundleId),
);

/** The price of its bundle: https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_GetRelationalDatabaseBundles.html. */
const relationalDatabase = rule<RelationalDatabase>(({ relationalDatabaseBundleId: bundle }) =>
  bundled(BUNDLE_LISTS.relationalDatabase, bundle),
);

/** The price of its bundle: https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_GetBucketBundles.html. */
const bucket = rule<Bucket>(({ bundleId }) => bundled(BUNDLE_LISTS.bucket, bundleId));

/** The price of its bundle: https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_GetDistributionBundles.html. */
const distribution = rule<LightsailDistribution>(({ bundleId }) => bundled(BUNDLE_LISTS.distribution, bundleId));

/** The price of a node, times the nodes: https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_ContainerService.html. */
const containerService = rule<ContainerService>(({ powerId, scale, isDisabled }) => {
  const nodes = count(scale);
  if (isDisabled === true) return none('variant');
  return nodes === undefined ? none('undescribed') : bundled(BUNDLE_LISTS.containerService, powerId, nodes);
});

/** An address costs nothing while it is attached: https://aws.amazon.com/lightsail/faq/. */
const staticIp = rule<StaticIp>(({ isAttached }) => {
  if (isAttached === undefined) return none('undescribed');
  return isAttached ? FREE : { parts: [hourly('AmazonLightsail', {}, 'UnusedStaticIP')] };
});

/**
 * Prices that are the same in all Regions, in US dollars a month:
 * https://docs.aws.amazon.com/lightsail/latest/userguide/amazon-lightsail-frequently-asked-questions-faq-billing-and-account-management.html.
 */
const PER_GB_OF_DISK = '0.10';
const PER_GB_OF_SNAPSHOT = '0.05';
const LOAD_BALANCER = '18';

/**
 * The price of its size; a system disk is in the price of its instance:
 * https://docs.aws.amazon.com/lightsail/latest/userguide/amazon-lightsail-frequently-asked-questions-faq-billing-and-account-management.html.
 */
const disk = rule<Disk>(({ sizeInGb, isSystemDisk }) => {
  const size = count(sizeInGb);
  if (isSystemDisk === true) return FREE;
  return size === undefined ? none('undescribed') : { parts: [{ usd: PER_GB_OF_DISK, quantity: size }] };
});

/**
 * Snapshots of disks and instances are incremental: AWS returns their full size, an upper bound
 * (https://docs.aws.amazon.com/lightsail/latest/userguide/amazon-lightsail-frequently-asked-questions-faq-billing-and-account-management.html).
 */
const snapshot: PriceRule = rule<InstanceSnapshot & DiskSnapshot & RelationalDatabaseSnapshot>(({ sizeInGb }) => {
  const size = count(sizeInGb);
  return size === undefined
    ? none('undescribed')
    : { parts: [{ usd: PER_GB_OF_SNAPSHOT, quantity: size }], upTo: true };
});

/** The same price in all Regions: https://docs.aws.amazon.com/lightsail/latest/userguide/amazon-lightsail-frequently-asked-questions-faq-billing-and-account-management.html. */
const loadBalancer = rule<LoadBalancer>(() => ({ parts: [{ usd: LOAD_BALANCER, quantity: 1 }] }));

export const LIGHTSAIL_PRICES = {
  instance,
  relationalDatabase,
  bucket,
  distribution,
  containerService,
  staticIp,
  disk,
  loadBalancer,
  instanceSnapshot: snapshot,
  diskSnapshot: snapshot,
  relationalDatabaseSnapshot: snapshot,
};
