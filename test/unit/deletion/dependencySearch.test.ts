import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, beforeEach, describe, it } from 'mocha';
import { AwsCallError, type CallFailure } from '../../../src/aws/errors/callError.ts';
import type { AwsClient } from '../../../src/aws/client/sdkClient.ts';
import { escapeFilters, escapeFilterValue } from '../../../src/inventory/listing/filterValue.ts';
import { runProbes } from '../../../src/deletion/planning/probes.ts';
import { unknownEvidence } from '../../../src/deletion/planning/unknownEvidence.ts';
import { cyclicKeys, sortByDependency } from '../../../src/deletion/planning/dependencyOrder.ts';
import type { Resource } from '../../../src/inventory/resource.ts';
import { TestEnvironment } from '../support/testEnvironment.ts';
import { DeletionHarness } from './support/deletionHarness.ts';
import { findInScene, IDS, putVpcScene, SCENE } from './support/vpcScene.ts';

describe('the search for dependencies', function () {
  this.timeout(60_000);
  let world: TestEnvironment;
  before(async () => {
    world = await TestEnvironment.start();
  });
  after(() => world.close());
  beforeEach(async () => {
    await world.reset();
    await putVpcScene(world.control);
  });

  const find = (kind: string, id: string) => findInScene(world, kind, id);
  const probe = (resource: Resource, client: AwsClient = world.client) =>
    runProbes(resource, client, AbortSignal.timeout(20_000));

  it('escapes wildcards in filter values of probes and listings', async () => {
    assert.equal(escapeFilterValue('a*b?c\\d'), 'a\\*b\\?c\\\\d');
    assert.deepEqual(escapeFilters({ Filters: [{ Name: 'group-id', Values: ['a*'] }], MaxResults: 5 }), {
      Filters: [{ Name: 'group-id', Values: ['a\\*'] }],
      MaxResults: 5,
    });
    const group = (GroupName: string) => ({ GroupName, GroupId: `pg-${GroupName.length}`, State: 'available' });
    const instance = (InstanceId: string, GroupName: string) => ({
      Instances: [{ InstanceId, Placement: { GroupName }, State: { Code: 16, Name: 'running' } }],
    });
    await world.control.putItems({ ...SCENE, operation: 'DescribePlacementGroups' }, [
      group('web-*'),
      group('web-one'),
    ]);
    await world.control.putItems({ ...SCENE, operation: 'DescribeInstances' }, [
      instance('i-0a1b2c3d4e5f60071', 'web-one'),
      instance('i-0a1b2c3d4e5f60072', 'web-*'),
    ]);
    const found = await probe(await find('ec2.placementGroup', 'web-*'));
    assert.deepEqual(
      found.flatMap(({ blockers = [] }) => blockers.map(({ id }) => id)),
      ['i-0a1b2c3d4e5f60072'],
    );
    const [sent] = await world.requests({ operation: 'DescribeInstances' }).then((all) => all.slice(-1));
    assert.deepEqual(sent?.input['Filters'], [{ Name: 'placement-group-name', Values: ['web-\\*'] }]);
  });

  it('finds no unrelated resource on an endpoint that ignores filters', async () => {
    const withoutFilters = (input: object) =>
      Object.fromEntries(Object.entries(input).filter(([member]) => !/^Filters?$/.test(member)));
    const ignoringFilters: AwsClient = {
      call: (target, service, operation, input, options) =>
        world.client.call(target, service, operation, withoutFilters(input), options),
    };
    const resource = await find('ec2.vpc', IDS.peer);
    const [usual, ignored] = [await probe(resource), await probe(resource, ignoringFilters)];
    assert.deepEqual(
      ignored.flatMap(({ blockers }) => blockers ?? []),
      usual.flatMap(({ blockers }) => blockers ?? []),
    );
    assert.deepEqual(
      usual.flatMap(({ blockers = [] }) => blockers.map(({ id }) => id)),
      [IDS.peering],
    );
    // Probes check the responses against the filters, too.
    for (const id of [IDS.groupA, IDS.defaultGroup]) {
      const group = await find('ec2.securityGroup', id);
      const named = (all: Awaited<ReturnType<typeof probe>>) => [
        ...new Set(all.flatMap(({ blockers = [] }) => blockers.map(({ kind, id }) => `${kind} ${id}`))),
      ];
      assert.deepEqual(named(await probe(group, ignoringFilters)), named(await probe(group)));
    }
  });

  it('reports an operation as unsupported when a custom endpoint returns an error that is not AWS’s', async () => {
    const server = createServer((_, response) => response.writeHead(500).end('<html>Internal Server Error</html>'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const ec2 = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    try {
      const vpc = await find('ec2.vpc', IDS.peer);
      const found = await probe({ ...vpc, target: { ...vpc.target, endpoints: { ec2 } } }, world.newClient());
      const unknown = found.filter(({ level }) => level === 'unknown');
      assert.ok(unknown.length > 5);
      assert.deepEqual(
        unknown.filter(({ unsupported }) => unsupported !== true),
        [],
      );
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });

  it('reads all pages of each listing and probe', async () => {
    await world.control.configure({ pageSizes: { ec2: 1 } });
    const names = (all: Awaited<ReturnType<typeof probe>>) =>
      all.flatMap(({ blockers = [] }) => blockers.map(({ id }) => id)).sort();
    const found = names(await probe(await find('ec2.vpc', IDS.vpc)));
    await world.control.configure({ pageSizes: { ec2: 1000 } });
    assert.deepEqual(found, names(await probe(await find('ec2.vpc', IDS.vpc))));
    assert.ok(found.length > 12);
    await world.control.configure({ pageSizes: { ec2: 1 } });
    const gateway = await find('ec2.internetGatewayAttachment', IDS.internetGateway);
    assert.deepEqual(names(await probe(gateway)), [IDS.instance, IDS.nat].sort());
  });

  it('continues with an unknown finding when the endpoint does not support a listing, and names the listing', async () => {
    await world.control.addFault(
      { operation: 'DescribeInstanceConnectEndpoints' },
      { type: 'error', code: 'InvalidAction', message: 'The action is not valid for this web service.' },
    );
    const { engine } = new DeletionHarness(world);
    const vpc = await find('ec2.vpc', IDS.peer);
    const all = await engine.withDependents([vpc], AbortSignal.timeout(20_000));
    assert.deepEqual(all.map(({ id }) => id).sort(), [IDS.peer, IDS.peering].sort());
    const { plan } = await engine.plan(all, { timeLimitMs: 20_000 });
    const unknown = plan.items.flatMap(({ evidence }) => evidence.filter(({ unsupported }) => unsupported));
    assert.equal(unknown.length, 1);
    assert.match(unknown[0]?.text ?? '', /EC2 Instance Connect Endpoints/);
    assert.match(unknown[0]?.text ?? '', /DescribeInstanceConnectEndpoints/);
  });

  for (const [status, isOwnEndpoint, unsupported] of [
    [500, true, true],
    [404, true, true],
    [500, false, undefined],
    [200, true, undefined],
    [403, true, undefined],
  ] as const) {
    const whose = isOwnEndpoint ? 'a custom endpoint' : 'AWS';
    it(`reads a malformed response of status ${status} from ${whose} as ${unsupported ? 'an unsupported operation' : 'a failure'}`, () => {
      const failure: CallFailure = {
        ...{ cause: 'malformedResponse', name: 'SyntaxError', message: 'Unexpected token <', status },
        ...{ action: 'ec2:DescribeSubnets', region: 'eu-west-1', attempts: 1, durationMs: 1, details: {} },
      };
      const check = { check: 'x', operation: 'DescribeSubnets', isOwnEndpoint };
      assert.equal(unknownEvidence(check, failure).unsupported, unsupported);
    });
  }

  it('rejects when AWS denies a listing', async () => {
    await world.control.addFault({ operation: 'DescribeInstanceConnectEndpoints' }, { type: 'accessDenied' });
    const { engine } = new DeletionHarness(world);
    await assert.rejects(engine.withDependents([await find('ec2.vpc', IDS.peer)], AbortSignal.timeout(20_000)));
  });

  it('rethrows errors that are not AWS’s', async () => {
    const broken: AwsClient = { call: () => Promise.reject(new TypeError('broken')) };
    await assert.rejects(probe(await find('ec2.vpc', IDS.peer), broken), (error) => !(error instanceof AwsCallError));
  });

  it('finds the routes and security group rules that refer to a prefix list', async () => {
    const list = 'pl-0a1b2c3d4e5f60001';
    await world.control.putItems({ ...SCENE, operation: 'DescribeManagedPrefixLists' }, [
      { PrefixListId: list, PrefixListName: 'offices', OwnerId: SCENE.account, State: 'create-complete' },
    ]);
    await world.control.putItems({ ...SCENE, operation: 'DescribeRouteTables' }, [
      {
        RouteTableId: 'rtb-0a1b2c3d4e5f60001',
        VpcId: IDS.vpc,
        Routes: [{ DestinationPrefixListId: list, GatewayId: 'igw-1', Origin: 'CreateRoute', State: 'active' }],
      },
    ]);
    await world.control.putItems({ ...SCENE, operation: 'DescribeSecurityGroupRules' }, [
      { SecurityGroupRuleId: 'sgr-0a1b2c3d4e5f60099', GroupId: IDS.groupA, IsEgress: false, PrefixListId: list },
    ]);
    const found = await probe(await find('ec2.managedPrefixList', list));
    assert.deepEqual(
      found.flatMap(({ blockers }) => blockers ?? []),
      [
        { kind: 'ec2.route', id: list, parent: 'rtb-0a1b2c3d4e5f60001' },
        { kind: 'ec2.securityGroupIngressRule', id: 'sgr-0a1b2c3d4e5f60099', parent: IDS.groupA },
      ],
    );
  });

  it('names the owner of an instance that launches another one', async () => {
    const instance = (InstanceId: string, more: object) => ({
      Instances: [{ InstanceId, State: { Code: 16, Name: 'running' }, ...more }],
    });
    const tagged = (n: number, Key: string) => instance(`i-0a1b2c3d4e5f6008${n}`, { Tags: [{ Key, Value: 'web' }] });
    const keys = ['aws:autoscaling:groupName', 'aws:ec2:fleet-id', 'aws:ec2spot:fleet-request-id'];
    await world.control.putItems({ ...SCENE, operation: 'DescribeInstances' }, [
      ...keys.map((key, n) => tagged(n, key)),
      instance('i-0a1b2c3d4e5f60089', { SpotInstanceRequestId: 'sir-abcd1234' }),
    ]);
    await world.control.putItems({ ...SCENE, operation: 'DescribeSpotInstanceRequests' }, [
      { SpotInstanceRequestId: 'sir-abcd1234', Type: 'persistent', State: 'active' },
    ]);
    const { engine } = new DeletionHarness(world);
    for (const [n] of keys.entries()) {
      const one = await find('ec2.instance', `i-0a1b2c3d4e5f6008${n}`);
      const { plan } = await engine.plan([one], { timeLimitMs: 20_000 });
      assert.match(
        plan.items[0]?.evidence.map(({ text }) => text).join() ?? '',
        /"web" (owns it, and launches|launched it.* it creates) another one/,
      );
    }
    const spot = await find('ec2.instance', 'i-0a1b2c3d4e5f60089');
    const { plan } = await engine.plan([spot], { timeLimitMs: 20_000 });
    const found = plan.items[0]?.evidence.find(({ check }) => check === 'persistentRequest');
    assert.deepEqual([found?.level, found?.severe], ['warning', true]);
    assert.match(found?.text ?? '', /launches another instance/);
    const all = await engine.withDependents([spot], AbortSignal.timeout(20_000));
    assert.deepEqual(
      all.map(({ id }) => id),
      [spot.id, 'sir-abcd1234'],
    );
  });

  const FLEET = { operation: 'DescribeFleets', tag: 'aws:ec2:fleet-id', kind: 'ec2.fleet' };
  const SPOT_FLEET = {
    operation: 'DescribeSpotFleetRequests',
    tag: 'aws:ec2spot:fleet-request-id',
    kind: 'ec2.spotFleetRequest',
  };
  for (const { operation, tag, kind } of [FLEET, SPOT_FLEET]) {
    it(`adds the ${kind} of an instance to the plan before it only if it launches another instance`, async () => {
      const [owner] = (await world.list(kind)).slice(-1);
      assert.ok(owner);
      const InstanceId = 'i-0a1b2c3d4e5f60091';
      const put = async (type: string) => {
        const { item } = owner.entry;
        const config = { ...(item['SpotFleetRequestConfig'] as object | undefined), Type: type };
        await world.control.putItems({ ...SCENE, operation }, [
          kind === 'ec2.fleet'
            ? { ...item, FleetState: 'active', Type: type }
            : { ...item, SpotFleetRequestState: 'active', SpotFleetRequestConfig: config },
        ]);
        await world.control.putItems({ ...SCENE, operation: 'DescribeInstances' }, [
          {
            Instances: [{ InstanceId, State: { Code: 16, Name: 'running' }, Tags: [{ Key: tag, Value: owner.id }] }],
          },
        ]);
        return find('ec2.instance', InstanceId);
      };
      const { engine } = new DeletionHarness(world);
      const alone = await engine.withDependents([await put('request')], AbortSignal.timeout(20_000));
      assert.deepEqual(
        alone.map(({ id }) => id),
        [InstanceId],
      );
      const instance = await put('maintain');
      const { plan: without } = await engine.plan([instance], { timeLimitMs: 20_000 });
      const texts = without.items.flatMap(({ evidence }) => evidence.map(({ text }) => text));
      assert.match(texts.join(), /owns it, and launches another/);
      const all = await engine.withDependents([instance], AbortSignal.timeout(20_000));
      const { plan } = await engine.plan(all, { timeLimitMs: 20_000 });
      assert.deepEqual(
        plan.items.map(({ resource }) => `${resource.kind.id} ${resource.id}`),
        [`${kind} ${owner.id}`, `ec2.instance ${InstanceId}`],
      );
      assert.deepEqual(await engine.execute(plan), [{ kind: 'deleted' }, { kind: 'deleted' }]);
    });
  }

  it('blocks the deletion of a snapshot that AWS Backup owns', async () => {
    const Tags = [{ Key: 'aws:backup:source-resource', Value: 'i-1' }];
    await world.control.putItems({ ...SCENE, operation: 'DescribeSnapshots' }, [
      { SnapshotId: 'snap-0a1b2c3d4e5f60077', State: 'completed', Tags },
    ]);
    const { engine } = new DeletionHarness(world);
    const { plan } = await engine.plan([await find('ec2.snapshot', 'snap-0a1b2c3d4e5f60077')]);
    assert.match(
      plan.items[0]?.evidence.find(({ level }) => level === 'blocker')?.text ?? '',
      /^AWS Backup owns it.*creates the next one\.$/,
    );
  });
});

describe('the order of dependencies', () => {
  const item = (key: string, ...dependsOn: string[]) => ({ resource: { key } as Resource, dependsOn });
  const keys = (sorted: readonly { readonly item: { readonly resource: Resource } }[]) =>
    sorted.map(({ item: { resource } }) => resource.key).join('');

  it('has each resource after its dependencies', () => {
    assert.equal(keys(sortByDependency([item('a', 'b', 'c'), item('b', 'c'), item('c')], new Map())), 'cba');
  });

  it('prefers dependencies between resources over the order of the catalog', () => {
    const order = new Map([['b', new Set(['a'])]]);
    const sorted = sortByDependency([item('a', 'b'), item('b')], order);
    assert.equal(keys(sorted), 'ba');
    assert.deepEqual(
      sorted.map(({ after: earlier }) => earlier),
      [[], []],
    );
  });

  it('reports the resources that depend on each other', () => {
    assert.deepEqual([...cyclicKeys([item('a', 'b'), item('b', 'a'), item('c')])], ['a', 'b']);
  });
});
