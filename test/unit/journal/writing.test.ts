import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { AppendOnlyFile, AppendError } from '../../../src/deletion/journal/storage/appendOnlyFile.ts';
import { toJournalError, JournalError } from '../../../src/deletion/journal/journalError.ts';
import { Folder } from './support/folder.ts';
import { RESPONSE, brief, intentFor, removal } from './support/samples.ts';

type Methods = Record<'datasync' | 'sync' | 'write', (this: FileHandle, ...args: unknown[]) => Promise<unknown>>;

/** Returns the prototype of all file handles, where system calls can be observed, delayed, or made to fail. */
async function handles(): Promise<Methods> {
  const handle = await open('/dev/null');
  await handle.close();
  return Object.getPrototypeOf(handle) as Methods;
}

describe('writing the journal', () => {
  let folder: Folder;
  let restore: (() => void)[];
  beforeEach(() => {
    folder = new Folder();
    restore = [];
  });
  afterEach(async () => {
    for (const undo of restore) undo();
    await folder.remove();
  });

  /** Runs a function before a method of all file handles, for one test. */
  async function before(method: 'datasync' | 'sync' | 'write', act: () => Promise<void> | void): Promise<void> {
    const prototype = await handles();
    const real = prototype[method];
    const spy = async function (this: FileHandle, ...args: unknown[]): Promise<unknown> {
      await act();
      return real.apply(this, args);
    };
    Object.assign(prototype, { [method]: spy });
    restore.push(() => Object.assign(prototype, { [method]: real }));
  }

  it('restricts files and folders to the current user', async () => {
    mkdirSync(folder.path, { mode: 0o777 });
    chmodSync(folder.path, 0o777);
    const old = process.umask(0);
    try {
      const journal = folder.open();
      await journal.intend(intentFor());
      await journal.acquireLock('x');
    } finally {
      process.umask(old);
    }
    const mode = (file: string) => (statSync(file).mode & 0o777).toString(8);
    assert.equal(mode(folder.path), '700');
    assert.equal(mode(folder.file('locks')), '700');
    for (const name of [...folder.names(), ...folder.names('.alive')]) assert.equal(mode(folder.file(name)), '600');
    assert.equal([...folder.names(), ...folder.names('.alive')].length, 2);
  });

  it('flushes intents and requests before it returns, and the folder of a new file', async () => {
    const order: string[] = [];
    await before('datasync', () => void order.push(`data ${folder.text().split('\n').length - 1}`));
    await before('sync', () => void order.push('name'));
    const writer = await folder.open().intend(intentFor());
    // The file, its folder, and the parent of that new folder.
    assert.deepEqual(order.splice(0), ['name', 'name', 'name', 'data 1']);
    await writer.recordCall();
    assert.deepEqual(order.splice(0), ['data 2']);
    await writer.recordResponse(RESPONSE);
    assert.deepEqual(order.splice(0), []);
    await writer.recordOutcome({ kind: 'deleted' });
    assert.deepEqual(order, ['data 4']);
  });

  it('does not return before the flush has ended', async () => {
    let finish: () => void = () => undefined;
    const busy = new Promise<void>((resolve) => (finish = resolve));
    const started = new Promise<void>((resolve) => {
      void before('datasync', async () => {
        resolve();
        await busy;
      });
    });
    let intended = false;
    const intent = folder
      .open()
      .intend(intentFor())
      .then(() => (intended = true));
    await started;
    await new Promise(setImmediate);
    assert.equal(intended, false);
    finish();
    await intent;
  });

  it('flushes concurrent records together', async () => {
    const journal = folder.open();
    await removal(journal, 'first');
    let flushes = 0;
    await before('datasync', () => void (flushes += 1));
    await Promise.all(Array.from({ length: 50 }, (_, index) => removal(journal, `r${index}`)));
    assert.ok(flushes < 20, `${flushes} flushes for 150 lines that have to be`);
    assert.equal((await folder.open().entries()).length, 51);
  });

  it('rejects an intent whose flush fails, and other windows read it as canceled', async () => {
    const journal = folder.open();
    await removal(journal, 'first');
    let failing = true;
    await before('datasync', () => {
      if (failing) throw Object.assign(new Error('EIO: i/o error, fdatasync'), { code: 'EIO' });
    });
    await assert.rejects(journal.intend(intentFor('lost')), (error) => {
      assert.ok(error instanceof JournalError);
      assert.equal(error.code, 'EIO');
      assert.match(error.message, /cannot be written, so no request is sent\. Make sure that this folder.*EIO/);
      return true;
    });
    failing = false;
    await journal.close();
    assert.deepEqual(brief(await folder.open().entries()).sort(), [
      'first completed 200 deleted',
      'lost completed canceled',
    ]);
  });

  it('keeps responses and outcomes in memory while the disk is full, and writes them later', async () => {
    let every: () => void = () => undefined;
    const journal = folder.open({ every: (ms, task) => ((every = ms === 5000 ? task : every), () => undefined) });
    const writer = await journal.intend(intentFor('r1'));
    await writer.recordCall();
    let full = true;
    await before('write', () => {
      if (full) throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
    });
    await writer.recordResponse(RESPONSE);
    await writer.recordOutcome({ kind: 'deleted' });
    await assert.rejects(journal.intend(intentFor('r2')), /The disk is full: free some space/);
    await assert.rejects(writer.recordCall(), { name: 'JournalError', code: 'ENOSPC' });
    assert.deepEqual(brief(await journal.entries()), ['r1 completed 200 deleted']);
    assert.deepEqual(
      journal.problems.map(({ what, lines }) => [what, lines]),
      [['unwritten', 2]],
    );
    const other = folder.open();
    assert.deepEqual(brief(await other.entries()), ['r1 sent no response -']);
    full = false;
    every();
    await writer.recordOutcome({ kind: 'deleted' });
    assert.deepEqual(brief(await other.entries()), ['r1 completed 200 deleted']);
    assert.deepEqual(brief(await journal.entries()), ['r1 completed 200 deleted']);
    assert.deepEqual([journal.problems, other.problems], [[], []]);
  });

  it('starts a new line after a partial one', async () => {
    const file = new AppendOnlyFile(folder.path, 'x.jsonl');
    await file.append('one\n', 'required', true);
    const prototype = await handles();
    const real = prototype.write;
    let calls = 0;
    const half = async function (this: FileHandle, bytes: Buffer, offset: number): Promise<unknown> {
      calls += 1;
      if (calls === 2) throw Object.assign(new Error('full'), { code: 'EDQUOT' });
      return real.call(this, bytes, offset, calls === 1 ? 6 : undefined);
    };
    Object.assign(prototype, { write: half });
    restore.push(() => Object.assign(prototype, { write: real }));
    const results = await Promise.allSettled([
      file.append('two\n', 'required', true),
      file.append('three\n', 'required', true),
      file.append('four\n', 'bestEffort', false),
    ]);
    const perhaps = results.map((result) =>
      result.status === 'rejected' && result.reason instanceof AppendError ? result.reason.mayBeWritten : 'kept',
    );
    assert.deepEqual(perhaps, [true, false, 'kept']);
    await file.append('five\n', 'required', true);
    await file.close();
    assert.equal(readFileSync(folder.file('x.jsonl'), 'utf8'), 'one\ntwo\nth\nfour\nfive\n');
  });

  it('creates the folder again after its deletion', async () => {
    const journal = folder.open();
    await removal(journal, 'r1');
    rmSync(folder.path, { recursive: true });
    await removal(journal, 'r2');
    assert.deepEqual(brief(await folder.open().entries()), ['r2 completed 200 deleted']);
  });

  it('rejects intents and locks with advice when the folder cannot be written', async () => {
    writeFileSync(folder.path, '');
    const journal = folder.open();
    await assert.rejects(journal.intend(intentFor()), /A file has the name of the folder: move it/);
    await assert.rejects(journal.acquireLock('x'), { name: 'JournalError' });
    rmSync(folder.path);
    await removal(journal, 'r1');
    assert.deepEqual(brief(await journal.entries()), ['r1 completed 200 deleted']);
    writeFileSync(folder.file('locks'), '');
    await assert.rejects(journal.acquireLock('x'), { name: 'JournalError' });
  });

  it('rejects an intent that is not serializable, and records a response without its body if that is not', async () => {
    const journal = folder.open();
    const circular: Record<string, unknown> = {};
    circular['self'] = circular;
    await assert.rejects(journal.intend({ ...intentFor(), input: circular }), TypeError);
    const writer = await journal.intend(intentFor('r1'));
    await writer.recordCall();
    await writer.recordResponse({ ...RESPONSE, body: circular });
    await writer.recordOutcome({ kind: 'deleted' });
    assert.deepEqual(brief(await journal.entries()), ['r1 completed 200 deleted']);
  });

  it('writes a name with line breaks, quotes and lone surrogates on one line', async () => {
    const id = 'a\nb\r\n"c"\u2028\ud800\u0000\u202e';
    const journal = folder.open();
    await removal(journal, id);
    assert.equal((await folder.open().entries())[0]?.resource.id, id);
    assert.equal(folder.text().split('\n').length, 5);
  });

  it('rejects intents and locks after it was closed, and still records responses and outcomes', async () => {
    const journal = folder.open();
    const writer = await journal.intend(intentFor('r1'));
    await writer.recordCall();
    await journal.close();
    await assert.rejects(journal.intend(intentFor('r2')), { name: 'JournalError', code: 'CLOSED' });
    await assert.rejects(journal.acquireLock('r2'), { name: 'JournalError', code: 'CLOSED' });
    await writer.recordResponse(RESPONSE);
    await writer.recordOutcome({ kind: 'deleted' });
    assert.deepEqual(brief(await folder.open().entries()), ['r1 completed 200 deleted']);
  });

  it('has different advice for each cause', () => {
    const advice = new Set(
      ['ENOSPC', 'EACCES', 'EROFS', 'ENOTDIR', 'EMFILE', 'EIO'].map(
        (code) => toJournalError(Object.assign(new Error('why'), { code }), path.sep).message,
      ),
    );
    assert.equal(advice.size, 6);
  });
});
