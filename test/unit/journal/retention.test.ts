import assert from 'node:assert/strict';
import { appendFileSync, readdirSync, statSync, utimesSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import type { Interval } from '../../../src/deletion/journal/storage/changeNotifier.ts';
import type { Journal } from '../../../src/deletion/journal/journal.ts';
import { Folder, Processes } from './support/folder.ts';
import { brief, intentFor, removal } from './support/samples.ts';

const DAY = 24 * 60 * 60_000;

describe('journal: pruning', () => {
  let folder: Folder;
  let processes: Processes;
  let pid = 0;
  beforeEach(() => {
    folder = new Folder();
    processes = new Processes();
  });
  afterEach(() => folder.remove());

  const window = (): { journal: Journal; dies: () => void } => {
    const own = (pid += 1);
    processes.starts.set(own, `started ${own}`);
    return { journal: folder.openAs(own, processes), dies: () => processes.dead.add(own) };
  };
  const left = async () => brief(await folder.open().entries()).map((line) => line.split(' ')[0]);

  it('only whole files of dead windows go, with nothing new in them and nothing unfinished', async () => {
    const [old, living, open, young] = [window(), window(), window(), window()];
    await removal(old.journal, 'old1');
    await removal(old.journal, 'old2');
    await removal(living.journal, 'living');
    await removal(open.journal, 'ended');
    await open.journal.intend(intentFor('open'));
    folder.now += 30 * DAY;
    await removal(young.journal, 'young');
    for (const one of [old, open, young]) one.dies();
    const { journal } = window();
    assert.equal(await journal.prune(31 * DAY), 0);
    assert.equal(await journal.prune(29 * DAY), 2);
    assert.deepEqual((await left()).sort(), ['ended', 'living', 'open', 'young']);
    assert.deepEqual(brief(await journal.entries()).length, 4);
    assert.equal(await journal.prune(29 * DAY), 0);
  });

  it('what settled an entry stays as long as the entry does', async () => {
    const [first, heir, later] = [window(), window(), window()];
    await first.journal.intend(intentFor('r1'));
    first.dies();
    for (const unfinished of await heir.journal.unfinished()) {
      await unfinished.writer.recordOutcome({ kind: 'deleted' });
      await unfinished.release();
    }
    heir.dies();
    // A line of the newer version, which nobody here understands: that file must stay, so the other must.
    const strange = folder.file(`${first.journal.instanceId}.jsonl`);
    appendFileSync(strange, '{"v":2}\n');
    folder.now += 30 * DAY;
    assert.equal(await later.journal.prune(DAY), 0);
    assert.deepEqual(await left(), ['r1']);
    assert.equal((await later.journal.unfinished()).length, 0);
  });

  it('settled and settling file go together, with all that dead windows have left beside them', async () => {
    const [first, heir, later] = [window(), window(), window()];
    await first.journal.intend(intentFor('r1'));
    await first.journal.acquireLock('r1');
    first.dies();
    for (const { writer } of await heir.journal.unfinished()) await writer.recordOutcome({ kind: 'deleted' });
    await heir.journal.acquireLock('kept by nobody');
    heir.dies();
    await later.journal.acquireLock('kept');
    folder.now += 30 * DAY;
    assert.equal(readdirSync(folder.file('locks')).length, 4);
    assert.equal(await later.journal.prune(DAY), 1);
    assert.deepEqual(folder.names(), []);
    assert.deepEqual(folder.names('.alive'), [`${later.journal.instanceId}.alive`]);
    assert.equal(readdirSync(folder.file('locks')).length, 1);
    assert.equal((await window().journal.acquireLock('kept')).acquired, false);
  });
});

describe('journal: many entries and changes', () => {
  let folder: Folder;
  beforeEach(() => {
    folder = new Folder();
  });
  afterEach(() => folder.remove());

  /** Counts the bytes that are read from files by anybody. */
  async function bytesRead(work: () => Promise<unknown>): Promise<number> {
    const handle = await open('/dev/null');
    await handle.close();
    type Read = (this: FileHandle, ...args: unknown[]) => Promise<{ bytesRead: number }>;
    const prototype = Object.getPrototypeOf(handle) as { read: Read };
    const real = prototype.read;
    let sum = 0;
    prototype.read = async function (...args) {
      const result = await real.apply(this, args);
      sum += result.bytesRead;
      return result;
    };
    try {
      await work();
    } finally {
      prototype.read = real;
    }
    return sum;
  }

  it('of 10,000 entries only what is new is read, and what was put together stays so', async () => {
    const writer = folder.open();
    await removal(writer, 'last');
    const text = folder.text();
    const entry = (await writer.entries())[0]?.id ?? '';
    const copies = Array.from({ length: 10_000 }, (_, index) => text.replaceAll(entry, `${entry}-${index}`));
    appendFileSync(folder.file('1-1-a.jsonl'), copies.slice(0, 6000).join(''));
    appendFileSync(folder.file('2-2-b.jsonl'), copies.slice(6000).join(''));
    const reader = folder.open();
    const size = folder.names().reduce((sum, name) => sum + statSync(folder.file(name)).size, 0);
    const all = await bytesRead(() => reader.entries());
    // The line at the end of each chunk is read again with the next one.
    assert.ok(all >= size && all < size * 1.001, `${all} of ${size} bytes`);
    const before = await reader.entries();
    assert.equal(before.length, 10_001);
    assert.equal(await bytesRead(() => reader.entries()), 0);
    folder.now += 1;
    await removal(writer, 'new');
    const more = await bytesRead(() => reader.entries());
    assert.ok(more > 0 && more < 2 * text.length, `${more} bytes`);
    const [newest, ...others] = await reader.entries();
    assert.equal(newest?.resource.id, 'new');
    assert.ok(others.every((one, index) => one === before[index]));
  });

  it('own lines are told at once, and once for all that came together', async () => {
    const journal = folder.open({ every: () => () => undefined });
    const tellings: number[] = [];
    const stop = journal.onDidChange(() => tellings.push(folder.now));
    const writer = await journal.intend(intentFor('r1'));
    await journal.entries();
    await new Promise(setImmediate);
    assert.deepEqual(tellings, [folder.now]);
    await Promise.all([writer.recordCall(), writer.recordCall(), writer.recordCall()]);
    await journal.entries();
    await new Promise(setImmediate);
    assert.ok(tellings.length >= 2 && tellings.length <= 4, String(tellings.length));
    stop();
    stop();
    const before = tellings.length;
    await writer.recordOutcome({ kind: 'deleted' });
    await journal.entries();
    await new Promise(setImmediate);
    assert.equal(tellings.length, before);
  });

  it('those of another window are told by the system', async () => {
    const [own, other] = [folder.open({ every: () => () => undefined }), folder.open()];
    await removal(other, 'r1');
    await own.entries();
    const told = new Promise<void>((resolve) => {
      own.onDidChange(resolve);
    });
    await other.intend(intentFor('r2'));
    await told;
    assert.equal((await own.entries()).length, 2);
  });

  it('where the system does not tell, they are found by looking, as long as somebody listens', async () => {
    const polls = new Set<() => void>();
    const every: Interval = (ms, task) => {
      if (ms === 2000) polls.add(task);
      return () => polls.delete(task);
    };
    const own = folder.open({ every });
    // There is no folder yet, so there is nothing to watch.
    let heard: () => void = () => undefined;
    const told = new Promise<void>((resolve) => (heard = resolve));
    const stop = own.onDidChange(() => {
      heard();
    });
    assert.equal(polls.size, 1);
    await removal(folder.open(), 'r1');
    for (const poll of polls) poll();
    await told;
    assert.deepEqual(brief(await own.entries()), ['r1 completed 200 deleted']);
    stop();
    assert.equal(polls.size, 0);
  });

  it('a listener that throws hinders nobody', async () => {
    const journal = folder.open({ every: () => () => undefined });
    const thrown: unknown[] = [];
    const listeners = process.listeners('uncaughtException');
    process.removeAllListeners('uncaughtException');
    process.on('uncaughtException', (error) => thrown.push(error));
    try {
      journal.onDidChange(() => {
        throw new Error('a view is broken');
      });
      let told = 0;
      journal.onDidChange(() => (told += 1));
      await removal(journal, 'r1');
      await journal.entries();
      await new Promise(setImmediate);
      assert.ok(told > 0 && thrown.length === told);
      assert.deepEqual(brief(await journal.entries()), ['r1 completed 200 deleted']);
    } finally {
      process.removeAllListeners('uncaughtException');
      for (const listener of listeners) process.on('uncaughtException', listener);
    }
  });

  it('locks that are old go, also where their window never wrote', async () => {
    const processes = new Processes();
    const dead = folder.openAs(1, processes);
    await dead.acquireLock('x');
    processes.dead.add(1);
    const [lock] = folder.names('.alive');
    assert.ok(lock !== undefined);
    utimesSync(folder.file(lock), 1000, 1000);
    await folder.openAs(2, processes).prune(DAY);
    assert.deepEqual(folder.names('.alive'), []);
  });
});
