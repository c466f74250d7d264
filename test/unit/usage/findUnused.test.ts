import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'mocha';
import type { AwsClient } from '../../../src/aws/client/sdkClient.ts';
import type { Target } from '../../../src/aws/identity/target.ts';
import { LISTED_KINDS } from '../../../src/catalog/index.ts';
import type { Structure } from '../../../src/catalog/model/structure.ts';
import type { Core } from '../../../src/core.ts';
import type { Resource } from '../../../src/inventory/resource.ts';
import { scan } from '../../../src/inventory/scan.ts';
import { unpaused } from '../deletion/support/withoutRetryJitter.ts';
import { kindOf, TestEnvironment } from '../support/testEnvironment.ts';

const UNENDING = new AbortController().signal;

/** Route tables that AWS lists in addition to those of the sandbox. */
const routes: Structure[] = [];
/** Runs between AWS’s list of route tables and its arrival. */
let beforeArrival: () => Promise<void> | void = () => undefined;

const withRoutes = (client: AwsClient): AwsClient => ({
  async call(target, service, operation, input, options) {
    const response = await client.call(target, service, operation, input, options);
    if (operation !== 'DescribeRouteTables') return response;
    const tables = [...(response.output['RouteTables'] as readonly Structure[]), ...routes];
    await beforeArrival();
    return { ...response, output: { ...response.output, RouteTables: tables } };
  },
});

