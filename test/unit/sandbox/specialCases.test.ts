import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'mocha';
import { operationsOf } from '../../../sandbox/wire/shapes.ts';
import * as ec2 from '@aws-sdk/client-ec2';
import { hasPartialFailures } from '../../../sandbox/generic/responses.ts';
import { KINDS } from '../../../src/catalog/index.ts';
import { DeletionHarness, planOf } from '../deletion/support/deletionHarness.ts';
import { kindOf, TestEnvironment } from '../support/testEnvironment.ts';

describe("the sandbox's special cases of AWS", () => {
  let world: TestEnvironment;
  before(async () => {
    world = await TestEnvironment.start();
  });
  after(() => world.close());
  beforeEach(() => world.reset());

  const call = async (operation: string, input: Record<string, unknown>, service: 'ec2' | 'lightsail' = 'ec2') =>
    (await world.client.call(await world.target(), service, operation, input)).output;

  it('accept repeated terminations of an instance', async () => {
    await world.control.configure({ settling: { inProgress: 'manual' } });
    const [instance] = await world.list('ec2.instance');
    assert.ok(instance);
    const input = { InstanceIds: [instance.id] };
    const first = await call('TerminateInstances', input);
    assert.deepEqual(await call('TerminateInstances', input), {
      TerminatingInstances: [
        {
          InstanceId: instance.id,
          CurrentState: { Code: 16, Name: 'shutting-down' },
          PreviousState: { Code: 16, Name: 'shutting-down' },
        },
      ],
    });
    assert.match(JSON.stringify(first), /"PreviousState":\{[^}]*"Name":"(running|stopped)"/);
  });

  it('keep the instances of a fleet that is deleted without them', async () => {
    const [fleet] = await world.list('ec2.fleet');
    assert.ok(fleet);
    const output = await call('DeleteFleets', { FleetIds: [fleet.id], TerminateInstances: false });
    assert.match(JSON.stringify(output), /"PreviousFleetState":"active"/);
    await world.control.settle();
    const [after] = ((await call('DescribeFleets', {}))['Fleets'] as { FleetState: string }[] | undefined) ?? [];
    assert.equal(after?.FleetState, 'deleted_running');
  });

  it('return a stale list for every second read', async () => {
    await world.control.addFault(
      { operation: 'DeleteVolume' },
      { type: 'staleList', for: { describes: 6 }, everyOther: true },
    );
    const free = (await world.list('ec2.volume')).find(({ state }) => state === 'available');
    assert.ok(free);
    await call('DeleteVolume', { VolumeId: free.id });
    await world.control.settle();
    const listed: boolean[] = [];
    for (let read = 0; read < 6; read += 1) {
      listed.push((await world.list('ec2.volume')).some(({ id }) => id === free.id));
    }
    assert.deepEqual(listed, [true, false, true, false, true, false]);
  });

  it("end Lightsail's operation before the resource is deleted with the fault succeedsEarly", async () => {
    await world.control.addFault({ operation: 'DeleteDisk' }, { type: 'succeedsEarly' });
    await world.control.configure({ settling: { inProgress: 'manual' } });
    const free = (await world.list('lightsail.disk')).find(({ state }) => state === 'available');
    assert.ok(free);
    const output = await call('DeleteDisk', { diskName: free.id }, 'lightsail');
    assert.match(JSON.stringify(output), /"status":"Succeeded"/);
    const still = (await world.list('lightsail.disk')).find(({ id }) => id === free.id);
    assert.equal(still?.state, 'deleting');
  });

  const shapes = operationsOf(ec2);
  const failing = KINDS.filter(({ service, action }) => {
    const shape = shapes.get(action.operation);
    return service === 'ec2' && shape && hasPartialFailures(shape);
  });
  for (const { id, action } of failing) {
    it(`do not delete ${id} if ${action.operation} fails in a response of status 200`, async () => {
      const [resource] = (await world.list(id)).slice(-1);
      assert.ok(resource);
      const effect = { type: 'partialFailure', code: 'InternalError', message: 'It did not work.' } as const;
      const { engine } = new DeletionHarness(world);
      await world.control.addFault({ operation: action.operation, dryRun: false }, effect);
      const [outcome] = await engine.execute(planOf([resource]));
      const sent = await world.requests({ operation: action.operation });
      if (!sent.some(({ faults }) => faults.includes('partialFailure'))) return;
      assert.notEqual(outcome?.kind, 'deleted', JSON.stringify(outcome));
      assert.ok((await world.list(kindOf(id).id)).some(({ key }) => key === resource.key));
    });
  }
});
