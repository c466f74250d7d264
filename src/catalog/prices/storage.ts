import type { Snapshot, Volume } from '@aws-sdk/client-ec2';
import type { PricePart, PriceUnit } from '../model/price.ts';
import { count, FREE, isZoneOf, none, rule } from './shared.ts';

/** The codes of volume types in usage types: https://docs.aws.amazon.com/ebs/latest/userguide/ebs-billing-usage-reports.html. */
const VOLUME_CODES: Readonly<Record<string, string>> = {
  gp2: '.gp2',
  gp3: '.gp3',
  io1: '.piops',
  io2: '.io2',
  st1: '.st1',
  sc1: '.sc1',
  standard: '',
};

/** What the price of a gp3 volume contains: https://docs.aws.amazon.com/ebs/latest/userguide/general-purpose.html. */
const GP3_IOPS = 3_000;
const GP3_MIBPS = 125;
const MIB_PER_GIB = 1_024;

/** Where the tiers of io2 IOPS end: https://docs.aws.amazon.com/ebs/latest/userguide/ebs-billing-usage-reports.html. */
const IO2_TIERS: readonly [code: string, from: number, to: number][] = [
  ['.io2', 0, 32_000],
  ['.io2.tier2', 32_000, 64_000],
  ['.io2.tier3', 64_000, Infinity],
];

const GIB = 2 ** 30;

/** Returns a part of a volume. All parts of a type are in one list. */
function volumePart(type: string, usageType: string, unit: PriceUnit, quantity: number, per?: number): PricePart {
  const product = { service: 'AmazonEC2', attributes: { volumeApiName: type }, usageType, unit } as const;
  return { product, quantity, ...(per !== undefined && { per }) };
}

/** Returns what is provisioned beyond what a type contains; undefined where AWS does not return it. */
function provisioned(type: string, item: Partial<Volume>): readonly PricePart[] | undefined {
  if (type !== 'gp3' && type !== 'io1' && type !== 'io2') return [];
  const [iops, mibps] = [count(item.Iops), count(item.Throughput)];
  if (iops === undefined) return undefined;
  if (type === 'io1') return [volumePart(type, 'EBS:VolumeP-IOPS.piops', 'iopsMonth', iops)];
  if (type === 'io2') {
    return IO2_TIERS.map(([tier, from, to]) =>
      volumePart(type, `EBS:VolumeP-IOPS${tier}`, 'iopsMonth', Math.min(iops, to) - from),
    );
  }
  if (mibps === undefined) return undefined;
  return [
    volumePart(type, 'EBS:VolumeP-IOPS.gp3', 'iopsMonth', iops - GP3_IOPS),
    volumePart(type, 'EBS:VolumeP-Throughput.gp3', 'gibpsMonth', mibps - GP3_MIBPS, MIB_PER_GIB),
  ];
}

/** https://aws.amazon.com/ebs/pricing/: storage by its size, and what is provisioned. */
const volume = rule<Volume>((item, { region }) => {
  const { VolumeType: type = '', State: state } = item;
  if (state === 'deleted' || state === 'deleting' || state === 'error') return FREE;
  if (item.OutpostArn !== undefined || !isZoneOf(item.AvailabilityZone, region)) return none('otherPlace');
  const code = Object.hasOwn(VOLUME_CODES, type) ? VOLUME_CODES[type] : undefined;
  if (code === undefined) return none('variant');
  const [size, further] = [count(item.Size), provisioned(type, item)];
  if (size === undefined || further === undefined) return none('undescribed');
  const parts = [volumePart(type, `EBS:VolumeUsage${code}`, 'gbMonth', size), ...further];
  return { parts: parts.filter(({ quantity }) => quantity > 0) };
});

/**
 * Snapshots are incremental, and AWS returns their full size: the price is an upper bound, except in the archive, where snapshots are full
 * (https://docs.aws.amazon.com/ebs/latest/userguide/snapshot-archive.html).
 */
const snapshot = rule<Snapshot>((item) => {
  const { OutpostArn: outpost, AvailabilityZone: zone, StorageTier: tier, State: state } = item;
  if (outpost !== undefined || zone !== undefined) return none('otherPlace');
  if (state === 'error') return FREE;
  const [full, volumeGib] = [count(item.FullSnapshotSizeInBytes), count(item.VolumeSize)];
  const size = full === undefined ? volumeGib : full / GIB;
  if (size === undefined) return none('undescribed');
  const isArchived = tier === 'archive';
  const product = {
    service: 'AmazonEC2',
    attributes: { productFamily: 'Storage Snapshot' },
    usageType: isArchived ? 'EBS:SnapshotArchiveStorage' : 'EBS:SnapshotUsage',
    unit: 'gbMonth',
  } as const;
  const part = full === undefined ? { product, quantity: size } : { product, quantity: full, per: GIB };
  return { parts: [part], ...((!isArchived || full === undefined) && { upTo: true }) };
});

export const STORAGE_PRICES = { volume, snapshot };
