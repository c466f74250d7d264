import assert from 'node:assert/strict';
import { appendFileSync, readdirSync, statSync, utimesSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import type { Interval } from '../../../src/deletion/journal/storage/changeNotifier.ts';
import type { Journal } from '../../../src/deletion/journal/journal.ts';
import { ServerClock } from '../../../src/aws/client/serverClock.ts';
import type { RecoverDeps } from '../../../src/deletion/recovery/recoverEntry.ts';
import { RecoveryService } from '../../../src/deletion/recovery/recoveryService.ts';
import { FastClock } from '../deletion/support/fastClock.ts';
import { Folder, Processes } from './support/folder.ts';
import { brief, intentFor, removal } from './support/samples.ts';

const DAY = 24 * 60 * 60_000;

/** Dependencies of a recovery that recovers nothing. */
const NOTHING: RecoverDeps = {
  client: { call: () => Promise.reject(new Error('unexpected')) },
  clock: new FastClock(),
  kindById: () => undefined,
  resolve: () => Promise.resolve(undefined),
  onObserved: () => undefined,
};

describe('pruning the journal', () => {
  let folder: Folder;
  let processes: Processes;
  let pid = 0;
  beforeEach(() => {
    folder = new Folder();
    processes = new Processes();
  });
  afterEach(() => folder.remove());

  const window = (): { journal: Journal; exits: () => void } => {
    const own = (pid += 1);
    processes.starts.set(own, `started ${own}`);
    return { journal: folder.openAs(own, processes), exits: () => processes.dead.add(own) };
  };
  const remaining = async () => brief(await folder.open().entries()).map((line) => line.split(' ')[0]);

  it('deletes only files of exited windows without new or unfinished entries', async () => {
    const [old, living, open, young] = [window(), window(), window(), window()];
    await removal(old.journal, 'old1');
    await removal(old.journal, 'old2');
    await removal(living.journal, 'living');
    await removal(open.journal, 'ended');
    await open.journal.intend(intentFor('open'));
    folder.now += 30 * DAY;
    await removal(young.journal, 'young');
    for (const one of [old, open, young]) one.exits();
    const { journal } = window();
    assert.equal(await journal.prune(31 * DAY), 0);
    assert.equal(await journal.prune(29 * DAY), 2);
    assert.deepEqual((await remaining()).sort(), ['ended', 'living', 'open', 'young']);
    assert.deepEqual(brief(await journal.entries()).length, 4);
    assert.equal(await journal.prune(29 * DAY), 0);
  });

  it('deletes nothing while only the clock shows that time has passed', async () => {
    const old = window();
    await removal(old.journal, 'old');
    old.exits();
    folder.now += 400 * DAY;
    const ahead = window();
    assert.equal(await ahead.journal.prune(365 * DAY), 0);
    assert.deepEqual(await remaining(), ['old']);
    await removal(ahead.journal, 'new');
    assert.equal(await ahead.journal.prune(365 * DAY), 1);
    assert.deepEqual(await remaining(), ['new']);
  });

  it('does not count a time ahead of the clock, which another machine wrote', async () => {
    const old = window();
    await removal(old.journal, 'old');
    old.exits();
    folder.now += 4000 * DAY;
    await removal(window().journal, 'ahead');
    folder.now -= 3990 * DAY;
    const { journal } = window();
    await removal(journal, 'now');
    assert.equal(await journal.prune(365 * DAY), 0);
    assert.equal(await journal.prune(9 * DAY), 1);
    assert.deepEqual((await remaining()).sort(), ['ahead', 'now']);
  });

  it('does not count what was deleted while the clock of this machine was ahead', async () => {
    const old = window();
    await removal(old.journal, 'old');
    old.exits();
    const aws = new ServerClock(() => folder.now);
    const { journal } = window();
    const deps = { journal, recover: NOTHING, retentionDays: () => 365, awsNow: () => aws.now() };
    folder.now += 400 * DAY;
    await removal(journal, 'ahead');
    // No response of AWS has shown the time.
    await new RecoveryService(deps).prune();
    aws.observe('no date');
    await new RecoveryService(deps).prune();
    aws.observe(new Date(folder.now - 400 * DAY).toUTCString());
    await new RecoveryService(deps).prune();
    assert.deepEqual((await remaining()).sort(), ['ahead', 'old']);
    folder.now += 1_000;
    aws.observe(new Date(folder.now).toUTCString());
    await new RecoveryService(deps).prune();
    assert.deepEqual(await remaining(), ['ahead']);
  });

  it('keeps a file with the outcome of an entry as long as the entry', async () => {
    const [first, successor, later] = [window(), window(), window()];
    await first.journal.intend(intentFor('r1'));
    first.exits();
    for (const unfinished of await successor.journal.unfinished()) {
      await unfinished.writer.recordOutcome({ kind: 'deleted' });
      await unfinished.release();
    }
    successor.exits();
    // The file with a line of a newer version must stay, and so the other one must, too.
    const strange = folder.file(`${first.journal.instanceId}.jsonl`);
    appendFileSync(strange, '{"v":2}\n');
    folder.now += 30 * DAY;
    assert.equal(await later.journal.prune(DAY), 0);
    assert.deepEqual(await remaining(), ['r1']);
    assert.equal((await later.journal.unfinished()).length, 0);
  });

  it('deletes the files of an entry and of its outcome together, with locks and liveness files of exited windows', async () => {
    const [first, successor, later] = [window(), window(), window()];
    await first.journal.intend(intentFor('r1'));
    await first.journal.acquireLock('r1');
    first.exits();
    for (const { writer } of await successor.journal.unfinished()) await writer.recordOutcome({ kind: 'deleted' });
    await successor.journal.acquireLock('kept by nobody');
    successor.exits();
    await later.journal.acquireLock('kept');
    folder.now += 30 * DAY;
    await removal(later.journal, 'later');
    assert.equal(readdirSync(folder.file('locks')).length, 4);
    assert.equal(await later.journal.prune(DAY), 1);
    assert.deepEqual(folder.names(), [`${later.journal.instanceId}.jsonl`]);
    assert.deepEqual(folder.names('.alive'), [`${later.journal.instanceId}.alive`]);
    assert.equal(readdirSync(folder.file('locks')).length, 1);
    assert.equal((await window().journal.acquireLock('kept')).acquired, false);
  });
});

describe('the changes of a journal', () => {
  let folder: Folder;
  beforeEach(() => {
    folder = new Folder();
  });
  afterEach(() => folder.remove());

  /** Returns the number of bytes that the process reads from files. */
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

  it('are read incrementally among 10,000 entries, whose objects stay the same', async () => {
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

  it('fire one event at once for records of the same window that are written together', async () => {
    const journal = folder.open({ every: () => () => undefined });
    const events: number[] = [];
    const stop = journal.onDidChange(() => events.push(folder.now));
    const writer = await journal.intend(intentFor('r1'));
    await journal.entries();
    await new Promise(setImmediate);
    assert.deepEqual(events, [folder.now]);
    await Promise.all([writer.recordCall(), writer.recordCall(), writer.recordCall()]);
    await journal.entries();
    await new Promise(setImmediate);
    assert.ok(events.length >= 2 && events.length <= 4, String(events.length));
    stop();
    stop();
    const before = events.length;
    await writer.recordOutcome({ kind: 'deleted' });
    await journal.entries();
    await new Promise(setImmediate);
    assert.equal(events.length, before);
  });

  it('fire an event for records of another window through the file watcher', async () => {
    const [own, other] = [folder.open({ every: () => () => undefined }), folder.open()];
    await removal(other, 'r1');
    await own.entries();
    const notified = new Promise<void>((resolve) => {
      own.onDidChange(resolve);
    });
    await other.intend(intentFor('r2'));
    await notified;
    assert.equal((await own.entries()).length, 2);
  });

  it('are polled while there are listeners and no file watcher', async () => {
    const polls = new Set<() => void>();
    const every: Interval = (ms, task) => {
      if (ms === 2000) polls.add(task);
      return () => polls.delete(task);
    };
    const own = folder.open({ every });
    // The folder does not exist yet, so it cannot be watched.
    let onNotified: () => void = () => undefined;
    const notified = new Promise<void>((resolve) => (onNotified = resolve));
    const stop = own.onDidChange(() => {
      onNotified();
    });
    assert.equal(polls.size, 1);
    await removal(folder.open(), 'r1');
    for (const poll of polls) poll();
    await notified;
    assert.deepEqual(brief(await own.entries()), ['r1 completed 200 deleted']);
    stop();
    assert.equal(polls.size, 0);
  });

  it('reach the other listeners when one throws', async () => {
    const journal = folder.open({ every: () => () => undefined });
    const thrown: unknown[] = [];
    const listeners = process.listeners('uncaughtException');
    process.removeAllListeners('uncaughtException');
    process.on('uncaughtException', (error) => thrown.push(error));
    try {
      journal.onDidChange(() => {
        throw new Error('a view is broken');
      });
      let notified = 0;
      journal.onDidChange(() => (notified += 1));
      await removal(journal, 'r1');
      await journal.entries();
      await new Promise(setImmediate);
      assert.ok(notified > 0 && thrown.length === notified);
      assert.deepEqual(brief(await journal.entries()), ['r1 completed 200 deleted']);
    } finally {
      process.removeAllListeners('uncaughtException');
      for (const listener of listeners) process.on('uncaughtException', listener);
    }
  });

  it('include old liveness files of windows that never wrote', async () => {
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
