import assert from 'node:assert/strict';
import { appendFileSync, statSync, utimesSync } from 'node:fs';
import fc from 'fast-check';
import type { JournalEntry } from '../../../src/deletion/journal/entry.ts';
import { readLastBytes } from '../../../src/deletion/journal/storage/newestEntries.ts';
import { SEED } from '../support/seed.ts';
import { Folder } from './support/folder.ts';
import { RESPONSE, brief, intentFor } from './support/samples.ts';

describe('the newest entries of a journal', () => {
  let folder: Folder;
  beforeEach(() => {
    folder = new Folder();
  });
  afterEach(() => folder.remove());

  /** Writes plans in sequence, each in its own window or all in one, and returns their size in bytes. */
  async function write(plans: readonly number[], windows: 'one' | 'many'): Promise<number> {
    let journal = folder.open();
    for (const [plan, count] of plans.entries()) {
      if (windows === 'many' && plan > 0) journal = folder.open();
      for (let item = 0; item < count; item += 1) {
        folder.now += 1000;
        const writer = await journal.intend(intentFor(`rsp-${plan}-${item}`, { planId: `plan-${plan}` }));
        await writer.recordCall();
        await writer.recordResponse(RESPONSE);
        await writer.recordOutcome({ kind: 'deleted' });
      }
      // Files that are written within one tick of the file system's clock have the same time.
      const [last] = folder.names().sort().toReversed();
      if (last !== undefined) utimesSync(folder.file(last), folder.now / 1000, folder.now / 1000);
    }
    return folder.names().reduce((sum, name) => sum + statSync(folder.file(name)).size, 0);
  }

  /** Reads the last bytes of a journal, and compares the entries with all of them. */
  async function check(all: readonly JournalEntry[], bytes: number, size: number): Promise<void> {
    const { entries, complete } = await readLastBytes(folder.path, bytes);
    assert.deepEqual(entries, all.slice(0, entries.length));
    assert.equal(complete, bytes >= size);
    assert.ok(!complete || entries.length === all.length);
    const plans = new Set(entries.map(({ planId }) => planId));
    const countOf = (list: readonly JournalEntry[], plan: string) =>
      list.filter(({ planId }) => planId === plan).length;
    // A single plan may lack some of its entries.
    for (const plan of plans.size > 1 ? plans : []) assert.equal(countOf(entries, plan), countOf(all, plan), plan);
  }

  it('equal the first entries of the whole journal, for any number of bytes read', async () => {
    const plans = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(
        plans,
        fc.constantFrom('one' as const, 'many' as const),
        fc.array(fc.double({ min: 0, max: 1.2, noNaN: true }), { minLength: 8, maxLength: 8 }),
        async (counts, windows, shares) => {
          const size = await write(counts, windows);
          const all = await folder.open().entries();
          for (const share of shares) await check(all, Math.floor(size * share), size);
          await folder.remove();
          folder = new Folder();
        },
      ),
      { seed: SEED, numRuns: 8 },
    );
  });

  it('exclude the older entries of a long journal until all are read', async () => {
    const long = { note: 'x'.repeat(200_000) };
    const journal = folder.open();
    for (const id of ['rsp-1', 'rsp-2', 'rsp-3', 'rsp-4']) {
      folder.now += 1000;
      await journal.intend(intentFor(id, { planId: `plan of ${id}`, input: long }));
    }
    const reader = folder.open();
    const newest = await reader.newestEntries();
    assert.deepEqual(brief(newest.entries), ['rsp-4 pending -']);
    assert.equal(newest.complete, false);
    const all = await reader.entries();
    assert.equal(all.length, 4);
    assert.deepEqual(await reader.newestEntries(), { entries: all, complete: true });
  });

  it('include the intents of many concurrent deletions with long responses', async () => {
    // Older, and longer than the maximum that is read.
    await folder.open().intend(intentFor('rsp-old', { planId: 'old', input: { note: 'x'.repeat(9_000_000) } }));
    utimesSync(folder.onlyFile(), 1, 1);
    const journal = folder.open();
    const writers = [];
    for (let item = 0; item < 8; item += 1) writers.push(await journal.intend(intentFor(`rsp-${item}`)));
    const output = { ...RESPONSE, body: { note: 'x'.repeat(200_000) } };
    for (const writer of writers) {
      await writer.recordCall();
      await writer.recordResponse(output);
    }
    const { entries, complete } = await folder.open().newestEntries();
    assert.equal(complete, false);
    assert.equal(entries.length, 8);
  });

  it('are all entries of a short journal, and none without a journal', async () => {
    assert.deepEqual(await folder.open().newestEntries(), { entries: [], complete: true });
    await write([2, 3], 'many');
    const journal = folder.open();
    assert.deepEqual(await journal.newestEntries(), { entries: await journal.entries(), complete: true });
  });

  it('exclude an incomplete line', async () => {
    const first = folder.open();
    const writer = await first.intend(intentFor('rsp-1'));
    await writer.recordCall();
    appendFileSync(folder.onlyFile(), '{"v":1,"type":"outco');
    const { entries } = await readLastBytes(folder.path, 1_000_000);
    assert.deepEqual(brief(entries), ['rsp-1 sent no response -']);
  });
});
