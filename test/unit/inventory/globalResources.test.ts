import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'mocha';
import { KINDS, LISTED_KINDS } from '../../../src/catalog/index.ts';
import { listingTargets } from '../../../src/inventory/regionAvailability.ts';
import { resourceFrom } from '../../../src/inventory/resource.ts';
import { kindOf, TestEnvironment } from '../support/testEnvironment.ts';

/** https://docs.aws.amazon.com/directconnect/latest/UserGuide/direct-connect-gateways.html: "a globally available resource". */
const GLOBAL = [
  'directconnect.directConnectGateway',
  'directconnect.gatewayAssociation',
  'directconnect.gatewayAssociationProposal',
  'directconnect.gatewayTag',
];

describe('a global resource', () => {
  let world: TestEnvironment;
  before(async () => {
    world = await TestEnvironment.start();
  });
  after(() => world.close());
  beforeEach(() => world.reset());

  const targets = async () => [await world.target('dev', 'eu-west-1'), await world.target('dev', 'us-east-1')];

  it('has one of the documented resource types, including their additional actions', () => {
    assert.deepEqual(
      LISTED_KINDS.filter(({ global }) => global).map(({ id }) => id),
      GLOBAL,
    );
    for (const { id, baseKind, global } of KINDS)
      if (baseKind !== undefined) assert.equal(global, kindOf(baseKind).global, id);
  });

  it('has the same key in every Region', async () => {
    const [here, there] = await targets();
    assert.ok(here && there);
    for (const id of GLOBAL) {
      const [resource] = await world.list(id, 'dev', 'eu-west-1');
      assert.ok(resource, id);
      const elsewhere = resourceFrom(resource.kind, there, resource.entry);
      assert.equal(elsewhere?.key, resource.key);
    }
    const [connection] = await world.list('directconnect.connection', 'dev', 'eu-west-1');
    assert.ok(connection);
    assert.notEqual(resourceFrom(connection.kind, there, connection.entry)?.key, connection.key);
  });

  it('is listed once for all Regions of an account, and once for another account', async () => {
    const all = [...(await targets()), await world.target('empty', 'eu-west-1')];
    for (const id of GLOBAL) {
      assert.deepEqual(
        listingTargets(kindOf(id), all).map(({ region, identity }) => [region, identity.accountId]),
        [
          ['eu-west-1', all[0]?.identity.accountId],
          ['eu-west-1', all[2]?.identity.accountId],
        ],
      );
    }
    assert.deepEqual(listingTargets(kindOf('directconnect.connection'), all), all);
  });

  it('is removed from the listings of all Regions after its deletion', async () => {
    const { inventory } = world.createCore();
    const kind = kindOf('directconnect.directConnectGateway');
    const [here, there] = await targets();
    assert.ok(here && there);
    const { resources } = await inventory.list(kind, here);
    const [gateway] = resources;
    assert.ok(gateway);
    await inventory.list(kind, there);
    inventory.update(gateway, undefined);
    for (const target of [here, there])
      assert.ok(!inventory.state(kind, target).listing?.resources.some(({ key }) => key === gateway.key));
  });
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpcPeeringConnection.html: "PeerRegion" */
const ACROSS = ['ec2.vpcPeeringConnection', 'ec2.transitGatewayPeeringAttachment'];

describe('a resource that joins two Regions', () => {
  let world: TestEnvironment;
  before(async () => {
    world = await TestEnvironment.start();
  });
  after(() => world.close());
  beforeEach(() => world.reset());

  const targets = async () => [await world.target('dev', 'eu-west-1'), await world.target('dev', 'us-east-1')] as const;

  it('has one of the documented resource types, including their additional actions', () => {
    assert.deepEqual(
      LISTED_KINDS.filter(({ acrossRegions }) => acrossRegions)
        .map(({ id }) => id)
        .sort(),
      [...ACROSS].sort(),
    );
    for (const { id, baseKind, acrossRegions } of KINDS)
      if (baseKind !== undefined) assert.equal(acrossRegions, kindOf(baseKind).acrossRegions, id);
  });

  for (const id of ACROSS) {
    it(`has one row and one delete request if both Regions list it: ${id}`, async () => {
      const { inventory, deletion } = world.createCore();
      const kind = kindOf(id);
      const [here, there] = await targets();
      const listed = (await inventory.list(kind, here)).resources;
      const again = (await inventory.list(kind, there)).resources;
      assert.ok(listed.length > 0);
      assert.deepEqual(
        again.map(({ key }) => key),
        listed.map(({ key }) => key),
      );
      const shown = [here, there].map((target) => inventory.state(kind, target).listing?.resources.length);
      assert.deepEqual(shown, [listed.length, 0]);
      assert.equal(inventory.listings().flatMap(({ resources }) => resources).length, listed.length);

      const chosen = [...listed, ...again].filter(({ key }) => key === listed[0]?.key);
      const { plan } = await deletion.plan(chosen);
      assert.equal(plan.items.length, 1);
      assert.deepEqual(await deletion.execute(plan), [{ kind: 'deleted' }]);
      const sent = await world.requests({ operation: kind.action.operation });
      assert.equal(sent.filter(({ dryRun }) => !dryRun).length, 1);
      for (const target of [here, there])
        assert.ok(!inventory.state(kind, target).listing?.resources.some(({ key }) => key === listed[0]?.key));
    });

    it(`is shown in the other Region when the first no longer lists it: ${id}`, async () => {
      const { inventory } = world.createCore();
      const kind = kindOf(id);
      const [here, there] = await targets();
      const { resources } = await inventory.list(kind, here);
      await inventory.list(kind, there);
      await world.control.addFault(
        { operation: kind.sources[0]?.operation ?? '', region: 'eu-west-1' },
        { type: 'accessDenied' },
      );
      await inventory.list(kind, here);
      assert.deepEqual(inventory.state(kind, there).listing?.resources.length, resources.length);
    });
  }
});
