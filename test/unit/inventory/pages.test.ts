import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import type { AwsClient, AwsResponse } from '../../../src/aws/client/sdkClient.ts';
import { AwsCallError } from '../../../src/aws/errors/callError.ts';
import { classifyCause } from '../../../src/aws/errors/errorCodes.ts';
import type { Target } from '../../../src/aws/identity/target.ts';
import { LISTED_KINDS } from '../../../src/catalog/index.ts';
import type { Structure } from '../../../src/catalog/model/structure.ts';
import { listKind, refreshResource } from '../../../src/inventory/listing/listKind.ts';
import { resourceFrom } from '../../../src/inventory/resource.ts';
import { deleteInput } from '../../../src/deletion/planning/deleteInput.ts';
import { kindOf, TestEnvironment } from '../support/testEnvironment.ts';

const response = (output: Structure): AwsResponse => ({ output, status: 200, attempts: 1, durationMs: 1 });
const reservation = (...ids: string[]) => ({ Instances: ids.map((InstanceId) => ({ InstanceId })) });

/** Returns a client that returns pages by their tokens; the first one has no token. */
const paged = (pages: Readonly<Record<string, Structure | Promise<Structure>>>): AwsClient => ({
  call: async (_target, _service, _operation, input) =>
    response(await (pages[(input['NextToken'] as string | undefined) ?? ''] ?? assert.fail('no such page'))),
});

const failing = (name: string): AwsClient => ({
  call(target, _service, operation) {
    const cause = classifyCause(name, 'none', 400, operation);
    const failure = { cause, name, message: 'none', status: 400, action: operation, region: target.region };
    return Promise.reject(new AwsCallError({ ...failure, attempts: 1, durationMs: 1, details: {} }));
  },
});

describe('the pages of a listing', () => {
  let world: TestEnvironment;
  let target: Target;
  before(async () => {
    world = await TestEnvironment.start();
    target = await world.target();
  });
  after(() => world.close());

  const INSTANCE = kindOf('ec2.instance');

  it('continue after an empty page with a token, which is not shown', async () => {
    const shown: number[] = [];
    const client = paged({
      '': { Reservations: [], NextToken: 'a' },
      a: { NextToken: 'b' },
      b: { Reservations: [reservation('i-1', 'i-2')], NextToken: 'c' },
      c: { Reservations: [], NextToken: '' },
    });
    const listing = await listKind(client, INSTANCE, target, undefined, (page) => shown.push(page.length));
    assert.deepEqual(
      listing.resources.map(({ id }) => id),
      ['i-1', 'i-2'],
    );
    assert.deepEqual(listing.failures, []);
    assert.deepEqual(shown, [2]);
  });

  it('are shown while the rest is loading, from the first nonempty page on', async () => {
    let sendRest: (page: Structure) => void = () => undefined;
    const rest = new Promise<Structure>((resolve) => (sendRest = resolve));
    const client = paged({
      '': { Reservations: [], NextToken: 'a' },
      a: { Reservations: [reservation('i-1')], NextToken: 'b' },
      b: rest,
    });
    const { inventory } = world.createCore({ interceptClient: () => client });
    await inventory.listFirstPage(INSTANCE, target);
    const early = inventory.state(INSTANCE, target);
    assert.equal(early.listing, undefined);
    assert.ok(early.loading);
    assert.deepEqual(
      early.partial?.map(({ id }) => id),
      ['i-1'],
    );
    sendRest({ Reservations: [reservation('i-2')] });
    const { resources } = await inventory.list(INSTANCE, target);
    assert.deepEqual(
      resources.map(({ id }) => id),
      ['i-1', 'i-2'],
    );
  });

  it('are requested before the page before them is processed, one at a time', async () => {
    const events: string[] = [];
    const client = paged({
      '': { Reservations: [reservation('i-1')], NextToken: 'a' },
      a: { Reservations: [reservation('i-2')], NextToken: 'b' },
      b: { Reservations: [reservation('i-3')] },
    });
    const recording: AwsClient = {
      call(...args) {
        events.push('requested');
        return client.call(...args);
      },
    };
    await listKind(recording, INSTANCE, target, undefined, (page) => events.push(page.map(({ id }) => id).join()));
    assert.deepEqual(events, ['requested', 'requested', 'i-1', 'requested', 'i-2']);
  });

  for (const kind of LISTED_KINDS) {
    it(`are empty without a failure when AWS returns "not found": ${kind.id}`, async () => {
      const code = kind.service === 'ec2' ? 'InvalidSpotDatafeed.NotFound' : 'NotFoundException';
      const { resources, failures } = await listKind(failing(code), kind, target);
      assert.deepEqual(resources, []);
      assert.deepEqual(failures, []);
    });
  }

  it('have a failure when a later page is "not found", or after any other error', async () => {
    const client = paged({ '': { Reservations: [reservation('i-1')], NextToken: 'a' } });
    const lost: AwsClient = {
      call: (one, service, operation, input) =>
        (input['NextToken'] === 'a' ? failing('InvalidInstanceID.NotFound') : client).call(
          one,
          service,
          operation,
          input,
        ),
    };
    const { resources, failures } = await listKind(lost, INSTANCE, target);
    assert.equal(resources.length, 1);
    assert.equal(failures[0]?.cause, 'notFound');
    assert.equal((await listKind(failing('UnauthorizedOperation'), INSTANCE, target)).failures[0]?.cause, 'denied');
  });

  it('do not affect a read by id: "not found" means deleted', async () => {
    const [instance] = (await listKind(paged({ '': { Reservations: [reservation('i-1')] } }), INSTANCE, target))
      .resources;
    assert.ok(instance);
    assert.equal(await refreshResource(failing('InvalidInstanceID.NotFound'), instance), undefined);
  });
});

describe('the release of an Elastic IP address', () => {
  it('has the network border group in its request', async () => {
    const world = await TestEnvironment.start();
    try {
      const item = { AllocationId: 'eipalloc-1', PublicIp: '15.0.0.1', NetworkBorderGroup: 'us-west-2-lax-1' };
      const address = resourceFrom(kindOf('ec2.address'), await world.target(), { item, extra: undefined, source: 0 });
      assert.ok(address);
      assert.deepEqual(deleteInput(address), { AllocationId: 'eipalloc-1', NetworkBorderGroup: 'us-west-2-lax-1' });
    } finally {
      await world.close();
    }
  });
});
