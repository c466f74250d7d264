import assert from 'node:assert/strict';
import fs, { readdirSync } from 'node:fs';
import files from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { describe, it } from 'mocha';
import type { Lock, LockHeld } from '../../../src/deletion/journal/locking/lock.ts';
import { Folder, Processes } from './support/folder.ts';
import { intentFor } from './support/samples.ts';

const SYNC = { openSync: fs.openSync, writeFileSync: fs.writeFileSync };
const ASYNC = { open: files.open, rename: files.rename, rm: files.rm };
const CODES = ['EMFILE', 'EIO', 'EACCES', 'EPERM', 'EXDEV', 'ENOSPC', 'ESTALE', 'EBUSY'];

const failure = (code: string): Error => Object.assign(new Error(`${code}: injected`), { code });
const isLock = (file: unknown): boolean => String(file).includes('.lock');

/** Replaces functions of `node:fs` and of `node:fs/promises`, and restores the others. */
function replaceFiles(sync: Partial<typeof SYNC> = {}, promises: Partial<typeof ASYNC> = {}): void {
  Object.assign(fs, { ...SYNC, ...sync });
  Object.assign(files, { ...ASYNC, ...promises });
  syncBuiltinESMExports();
}

const held = (lock: Lock | LockHeld): Lock => {
  assert.ok(lock.acquired, JSON.stringify(lock));
  return lock;
};

describe('journal: a file system that fails', () => {
  let folder: Folder;
  let processes: Processes;
  beforeEach(() => {
    folder = new Folder();
    processes = new Processes();
  });
  afterEach(async () => {
    replaceFiles();
    await folder.remove();
  });
  const elsewhere = (pid: number) => folder.open({ machine: processes.machine(pid, { host: 'elsewhere' }) });

  for (const code of CODES) {
    it(`leaves the lock of a living window when a lock cannot be created: ${code}`, async () => {
      const [one, two] = [folder.openAs(100, processes), folder.openAs(200, processes)];
      const lock = held(await one.acquireLock('key'));
      await two.acquireLock('other');
      replaceFiles({
        openSync: (file, ...rest) => {
          if (isLock(file)) throw failure(code);
          return SYNC.openSync(file, ...rest);
        },
        writeFileSync: (file, ...rest) => {
          if (isLock(file)) throw failure(code);
          SYNC.writeFileSync(file, ...rest);
        },
      });
      await assert.rejects(two.acquireLock('key'), { name: 'JournalError' });
      replaceFiles();
      assert.equal(await lock.isHeld(), true);
      assert.equal((await two.acquireLock('key')).acquired, false);
    });

    it(`leaves the locks of a window whose liveness file cannot be read: ${code}`, async () => {
      const journal = elsewhere(100);
      const lock = held(await journal.acquireLock('key'));
      await journal.intend(intentFor('r1'));
      const observer = folder.openAs(200, processes);
      replaceFiles(
        {},
        {
          open: (file, ...rest) =>
            String(file).endsWith('.alive') ? Promise.reject(failure(code)) : ASYNC.open(file, ...rest),
        },
      );
      await folder.observe(observer, 20 * 60_000);
      assert.deepEqual(await observer.unfinished(), []);
      assert.equal((await observer.acquireLock('key')).acquired, false);
      assert.equal(await lock.isHeld(), true);
      replaceFiles();
      await folder.observe(observer, 50_000);
      assert.equal((await observer.acquireLock('key')).acquired, false, 'what was unreadable counts as no observation');
      await folder.observe(observer, 30_000);
      held(await observer.acquireLock('key'));
    });

    it(`leaves no lock without a holder when a takeover fails, done or not: ${code}`, async () => {
      for (const isDone of [true, false]) {
        const key = `key ${isDone}`;
        const pid = isDone ? 100 : 101;
        held(await folder.openAs(pid, processes).acquireLock(key));
        processes.dead.add(pid);
        const heir = folder.openAs(200, processes);
        await heir.acquireLock('other');
        replaceFiles(
          {},
          {
            rename: async (from, to) => {
              if (isDone) await ASYNC.rename(from, to);
              throw failure(code);
            },
          },
        );
        await assert.rejects(heir.acquireLock(key), { name: 'JournalError' });
        replaceFiles();
        const lock = held(await heir.acquireLock(key));
        assert.equal(await lock.isHeld(), true);
        assert.equal((await folder.openAs(300, processes).acquireLock(key)).acquired, false);
        await lock.release();
        await heir.close();
      }
    });

    it(`keeps no lock that was released and could not be removed: ${code}`, async () => {
      const journal = folder.openAs(100, processes);
      const lock = held(await journal.acquireLock('key'));
      replaceFiles(
        {},
        { rm: (file, options) => (isLock(file) ? Promise.reject(failure(code)) : ASYNC.rm(file, options)) },
      );
      await lock.release();
      replaceFiles();
      assert.equal(await lock.isHeld(), false);
      const again = held(await journal.acquireLock('key'));
      assert.equal(await again.isHeld(), true);
      await again.release();
      assert.deepEqual(readdirSync(folder.file('locks')), []);
    });
  }

  for (const suffix of ['', '.takeover']) {
    it(`rejects a lock whose name leads nowhere instead of trying forever: .lock${suffix}`, async function () {
      // Windows makes symbolic links only with a privilege.
      if (process.platform === 'win32') this.skip();
      held(await elsewhere(100).acquireLock('key'));
      const [name] = readdirSync(folder.file('locks'));
      processes.dead.add(100);
      const file = folder.file(`locks/${String(name)}${suffix}`);
      await files.rm(file, { force: true });
      await files.symlink(folder.file('nowhere'), file);
      const other = folder.open({ machine: processes.machine(200, { host: 'elsewhere' }) });
      await assert.rejects(other.acquireLock('key'), { name: 'JournalError', code: 'ESTALE' });
    });
  }

  it('leaves the right to a takeover to the window that has it after a suspension', async () => {
    held(await elsewhere(100).acquireLock('key'));
    processes.dead.add(100);
    const sleeper = elsewhere(200);
    await sleeper.acquireLock('other');
    const awake = folder.openAs(300, processes);
    await awake.acquireLock('another');
    let rights: readonly string[] = [];
    replaceFiles(
      {},
      {
        rename: async (from, to) => {
          // Meanwhile the sleeper counts as exited, and another window is in the middle of the same takeover.
          const [right] = readdirSync(folder.file('locks')).filter((name) => name.endsWith('.takeover'));
          assert.ok(right !== undefined);
          SYNC.writeFileSync(folder.file(`locks/${right}`), JSON.stringify({ ...OTHER, owner: awake.instanceId }));
          await ASYNC.rename(from, to);
          rights = [right];
        },
      },
    );
    await sleeper.acquireLock('key');
    assert.equal(rights.length, 1);
    assert.deepEqual(
      readdirSync(folder.file('locks')).filter((name) => name.endsWith('.takeover')),
      rights,
    );
  });
});

const OTHER = { pid: 300, host: 'here', since: 1, token: 'of another window' };
