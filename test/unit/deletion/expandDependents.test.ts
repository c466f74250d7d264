import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'mocha';
import { DependentsError, expandDependents } from '../../../src/deletion/planning/expandDependents.ts';
import { preflight, type PreflightDeps } from '../../../src/deletion/planning/preflight.ts';
import { createPlan, type ProtectionPolicy, type Plan } from '../../../src/deletion/planning/plan.ts';
import { runProbes } from '../../../src/deletion/planning/probes.ts';
import { planDocument } from '../../../src/deletion/presentation/planDocument.ts';
import { referenceTo, type Resource } from '../../../src/inventory/resource.ts';
import { TestEnvironment } from '../support/testEnvironment.ts';
import { MemoryJournal } from './support/memoryJournal.ts';
import { planOf, DeletionHarness, UNGUARDED } from './support/deletionHarness.ts';

describe('a security group that rules of another group refer to', () => {
  let world: TestEnvironment;
  before(async () => {
    world = await TestEnvironment.start();
  });
  after(() => world.close());

  it('is blocked by those rules, and not by the other group', async () => {
    const [group, other] = await world.list('ec2.securityGroup');
    const [rule] = await world.list('ec2.securityGroupIngressRule');
    assert.ok(group && other && rule);
    const evidence = await runProbes(group, world.client, AbortSignal.timeout(20_000));
    const found = evidence.find(({ check }) => check === 'referringRules');
    assert.equal(found?.text, `Rules of other groups refer to it: ${rule.id} of ${other.id}.`);
    assert.deepEqual(found.blockers, [{ kind: 'ec2.securityGroupIngressRule', id: rule.id, parent: other.id }]);
    assert.deepEqual(
      (await runProbes(other, world.client, AbortSignal.timeout(20_000))).filter(({ check }) =>
        check.includes('refer'),
      ),
      [],
    );
  });
});

describe('a bucket with access keys', () => {
  it('is blocked by its keys, which the same plan deletes first', async () => {
    const world = await TestEnvironment.start();
    try {
      const [bucket] = await world.list('lightsail.bucket');
      assert.ok(bucket);
      const evidence = await runProbes(bucket, world.client, AbortSignal.timeout(20_000));
      const found = evidence.find(({ check }) => check === 'accessKeys');
      assert.ok(found?.blockers && found.blockers.length > 0);
      const all = await world.core.deletion.withDependents([bucket], AbortSignal.timeout(20_000));
      assert.deepEqual(all.map(referenceTo).slice(1), found.blockers);
      const removals = new DeletionHarness(world);
      const outcomes = await removals.engine.execute(planOf(all, removals.clock.now()), {});
      assert.deepEqual(
        outcomes.map(({ kind }) => kind),
        all.map(() => 'deleted'),
      );
    } finally {
      await world.close();
    }
  });
});

describe('a canceled search for dependencies', () => {
  it('ends the list that it waits for', async () => {
    const world = await TestEnvironment.start();
    try {
      const address = (await world.list('ec2.address')).find(({ entry }) => entry.item['AssociationId'] !== undefined);
      assert.ok(address);
      const cancel = new AbortController();
      const ended: (boolean | undefined)[] = [];
      const { deletion } = world.createCore({
        interceptClient: (client) => ({
          call: (target, service, operation, input, options) => {
            cancel.abort();
            ended.push(options?.signal?.aborted);
            return client.call(target, service, operation, input, options);
          },
        }),
      });
      await assert.rejects(deletion.withDependents([address], cancel.signal));
      assert.deepEqual(ended, [true]);
    } finally {
      await world.close();
    }
  });
});

