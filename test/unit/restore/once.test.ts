import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'mocha';
import type { AwsClient, AwsResponse } from '../../../src/aws/client/sdkClient.ts';
import type { JournalEntry, StoredResource } from '../../../src/deletion/journal/entry.ts';
import type { Journal } from '../../../src/deletion/journal/journal.ts';
import { ResourceMismatchError, serializeResource } from '../../../src/deletion/journal/format/storedResource.ts';
import { createRestorePlan } from '../../../src/deletion/restore/restorePlan.ts';
import { listKind } from '../../../src/inventory/listing/listKind.ts';
import type { Resource } from '../../../src/inventory/resource.ts';
import type { TestEnvironment } from '../support/testEnvironment.ts';
import { DEV } from '../support/testEnvironment.ts';
import { CASES, Restores, type Case } from './support/restoreHarness.ts';
import { useRestoreWorld } from './support/restoreWorld.ts';

const DAY = 24 * 60 * 60_000;

/** How many milliseconds another machine's clock is ahead. */
const CLOCKS: Readonly<Record<string, number>> = {
  'an hour ahead': DAY / 24,
  'years ahead': 2 * 365 * DAY,
  'an hour behind': -DAY / 24,
  'years behind': -2 * 365 * DAY,
};

/** Creates a client of a host of AWS that lags: its responses of one operation stay the same. */
function laggingClient({ client }: TestEnvironment, operation: string) {
  const known = new Map<string, AwsResponse>();
  let lags = false;
  return {
    call: async (...args: Parameters<AwsClient['call']>): Promise<AwsResponse> => {
      const key = JSON.stringify([args[2], args[3]]);
      const before = known.get(key);
      if (lags && before) return before;
      if (lags && args[2] === operation) return { output: {}, status: 200, attempts: 1, durationMs: 0 };
      const response = await client.call(...args);
      if (args[2] === operation) known.set(key, response);
      return response;
    },
    /** Reads the current responses and returns them from then on. */
    async remember({ kind, target }: Resource): Promise<void> {
      await listKind(this, kind, target);
      lags = true;
    },
  };
}

