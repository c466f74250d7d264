import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { confirmationDialog } from '../../../src/deletion/presentation/confirmationText.ts';
import { planDocument } from '../../../src/deletion/presentation/planDocument.ts';
import { availableActions } from '../../../src/inventory/resource.ts';
import { TestEnvironment } from '../support/testEnvironment.ts';
import { planOf } from './support/deletionHarness.ts';

describe('an additional action', () => {
  let world: TestEnvironment;
  before(async () => {
    world = await TestEnvironment.start();
  });
  after(() => world.close());

  it('is named in the title, on the button and in the plan document, for one resource and for several', async () => {
    const fleets = await world.list('ec2.fleet.withInstances');
    const [fleet] = fleets;
    assert.ok(fleet && fleets.length > 1);
    const label = 'Delete EC2 Fleet and Terminate Instances';
    const one = confirmationDialog(planOf([fleet]).items, 0);
    assert.equal(one.button, label);
    assert.ok(one.title.startsWith(`${label}: "`));
    const many = confirmationDialog(planOf(fleets).items, 0);
    assert.equal(many.button, `${label} (${fleets.length})`);
    assert.equal(many.title, `${label} (${fleets.length} EC2 Fleets)?`);
    assert.ok(planDocument(planOf([fleet]), 0).includes(label));
  });

  it('is offered beside the other actions of a resource, only in the states that allow it', async () => {
    const offered = async (kind: string) =>
      (await world.list(kind)).map((resource) => availableActions(resource).map((verb) => verb.kind.id));
    assert.deepEqual(await offered('ec2.fleet'), [
      ['ec2.fleet', 'ec2.fleet.withInstances'],
      ['ec2.fleet', 'ec2.fleet.withInstances'],
      ['ec2.fleet', 'ec2.fleet.withInstances'],
    ]);
    assert.deepEqual(await offered('ec2.networkInterface'), [
      ['ec2.networkInterface', 'ec2.networkInterfaceAttachment'],
      ['ec2.networkInterface'],
    ]);
    assert.deepEqual(await offered('ec2.internetGateway'), [
      ['ec2.internetGateway', 'ec2.internetGatewayAttachment'],
      ['ec2.internetGateway'],
    ]);
  });
});
