import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import type { AwsClient } from '../../../src/aws/client/sdkClient.ts';
import { targetIn } from '../../../src/aws/identity/target.ts';
import { KINDS } from '../../../src/catalog/index.ts';
import type { Structure } from '../../../src/catalog/model/structure.ts';
import { createAlongReader } from '../../../src/deletion/planning/deletedAlong.ts';
import { relatedOrder } from '../../../src/deletion/planning/dependencyOrder.ts';
import { runProbes } from '../../../src/deletion/planning/probes.ts';
import { lookUpUsage } from '../../../src/inventory/usage/lookups.ts';
import { availableActions, type Resource } from '../../../src/inventory/resource.ts';
import { TestEnvironment } from '../support/testEnvironment.ts';
import { DeletionHarness } from './support/deletionHarness.ts';
import { FastClock } from './support/fastClock.ts';

const GATEWAY = 'directconnect.directConnectGateway';
const INTERFACE = 'directconnect.virtualInterface';

describe('a resource that others in another Region block', function () {
  this.timeout(120_000);
  let world: TestEnvironment;
  before(async () => {
    world = await TestEnvironment.start();
  });
  after(() => world.close());

  /** Returns a global gateway as another Region lists it, and a virtual interface of `eu-west-1` that is attached to it. */
  async function attached(): Promise<{ gateway: Resource; virtualInterface: Resource; client: AwsClient }> {
    const [gateway] = await world.list(GATEWAY, 'dev', 'us-east-1');
    const [virtualInterface] = await world.list(INTERFACE, 'dev', 'eu-west-1');
    assert.ok(gateway && virtualInterface);
    const attachment: Structure = {
      directConnectGatewayId: gateway.id,
      virtualInterfaceId: virtualInterface.id,
      virtualInterfaceRegion: 'eu-west-1',
      attachmentState: 'attached',
    };
    const client: AwsClient = {
      async call(target, service, operation, input, options) {
        const response = await world.client.call(target, service, operation, input, options);
        const isHere = operation === 'DescribeDirectConnectGatewayAttachments';
        return isHere ? { ...response, output: { directConnectGatewayAttachments: [attachment] } } : response;
      },
    };
    return { gateway, virtualInterface, client };
  }

  it('is deleted after them, with those that Delete with Dependencies finds there', async () => {
    const { gateway, virtualInterface, client } = await attached();
    const harness = new DeletionHarness(world, { client });
    for (const chosen of [[gateway], [gateway, virtualInterface]]) {
      const { items } = await harness.planWithDependencies(chosen);
      const keys = items.map(({ resource }) => resource.key);
      assert.ok(keys.includes(virtualInterface.key), keys.join('\n'));
      assert.ok(keys.indexOf(virtualInterface.key) < keys.indexOf(gateway.key));
      const item = items.find(({ resource }) => resource.key === gateway.key);
      assert.ok(item?.dependsOn?.includes(virtualInterface.key) === true);
      assert.ok(!item.evidence.some(({ check }) => check === 'attachments'), JSON.stringify(item.evidence));
    }
  });

  it('has their order also when only a description refers to the other one', async () => {
    const { gateway, virtualInterface } = await attached();
    const { entry } = virtualInterface;
    const naming = { ...entry, item: { ...entry.item, directConnectGatewayId: gateway.id } };
    const order = relatedOrder([gateway, { ...virtualInterface, entry: naming }]);
    assert.deepEqual([...(order.get(gateway.key) ?? [])], [virtualInterface.key]);
    const elsewhere = { ...gateway, kind: { ...gateway.kind } };
    Reflect.deleteProperty(elsewhere.kind, 'global');
    // A name means something else in another Region.
    assert.equal(relatedOrder([elsewhere, { ...virtualInterface, entry: naming }]).size, 0);
  });

  it('is checked where AWS has what blocks it, for every operation that works in one Region only', async () => {
    const only = new Map<string, string>();
    for (const { homeRegion, sources } of KINDS)
      if (homeRegion !== undefined) for (const { operation } of sources) only.set(operation, homeRegion);
    assert.deepEqual([...only.keys()].sort(), ['GetDistributions', 'GetDomains']);
    const sent: { readonly operation: string; readonly region: string }[] = [];
    const client: AwsClient = {
      call: (target, service, operation, input, options) => {
        sent.push({ operation, region: target.region });
        return world.client.call(target, service, operation, input, options);
      },
    };
    const signal = AbortSignal.timeout(100_000);
    for (const kind of KINDS) {
      const [sample] = await world.list(kind.id, 'dev', kind.homeRegion ?? 'eu-west-1');
      for (const resource of sample ? availableActions(sample) : []) {
        await runProbes(resource, client, signal);
        const deps = { client, clock: new FastClock(), resourceRules: () => [] };
        await createAlongReader([resource], deps, signal)(resource);
        await lookUpUsage(client, resource, Date.now(), signal);
      }
    }
    const wrong = sent.filter(({ operation, region }) => region !== (only.get(operation) ?? region));
    assert.deepEqual(wrong, []);
    assert.ok(sent.some(({ operation }) => operation === 'GetDistributions'));
  });

  it('names what is in the one Region as its list does', async () => {
    const [bucket] = await world.list('lightsail.bucket', 'dev', 'eu-west-1');
    const [distribution] = await world.list('lightsail.distribution', 'dev', 'us-east-1');
    assert.ok(bucket && distribution);
    const client: AwsClient = {
      async call(target, service, operation, input, options) {
        const response = await world.client.call(target, service, operation, input, options);
        if (operation !== 'GetDistributions') return response;
        // https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_GetDistributions.html
        assert.equal(target.region, 'us-east-1');
        const { item } = distribution.entry;
        return { ...response, output: { distributions: [{ ...item, origin: { name: bucket.id } }] } };
      },
    };
    const { items } = await new DeletionHarness(world, { client }).planWithDependencies([bucket]);
    const last = items.at(-1);
    assert.equal(last?.resource.key, bucket.key);
    assert.ok(last.dependsOn?.includes(distribution.key), JSON.stringify(last.evidence));
    const moved = items.find(({ resource }) => resource.key === distribution.key)?.resource.target;
    assert.equal(moved, moved && targetIn(moved, 'us-east-1'));
  });
});