describe('the search for unused resources', () => {
  let world: TestEnvironment;
  let core: Core;
  let target: Target;
  before(async () => {
    world = await TestEnvironment.start();
  });
  after(() => world.close());
  beforeEach(async () => {
    await world.reset();
    routes.length = 0;
    beforeArrival = () => undefined;
    core = world.createCore({ interceptClient: withRoutes });
    target = await world.target();
  });

  const find = async (ids: readonly string[]) => {
    const kinds = ids.map(kindOf);
    await scan(core.usage.steps(kinds, [target]), core.inventory.batchLister(), UNENDING, () => undefined);
    await core.usage.lookUp(kinds, [target], UNENDING);
    return kinds.flatMap((kind) => core.inventory.state(kind, target).listing?.resources ?? []);
  };
  const unusedNatGateway = async (): Promise<Resource> => {
    const resources = await find(['ec2.natGateway']);
    const found = resources.find((one) => core.usage.usageOf(one)?.word === 'unused');
    assert.ok(found);
    return found;
  };
  const route = (natGateway: string) => {
    routes.push({ RouteTableId: 'rtb-0a1b2c3d4e5f', Routes: [{ NatGatewayId: natGateway }] });
  };
  const usageEvidence = async (resource: Resource) => {
    const { plan } = await core.deletion.plan([resource], { timeLimitMs: 30_000 });
    return plan.items.flatMap(({ evidence }) => evidence.filter(({ check }) => check === 'usage'));
  };

  it('lists the evidence of the verdicts, and nothing else', async () => {
    await find(['ec2.dhcpOptions']);
    const operations = await world.operations();
    assert.deepEqual([...new Set(operations)].sort(), ['DescribeDhcpOptions', 'DescribeVpcs']);
  });

  it('has its reason in the plan, and reads its evidence again for it', async () => {
    const resource = await unusedNatGateway();
    const [evidence] = await usageEvidence(resource);
    assert.equal(evidence?.level, 'ok');
    assert.match(evidence.text, /^Nothing uses it: no route points to it/);
    route(resource.id);
    const [now] = await usageEvidence(resource);
    assert.equal(now?.level, 'warning');
    assert.match(now.text, /^Something uses it: route table .* refers to it/);
  });

  it('sends no delete request for resources that became used or unknown', async () => {
    const resource = await unusedNatGateway();
    const execute = async () => {
      const { plan } = await core.deletion.plan([resource], { timeLimitMs: 30_000 });
      return async () => {
        const [outcome] = await core.deletion.execute(plan);
        return outcome;
      };
    };
    const denied = await execute();
    await world.control.addFault({ operation: 'DescribeRouteTables' }, { type: 'accessDenied' });
    assert.equal((await denied())?.kind, 'changed');
    await world.control.removeFaults();
    const used = await execute();
    route(resource.id);
    const outcome = await used();
    assert.equal(outcome?.kind, 'changed');
    assert.match(outcome.reason ?? '', /Something uses it: route table/);
    const { resources } = await core.inventory.list(resource.kind, target);
    assert.equal(resources.find(({ key }) => key === resource.key)?.state, 'available');
  });

  it('sends no delete request for a resource that became used after a scan had read AWS', async () => {
    const resource = await unusedNatGateway();
    const { plan } = await core.deletion.plan([resource], { timeLimitMs: 30_000 });
    let arrive = (): void => undefined;
    const isRead = new Promise<void>((resolve) => {
      beforeArrival = () => {
        beforeArrival = () => undefined;
        resolve();
        return new Promise((end) => (arrive = end));
      };
    });
    const steps = [{ kind: kindOf('ec2.routeTable'), target }];
    const scanned = scan(steps, core.inventory.batchLister(), UNENDING, () => undefined);
    await isRead;
    route(resource.id);
    const [outcome] = await core.deletion.execute(plan);
    assert.equal(outcome?.kind, 'changed');
    // The older list does not replace that of the check.
    arrive();
    await scanned;
    core.usage.evaluate();
    assert.equal(core.usage.usageOf(resource)?.word, 'used');
  });

  it('deletes a resource that is still unused after the window left its account', async () => {
    const resource = await unusedNatGateway();
    const { plan } = await core.deletion.plan([resource], { timeLimitMs: 30_000 });
    let evictions = 0;
    beforeArrival = () => {
      if (++evictions === 1) core.inventory.evict();
    };
    const [outcome] = await core.deletion.execute(plan);
    assert.deepEqual([outcome?.kind, outcome?.reason, evictions > 0], ['deleted', undefined, true]);
  });

  it('keeps what an earlier search found if it is canceled', async () => {
    const ids = ['ec2.snapshot', 'ec2.image', 'ec2.managedPrefixList'];
    const words = () =>
      ids.flatMap((id) =>
        (core.inventory.state(kindOf(id), target).listing?.resources ?? []).map((one) => core.usage.usageOf(one)?.word),
      );
    await find(ids);
    const before = words();
    assert.ok(before.includes('unused'));
    const cancel = new AbortController();
    cancel.abort();
    await core.usage.lookUp(ids.map(kindOf), [target], cancel.signal);
    assert.deepEqual(words(), before);
  });

  it('deletes resources that are still unused', async () => {
    const resource = await unusedNatGateway();
    const { plan } = await core.deletion.plan([resource], { timeLimitMs: 30_000 });
    const [outcome] = await core.deletion.execute(plan);
    assert.equal(outcome?.kind, 'deleted');
  });

  it('repeats the reads of the check before a request while AWS throttles them', async () => {
    const resource = await unusedNatGateway();
    const { plan } = await core.deletion.plan([resource], { timeLimitMs: 30_000 });
    // More than the SDK's three attempts of one request.
    await world.control.addFault({ operation: 'DescribeRouteTables' }, { type: 'throttled' }, { to: 8 });
    const [outcome] = await unpaused(() => core.deletion.execute(plan));
    assert.equal(outcome?.kind, 'deleted', outcome?.reason);
  });

  it('sends no further request for a deletion without a search before', async () => {
    const { resources } = await core.inventory.list(kindOf('ec2.natGateway'), target);
    const [resource] = resources;
    assert.ok(resource);
    assert.deepEqual(await usageEvidence(resource), []);
  });

  it('reports a denied read, and the usage as unknown', async () => {
    await world.control.addFault({ operation: 'ListRoles' }, { type: 'accessDenied' });
    const groups = await find(['ec2.securityGroup']);
    const reasons = groups.map((group) => core.usage.usageOf(group)?.reason ?? '');
    assert.ok(
      reasons.some((reason) => reason.startsWith('EC2 Auto Scaling may use it, and ListRoles failed: AccessDenied')),
      reasons.join(),
    );
    await world.control.removeFaults();
    await find(['ec2.securityGroup']);
    assert.ok(groups.some((group) => core.usage.usageOf(group)?.word === 'unused'));
  });

  it('follows changes of the listings', async () => {
    const resource = await unusedNatGateway();
    route(resource.id);
    const changed = new Promise<void>((resolve) => core.usage.onDidChange(resolve));
    await core.inventory.list(kindOf('ec2.routeTable'), target);
    await changed;
    assert.equal(core.usage.usageOf(resource)?.word, 'used');
  });

  it('needs every listing once, in one scan of all resource types', () => {
    const steps = core.usage.steps(LISTED_KINDS, [target]);
    assert.equal(new Set(steps.map(({ kind }) => kind.id)).size, steps.length);
  });
});
