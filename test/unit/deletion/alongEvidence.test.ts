import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { alongEvidence } from '../../../src/deletion/planning/alongEvidence.ts';
import type { Resource } from '../../../src/inventory/resource.ts';
import { TestEnvironment } from '../support/testEnvironment.ts';

describe('the finding about what AWS deletes along', () => {
  let world: TestEnvironment;
  let subnets: readonly Resource[];
  let reservations: readonly Resource[];
  before(async () => {
    world = await TestEnvironment.start();
    subnets = await world.list('ec2.subnet');
    reservations = await world.list('ec2.subnetCidrReservation');
  });
  after(() => world.close());

  it('names each child once, and without the resource that the finding is about', () => {
    const [child] = reservations;
    const holder = subnets.find(({ id }) => id === child?.entry.parent?.id);
    assert.ok(child && holder);
    const operation = 'GetSubnetCidrReservations';
    const [finding, ...others] = alongEvidence({ resources: [child, child], operation, holder }, () => undefined);
    assert.deepEqual(others, []);
    assert.equal(finding?.text, `Also deletes 1 ${child.kind.noun}: ${child.name ?? ''} (${child.id}).`);
    assert.deepEqual(finding.alongKeys, [child.key]);
    const [other] = alongEvidence({ resources: [child], operation }, () => undefined);
    assert.ok(other?.text.includes(holder.id), other?.text);
  });
});
