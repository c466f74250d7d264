import assert from 'node:assert/strict';
import { appendFileSync, existsSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import type { JournalEntry } from '../../../src/deletion/journal/entry.ts';
import { EntryIndex } from '../../../src/deletion/journal/storage/entryIndex.ts';
import { SEED } from '../support/seed.ts';
import { Folder } from './support/folder.ts';
import { RESPONSE, brief, intentFor, removal } from './support/samples.ts';

describe('reading the journal', () => {
  let folder: Folder;
  beforeEach(() => {
    folder = new Folder();
  });
  afterEach(() => folder.remove());

  it('returns no entries of an unwritten journal, and creates no folder', async () => {
    const journal = folder.open();
    assert.deepEqual(await journal.entries(), []);
    assert.deepEqual(await journal.unfinished(), []);
    assert.equal(await journal.prune(0), 0);
    await journal.close();
    assert.throws(() => folder.names(), { code: 'ENOENT' });
  });

  it('returns entries with all written members to any window', async () => {
    const writer = await folder.open().intend(intentFor('rsp-1'));
    await writer.recordCall({ dryRun: true });
    await writer.recordResponse({ ...RESPONSE, status: 503, body: { Error: { name: 'RequestLimitExceeded' } } });
    await writer.recordCall();
    await writer.recordOutcome({
      kind: 'denied',
      reason: 'No.',
      code: 'UnauthorizedOperation',
      deniedAction: 'ec2:X',
    });
    const [entry] = await folder.open().entries();
    assert.ok(entry);
    const at = folder.now;
    const expected: JournalEntry = {
      ...intentFor('rsp-1'),
      id: writer.id,
      at,
      instance: { id: path.basename(folder.onlyFile(), '.jsonl'), pid: process.pid, startedAt: at },
      calls: [
        { at, dryRun: true, response: { ...RESPONSE, status: 503, body: { Error: { name: 'RequestLimitExceeded' } } } },
        { at, dryRun: false },
      ],
      outcome: {
        kind: 'denied',
        reason: 'No.',
        code: 'UnauthorizedOperation',
        deniedAction: 'ec2:X',
        at,
      },
      state: 'completed',
    };
    assert.deepEqual(entry, expected);
  });

  it('yields to other work while it merges a long journal', async () => {
    const index = new EntryIndex();
    const count = 2_600;
    for (let at = 0; at < count; at += 1) {
      index.add('a.jsonl', { type: 'intent', entry: `entry-${at}`, at, ...intentFor('rsp-1') });
    }
    let turns = 0;
    let isDone = false;
    const turn = () => {
      turns += 1;
      if (!isDone) setImmediate(turn);
    };
    setImmediate(turn);
    await index.merge();
    isDone = true;
    assert.ok(turns >= 5, String(turns));
    const entries = index.entries();
    assert.deepEqual([entries.length, entries[0]?.id], [count, `entry-${count - 1}`]);
    await index.merge();
    assert.equal(index.entries(), entries);
  });

  it('has what was read while it merged a long journal', async () => {
    const index = new EntryIndex();
    const add = (at: number) => {
      index.add('a.jsonl', { type: 'intent', entry: `entry-${at}`, at, ...intentFor('rsp-1') });
    };
    for (let at = 0; at < 1_200; at += 1) add(at);
    const merging = index.merge();
    // By now a slice was merged, with the first entry in it.
    index.add('a.jsonl', { type: 'outcome', entry: 'entry-0', kind: 'deleted', at: 1 });
    add(1_200);
    await merging;
    await index.merge();
    const entries = index.entries();
    assert.deepEqual([entries.length, entries[0]?.id, entries.at(-1)?.outcome?.kind], [1_201, 'entry-1200', 'deleted']);
  });

  it('sorts the entries of all windows by time, newest first, and returns the same list if nothing changed', async () => {
    const windows = [folder.open(), folder.open()];
    for (const [index, id] of ['a', 'b', 'c', 'd'].entries()) {
      folder.now += 10;
      await removal(windows[index % 2] ?? folder.open(), id);
    }
    const reader = folder.open();
    const entries = await reader.entries();
    assert.deepEqual(
      brief(entries),
      ['d', 'c', 'b', 'a'].map((id) => `${id} completed 200 deleted`),
    );
    assert.equal(await reader.entries(), entries);
  });

  it('prefers known outcomes over unknown ones, and later ones over earlier ones', async () => {
    const window = folder.open();
    const cases: [string[], string][] = [
      [['deleting', 'deleted'], 'deleted'],
      [['deleted', 'deleting'], 'deleted'],
      [['deleted', 'unknown'], 'deleted'],
      [['unknown', 'reverted'], 'reverted'],
      [['deleting', 'unknown', 'deleting'], 'unknown'],
      [['deleted', 'reverted'], 'reverted'],
      [['deleting'], 'deleting'],
    ];
    for (const [kinds, expected] of cases) {
      const writer = await window.intend(intentFor(kinds.join()));
      for (const kind of kinds as 'deleted'[]) await writer.recordOutcome({ kind });
      const entry = (await window.entries()).find(({ id }) => id === writer.id);
      assert.equal(entry?.outcome?.kind, expected, kinds.join());
      assert.equal(entry.state, expected === 'deleting' ? 'sent' : 'completed');
    }
  });

  it('exports one line for each entry, oldest first', async () => {
    const window = folder.open();
    for (const id of ['a', 'b', 'c']) {
      folder.now += 1;
      await removal(window, id);
    }
    const lines: string[] = [];
    for await (const line of window.export()) lines.push(line);
    assert.ok(lines.every((line) => line.endsWith('\n') && line.indexOf('\n') === line.length - 1));
    const exported = lines.map((line) => JSON.parse(line) as JournalEntry & { v: number });
    assert.deepEqual(
      exported.map(({ v, resource }) => [v, resource.id]),
      [
        [1, 'a'],
        [1, 'b'],
        [1, 'c'],
      ],
    );
    const [, , newest] = exported;
    assert.deepEqual(newest, { v: 1, ...(await window.entries())[0] });
  });

  it('returns the same entries incrementally and at once, after random writes and truncations', async () => {
    const step = fc.record({
      window: fc.nat(2),
      what: fc.constantFrom('removal', 'intent', 'deleting', 'cut', 'garbage', 'read'),
    });
    const property = fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      const own = new Folder();
      const windows = [own.open(), own.open(), own.open()];
      const incremental = own.open();
      const acknowledged: string[] = [];
      for (const [index, { window, what }] of steps.entries()) {
        own.now += 1;
        const journal = windows[window];
        assert.ok(journal);
        const id = `r${index}`;
        const file = own.file(`${journal.instanceId}.jsonl`);
        if (what === 'removal') acknowledged.push(`${await removal(journal, id)} completed`);
        else if (what === 'read') await incremental.entries();
        else if (what === 'cut' || what === 'garbage') {
          // A partial line, like after a full disk. The window continues on a new line.
          if (existsSync(file)) appendFileSync(file, what === 'cut' ? '{"v":1,"type":"inte\n' : '\n\n{]\n');
        } else {
          const writer = await journal.intend(intentFor(id));
          if (what === 'deleting') await writer.recordOutcome({ kind: 'deleting' });
          acknowledged.push(writer.id);
        }
      }
      const fresh = own.open();
      const entries = await fresh.entries();
      assert.deepEqual(await incremental.entries(), entries);
      const found = new Set(entries.flatMap(({ id, state }) => [id, `${id} ${state}`]));
      assert.deepEqual(
        acknowledged.filter((id) => !found.has(id)),
        [],
      );
      assert.equal(entries.length, acknowledged.length);
      await own.remove();
    });
    await fc.assert(property, { numRuns: Number(process.env['TEARDOWN_RUNS'] ?? 40), seed: SEED });
  });
});
