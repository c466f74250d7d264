import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import fc from 'fast-check';
import { SEED } from '../support/seed.ts';
import { Folder } from './support/folder.ts';
import { brief } from './support/samples.ts';
import { WindowMaker } from './support/processes.ts';

describe('the journal of several processes', () => {
  const starter = new WindowMaker();
  let folder: Folder;
  before(() => starter.build());
  after(() => starter.remove());
  beforeEach(() => {
    folder = new Folder();
  });
  afterEach(() => folder.remove());

  it('loses no acknowledged record of a process killed at each step, and passes each unfinished entry to one successor', async () => {
    const victim = starter.start(folder.path);
    const successors = [starter.start(folder.path), starter.start(folder.path)];
    await victim.do({ do: 'steps' });
    assert.deepEqual(await successors[0]?.do({ do: 'settle' }), [], 'it is alive');
    await victim.kill();
    const settled = await Promise.all(successors.map((successor) => successor.do({ do: 'settle' })));
    assert.deepEqual(settled.flat().sort(), [
      'answered sent 1 -',
      'called sent 1 -',
      'deleting sent 1 deleting',
      'intended pending 0 -',
    ]);
    assert.deepEqual(brief(await folder.open().entries()).sort(), [
      'answered completed 200 deleted',
      'called completed no response deleted',
      'deleted completed 200 deleted',
      'deleting completed 200 deleted',
      'intended completed deleted',
    ]);
  });

  it('has all acknowledged records of a process that is killed at any moment', async () => {
    const property = fc.asyncProperty(fc.integer({ min: 1, max: 40 }), async (messageCount) => {
      const own = new Folder();
      const window = starter.start(own.path);
      window.send({ do: 'forever' });
      const acknowledged = new Map<string, number>();
      const onMessage = (word: unknown) => {
        const [id, step] = String(word).split(' ');
        acknowledged.set(id ?? '', Number(step));
      };
      for (let received = 0; received < messageCount; received += 1) onMessage(await window.next());
      await window.kill();
      for (let word = await window.next(); word !== undefined; word = await window.next()) onMessage(word);
      const journal = own.open();
      const known = new Map(
        (await journal.entries()).map(({ id, calls: [call], outcome }) => [
          id,
          outcome ? 3 : call?.response ? 2 : call ? 1 : 0,
        ]),
      );
      for (const [id, step] of acknowledged)
        assert.ok((known.get(id) ?? -1) >= step, `${id}: ${known.get(id)} < ${step}`);
      assert.ok(known.size <= acknowledged.size + 1);
      const open = [...known.values()].filter((step) => step < 3).length;
      assert.equal((await journal.unfinished()).length, open);
      await own.remove();
    });
    await fc.assert(property, { numRuns: Number(process.env['TEARDOWN_RUNS'] ?? 6), seed: SEED });
  }).timeout(0);

  it('frees the locks of a process that exits while it closes', async () => {
    const keys = ['a', 'b', 'c'];
    const property = fc.asyncProperty(fc.integer({ min: 0, max: 40 }), async (turns) => {
      const own = new Folder();
      const window = starter.start(own.path);
      window.send({ do: 'exit', keys, turns });
      await window.exited();
      const next = own.open();
      for (const key of keys) assert.equal((await next.acquireLock(key)).acquired, true, `${key} after ${turns} turns`);
      await next.close();
      await own.remove();
    });
    await fc.assert(property, { numRuns: Number(process.env['TEARDOWN_RUNS'] ?? 20), seed: SEED });
  }).timeout(0);

  it('keeps the lines of concurrent processes intact', async () => {
    const windows = ['a', 'b', 'c'].map((name) => ({ name, window: starter.start(folder.path) }));
    const reader = folder.open();
    const running = new Set(windows);
    const all = Promise.all(
      windows.map(async (one) => {
        await one.window.do({ do: 'removals', count: 60, name: one.name });
        running.delete(one);
      }),
    );
    let most = 0;
    for (;;) {
      const last = running.size === 0;
      const { length } = await reader.entries();
      assert.ok(length >= most);
      most = length;
      assert.deepEqual(reader.problems, []);
      if (last) break;
    }
    await all;
    assert.deepEqual(brief(await reader.entries()).sort(), brief(await folder.open().entries()).sort());
    assert.equal(new Set(brief(await reader.entries())).size, 180);
    assert.ok((await reader.entries()).every(({ state }) => state === 'completed'));
  });

  it('grants each lock to exactly one of several processes, also those of a killed process', async () => {
    const keys = Array.from({ length: 120 }, (_, index) => `key ${index}`);
    const killed = starter.start(folder.path);
    await killed.do({ do: 'claim', keys: keys.slice(0, 60) });
    await killed.kill();
    const contenders = [starter.start(folder.path), starter.start(folder.path), starter.start(folder.path)];
    // All processes have started before the contest.
    for (const contender of contenders) await contender.do({ do: 'claim', keys: [] });
    // One may finish before the next has started. Then there was no contest, and another round follows.
    let contested = false;
    for (let round = 0; !contested && round < 20; round++) {
      const wanted = round === 0 ? keys : keys.map((key) => `${key} in round ${round}`);
      const won = (await Promise.all(
        contenders.map((contender) => contender.do({ do: 'claim', keys: wanted })),
      )) as boolean[][];
      for (const [index, key] of wanted.entries()) {
        assert.equal(won.filter((mine) => mine[index]).length, 1, key);
      }
      contested = won.filter((mine) => mine.includes(true)).length > 1;
    }
    assert.ok(contested, 'the processes overlapped');
  });

  it('rejects intents on a full disk, and keeps all acknowledged records', async function () {
    if (process.platform === 'win32') this.skip();
    const window = starter.start(folder.path, 32);
    const { done, code, message } = (await window.do({ do: 'fill' })) as {
      done: string[];
      code: string;
      message: string;
    };
    assert.equal(code, 'EFBIG');
    assert.match(message, /so no request is sent\. The disk is full/);
    const [file] = folder.names().map((name) => statSync(folder.file(name)));
    assert.equal(file?.size, 32 * 512);
    await window.kill();
    const reader = folder.open();
    const entries = await reader.entries();
    assert.ok(done.length > 5);
    const known = new Set(entries.map(({ id }) => id));
    assert.deepEqual(
      done.filter((id) => !known.has(id)),
      [],
    );
    // The last record may be truncated.
    assert.ok(entries.length <= done.length + 1);
    assert.ok(entries.slice(2).every(({ state }) => state === 'completed'));
  });
});
