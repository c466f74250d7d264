import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'mocha';
import type { Fields } from '../../../sandbox/types.ts';
import type { Plan } from '../../../src/deletion/planning/plan.ts';
import { availableActions, type Resource } from '../../../src/inventory/resource.ts';
import { TestEnvironment } from '../support/testEnvironment.ts';
import { DeletionHarness } from './support/deletionHarness.ts';
import { findInScene, IDS, managedInterface, networkInterface, putVpcScene, SCENE } from './support/vpcScene.ts';

const keyOf = ({ kind, id }: Resource) => `${kind.id} ${id}`;
const blockersOf = ({ items }: Plan) =>
  items.flatMap(({ resource, evidence }) =>
    evidence.filter(({ level }) => level === 'blocker').map(({ text }) => `${keyOf(resource)}: ${text}`),
  );

describe('Delete with Dependencies', function () {
  // It sends hundreds of requests, possibly on a busy machine.
  this.timeout(60_000);
  let world: TestEnvironment;
  let removals: DeletionHarness;
  before(async () => {
    world = await TestEnvironment.start();
  });
  after(() => world.close());
  beforeEach(async () => {
    await world.reset();
    await putVpcScene(world.control);
    removals = new DeletionHarness(world);
  });

  const find = (kind: string, id: string) => findInScene(world, kind, id);
  const put = (operation: string, ...items: readonly Fields[]) =>
    world.control.putItems({ ...SCENE, operation }, items);

  const planFor = (...resources: readonly Resource[]) => removals.planWithDependencies(resources);

  async function executeFully(plan: Plan): Promise<void> {
    assert.deepEqual(blockersOf(plan), []);
    const outcomes = await removals.engine.execute(plan);
    const bad = plan.items.flatMap(({ resource }, index) => {
      const { kind = '', reason = '' } = outcomes[index] ?? {};
      return kind === 'deleted' || kind === 'alreadyDeleted' ? [] : [`${keyOf(resource)} ${kind}: ${reason}`];
    });
    assert.deepEqual(bad, []);
  }

  it('deletes a VPC in one plan with its instance, gateways, endpoints, attachments and peering connection', async () => {
    const plan = await planFor(await find('ec2.vpc', IDS.vpc));
    const ids = new Set(plan.items.map(({ resource }) => resource.id));
    for (const id of [
      ...[IDS.instance, IDS.nat, IDS.endpoint, IDS.gatewayEndpoint, IDS.connectEndpoint, IDS.egressOnly],
      ...[IDS.vpnGateway, IDS.attachment, IDS.peering, IDS.internetGateway, IDS.subnet, IDS.groupA, IDS.groupB],
    ]) {
      assert.ok(ids.has(id), id);
    }
    // Network interfaces that AWS deletes along are no items of the plan.
    assert.deepEqual(
      [...ids].filter((id) => id.startsWith('eni-')),
      [],
    );
    await executeFully(plan);
    assert.ok(!(await world.list('ec2.vpc', 'dev', SCENE.region)).some(({ id }) => id === IDS.vpc));
  });

  it('sends no request for a VPC that AWS rejects', async () => {
    await executeFully(await planFor(await find('ec2.vpc', IDS.vpc)));
    const rejected = (await world.requests()).filter(
      ({ operation, error, dryRun }) =>
        /^(Delete|Detach|Terminate|Revoke|Disassociate)/.test(operation ?? '') && error !== null && !dryRun,
    );
    assert.deepEqual(
      rejected.map(({ operation, error }) => `${operation ?? ''} ${error?.code ?? ''}`),
      [],
    );
  });

  it('deletes the rules of two security groups that refer to each other before the groups', async () => {
    const plan = await planFor(
      await find('ec2.securityGroup', IDS.groupA),
      await find('ec2.securityGroup', IDS.groupB),
    );
    const order = plan.items.map(({ resource }) => resource.id);
    assert.deepEqual([...order].sort(), [IDS.groupA, IDS.groupB, IDS.ruleA, IDS.ruleB].sort());
    assert.ok(order.indexOf(IDS.ruleB) < order.indexOf(IDS.groupA));
    assert.ok(order.indexOf(IDS.ruleA) < order.indexOf(IDS.groupB));
    await executeFully(plan);
  });

  it('blocks two security groups that refer to each other if their rules are not in the plan', async () => {
    const groups = [await find('ec2.securityGroup', IDS.groupA), await find('ec2.securityGroup', IDS.groupB)];
    const { plan } = await removals.engine.plan(groups, { timeLimitMs: 20_000 });
    assert.equal(blockersOf(plan).length, 2);
  });

  it('detaches an internet gateway after the deletion of the resources with public addresses', async () => {
    const plan = await planFor(await find('ec2.internetGatewayAttachment', IDS.internetGateway));
    const [last, ...first] = [...plan.items].reverse();
    assert.equal(last?.resource.id, IDS.internetGateway);
    assert.deepEqual(first.map(({ resource }) => keyOf(resource)).sort(), [
      `ec2.instance ${IDS.instance}`,
      `ec2.natGateway ${IDS.nat}`,
    ]);
    await executeFully(plan);
  });

  it('disassociates an Elastic IP address together with the detachment of an internet gateway', async () => {
    const allocation = 'eipalloc-0a1b2c3d4e5f60055';
    await put('DescribeAddresses', {
      AllocationId: allocation,
      AssociationId: 'eipassoc-0a1b2c3d4e5f60055',
      PublicIp: '198.51.100.55',
      NetworkInterfaceId: 'eni-0a1b2c3d4e5f60055',
    });
    await put(
      'DescribeNetworkInterfaces',
      networkInterface({
        NetworkInterfaceId: 'eni-0a1b2c3d4e5f60055',
        Status: 'available',
        Association: { AllocationId: allocation, PublicIp: '198.51.100.55', IpOwnerId: SCENE.account },
      }),
    );
    const plan = await planFor(await find('ec2.internetGatewayAttachment', IDS.internetGateway));
    assert.ok(plan.items.some(({ resource }) => keyOf(resource) === `ec2.addressAssociation ${allocation}`));
    await executeFully(plan);
  });

  it('rejects the connections of an endpoint service before its deletion', async () => {
    const plan = await planFor(await find('ec2.vpcEndpointService', IDS.service));
    assert.deepEqual(
      plan.items.map(({ resource }) => resource.id),
      [IDS.connection, IDS.service],
    );
    await executeFully(plan);
  });

  it('deletes the Direct Connect association of a transit gateway with the gateway', async () => {
    const gateway = '9a1b2c3d-5e6f-4a7b-8c9d-0a1b2c3d4e5f';
    await put('DescribeDirectConnectGateways', {
      directConnectGatewayId: gateway,
      directConnectGatewayName: 'office',
      directConnectGatewayState: 'available',
    });
    const association = {
      associationId: 'be85116d-46eb-4b43-a27a-da0c2ad648de',
      directConnectGatewayId: gateway,
      associationState: 'associated',
      associatedGateway: { id: IDS.transitGateway, type: 'transitGateway', region: SCENE.region },
    };
    await world.control.putItems(
      { ...SCENE, operation: 'DescribeDirectConnectGatewayAssociations' },
      [association],
      gateway,
    );
    const plan = await planFor(await find('ec2.transitGateway', IDS.transitGateway));
    assert.deepEqual(plan.items.map(({ resource }) => keyOf(resource)).sort(), [
      `directconnect.gatewayAssociation ${association.associationId}`,
      `ec2.transitGateway ${IDS.transitGateway}`,
      `ec2.transitGatewayVpcAttachment ${IDS.attachment}`,
    ]);
    await executeFully(plan);
  });

  it('disables the fast restores of a snapshot before its deletion, and does not block the snapshot alone', async () => {
    const SnapshotId = 'snap-0a1b2c3d4e5f60001';
    await put('DescribeSnapshots', { SnapshotId, State: 'completed' });
    await put('DescribeFastSnapshotRestores', { SnapshotId, AvailabilityZone: 'eu-central-1a', State: 'enabled' });
    const snapshot = await find('ec2.snapshot', SnapshotId);
    const { plan: alone } = await removals.engine.plan([snapshot], { timeLimitMs: 20_000 });
    assert.deepEqual(blockersOf(alone), []);
    const plan = await planFor(snapshot);
    assert.deepEqual(
      plan.items.map(({ resource }) => resource.kind.id),
      ['ec2.fastSnapshotRestore', 'ec2.snapshot'],
    );
    await executeFully(plan);
  });

  const FOREIGN: readonly (readonly [string, Fields, RegExp])[] = [
    [
      'a load balancer',
      managedInterface('eni-0a1b2c3d4e5f60066', 'interface', 'ELB app/web/50dc6c495c0c9188', {
        RequesterId: 'amazon-elb',
      }),
      /load balancer app\/web\/50dc6c495c0c9188/,
    ],
    [
      'a Lambda function',
      managedInterface(
        'eni-0a1b2c3d4e5f60066',
        'lambda',
        'AWS Lambda VPC ENI-orders-1f0e2a7c-1111-4222-8333-0a1b2c3d4e5f',
        { RequesterManaged: false, RequesterId: 'AROA123:orders' },
      ),
      /Lambda function orders\b/,
    ],
    [
      'an ECS task',
      managedInterface(
        'eni-0a1b2c3d4e5f60066',
        'interface',
        'arn:aws:ecs:eu-central-1:111122223333:attachment/1f0e2a7c-1111-4222-8333-0a1b2c3d4e5f',
      ),
      /ECS task, which its service starts again/,
    ],
    [
      'an unknown service',
      managedInterface('eni-0a1b2c3d4e5f60066', 'something_managed', 'Something', { RequesterId: '998877665544' }),
      /998877665544 \(Something\)/,
    ],
  ];
  for (const [owner, item, name] of FOREIGN) {
    it(`names ${owner} as the blocker of a VPC, and has no network interface of it in the plan`, async () => {
      await put('DescribeNetworkInterfaces', item);
      const plan = await planFor(await find('ec2.vpc', IDS.vpc));
      assert.ok(!plan.items.some(({ resource }) => resource.id.startsWith('eni-')));
      const blockers = blockersOf(plan).filter((text) => text.startsWith('ec2.vpc'));
      assert.equal(blockers.length, 1);
      assert.match(blockers[0] ?? '', name);
      // Detach is not available for the network interface either.
      const [alone] = (await world.list('ec2.networkInterface', 'dev', SCENE.region)).filter(
        ({ id }) => id === item['NetworkInterfaceId'],
      );
      assert.ok(alone);
      assert.deepEqual(
        availableActions(alone).map(({ kind }) => kind.id),
        ['ec2.networkInterface'],
      );
      const { plan: own } = await removals.engine.plan([alone], { timeLimitMs: 20_000 });
      assert.match(blockersOf(own).join(), name);
    });
  }
});
