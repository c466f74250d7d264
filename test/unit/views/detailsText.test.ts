import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { detailsText, isUnlisted } from '../../../src/views/documents/detailsText.ts';
import { CASES } from '../deletion/support/deletionHarness.ts';
import { TestEnvironment } from '../support/testEnvironment.ts';

describe('The details of a resource', () => {
  let world: TestEnvironment;
  before(async () => {
    world = await TestEnvironment.start();
  });
  after(() => world.close());

  it('show that AWS no longer lists it, and keep their text', async () => {
    const [{ kind, wanted }] = CASES;
    const resource = await world.find(kind, wanted);
    const listing = await world.core.inventory.list(resource.kind, resource.target);
    assert.equal(isUnlisted(resource, {}), false, 'not listed yet');
    assert.equal(isUnlisted(resource, { listing }), false);
    const rest = listing.resources.filter(({ key }) => key !== resource.key);
    const gone = { ...listing, resources: rest };
    assert.equal(isUnlisted(resource, { listing: gone }), true);
    const failures = [{ cause: 'denied' } as never];
    assert.equal(isUnlisted(resource, { listing: { ...gone, failures } }), false, 'a list that failed shows nothing');

    const value = { kind, description: { PeerAddress: '10.0.1.21' } };
    const { status, ...others } = JSON.parse(detailsText(value, true)) as Record<string, unknown>;
    assert.match(String(status), /no longer lists/);
    assert.deepEqual(others, value);
    assert.deepEqual(JSON.parse(detailsText(value, false)), value);
    assert.match(detailsText(value, true), /^{\s*"status"/, 'it is the first line');
  });
});
