import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'mocha';
import type { AwsClient } from '../../../src/aws/client/sdkClient.ts';
import { kindById } from '../../../src/catalog/index.ts';
import type { JournalEntry, StoredOutcome } from '../../../src/deletion/journal/entry.ts';
import type { Journal } from '../../../src/deletion/journal/journal.ts';
import { recoverEntry } from '../../../src/deletion/recovery/recoverEntry.ts';
import type { RestoreService } from '../../../src/deletion/restore/restoreService.ts';
import { createRestorePlan } from '../../../src/deletion/restore/restorePlan.ts';
import type { Resource } from '../../../src/inventory/resource.ts';
import { FastClock } from '../deletion/support/fastClock.ts';
import { CASES, Restores, type Case } from './support/restoreHarness.ts';
import { useRestoreWorld } from './support/restoreWorld.ts';

describe('a restore in the journal', () => {
  const shared = useRestoreWorld();
  let one: Journal;
  let two: Journal;
  beforeEach(() => {
    one = shared.folder.openAs(100, shared.processes);
    two = shared.folder.openAs(200, shared.processes);
  });

  const restorer = (journal: Journal, client: AwsClient = shared.world.client): RestoreService =>
    new Restores(shared.world, { journal, client }).restorer;

  /** Returns the only restore in the journal. */
  const entry = async (journal: Journal): Promise<JournalEntry> => {
    const entries = (await journal.entries()).filter(({ action }) => action === 'restore');
    assert.equal(entries.length, 1);
    const [found] = entries;
    assert.ok(found);
    return found;
  };

  /**
   * Returns a client that calls `sending` with the number of the restore request before it, and `responded` after its
   * response.
   */
  const watching = (
    its: Case,
    step: { sending?: (times: number) => Promise<void>; responded?: () => Promise<void> },
  ): AwsClient => {
    let times = 0;
    return {
      call: async (...args) => {
        if (args[2] === its.operation) await step.sending?.(++times);
        try {
          return await shared.world.client.call(...args);
        } finally {
          if (args[2] === its.operation) await step.responded?.();
        }
      },
    };
  };

  for (const its of CASES) {
    describe(its.kind, () => {
      let was: Resource;
      beforeEach(async () => {
        was = await new Restores(shared.world).removed(its);
      });
      const calls = async (): Promise<number> => (await shared.world.requests({ operation: its.operation })).length;

      it('locks the resource, so that one of two windows sends a request', async () => {
        const plan = createRestorePlan(was, its.answers);
        let second: unknown;
        const client = watching(its, {
          sending: async () => {
            second = await restorer(two).execute(plan);
          },
        });
        assert.equal((await restorer(one, client).execute(plan)).kind, 'restored');
        assert.deepEqual((second as { kind: string }).kind, 'canceled');
        assert.equal(await calls(), 1);
        // The lock is released at the end.
        assert.equal((await restorer(two).execute(plan)).kind, 'alreadyPresent');
      });

      it('is not retried after another window took over the lock', async () => {
        await shared.world.control.addFault({ operation: its.operation }, { type: 'throttled' });
        const client = watching(its, {
          responded: async () => {
            shared.processes.dead.add(100);
            await two.acquireLock(was.key);
          },
        });
        assert.equal((await restorer(one, client).execute(createRestorePlan(was, its.answers))).kind, 'canceled');
        assert.equal(await calls(), 1);
      });

      it('is recorded with every request before it is sent, including retries, and with every response', async () => {
        await shared.world.control.addFault({ operation: its.operation }, { type: 'throttled' }, { to: 2 });
        const recorded: number[] = [];
        const client = watching(its, {
          sending: async () => {
            recorded.push((await entry(two)).calls.length);
          },
        });
        assert.equal((await restorer(one, client).execute(createRestorePlan(was, its.answers))).kind, 'restored');
        assert.deepEqual(recorded, [1, 2, 3]);
        const found = await entry(two);
        const sent = await shared.world.requests({ operation: its.operation });
        assert.deepEqual(
          found.calls.map(({ response }) => [response?.requestId, response?.status]),
          sent.map(({ requestId, status }) => [requestId, status]),
        );
        assert.deepEqual(found.calls.at(-1)?.response?.body, sent.at(-1)?.output);
        assert.equal(found.outcome?.kind, 'restored');
      });

      it('sends no request that cannot be recorded', async () => {
        const broken: Pick<Journal, 'acquireLock' | 'lockHolder' | 'intend' | 'entries' | 'restoreAgeMs'> = {
          acquireLock: (key) => one.acquireLock(key),
          lockHolder: (key) => one.lockHolder(key),
          entries: () => one.entries(),
          restoreAgeMs: (entry) => one.restoreAgeMs(entry),
          intend: async (intent) => {
            const writer = await one.intend(intent);
            writer.recordCall = () => Promise.reject(new Error('No space left on device'));
            return writer;
          },
        };
        const outcome = await new Restores(shared.world, { journal: broken }).restorer.execute(
          createRestorePlan(was, its.answers),
        );
        assert.equal(outcome.kind, 'failed');
        assert.match(outcome.reason ?? '', /No space left on device/);
        assert.equal(await calls(), 0);
        assert.equal((await entry(two)).outcome?.kind, 'failed');
      });

      /** Exits the first window at a step, and lets the second one recover the entry. */
      const crash = async (
        at: 'sending' | 'responded',
        recovered: Partial<FastClock> = {},
      ): Promise<{ outcome: StoredOutcome | undefined; sentAgain: number; clock: FastClock }> => {
        const exit = async (): Promise<never> => {
          await new Promise((resolve) => setImmediate(resolve));
          shared.processes.dead.add(100);
          settle();
          return new Promise<never>(() => undefined);
        };
        let settle: () => void = () => undefined;
        const dead = new Promise<void>((resolve) => (settle = resolve));
        const client = at === 'sending' ? watching(its, { sending: exit }) : watching(its, { responded: exit });
        void restorer(one, client).execute(createRestorePlan(was, its.answers));
        await dead;
        const before = await calls();
        const [unfinished, ...more] = await two.unfinished();
        assert.ok(unfinished && more.length === 0);
        const clock = Object.assign(new FastClock(), recovered);
        await recoverEntry(unfinished, {
          ...{ client: shared.world.client, clock, kindById },
          resolve: (_, region) => shared.world.target('dev', region),
          onObserved: () => undefined,
        });
        return { outcome: (await entry(two)).outcome, sentAgain: (await calls()) - before, clock };
      };

      it('is completed by reading AWS when its window exited after the request', async () => {
        const { outcome, sentAgain } = await crash('responded');
        const [now] = (await shared.world.list(its.kind)).filter(({ id }) => its.newId || id === was.id).slice(-1);
        assert.equal(outcome?.kind, 'restored');
        assert.ok(its.newId || outcome.newId === now?.id);
        assert.equal(sentAgain, 0);
        assert.equal(await new Restores(shared.world).alike(was), 1);
      });

      it('fails when its window exited before the request and AWS does not list the resource', async () => {
        const { outcome, sentAgain } = await crash('sending');
        assert.equal(outcome?.kind, 'failed');
        assert.equal(sentAgain, 0);
        assert.equal(await new Restores(shared.world).alike(was), 0);
      });
    });
  }
});
