import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'mocha';
import type { RestoreOutcome } from '../../../src/deletion/restore/restoreOutcome.ts';
import { createRestorePlan } from '../../../src/deletion/restore/restorePlan.ts';
import type { Resource } from '../../../src/inventory/resource.ts';
import { rotatingResponses, shareOfResponses } from '../aws/support/hostileBodies.ts';
import { HostileProxy } from '../aws/support/hostileProxy.ts';
import { TestEnvironment } from '../support/testEnvironment.ts';
import { CASES, Restores, type Case } from './support/restoreHarness.ts';

describe('a restore, where something responds in AWS’s place', () => {
  let world: TestEnvironment;
  let proxy: HostileProxy;
  let restores: Restores;
  before(async () => {
    world = await TestEnvironment.start();
    proxy = await HostileProxy.start(world);
  });
  after(async () => {
    proxy.close();
    await world.close();
  });
  beforeEach(async () => {
    await world.reset();
    proxy.intercepted.clear();
    restores = new Restores(world, { client: proxy.client });
  });

  const removed = async (its: Case): Promise<Resource> => proxy.behind(await restores.removed(its));
  const restore = (its: Case, was: Resource): Promise<RestoreOutcome> =>
    restores.restorer.execute(createRestorePlan(was, its.answers));

  for (const [index, its] of CASES.entries()) {
    const responses = shareOfResponses(index, CASES.length);
    describe(its.kind, () => {
      it('sends nothing where it cannot be read whether the resource exists', async () => {
        const was = await removed(its);
        for (const [what, respond] of responses) {
          proxy.intercepted.set(its.read, { respond });
          const { kind, reason } = await restore(its, was);
          assert.equal(kind, 'failed', what);
          assert.match(reason ?? '', /^Nothing was sent, because existing resources could not be listed\./, what);
        }
        assert.deepEqual(await restores.calls(its), { sent: 0, carriedOut: 0 });
      }).timeout(60_000);

      it('does not take the response to its request for a success', async () => {
        const was = await removed(its);
        for (const [what, respond] of responses) {
          proxy.intercepted.set(its.operation, { respond });
          const { kind, reason } = await restore(its, was);
          assert.equal(kind, 'unknown', what);
          assert.match(reason ?? '', /^The response was lost \(\w+\), and AWS does not list it\./, what);
        }
        assert.deepEqual(await restores.calls(its), { sent: 0, carriedOut: 0 });
      }).timeout(60_000);

      it('reads AWS where the response to its request was replaced', async () => {
        for (const [what, respond] of responses) {
          await world.reset();
          proxy.intercepted.clear();
          const was = await removed(its);
          proxy.intercepted.set(its.operation, { respond, executes: true });
          const { kind, reason } = await restore(its, was);
          assert.equal(kind, 'restored', what);
          assert.match(reason ?? '', /^The response was lost \(\w+\), but AWS lists it\.$/, what);
        }
      }).timeout(60_000);

      it('is unknown, and says so, where AWS accepted it and every read is replaced', async () => {
        const was = await removed(its);
        const { client } = proxy;
        const outcome = await new Restores(world, {
          client: {
            call: async (...args) => {
              const response = await client.call(...args);
              if (args[2] === its.operation) proxy.intercepted.set(its.read, { respond: rotatingResponses() });
              return response;
            },
          },
        }).restorer.execute(createRestorePlan(was, its.answers));
        assert.equal(outcome.kind, 'unknown');
        assert.match(outcome.reason ?? '', /^AWS accepted the request, but could not be read afterwards: \w+$/);
        assert.deepEqual(await restores.calls(its), { sent: 1, carriedOut: 1 });
      }).timeout(60_000);
    });
  }

  it('is not restored before Lightsail’s operation has ended, where the reads of the operation are replaced', async () => {
    const [, , pair] = CASES;
    await world.steer.configure({ settling: { inProgress: 'manual' } });
    const was = proxy.behind(await world.find(pair.kind, pair.wanted));
    await world.steer.vanish({ account: '111122223333', region: 'eu-west-1', kind: pair.kind, id: was.id });
    proxy.intercepted.set('GetOperation', { respond: rotatingResponses() });
    assert.equal((await restore(pair, was)).kind, 'pending');
  }).timeout(60_000);
});