describe('a VPC with its dependencies', function () {
  // It sends hundreds of requests, possibly on a busy machine.
  this.timeout(60_000);
  let world: TestEnvironment;
  let deps: PreflightDeps;
  let vpc: Resource;
  before(async () => {
    world = await TestEnvironment.start();
    deps = world.newParts({
      replaceParts: () => ({ journal: new MemoryJournal(), simulate: () => Promise.resolve('unknown') }),
    });
  });
  after(() => world.close());
  beforeEach(async () => {
    await world.reset();
    const [first] = await world.list('ec2.vpc');
    assert.ok(first);
    vpc = first;
  });

  const all = () => expandDependents([vpc], deps, AbortSignal.timeout(20_000));

  async function planOf(resources: readonly Resource[], guards: ProtectionPolicy = UNGUARDED): Promise<Plan> {
    const { present, deleted } = await preflight(resources, deps, 20_000);
    assert.deepEqual(deleted, []);
    return createPlan(present, Date.now(), guards);
  }

  it('expands to its direct and indirect dependencies, each once, with read requests only', async () => {
    const found = await all();
    const kinds = new Set(found.map(({ kind }) => kind.id));
    for (const kind of ['ec2.subnet', 'ec2.instance', 'ec2.natGateway', 'ec2.networkInterface', 'ec2.routeTable']) {
      assert.ok(kinds.has(kind), kind);
    }
    assert.ok(found.length >= 20, `${found.length}`);
    assert.equal(new Set(found.map(({ key }) => key)).size, found.length);
    assert.deepEqual(
      (await world.operations()).filter((operation) => !/^(Describe|Get|List)/.test(operation)),
      [],
    );
  });

  it('is planned in dependency order, and the plan document names the steps that each step waits for', async () => {
    const plan = await planOf(await all());
    assert.deepEqual(
      plan.items.flatMap(({ evidence }) => evidence.filter(({ level }) => level === 'blocker')),
      [],
    );
    const order = plan.items.map(({ resource }) => resource.key);
    for (const [index, { dependsOn = [] }] of plan.items.entries()) {
      for (const key of dependsOn) assert.ok(order.indexOf(key) < index);
    }
    const text = planDocument(plan, Date.now());
    const rows = text.slice(text.indexOf('## Resources'), text.indexOf('## JSON')).split('\n');
    const cells = rows.filter((row) => /^\| \d/.test(row)).map((row) => row.split(' | '));
    assert.equal(cells.length, plan.items.length);
    assert.match(cells.at(-1)?.[1] ?? '', /^Delete VPC /);
    // Each row names the earlier steps that it waits for.
    for (const [index, { dependsOn = [], after = [] }] of plan.items.entries()) {
      const earlier = [...dependsOn, ...after].map((key) => order.indexOf(key) + 1);
      assert.equal(cells[index]?.[4], earlier.sort((one, other) => one - other).join(', '));
    }
    // At most ten lines for each resource.
    assert.ok(
      text.split('\n').length <= 10 * plan.items.length,
      `${text.split('\n').length} lines for ${plan.items.length} resources`,
    );
  });

  it('is planned with a blocker on the dependency that is protected', async () => {
    const found = await all();
    const subnet = found.find(({ kind }) => kind.id === 'ec2.subnet');
    const plan = await planOf(found, { ...UNGUARDED, resourceRules: () => [`name:${subnet?.name ?? ''}`] });
    const blocked = plan.items.filter(({ evidence }) => evidence.some(({ level }) => level === 'blocker'));
    assert.deepEqual(
      blocked.map(({ resource }) => resource.id),
      [subnet?.id],
    );
  });

  it('is not deleted when the deletion of a dependency is denied', async () => {
    const plan = await planOf(await all());
    await world.control.addFault({ operation: 'DeleteSubnet' }, { type: 'accessDenied' });
    const outcomes = await new DeletionHarness(world).engine.execute(plan);
    const last = outcomes.at(-1);
    assert.equal(last?.kind, 'blocked');
    assert.match(
      last.reason ?? '',
      /^Nothing was sent, because \S+ \(subnet-\S+\) is not deleted\. Retry when it is deleted\.$/,
    );
    assert.deepEqual(await world.requests({ operation: 'DeleteVpc' }), []);
    assert.ok(outcomes.some(({ kind }) => kind === 'denied'));
  });

  it('cannot be planned when AWS denies the listing of dependencies', async () => {
    await world.control.addFault({ operation: 'DescribeSubnets' }, { type: 'accessDenied' });
    await assert.rejects(
      all(),
      (error) => error instanceof DependentsError && error.message.includes('DescribeSubnets'),
    );
  });
});
