import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inspect } from 'node:util';
import { after, afterEach, before, beforeEach, describe, it } from 'mocha';
import { PRICE_RULES } from '../../../src/catalog/prices/index.ts';
import type { Core, CoreOptions } from '../../../src/core.ts';
import type { Resource } from '../../../src/inventory/resource.ts';
import { costText, sumText } from '../../../src/pricing/costText.ts';
import { DEV, kindOf, TestEnvironment } from '../support/testEnvironment.ts';

const UNENDING = new AbortController().signal;

/** The prices of the sample account's first and second resource of each type, calculated by hand from sandbox/facts. */
const EXPECTED: Readonly<Record<string, readonly (string | undefined)[]>> = {
  // 100 GB, 1,000 IOPS and 125 MiB/s beyond those included in gp3: 8.80 + 5.50 + 5.50; 500 GB of gp2.
  'ec2.volume': ['$19.80 a month', '$55.00 a month'],
  'ec2.snapshot': ['up to $3.00 a month', '$1.25 a month'],
  'ec2.instance': ['$8.32 a month', undefined],
  'ec2.dedicatedHost': ['$4,125 a month', '$4,125 a month'],
  'ec2.capacityReservation': ['$140 a month', '$140 a month'],
  'ec2.address': ['$3.65 a month', '$3.65 a month'],
  'ec2.natGateway': ['$35.04 a month', '$35.04 a month'],
  'ec2.vpcEndpoint': ['$16.06 a month', undefined],
  // The first ones await acceptance by the owner of the transit gateway.
  'ec2.transitGatewayVpcAttachment': [undefined, '$36.50 a month'],
  'ec2.transitGatewayPeeringAttachment': [undefined, '$36.50 a month'],
  'ec2.vpnConnection': ['$73.00 a month', '$73.00 a month'],
  'ec2.clientVpnTargetNetwork': ['$73.00 a month', '$73.00 a month'],
  'lightsail.instance': ['$12.00 a month'],
  'lightsail.relationalDatabase': ['$15.00 a month', '$15.00 a month'],
  'lightsail.containerService': ['$14.00 a month', '$14.00 a month'],
  'lightsail.bucket': ['$1.00 a month'],
  'lightsail.staticIp': [undefined, '$3.65 a month'],
  'lightsail.disk': ['$6.40 a month', '$6.40 a month'],
  'lightsail.loadBalancer': ['$18.00 a month', '$18.00 a month'],
  'lightsail.instanceSnapshot': ['up to $3.00 a month', 'up to $3.00 a month'],
  'lightsail.diskSnapshot': ['up to $3.20 a month', 'up to $3.20 a month'],
  'lightsail.relationalDatabaseSnapshot': ['up to $2.00 a month', 'up to $2.00 a month'],
  'directconnect.connection': ['$1,810 a month'],
  'directconnect.lag': [undefined],
};

