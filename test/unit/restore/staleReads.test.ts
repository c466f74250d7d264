import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'mocha';
import { randomFrom } from '../../../sandbox/random.ts';
import type { AwsClient, AwsResponse } from '../../../src/aws/client/sdkClient.ts';
import { serializeResource } from '../../../src/deletion/journal/format/storedResource.ts';
import { CONSISTENCY_LAG_MS } from '../../../src/deletion/execution/consistency.ts';
import { createRestorePlan } from '../../../src/deletion/restore/restorePlan.ts';
import { listKind, refreshResource } from '../../../src/inventory/listing/listKind.ts';
import type { Resource } from '../../../src/inventory/resource.ts';
import { replayable, SEED } from '../support/seed.ts';
import { CASES, Restores } from './support/restoreHarness.ts';
import { useRestoreWorld } from './support/restoreWorld.ts';

/** A client of AWS with a second host, whose responses of one operation are those of an earlier time. */
class SecondHost implements AwsClient {
  /** The number of reads since the second host fell behind. */
  reads = 0;
  /** Returns whether a read reaches the second host. */
  isBehind: (read: number) => boolean = () => false;
  /** An operation after which reads are counted from zero. */
  change: string | undefined;
  readonly #known = new Map<string, AwsResponse>();
  readonly #client: AwsClient;
  readonly #operation: string;

  constructor(client: AwsClient, operation: string) {
    this.#client = client;
    this.#operation = operation;
  }

  async call(...args: Parameters<AwsClient['call']>): Promise<AwsResponse> {
    if (args[2] === this.change) this.reads = 0;
    if (args[2] !== this.#operation) return this.#client.call(...args);
    const earlier = this.#known.get(JSON.stringify(args[3]));
    if (earlier && this.isBehind(this.reads++)) return earlier;
    const response = await this.#client.call(...args);
    if (!earlier) this.#known.set(JSON.stringify(args[3]), response);
    return response;
  }

  /** Keeps the current responses to all reads of a restore. */
  async keep(resource: Resource): Promise<void> {
    this.#known.clear();
    await listKind(this, resource.kind, resource.target);
    await refreshResource(this, resource);
    this.reads = 0;
  }
}

describe('a restore with a second host of AWS that lags behind', () => {
  const shared = useRestoreWorld();

  for (const its of CASES) {
    describe(its.kind, () => {
      let host: SecondHost;
      let restores: Restores;
      let was: Resource;
      beforeEach(async () => {
        host = new SecondHost(shared.world.client, its.read);
        const journal = shared.folder.openAs(100, shared.processes);
        restores = new Restores(shared.world, { client: host, journal });
        was = await shared.world.find(its.kind, its.wanted);
        await host.keep(was);
        await restores.removed(its);
        const writer = await journal.intend({
          ...{ planId: 'p', action: 'delete', operation: 'X', input: {}, evidence: [] },
          resource: serializeResource(was),
        });
        await writer.recordCall();
        await writer.recordOutcome({ kind: 'deleted' });
      });

      const restore = () => restores.restorer.execute(createRestorePlan(was, its.answers));

      it('is done once when random reads still list the deleted resource', () =>
        replayable(SEED, async () => {
          const random = randomFrom(SEED);
          const started = restores.clock.now();
          const isLagging = () => restores.clock.now() - started < CONSISTENCY_LAG_MS - 1_000;
          host.isBehind = () => isLagging() && random() < 0.5;
          assert.equal((await restore()).kind, 'restored');
          assert.deepEqual(await restores.calls(its), { sent: 1, executed: 1 });
          assert.equal(await restores.alike(was), 1);
        }));

      it('is done when every read lists the deleted resource until the lag is over', async () => {
        const started = restores.clock.now();
        host.isBehind = () => restores.clock.now() - started < CONSISTENCY_LAG_MS - 1_000;
        assert.equal((await restore()).kind, 'restored');
        assert.deepEqual(await restores.calls(its), { sent: 1, executed: 1 });
      });

      it('is unknown when the request was lost and only the stale host lists the resource', () =>
        replayable(SEED, async () => {
          const random = randomFrom(SEED);
          const started = restores.clock.now();
          const isLagging = () => restores.clock.now() - started < CONSISTENCY_LAG_MS - 1_000;
          host.isBehind = () => isLagging() && random() < 0.5;
          await shared.world.control.addFault({ operation: its.operation }, { type: 'resetBefore' });
          assert.equal((await restore()).kind, 'unknown');
          assert.equal(await restores.alike(was), 0);
        }));

      // A resource with a new id is read by that id, which no earlier listing has.
      if (!its.newId) {
        it('is pending when AWS accepted it and only one read lists the resource', async () => {
          await restores.clock.sleep(2 * CONSISTENCY_LAG_MS);
          await host.keep(was);
          host.change = its.operation;
          host.isBehind = (read) => read > 0;
          const { kind, reason = '' } = await restore();
          assert.equal(kind, 'pending');
          assert.match(reason, /^AWS listed it, but not when it was last read/);
          assert.deepEqual(await restores.calls(its), { sent: 1, executed: 1 });
        });
      }

      it('is already present when any single read does not list the resource, and sends nothing', async () => {
        // The second host lacks a resource that was created elsewhere, long after the deletion.
        await restores.clock.sleep(2 * CONSISTENCY_LAG_MS);
        await host.keep(was);
        const another = await new Restores(shared.world).restorer.execute(createRestorePlan(was, its.answers));
        assert.equal(another.kind, 'restored');
        for (let stale = 0; stale < 4; stale++) {
          host.reads = 0;
          host.isBehind = (read) => read === stale;
          const { kind, reason } = await restore();
          assert.equal(kind, 'alreadyPresent', `read ${stale}: ${reason ?? ''}`);
        }
        assert.deepEqual(await restores.calls(its), { sent: 1, executed: 1 });
      });
    });
  }
});
