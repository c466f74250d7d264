import type { CapacityReservation, Host, Instance } from '@aws-sdk/client-ec2';
import type { NoPrice, PricePart, PricePlace } from '../model/price.ts';
import { publicIpv4 } from './network.ts';
import { count, FREE, hourly, isZoneOf, none, rule } from './shared.ts';

/**
 * Selects one product by an instance type, a system and a tenancy (https://docs.aws.amazon.com/cur/latest/userguide/product-columns.html).
 * `operation` is what DescribeInstances calls `UsageOperation`
 * (https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/billing-info-fields.html).
 */
function instanceHour(type: string, operation: string, tenancy: string, capacitystatus: string, quantity = 1) {
  const attributes = { instanceType: type, operation, tenancy, capacitystatus, marketoption: 'OnDemand' };
  return hourly('AmazonEC2', attributes, undefined, quantity);
}

const TENANCIES: Readonly<Record<string, string>> = { default: 'Shared', dedicated: 'Dedicated' };

/** Returns why a running instance has no price; undefined where it has one. */
function unpricedInstance(item: Partial<Instance>, region: string): NoPrice | undefined {
  if (item.OutpostArn !== undefined || !isZoneOf(item.Placement?.AvailabilityZone, region)) return 'otherPlace';
  if (item.ProductCodes?.some(({ ProductCodeType: source }) => source === 'marketplace')) return 'marketplace';
  return item.InstanceLifecycle === 'capacity-block' || item.CapacityBlockId !== undefined ? 'prepaid' : undefined;
}

/** Returns the public addresses that end with an instance: an Elastic IP address belongs to the account, and stays. */
function ownAddresses({ NetworkInterfaces: interfaces = [] }: Partial<Instance>): readonly PricePart[] {
  const addresses = interfaces
    .flatMap(({ PrivateIpAddresses: ips }) => ips ?? [])
    .filter(
      ({ Association: association }) => association?.IpOwnerId === 'amazon' && association.PublicIp !== undefined,
    );
  return addresses.length > 0 ? [publicIpv4('InUse', addresses.length)] : [];
}

/**
 * A running instance by the hour, with the public addresses that end with it; its volumes have prices of their own
 * (https://aws.amazon.com/ec2/pricing/on-demand/). Spot never costs more than On-Demand
 * (https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-spot-instances.html).
 */
const instance = rule<Instance>((item, { region }) => {
  const { InstanceType: type, UsageOperation: operation, State: state } = item;
  if (state?.Name === undefined) return none('undescribed');
  // https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-instance-lifecycle.html: billed while it runs.
  if (state.Name !== 'running') return FREE;
  const unpriced = unpricedInstance(item, region);
  if (unpriced) return none(unpriced);
  const addresses = ownAddresses(item);
  const reserved = item.Placement?.Tenancy ?? 'default';
  // The host is billed: https://aws.amazon.com/ec2/dedicated-hosts/pricing/.
  if (reserved === 'host') return { parts: addresses };
  const tenancy = TENANCIES[reserved];
  if (tenancy === undefined) return none('variant');
  if (type === undefined || operation === undefined) return none('undescribed');
  const parts = [instanceHour(type, operation, tenancy, 'Used'), ...addresses];
  return { parts, ...(item.InstanceLifecycle === 'spot' && { upTo: true }) };
});

/** A host by the hour and the family of its instances, from allocation to release: https://aws.amazon.com/ec2/dedicated-hosts/pricing/. */
const dedicatedHost = rule<Host>((item, { region }) => {
  const { HostProperties: properties, State: state, HostReservationId: reservation } = item;
  if (state === 'released' || state === 'released-permanent-failure') return FREE;
  if (item.OutpostArn !== undefined || !isZoneOf(item.AvailabilityZone, region)) return none('otherPlace');
  if (reservation !== undefined) return none('prepaid');
  const family = properties?.InstanceFamily ?? properties?.InstanceType?.split('.')[0];
  if (family === undefined) return none('undescribed');
  const attributes = { productFamily: 'Dedicated Host', instanceType: family };
  return { parts: [hourly('AmazonEC2', attributes, `HostUsage:${family}`)] };
});

/**
 * What follows RunInstances in the operation of each platform:
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/billing-info-fields.html. The platforms are those of
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CapacityReservation.html.
 */
const OPERATION_CODES: Readonly<Record<string, string>> = {
  'Linux/UNIX': '',
  'Red Hat Enterprise Linux': ':0010',
  'RHEL with SQL Server Standard': ':0014',
  'RHEL with SQL Server Enterprise': ':0110',
  'RHEL with SQL Server Web': ':0210',
  'RHEL with HA': ':1010',
  'RHEL with HA and SQL Server Standard': ':1014',
  'RHEL with HA and SQL Server Enterprise': ':1110',
  'SUSE Linux': ':000g',
  'Linux with SQL Server Standard': ':0004',
  'Linux with SQL Server Enterprise': ':0100',
  'Linux with SQL Server Web': ':0200',
  'Ubuntu Pro': ':0g00',
  Windows: ':0002',
  'Windows with SQL Server Standard': ':0006',
  'Windows with SQL Server Enterprise': ':0102',
  'Windows with SQL Server Web': ':0202',
};

/** Returns why an active reservation has no price; undefined where it has one. */
function unpricedReservation(
  item: Partial<CapacityReservation>,
  { region, accountId }: PricePlace,
): NoPrice | undefined {
  if (item.OutpostArn !== undefined || !isZoneOf(item.AvailabilityZone, region)) return 'otherPlace';
  if (item.ReservationType === 'capacity-block' || item.CommitmentInfo !== undefined) return 'prepaid';
  const payer = item.UnusedReservationBillingOwnerId ?? item.OwnerId ?? accountId;
  return payer === accountId ? undefined : 'otherAccount';
}

/**
 * The part of a reservation that no instance uses, at the price of instances: those that use it are billed themselves
 * (https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/capacity-reservations-pricing-billing.html).
 */
const capacityReservation = rule<CapacityReservation>((item, place) => {
  const { InstanceType: type, InstancePlatform: platform = '', Tenancy: reserved = 'default' } = item;
  if (item.State !== 'active') return FREE;
  const unpriced = unpricedReservation(item, place);
  if (unpriced) return none(unpriced);
  const code = Object.hasOwn(OPERATION_CODES, platform) ? OPERATION_CODES[platform] : undefined;
  const tenancy = TENANCIES[reserved];
  if (code === undefined || tenancy === undefined) return none('variant');
  const unused = count(item.AvailableInstanceCount);
  if (type === undefined || unused === undefined) return none('undescribed');
  if (unused === 0) return FREE;
  return { parts: [instanceHour(type, `RunInstances${code}`, tenancy, 'UnusedCapacityReservation', unused)] };
});

export const COMPUTE_PRICES = { instance, dedicatedHost, capacityReservation };
