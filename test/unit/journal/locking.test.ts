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

describe('journal: several windows', () => {
  let folder: Folder;
  let processes: Processes;
  beforeEach(() => {
    folder = new Folder();
    processes = new Processes();
  });
  afterEach(() => folder.remove());

  const ids = async (journal: Journal) => (await journal.unfinished()).map(({ entry }) => entry.resource.id);

  /** A window with one removal begun, and how another one sees its process. */
  async function begun(
    own: Partial<{ host: string; boot: string; pidNamespace: string }> = {},
    start?: string,
  ): Promise<Journal> {
    if (start !== undefined) processes.starts.set(100, start);
    const journal = folder.open({ machine: processes.machine(100, own) });
    await journal.intend(intentFor('r1'));
    return journal;
  }

  describe('a window is dead', () => {
    const other = () => folder.openAs(200, processes);

    it('when its process is gone, at once', async () => {
      await begun();
      assert.deepEqual(await ids(other()), []);
      processes.dead.add(100);
      assert.deepEqual(await ids(other()), ['r1']);
    });

    it('when it was closed', async () => {
      const journal = await begun();
      await journal.close();
      assert.deepEqual(folder.names('.exited'), [`${journal.instanceId}.exited`]);
      assert.deepEqual(await ids(other()), ['r1']);
    });

    it('when another program has its process id now, as the time of its start shows', async () => {
      await begun({}, '12345');
      folder.now += 24 * 60 * MINUTE;
      assert.deepEqual(await ids(other()), [], 'however long it has been silent');
      processes.starts.set(100, '99999');
      assert.deepEqual(await ids(other()), ['r1']);
    });

    it('when its process id is in use, nobody knows since when, and it has been silent for ten minutes', async () => {
      await begun();
      const observer = other();
      await folder.observe(observer, 9 * MINUTE);
      assert.deepEqual(await ids(observer), []);
      await folder.observe(observer, 2 * MINUTE);
      assert.deepEqual(await ids(observer), ['r1']);
    });

    for (const place of [{ host: 'elsewhere' }, { boot: 'earlier' }, { pidNamespace: 'pid:[1]' }]) {
      it(`when it was in another place (${Object.keys(place).join()}), and has been silent for a minute`, async () => {
        await begun(place);
        processes.dead.add(100);
        const observer = other();
        await folder.observe(observer, 50_000);
        assert.deepEqual(await ids(observer), [], 'that its process id is not in use here says nothing');
        await folder.observe(observer, 20_000);
        assert.deepEqual(await ids(observer), ['r1']);
      });
    }

    it('not as long as its heart beats, though its lock be deleted in between', async () => {
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

    it('not, when its file is missing or cannot be understood, until it has been silent for a minute', async () => {
      await begun();
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

    it('not, when the one that observes was suspended', async () => {
      await begun({ host: 'elsewhere' });
      const observer = other();
      assert.deepEqual(await ids(observer), []);
      for (let night = 0; night < 3; night += 1) {
        folder.elapsed += 8 * 60 * MINUTE;
        assert.deepEqual(await ids(observer), []);
      }
    });
  });

  it('what a dead window left is given to one window, and settled once', async () => {
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

  it('a window that dies while it settles leaves it to the next', async () => {
    await (await folder.openAs(100, processes).intend(intentFor('r1'))).recordCall();
    processes.dead.add(100);
    assert.deepEqual(await ids(folder.openAs(200, processes)), ['r1']);
    const third = folder.openAs(300, processes);
    assert.deepEqual(await ids(third), []);
    processes.dead.add(200);
    assert.deepEqual(await ids(third), ['r1']);
  });

  describe('claims', () => {
    it('one gets it, the others are told who; after its release the next does', async () => {
      const [one, two] = [
        folder.openAs(100, processes),
        folder.open({ machine: processes.machine(200, { host: 'far' }) }),
      ];
      const claim = held(await one.acquireLock('key'));
      const since = folder.now;
      folder.now += 1000;
      assert.deepEqual(await one.acquireLock('key'), { acquired: false, heldBy: { pid: 100, since, self: true } });
      assert.deepEqual(await two.acquireLock('key'), {
        acquired: false,
        heldBy: { pid: 100, since, self: false, host: localProcesses().place.host },
      });
      held(await two.acquireLock('another key'));
      assert.equal(await claim.isHeld(), true);
      await claim.release();
      await claim.release();
      assert.equal(await claim.isHeld(), false);
      const next = held(await two.acquireLock('key'));
      await claim.release();
      assert.equal(await next.isHeld(), true);
      await two.close();
      held(await one.acquireLock('key'));
    });

    it('that of a dead window is taken over, and it can neither use nor release it, should it wake up', async () => {
      const sleeper = folder.openAs(100, processes);
      const lost = held(await sleeper.acquireLock('key'));
      processes.dead.add(100);
      const heir = held(await folder.openAs(200, processes).acquireLock('key'));
      assert.equal(await lost.isHeld(), false);
      await lost.release();
      assert.equal(await heir.isHeld(), true);
    });

    it('shows its holder without being acquired, and none once the holder is dead', async () => {
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

    it('however many want the claim of a dead window at once, and whoever dies on the way, one has it', async () => {
      const wish = fc.record({ window: fc.nat(4), key: fc.constantFrom('a', 'b') });
      const death = fc.record({ dies: fc.nat(4) });
      const property = fc.asyncProperty(
        fc.array(fc.array(fc.oneof(wish, wish, death), { maxLength: 6 }), { maxLength: 5 }),
        async (rounds) => {
          const own = new Folder();
          const world = new Processes();
          let pid = 0;
          const windows = Array.from({ length: 5 }, () => ({ pid: (pid += 1), journal: own.openAs(pid, world) }));
          let holders: { pid: number; key: string; claim: Lock }[] = [];
          for (const round of rounds) {
            const claims = await Promise.all(
              round.map(async (act) => {
                if ('dies' in act) return undefined;
                const window = windows[act.window];
                assert.ok(window);
                return { pid: window.pid, key: act.key, claim: await window.journal.acquireLock(act.key) };
              }),
            );
            for (const one of claims) if (one?.claim.acquired) holders.push({ ...one, claim: one.claim });
            const living = holders.filter((holder) => !world.dead.has(holder.pid));
            const keys = living.map(({ key }) => key);
            assert.deepEqual(keys, [...new Set(keys)], 'one living holder for each key');
            for (const { key, claim } of living) assert.ok(await claim.isHeld(), key);
            for (const wanted of claims) if (wanted) assert.ok(keys.includes(wanted.key), 'somebody has it');
            for (const act of round) {
              if (!('dies' in act)) continue;
              const window = windows[act.dies];
              assert.ok(window);
              world.dead.add(window.pid);
              windows[act.dies] = { pid: (pid += 1), journal: own.openAs(pid, world) };
            }
            holders = holders.filter((holder) => !world.dead.has(holder.pid));
          }
          await own.remove();
        },
      );
      await fc.assert(property, { numRuns: Number(process.env['TEARDOWN_RUNS'] ?? 40), seed: SEED });
    });

    it('one that was made and not filled is nobody’s for ten seconds, and then free', async () => {
      const journal = folder.openAs(100, processes);
      await held(await journal.acquireLock('key')).release();
      const claim = held(await journal.acquireLock('key'));
      assert.ok(await claim.isHeld());
      const file = claimFile(folder);
      writeFileSync(file, '{"owner":');
      const other = folder.openAs(200, processes);
      for (let tries = 0; tries < 5; tries += 1) {
        assert.equal((await other.acquireLock('key')).acquired, false);
        folder.elapsed += 2_400;
      }
      held(await other.acquireLock('key'));
    });
  });

  const held = (claim: Lock | LockHeld): Lock => {
    assert.ok(claim.acquired);
    return claim;
  };
});

/** The last beat of a lock; 0 while there is none. */
function statSafely(file: string): number {
  return Math.round(statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0);
}

function claimFile(folder: Folder): string {
  const [name, ...others] = readdirSync(folder.file('locks'));
  assert.ok(name !== undefined && others.length === 0);
  return path.join(folder.file('locks'), name);
}
