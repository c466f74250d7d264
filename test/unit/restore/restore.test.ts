import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'mocha';
import { createRestorePlan } from '../../../src/deletion/restore/restorePlan.ts';
import { formatRecord } from '../../../src/deletion/execution/callRecord.ts';
import { TestEnvironment } from '../support/testEnvironment.ts';
import { CASES, planFor, present, PUBLIC_KEY, Restores, revived } from './support/restoreHarness.ts';

describe('the restore', () => {
  let world: TestEnvironment;
  let restores: Restores;
  before(async () => {
    world = await TestEnvironment.start();
  });
  after(() => world.close());
  beforeEach(async () => {
    await world.reset();
    restores = new Restores(world);
  });

  for (const its of CASES) {
    describe(`of a ${its.kind}`, () => {
      it('sends one request to the right account and Region, and succeeds after AWS lists the resource', async () => {
        const { before: was, kind, resource, reason } = await restores.restore(its);
        assert.deepEqual([kind, reason], ['restored', undefined]);
        const now = present(resource);
        assert.equal(now.id === was.id, !its.newId);
        assert.equal(await restores.alike(was), 1);
        assert.ok((await world.list(its.kind)).some(({ key }) => key === now.key));
        assert.deepEqual(restores.onObserved.at(-1)?.key, now.key);
        const [sent, ...more] = await restores.sent(its);
        assert.equal(more.length, 0);
        assert.deepEqual([sent?.accountId, sent?.region], [was.target.identity.accountId, was.target.region]);
      });

      it('writes the intent, the request, the response and the outcome in order', async () => {
        await restores.restore(its);
        assert.deepEqual(restores.journal.written, [
          `intend restore ${its.operation}`,
          'call',
          'record',
          'response 200',
          'outcome restored',
        ]);
        const [sent] = await restores.sent(its);
        const [, ...json] = formatRecord(present(restores.records[0])).split('\n');
        assert.deepEqual(JSON.parse(json.join('\n')), sent?.output);
      });

      it('works from the journal, where dates are strings', async () => {
        const plan = createRestorePlan(revived(await restores.removed(its)), its.answers);
        assert.equal((await restores.restorer.execute(plan)).kind, 'restored');
        assert.deepEqual(await restores.calls(its), { sent: 1, executed: 1 });
      });

      it('sends nothing when an equivalent resource exists', async () => {
        const outcome = await restores.restorer.execute(await planFor(world, its));
        assert.equal(outcome.kind, 'alreadyPresent');
        assert.match(outcome.reason ?? '', /^Nothing was sent: \S+ already exists\.$/);
        assert.deepEqual(await restores.calls(its), { sent: 0, executed: 0 });
        assert.deepEqual(restores.journal.written, []);
      });

      it('sends nothing the second time', async () => {
        const { before: was } = await restores.restore(its);
        const again = await new Restores(world).restorer.execute(createRestorePlan(was, its.answers));
        assert.equal(again.kind, 'alreadyPresent');
        assert.deepEqual(await restores.calls(its), { sent: 1, executed: 1 });
      });
    });
  }

  it('of a peer has its BGP options and its own tags, without those of AWS', async () => {
    const was = await restores.removed({ kind: 'ec2.routeServerPeer', wanted: 'transit-fw' });
    const plan = createRestorePlan(was);
    const outcome = await restores.restorer.execute(plan);
    const [sent] = await world.requests({ operation: 'CreateRouteServerPeer' });
    assert.deepEqual(sent?.input, {
      RouteServerEndpointId: was.entry.item['RouteServerEndpointId'],
      PeerAddress: '10.0.1.41',
      BgpOptions: { PeerAsn: 65001, PeerLivenessDetection: 'bfd' },
      TagSpecifications: [{ ResourceType: 'route-server-peer', Tags: [{ Key: 'Name', Value: 'transit-fw' }] }],
    });
    const now = present(outcome.resource);
    assert.deepEqual([now.name, now.state], ['transit-fw', 'available']);
    assert.ok(
      plan.loses.includes('Tags that only AWS can set are not restored: aws:cloudformation:stack-name=inspection-vpc.'),
    );
  });

  it('of a LAG’s MACsec key associates it with the LAG, with the same CKN', async () => {
    const was = await restores.removed({ kind: 'directconnect.macSecKey', wanted: 'lon-bundle' });
    const { kind, resource } = await restores.restorer.execute(createRestorePlan(was));
    assert.equal(kind, 'restored');
    assert.equal(resource?.entry.item['ckn'], was.entry.item['ckn']);
    assert.equal(resource?.entry.parent?.noun, 'LAG');
    const [sent] = await world.requests({ operation: 'AssociateMacSecKey' });
    assert.deepEqual(sent?.input, { connectionId: was.entry.parent?.id, secretARN: was.id });
  });

  it('of a key pair imports the public key without its comment', async () => {
    const was = await restores.removed({ kind: 'lightsail.keyPair', wanted: 'deploy' });
    const plan = createRestorePlan(was, { publicKey: `  ${PUBLIC_KEY}\n` });
    assert.equal((await restores.restorer.execute(plan)).kind, 'restored');
    const [sent] = await world.requests({ operation: 'ImportKeyPair' });
    assert.deepEqual(sent?.input, {
      keyPairName: 'deploy',
      publicKeyBase64: PUBLIC_KEY.split(' ').slice(0, 2).join(' '),
    });
    assert.ok(plan.loses.includes('Its tags are not restored: team=web.'));
  });
});
