import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'mocha';
import type { RestoreOutcome } from '../../../src/deletion/restore/restoreOutcome.ts';
import { createRestorePlan } from '../../../src/deletion/restore/restorePlan.ts';
import type { Resource } from '../../../src/inventory/resource.ts';
import { rotatingResponses, shareOfResponses } from '../aws/support/hostileBodies.ts';
import { behindHostileProxy } from '../aws/support/hostileProxy.ts';
import { CASES, Restores, type Case } from './support/restoreHarness.ts';

describe('a restore behind a proxy that replaces responses', () => {
  const suite = behindHostileProxy();
  let restores: Restores;
  beforeEach(() => {
    restores = new Restores(suite.world, { client: suite.proxy.client });
  });

  const removed = async (its: Case): Promise<Resource> => suite.proxy.behind(await restores.removed(its));
  const restore = (its: Case, was: Resource): Promise<RestoreOutcome> =>
    restores.restorer.execute(createRestorePlan(was, its.answers));

  for (const [index, its] of CASES.entries()) {
    const responses = shareOfResponses(index, CASES.length);
    describe(its.kind, () => {
      it('sends nothing when existing resources cannot be listed', async () => {
        const was = await removed(its);
        for (const [what, respond] of responses) {
          suite.proxy.intercepted.set(its.read, { respond });
          const { kind, reason } = await restore(its, was);
          assert.equal(kind, 'failed', what);
          assert.match(reason ?? '', /^Nothing was sent, because existing resources could not be listed\./, what);
        }
        assert.deepEqual(await restores.calls(its), { sent: 0, executed: 0 });
      }).timeout(60_000);

      it('is unknown when only the response to its request was replaced and AWS does not list the resource', async () => {
        const was = await removed(its);
        for (const [what, respond] of responses) {
          suite.proxy.intercepted.set(its.operation, { respond });
          const { kind, reason } = await restore(its, was);
          assert.equal(kind, 'unknown', what);
          assert.match(reason ?? '', /^The response was lost \(\w+\), and AWS does not list it\./, what);
        }
        assert.deepEqual(await restores.calls(its), { sent: 0, executed: 0 });
      }).timeout(60_000);

      it('is restored when the response to its request was replaced and AWS lists the resource', async () => {
        for (const [what, respond] of responses) {
          await suite.world.reset();
          suite.proxy.intercepted.clear();
          const was = await removed(its);
          suite.proxy.intercepted.set(its.operation, { respond, executes: true });
          const { kind, reason } = await restore(its, was);
          assert.equal(kind, 'restored', what);
          assert.match(reason ?? '', /^The response was lost \(\w+\), but AWS lists it\.$/, what);
        }
      }).timeout(60_000);

      it('is unknown when AWS accepted it and all later reads are replaced', async () => {
        const was = await removed(its);
        const { client } = suite.proxy;
        const outcome = await new Restores(suite.world, {
          client: {
            call: async (...args) => {
              const response = await client.call(...args);
              if (args[2] === its.operation) suite.proxy.intercepted.set(its.read, { respond: rotatingResponses() });
              return response;
            },
          },
        }).restorer.execute(createRestorePlan(was, its.answers));
        assert.equal(outcome.kind, 'unknown');
        assert.match(outcome.reason ?? '', /^AWS accepted the request, but could not be read afterwards: \w+$/);
        assert.deepEqual(await restores.calls(its), { sent: 1, executed: 1 });
      }).timeout(60_000);
    });
  }

  it('is pending while the reads of Lightsail’s operation are replaced', async () => {
    const [, , pair] = CASES;
    await suite.world.control.configure({ settling: { inProgress: 'manual' } });
    const was = suite.proxy.behind(await suite.world.find(pair.kind, pair.wanted));
    await suite.world.control.deleteSilently({
      account: '111122223333',
      region: 'eu-west-1',
      kind: pair.kind,
      id: was.id,
    });
    suite.proxy.intercepted.set('GetOperation', { respond: rotatingResponses() });
    assert.equal((await restore(pair, was)).kind, 'pending');
  }).timeout(60_000);
});