describe('list prices', () => {
  let world: TestEnvironment;
  let folder: string;
  before(async () => {
    world = await TestEnvironment.start();
  });
  after(() => world.close());
  beforeEach(async () => {
    await world.reset();
    folder = mkdtempSync(path.join(tmpdir(), 'teardown-prices-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  const newCore = (options: CoreOptions = {}): Core => world.createCore({ storageDirectory: folder, ...options });
  const list = async (
    core: Core,
    id: string,
    region: string = DEV.region,
    profile = 'dev',
  ): Promise<readonly Resource[]> => {
    const { resources, failures } = await core.inventory.list(kindOf(id), await world.target(profile, region));
    assert.deepEqual(failures, [], id);
    return resources;
  };
  const texts = (core: Core, resources: readonly Resource[]) =>
    resources.map((one) => {
      const cost = core.prices.costOf(one);
      assert.ok(cost, one.kind.id);
      assert.ok(!('unknown' in cost), `${one.kind.id}: ${inspect(cost)}`);
      return costText(cost);
    });
  const first = (core: Core, [resource]: readonly Resource[]) => {
    assert.ok(resource);
    return core.prices.costOf(resource);
  };
  const priceRequests = () => world.requests({ service: 'pricing' });

  it('exist for every resource type with a price', async () => {
    const core = newCore();
    for (const id of PRICE_RULES.keys()) {
      if (id === 'lightsail.distribution') continue;
      const expected = EXPECTED[id];
      assert.ok(expected, id);
      const resources = (await list(core, id)).slice(0, expected.length);
      await core.prices.load(resources, UNENDING);
      assert.deepEqual(texts(core, resources), expected, id);
    }
    const distributions = await list(core, 'lightsail.distribution', 'us-east-1');
    await core.prices.load(distributions, UNENDING);
    assert.deepEqual(texts(core, distributions.slice(0, 1)), ['$2.50 a month']);
  });

  it('are requested only on demand', async () => {
    const core = newCore();
    const [nat] = await list(core, 'ec2.natGateway');
    assert.ok(nat);
    assert.deepEqual(core.prices.costOf(nat), { unknown: 'notLoaded' });
    assert.equal((await priceRequests()).length, 0);
    assert.equal(core.prices.costOf((await list(core, 'ec2.vpc'))[0] ?? nat), undefined);
  });

  it('are requested once a week for each set of attributes, also by concurrent callers', async () => {
    const core = newCore();
    const resources = [...(await list(core, 'ec2.natGateway')), ...(await list(core, 'ec2.volume'))];
    await Promise.all([core.prices.load(resources, UNENDING), core.prices.load(resources, UNENDING)]);
    assert.equal((await priceRequests()).length, 3);
    const other = newCore();
    await other.prices.load(resources, UNENDING);
    assert.equal((await priceRequests()).length, 3);
    assert.deepEqual(texts(other, resources.slice(0, 1)), ['$35.04 a month']);
    const later = newCore({ now: () => Date.now() + 8 * 86_400_000 });
    await later.prices.load(resources, UNENDING);
    assert.equal((await priceRequests()).length, 6);
  });

  it('are requested from the endpoint of the partition, for the Region of the resource', async () => {
    const core = newCore();
    await core.prices.load(await list(core, 'ec2.natGateway'), UNENDING);
    const [request] = await priceRequests();
    assert.equal(request?.region, 'us-east-1');
    assert.deepEqual(request.input['Filters'], [
      { Type: 'TERM_MATCH', Field: 'regionCode', Value: DEV.region },
      { Type: 'TERM_MATCH', Field: 'productFamily', Value: 'NAT Gateway' },
    ]);
  });

  it('are stored without data of the account', async () => {
    const core = newCore();
    for (const id of PRICE_RULES.keys()) await core.prices.load(await list(core, id), UNENDING);
    const content = readFileSync(path.join(folder, 'prices.json'), 'utf8');
    assert.ok(content.length > 1_000);
    assert.doesNotMatch(content, /111122223333|arn:|AKIA|vol-|i-[0-9a-f]{8}|sample-/);
  });

  it('are "denied" after one denied request', async () => {
    await world.control.addFault({ service: 'pricing' }, { type: 'accessDenied' });
    const core = newCore();
    const kinds = [
      'ec2.natGateway',
      'ec2.volume',
      'ec2.address',
      'ec2.vpcEndpoint',
      'ec2.snapshot',
      'ec2.vpnConnection',
    ];
    const resources = (await Promise.all(kinds.map((id) => list(core, id)))).flat();
    await core.prices.load(resources, UNENDING);
    assert.deepEqual(first(core, resources), { unknown: 'denied' });
    assert.ok((await priceRequests()).length <= 3);
    assert.equal(sumText(core.prices.sum(resources)), undefined);
    await core.prices.load(await list(core, 'lightsail.instance'), UNENDING);
    assert.deepEqual(first(core, resources), { unknown: 'denied' }, 'prices of something else change no reason');
    await world.control.removeFaults();
    await core.prices.load(resources, UNENDING);
    assert.deepEqual(texts(core, resources.slice(0, 1)), ['$35.04 a month']);
  });

  for (const effect of ['malformed', 'truncated', 'resetBefore'] as const) {
    it(`are unknown when the response is ${effect}, and are requested again`, async () => {
      await world.control.addFault({ service: 'pricing' }, { type: effect });
      const core = newCore();
      const resources = await list(core, 'ec2.natGateway');
      await core.prices.load(resources, UNENDING);
      assert.deepEqual(first(core, resources), { unknown: 'failed' });
      await world.control.removeFaults();
      await core.prices.load(resources, UNENDING);
      assert.deepEqual(texts(core, resources.slice(0, 1)), ['$35.04 a month']);
    });
  }

  it('can be canceled, and switched off', async () => {
    const core = newCore();
    const resources = await list(core, 'ec2.natGateway');
    await core.prices.load(resources, AbortSignal.abort());
    const off = newCore({ settings: { prices: () => false } });
    await off.prices.load(resources, UNENDING);
    assert.equal((await priceRequests()).length, 0);
    assert.equal(first(off, resources), undefined);
  });

  it('are undefined in a partition without a Price List', async () => {
    const core = newCore();
    const [nat] = await list(core, 'ec2.natGateway');
    assert.ok(nat);
    const identity = { ...nat.target.identity, partition: 'aws-us-gov' };
    const gov = { ...nat, target: { ...nat.target, identity } };
    await core.prices.load([gov], UNENDING);
    assert.deepEqual(core.prices.costOf(gov), { unknown: 'noPriceList' });
    assert.equal((await priceRequests()).length, 0);
  });

  it('add up, with upper bounds and unknown prices marked', async () => {
    const core = newCore();
    const [nats, snapshots] = [await list(core, 'ec2.natGateway'), await list(core, 'ec2.snapshot')];
    await core.prices.load([...nats, ...snapshots], UNENDING);
    assert.equal(sumText(core.prices.sum(nats)), 'about $70.08 a month');
    const volumes = await list(core, 'ec2.volume');
    assert.equal(
      sumText(core.prices.sum([...nats, ...snapshots, ...volumes])),
      'up to about $74.33 a month, 2 not known',
    );
  });
});