describe('a restore is done', () => {
  const shared = useRestoreWorld();
  let journal: Journal;
  let was: Resource;
  beforeEach(() => {
    journal = shared.folder.openAs(100, shared.processes);
  });

  const calls = async ({ operation }: Case): Promise<number> => (await shared.world.requests({ operation })).length;
  const restores = (own: Journal = journal) => new Restores(shared.world, { journal: own });
  /** Restores as a window that has only the journal. */
  const restore = async (its: Case, own?: Journal) => {
    const harness = restores(own);
    await harness.clock.sleep(shared.folder.now - harness.clock.now());
    return harness.restorer.execute(createRestorePlan(was, its.answers));
  };
  /** Records a restore of another window, which has exited. Its machine's clock may be ahead, in milliseconds. */
  const recordRestore = async (outcome?: { kind: 'unknown' | 'failed' }, ahead = 0): Promise<void> => {
    const { folder, processes } = shared;
    const other = folder.open({ machine: processes.machine(200), now: () => folder.now + ahead });
    const writer = await other.intend({
      ...{ planId: 'p', action: 'restore', operation: 'X', input: {}, evidence: [] },
      resource: serializeResource(was),
    });
    await writer.recordCall();
    if (outcome) await writer.recordOutcome(outcome);
    shared.processes.dead.add(200);
  };

  for (const its of CASES) {
    describe(its.kind, () => {
      beforeEach(async () => {
        was = await new Restores(shared.world).removed(its);
      });

      it('in no other account, partition or Region, and at no other endpoint', async () => {
        const { restorer } = restores();
        const stored = serializeResource(was);
        const at = (change: Partial<StoredResource>) =>
          restorer.before({ action: 'delete', resource: { ...stored, ...change } } as JournalEntry);
        assert.ok(await at({}));
        const elsewhere: readonly Partial<StoredResource>[] = [
          { accountId: '999988887777' },
          { partition: 'aws-cn' },
          { region: 'us-east-1' },
          { endpoint: 'https://other.example' },
          { source: { kind: 'profile', name: 'prod' } },
        ];
        for (const change of elsewhere) await assert.rejects(at(change), ResourceMismatchError, JSON.stringify(change));
        const { endpoint, ...withoutEndpoint } = stored;
        assert.ok(endpoint);
        const entry = { action: 'delete', resource: withoutEndpoint } as JournalEntry;
        await assert.rejects(restorer.before(entry), ResourceMismatchError);
      });

      it('once for a second click, another window and a second restore of the entry', async () => {
        const [first, second] = await Promise.all([restore(its), restore(its)]);
        assert.deepEqual([first.kind, second.kind].sort(), ['canceled', 'restored']);
        assert.equal((await restore(its)).kind, 'alreadyPresent');
        assert.equal((await restore(its, shared.folder.openAs(300, shared.processes))).kind, 'alreadyPresent');
        assert.equal(await calls(its), 1);
      });

      it('not while an earlier restore is not settled and its request may have been sent', async () => {
        await recordRestore();
        const outcome = await restore(its);
        assert.equal(outcome.kind, 'failed');
        assert.match(outcome.reason ?? '', /earlier restore of it is not settled/);
        assert.equal(await calls(its), 0);
      });

      it('not within five minutes after a restore with an unknown outcome, and possible afterwards', async () => {
        await recordRestore({ kind: 'unknown' });
        assert.match((await restore(its)).reason ?? '', /how an earlier restore of it ended is unknown/);
        assert.equal(await calls(its), 0);
        shared.folder.now += 6 * 60_000;
        assert.equal((await restore(its)).kind, 'restored');
      });

      for (const [where, ahead] of Object.entries(CLOCKS)) {
        it(`not for five minutes after such a restore on a machine whose clock is ${where}, and then again`, async () => {
          await journal.entries();
          await recordRestore({ kind: 'unknown' }, ahead);
          assert.match((await restore(its)).reason ?? '', /how an earlier restore of it ended is unknown/);
          shared.folder.now += 10 * 365 * DAY;
          assert.match((await restore(its)).reason ?? '', /how an earlier restore of it ended is unknown/);
          assert.equal(await calls(its), 0);
          shared.folder.elapsed += 6 * 60_000;
          assert.equal((await restore(its)).kind, 'restored');
        });
      }

      it('not by a window that opens after such a restore on a machine whose clock is ahead', async () => {
        await recordRestore({ kind: 'unknown' }, 2 * 365 * DAY);
        assert.match((await restore(its)).reason ?? '', /how an earlier restore of it ended is unknown/);
        assert.equal(await calls(its), 0);
        shared.folder.elapsed += 6 * 60_000;
        assert.equal((await restore(its)).kind, 'restored');
      });

      it('not while lists lag behind a restore, though its deletion was on a machine whose clock is ahead', async () => {
        const { folder, processes } = shared;
        const ahead = folder.open({ machine: processes.machine(200), now: () => folder.now + DAY });
        const writer = await ahead.intend({
          ...{ planId: 'p', action: 'delete', operation: 'X', input: {}, evidence: [] },
          resource: serializeResource(was),
        });
        await writer.recordCall();
        await writer.recordOutcome({ kind: 'deleted' });
        const lagging = laggingClient(shared.world, its.read);
        await lagging.remember(was);
        assert.equal((await restore(its)).kind, 'restored');
        const behind = new Restores(shared.world, { journal: folder.openAs(300, processes), client: lagging });
        await behind.clock.sleep(folder.now - behind.clock.now());
        const again = await behind.restorer.execute(createRestorePlan(was, its.answers));
        assert.match(again.reason ?? '', /restored less than five minutes ago/);
        assert.equal(await calls(its), 1);
      });

      it('not while a host lags behind an earlier restore, and possible after another deletion', async () => {
        const lagging = laggingClient(shared.world, its.read);
        await lagging.remember(was);
        assert.equal((await restore(its)).kind, 'restored');
        const behind = new Restores(shared.world, {
          journal: shared.folder.openAs(300, shared.processes),
          client: lagging,
        });
        await behind.clock.sleep(shared.folder.now - behind.clock.now());
        const again = () => behind.restorer.execute(createRestorePlan(was, its.answers));
        assert.match((await again()).reason ?? '', /restored less than five minutes ago/);
        assert.equal(await calls(its), 1);
        const writer = await journal.intend({
          ...{ planId: 'p', action: 'delete', operation: 'X', input: {}, evidence: [] },
          resource: serializeResource(was),
        });
        await writer.recordCall();
        await writer.recordOutcome({ kind: 'deleted' });
        assert.doesNotMatch((await again()).reason ?? '', /restored less than five minutes ago/);
      });

      it('once for several windows that execute it several times', async () => {
        const windows = [
          journal,
          shared.folder.openAs(300, shared.processes),
          shared.folder.openAs(400, shared.processes),
        ];
        const outcomes = await Promise.all(windows.flatMap((own) => [restore(its, own), restore(its, own)]));
        assert.deepEqual(outcomes.filter(({ kind }) => kind === 'restored').length, 1);
        assert.ok(outcomes.every(({ kind }) => ['restored', 'canceled', 'alreadyPresent'].includes(kind)));
        assert.equal(await calls(its), 1);
      });

      it('again at once after a failed one', async () => {
        await recordRestore({ kind: 'failed' });
        assert.equal((await restore(its)).kind, 'restored');
      });
    });
  }

  it('not again when the restored resource was changed meanwhile', async () => {
    const [its] = CASES;
    was = await new Restores(shared.world).removed(its);
    const { resource } = await restore(its);
    assert.ok(resource && resource.id !== was.id);
    await shared.world.control.patch({ ...DEV, kind: its.kind }, resource.id, { PeerAddress: '10.99.0.9' });
    assert.equal((await restore(its)).kind, 'alreadyPresent');
    assert.equal(await calls(its), 1);
  });
});
