import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { AppendOnlyFile, AppendError } from '../../../src/deletion/journal/storage/appendOnlyFile.ts';
import { toJournalError, JournalError } from '../../../src/deletion/journal/journalError.ts';
import { Folder } from './support/folder.ts';
import { RESPONSE, brief, intentFor, removal } from './support/samples.ts';

type Methods = Record<'datasync' | 'sync' | 'write', (this: FileHandle, ...args: unknown[]) => Promise<unknown>>;

/** The prototype of all file handles: the one place where a real call to the system can be seen, delayed, or made to fail. */
async function handles(): Promise<Methods> {
  const handle = await open('/dev/null');
  await handle.close();
  return Object.getPrototypeOf(handle) as Methods;
}

describe('journal: writing', () => {
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

  /** Comes before a method of all file handles, for one test. */
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

  it('files and folders are for this user alone, whatever they were before', async () => {
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

  it('intent and call are on disk before they are said to be; so is the folder, when the file is new', async () => {
    const order: string[] = [];
    await before('datasync', () => void order.push(`data ${folder.text().split('\n').length - 1}`));
    await before('sync', () => void order.push('name'));
    const writer = await folder.open().intend(intentFor());
    // The file, its folder, and the folder that this one is new in.
    assert.deepEqual(order.splice(0), ['name', 'name', 'name', 'data 1']);
    await writer.recordCall();
    assert.deepEqual(order.splice(0), ['data 2']);
    await writer.recordResponse(RESPONSE);
    assert.deepEqual(order.splice(0), []);
    await writer.recordOutcome({ kind: 'deleted' });
    assert.deepEqual(order, ['data 4']);
  });

  it('nothing is said to be on disk while the disk is still busy', async () => {
    let let_go: () => void = () => undefined;
    const busy = new Promise<void>((resolve) => (let_go = resolve));
    const asked = new Promise<void>((resolve) => {
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
    await asked;
    await new Promise(setImmediate);
    assert.equal(intended, false);
    let_go();
    await intent;
  });

  it('what comes together is flushed together', async () => {
    const journal = folder.open();
    await removal(journal, 'first');
    let flushes = 0;
    await before('datasync', () => void (flushes += 1));
    await Promise.all(Array.from({ length: 50 }, (_, index) => removal(journal, `r${index}`)));
    assert.ok(flushes < 20, `${flushes} flushes for 150 lines that have to be`);
    assert.equal((await folder.open().entries()).length, 51);
  });

  it('a flush that fails lets nothing be called, and others see that nothing came of it', async () => {
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

  it('what has happened is kept when it cannot be written, shown here, and written when it can', async () => {
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

  it('after half a line the next one begins on a line of its own', async () => {
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

  it('a journal that somebody deletes while it is written to is made again', async () => {
    const journal = folder.open();
    await removal(journal, 'r1');
    rmSync(folder.path, { recursive: true });
    await removal(journal, 'r2');
    assert.deepEqual(brief(await folder.open().entries()), ['r2 completed 200 deleted']);
  });

  it('without a folder that can be written to nothing is intended or claimed, and it is said what to do', async () => {
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

  it('what cannot be written as JSON is not intended; an answer that cannot keeps its facts', async () => {
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

  it('a name with line breaks, quotes and halves of characters stays one line', async () => {
    const id = 'a\nb\r\n"c"\u2028\ud800\u0000\u202e';
    const journal = folder.open();
    await removal(journal, id);
    assert.equal((await folder.open().entries())[0]?.resource.id, id);
    assert.equal(folder.text().split('\n').length, 5);
  });

  it('after it was closed nothing is intended; what comes late is kept', async () => {
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

  it('each cause has its own advice', () => {
    const advice = new Set(
      ['ENOSPC', 'EACCES', 'EROFS', 'ENOTDIR', 'EMFILE', 'EIO'].map(
        (code) => toJournalError(Object.assign(new Error('why'), { code }), path.sep).message,
      ),
    );
    assert.equal(advice.size, 6);
  });
});
