import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { SERVICES } from '../../../src/catalog/model/services.ts';
import { scan } from '../../../src/inventory/scan.ts';
import { gapsIn, summarize } from '../../../src/views/resources/categorySummary.ts';
import { KindNode, ServiceNode } from '../../../src/views/resources/nodes.ts';
import { kindOf, TestEnvironment } from '../support/testEnvironment.ts';

const UNENDING = new AbortController().signal;
const KINDS = ['ec2.natGateway', 'ec2.routeTable', 'ec2.volume'].map(kindOf);

describe('the gaps in the counts of the tree', () => {
  let world: TestEnvironment;
  before(async () => {
    world = await TestEnvironment.start();
  });
  after(() => world.close());

  it('include the failed listings of a search for unused resources until they are listed again', async () => {
    const { inventory, usage } = world.createCore();
    const target = await world.target();
    const service = new ServiceNode(SERVICES.ec2, [target]);
    const nodes = KINDS.map((kind) => new KindNode(kind, service));
    const search = () => scan(usage.steps(KINDS, [target]), inventory.batchLister(), UNENDING, () => undefined);
    const summary = () => summarize(nodes, { inventory, filter: undefined, remembered: { of: () => undefined } });
    assert.deepEqual(gapsIn(nodes, inventory), { notListed: 3, incomplete: 0 });

    await search();
    const whole = summary().counts?.total ?? 0;
    assert.ok(whole > 0);
    assert.deepEqual(gapsIn(nodes, inventory), { notListed: 0, incomplete: 0 });

    // A fast stand-in for the timeouts of a busy machine.
    await world.control.addFault({ operation: 'DescribeVolumes' }, { type: 'accessDenied' });
    const { failed } = await search();
    assert.ok(failed > 0);
    assert.ok((summary().counts?.total ?? whole) < whole, 'fewer are known');
    assert.deepEqual(gapsIn(nodes, inventory), { notListed: 0, incomplete: 1 });
    assert.equal(summary().failed, 1);

    await world.control.removeFaults();
    await search();
    assert.equal(summary().counts?.total, whole);
    assert.deepEqual(gapsIn(nodes, inventory), { notListed: 0, incomplete: 0 });
  });
});
