import assert from 'node:assert/strict';
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import type { Lock, LockHeld } from '../../../src/deletion/journal/locking/lock.ts';
import type { Journal } from '../../../src/deletion/journal/journal.ts';
import { localProcesses } from '../../../src/deletion/journal/locking/processInfo.ts';
import { SEED } from '../support/seed.ts';
import { Folder, Processes } from './support/folder.ts';
import { brief, intentFor, removal } from './support/samples.ts';

const MINUTE = 60_000;

describe('the journal of several windows', () => {
  let folder: Folder;
  let processes: Processes;
  beforeEach(() => {
    folder = new Folder();
    processes = new Processes();
  });
  afterEach(() => folder.remove());

  const ids = async (journal: Journal) => (await journal.unfinished()).map(({ entry }) => entry.resource.id);

  /** Opens a window with one unfinished deletion, with the process data that another window reads. */
  async function openWithIntent(
    own: Partial<{ host: string; boot: string; pidNamespace: string }> = {},
    start?: string,
  ): Promise<Journal> {
    if (start !== undefined) processes.starts.set(100, start);
    const journal = folder.open({ machine: processes.machine(100, own) });
    await journal.intend(intentFor('r1'));
    return journal;
  }

  describe('counts a window as exited', () => {
    const other = () => folder.openAs(200, processes);

    it('at once when its process does not run', async () => {
      await openWithIntent();
      assert.deepEqual(await ids(other()), []);
      processes.dead.add(100);
      assert.deepEqual(await ids(other()), ['r1']);
    });

    it('at once when it was closed', async () => {
      const journal = await openWithIntent();
      await journal.close();
      assert.deepEqual(folder.names('.exited'), [`${journal.instanceId}.exited`]);
      assert.deepEqual(await ids(other()), ['r1']);
    });

    it('when its process id has another start time', async () => {
      await openWithIntent({}, '12345');
      folder.now += 24 * 60 * MINUTE;
      assert.deepEqual(await ids(other()), [], 'after any time without a heartbeat');
      processes.starts.set(100, '99999');
      assert.deepEqual(await ids(other()), ['r1']);
    });

    it('after ten minutes without a heartbeat when its process id is in use with an unknown start time', async () => {
      await openWithIntent();
      const observer = other();
      await folder.observe(observer, 9 * MINUTE);
      assert.deepEqual(await ids(observer), []);
      await folder.observe(observer, 2 * MINUTE);
      assert.deepEqual(await ids(observer), ['r1']);
    });

    for (const place of [{ host: 'elsewhere' }, { boot: 'earlier' }, { pidNamespace: 'pid:[1]' }]) {
      it(`after a minute without a heartbeat in another process scope (${Object.keys(place).join()})`, async () => {
        await openWithIntent(place);
        processes.dead.add(100);
        const observer = other();
        await folder.observe(observer, 50_000);
        assert.deepEqual(await ids(observer), [], 'its process id is not compared with local ones');
        await folder.observe(observer, 20_000);
        assert.deepEqual(await ids(observer), ['r1']);
      });
    }

    it('not while it has heartbeats, also when its liveness file is deleted meanwhile', async () => {
      const tasks: (() => void)[] = [];
      const every = (ms: number, task: () => void) => {
        if (ms === 5000) tasks.push(task);
        return () => undefined;
      };
      const journal = folder.open({ every, machine: processes.machine(100, { host: 'elsewhere' }) });
      await journal.intend(intentFor('r1'));
      await journal.intend(intentFor('r2'));
      assert.equal(tasks.length, 1);
      const [lock] = folder.names('.alive').map((name) => folder.file(name));
      assert.ok(lock !== undefined);
      const text = readFileSync(lock, 'utf8');
      const observer = other();
      for (const deleted of [false, true, false]) {
        if (deleted) rmSync(lock);
        await folder.observe(observer, 50_000);
        const before = statSafely(lock);
        tasks[0]?.();
        while (statSafely(lock) === before || readFileSync(lock, 'utf8') !== text) await new Promise(setImmediate);
        assert.deepEqual(await ids(observer), []);
      }
    });

    it('only after a minute without a heartbeat when its liveness file is missing or malformed', async () => {
      await openWithIntent();
      processes.dead.add(100);
      const [lock] = folder.names('.alive').map((name) => folder.file(name));
      assert.ok(lock !== undefined);
      for (const text of ['', '{"pid":', '[]', '{"pid":"x"}', undefined]) {
        if (text === undefined) rmSync(lock);
        else writeFileSync(lock, text);
        const observer = other();
        await folder.observe(observer, 50_000);
        assert.deepEqual(await ids(observer), [], text);
        await folder.observe(observer, 20_000);
        assert.deepEqual(await ids(observer), ['r1'], text);
        await observer.close();
      }
    });

    it('not while only the observer was suspended', async () => {
      await openWithIntent({ host: 'elsewhere' });
      const observer = other();
      assert.deepEqual(await ids(observer), []);
      for (let night = 0; night < 3; night += 1) {
        folder.elapsed += 8 * 60 * MINUTE;
        assert.deepEqual(await ids(observer), []);
      }
    });
  });

  it('passes the unfinished entries of an exited window to one window each', async () => {
    const dead = folder.openAs(100, processes);
    await removal(dead, 'done');
    await dead.intend(intentFor('intended'));
    await (await dead.intend(intentFor('called'))).recordCall();
    await (await dead.intend(intentFor('deleting'))).recordOutcome({ kind: 'deleting' });
    const [one, two] = [folder.openAs(200, processes), folder.openAs(300, processes)];
    processes.dead.add(100);
    const given = await Promise.all([one.unfinished(), two.unfinished(), one.unfinished()]);
    const all = given.flat();
    assert.deepEqual(all.map(({ entry }) => `${entry.resource.id} ${entry.state}`).sort(), [
      'called sent',
      'deleting sent',
      'intended pending',
    ]);
    assert.deepEqual([await ids(one), await ids(two)], [[], []]);
    for (const unfinished of all) {
      const { entry, writer } = unfinished;
      if (entry.resource.id === 'called') {
        await writer.recordCall();
        await writer.recordResponse({ at: 1, status: 404, attempts: 1, durationMs: 1, body: {} });
      }
      if (entry.resource.id !== 'intended') await writer.recordOutcome({ kind: 'deleted' });
      await unfinished.release();
      await unfinished.release();
    }
    assert.deepEqual(brief(await folder.open().entries()).sort(), [
      'called completed no response 404 deleted',
      'deleting completed deleted',
      'done completed 200 deleted',
      'intended pending -',
    ]);
    assert.deepEqual(await ids(two), ['intended']);
  });

  it('passes unfinished entries on when the recovering window exits', async () => {
    await (await folder.openAs(100, processes).intend(intentFor('r1'))).recordCall();
    processes.dead.add(100);
    assert.deepEqual(await ids(folder.openAs(200, processes)), ['r1']);
    const third = folder.openAs(300, processes);
    assert.deepEqual(await ids(third), []);
    processes.dead.add(200);
    assert.deepEqual(await ids(third), ['r1']);
  });

  describe('in its locks', () => {
    it('returns the lock to one window and its holder to the others, until its release', async () => {
      const [one, two] = [
        folder.openAs(100, processes),
        folder.open({ machine: processes.machine(200, { host: 'far' }) }),
      ];
      const lock = held(await one.acquireLock('key'));
      const since = folder.now;
      folder.now += 1000;
      assert.deepEqual(await one.acquireLock('key'), { acquired: false, heldBy: { pid: 100, since, self: true } });
      assert.deepEqual(await two.acquireLock('key'), {
        acquired: false,
        heldBy: { pid: 100, since, self: false, host: localProcesses().place.host },
      });
      held(await two.acquireLock('another key'));
      assert.equal(await lock.isHeld(), true);
      await lock.release();
      await lock.release();
      assert.equal(await lock.isHeld(), false);
      const next = held(await two.acquireLock('key'));
      await lock.release();
      assert.equal(await next.isHeld(), true);
      await two.close();
      held(await one.acquireLock('key'));
    });

    it('lets another window take over the lock of an exited window, which can no longer use or release it', async () => {
      const sleeper = folder.openAs(100, processes);
      const lost = held(await sleeper.acquireLock('key'));
      processes.dead.add(100);
      const heir = held(await folder.openAs(200, processes).acquireLock('key'));
      assert.equal(await lost.isHeld(), false);
      await lost.release();
      assert.equal(await heir.isHeld(), true);
    });

    it('returns the holder of a lock without acquiring it, and none after the holder has exited', async () => {
      const one = folder.openAs(100, processes);
      const two = folder.openAs(200, processes);
      assert.equal(await two.lockHolder('key'), undefined);
      held(await one.acquireLock('key'));
      const since = folder.now;
      assert.deepEqual(await one.lockHolder('key'), { acquired: false, heldBy: { pid: 100, since, self: true } });
      assert.deepEqual(await two.lockHolder('key'), { acquired: false, heldBy: { pid: 100, since, self: false } });
      processes.dead.add(100);
      assert.equal(await two.lockHolder('key'), undefined);
      held(await two.acquireLock('key'));
    });

    it('has one running holder for each key, in random sequences of concurrent windows and exits', async () => {
      const acquire = fc.record({ window: fc.nat(4), key: fc.constantFrom('a', 'b') });
      const exit = fc.record({ exits: fc.nat(4) });
      const property = fc.asyncProperty(
        fc.array(fc.array(fc.oneof(acquire, acquire, exit), { maxLength: 6 }), { maxLength: 5 }),
        async (rounds) => {
          const own = new Folder();
          const world = new Processes();
          let pid = 0;
          const windows = Array.from({ length: 5 }, () => ({ pid: (pid += 1), journal: own.openAs(pid, world) }));
          let holders: { pid: number; key: string; lock: Lock }[] = [];
          for (const round of rounds) {
            const locks = await Promise.all(
              round.map(async (act) => {
                if ('exits' in act) return undefined;
                const window = windows[act.window];
                assert.ok(window);
                return { pid: window.pid, key: act.key, lock: await window.journal.acquireLock(act.key) };
              }),
            );
            for (const one of locks) if (one?.lock.acquired) holders.push({ ...one, lock: one.lock });
            const living = holders.filter((holder) => !world.dead.has(holder.pid));
            const keys = living.map(({ key }) => key);
            assert.deepEqual(keys, [...new Set(keys)], 'one running holder for each key');
            for (const { key, lock } of living) assert.ok(await lock.isHeld(), key);
            for (const wanted of locks) if (wanted) assert.ok(keys.includes(wanted.key), 'somebody has it');
            for (const act of round) {
              if (!('exits' in act)) continue;
              const window = windows[act.exits];
              assert.ok(window);
              world.dead.add(window.pid);
              windows[act.exits] = { pid: (pid += 1), journal: own.openAs(pid, world) };
            }
            holders = holders.filter((holder) => !world.dead.has(holder.pid));
          }
          await own.remove();
        },
      );
      await fc.assert(property, { numRuns: Number(process.env['TEARDOWN_RUNS'] ?? 40), seed: SEED });
    });

    it('keeps an incomplete lock file for ten seconds, and then lets another window acquire the lock', async () => {
      const journal = folder.openAs(100, processes);
      await held(await journal.acquireLock('key')).release();
      const lock = held(await journal.acquireLock('key'));
      assert.ok(await lock.isHeld());
      const file = lockFile(folder);
      writeFileSync(file, '{"owner":');
      const other = folder.openAs(200, processes);
      for (let tries = 0; tries < 5; tries += 1) {
        assert.equal((await other.acquireLock('key')).acquired, false);
        folder.elapsed += 2_400;
      }
      held(await other.acquireLock('key'));
    });
  });

  const held = (lock: Lock | LockHeld): Lock => {
    assert.ok(lock.acquired);
    return lock;
  };
});

/** Returns the time of the last heartbeat; 0 if the file is missing. */
function statSafely(file: string): number {
  return Math.round(statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0);
}

function lockFile(folder: Folder): string {
  const [name, ...others] = readdirSync(folder.file('locks'));
  assert.ok(name !== undefined && others.length === 0);
  return path.join(folder.file('locks'), name);
}
