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

/** AWS as one host has it, which can lag behind: its lists of one operation stay as they were. */
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
    /** Reads what the host has from now on. */
    async remember({ kind, target }: Resource): Promise<void> {
      await listKind(this, kind, target);
      lags = true;
    },
  };
}

describe('a restore happens where the entry says, and once', () => {
  const shared = useRestoreWorld();
  let journal: Journal;
  let was: Resource;
  beforeEach(() => {
    journal = shared.folder.openAs(100, shared.processes);
  });

  const calls = async ({ operation }: Case): Promise<number> => (await shared.world.requests({ operation })).length;
  const restores = (own: Journal = journal) => new Restores(shared.world, { journal: own });
  /** Restores, as a window does that knows nothing but the journal. */
  const restore = async (its: Case, own?: Journal) => {
    const harness = restores(own);
    await harness.clock.sleep(shared.folder.now - harness.clock.now());
    return harness.restorer.execute(createRestorePlan(was, its.answers));
  };
  /** Writes a restore that another window began, and how it ended. */
  const begun = async (outcome?: { kind: 'unknown' | 'failed' }, ahead = 0): Promise<void> => {
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

      it('in no other account, partition, Region or at no other endpoint', async () => {
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

      it('not again by a second click, by another window, or when the restored entry is restored again', async () => {
        const [first, second] = await Promise.all([restore(its), restore(its)]);
        assert.deepEqual([first.kind, second.kind].sort(), ['canceled', 'restored']);
        assert.equal((await restore(its)).kind, 'alreadyPresent');
        assert.equal((await restore(its, shared.folder.openAs(300, shared.processes))).kind, 'alreadyPresent');
        assert.equal(await calls(its), 1);
      });

      it('not while an earlier restore is not settled, whose request may have left', async () => {
        await begun();
        const outcome = await restore(its);
        assert.equal(outcome.kind, 'failed');
        assert.match(outcome.reason ?? '', /earlier restore of it is not settled/);
        assert.equal(await calls(its), 0);
      });

      it('not for five minutes after a restore whose end is unknown, and then again', async () => {
        await begun({ kind: 'unknown' });
        assert.match((await restore(its)).reason ?? '', /how an earlier restore of it ended is unknown/);
        assert.equal(await calls(its), 0);
        shared.folder.now += 6 * 60_000;
        assert.equal((await restore(its)).kind, 'restored');
      });

      for (const [where, ahead] of Object.entries(CLOCKS)) {
        it(`not for five minutes after such a restore on a machine whose clock is ${where}, and then again`, async () => {
          await journal.entries();
          await begun({ kind: 'unknown' }, ahead);
          assert.match((await restore(its)).reason ?? '', /how an earlier restore of it ended is unknown/);
          shared.folder.now += 10 * 365 * DAY;
          assert.match((await restore(its)).reason ?? '', /how an earlier restore of it ended is unknown/);
          assert.equal(await calls(its), 0);
          shared.folder.elapsed += 6 * 60_000;
          assert.equal((await restore(its)).kind, 'restored');
        });
      }

      it('not by a window that opens after such a restore on a machine whose clock is ahead', async () => {
        await begun({ kind: 'unknown' }, 2 * 365 * DAY);
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

      it('not while the list of a host lags behind a restore that succeeded, and at once after a deletion', async () => {
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

      it('once by several windows at the same time, each of which is asked several times', async () => {
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

      it('again at once where an earlier one has failed', async () => {
        await begun({ kind: 'failed' });
        assert.equal((await restore(its)).kind, 'restored');
      });
    });
  }

  it('not again where what was restored has been configured anew since', async () => {
    const [its] = CASES;
    was = await new Restores(shared.world).removed(its);
    const { resource } = await restore(its);
    assert.ok(resource && resource.id !== was.id);
    await shared.world.control.patch({ ...DEV, kind: its.kind }, resource.id, { PeerAddress: '10.99.0.9' });
    assert.equal((await restore(its)).kind, 'alreadyPresent');
    assert.equal(await calls(its), 1);
  });
});
