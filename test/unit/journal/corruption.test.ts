import assert from 'node:assert/strict';
import {
  appendFileSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';

import { Folder } from './support/folder.ts';
import { RESPONSE, brief, intentFor, removal, stored } from './support/samples.ts';

describe('a journal with damaged files', () => {
  let folder: Folder;
  beforeEach(() => {
    folder = new Folder();
  });
  afterEach(() => folder.remove());

  it('reports a time outside the range of dates as malformed', async () => {
    for (const at of [8.64e15 + 1, -8.64e15 - 1, 1e17, 1e300]) {
      const own = new Folder();
      await removal(own.open(), 'r1');
      const file = own.onlyFile();
      const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
      for (const line of lines.keys()) {
        const changed = lines.map((text, index) =>
          index === line ? JSON.stringify({ ...(JSON.parse(text) as object), at }) : text,
        );
        writeFileSync(file, `${changed.join('\n')}\n`);
        const reader = own.open();
        for (const { at: time, calls, outcome } of await reader.entries())
          for (const one of [time, ...calls.flatMap((call) => [call.at, call.response?.at ?? 0]), outcome?.at ?? 0])
            assert.ok(new Date(one).toISOString().length > 0);
        assert.ok(reader.problems.some(({ what }) => what === 'malformed'));
      }
      await own.remove();
    }
  });

  it('returns all complete records of a file that is truncated at any byte', async () => {
    const writer = folder.open();
    const before = { item: {}, source: { operation: '', index: 0 }, dates: [] };
    const slim = { evidence: [], input: {} };
    const first = await writer.intend(intentFor('first', { ...slim, resource: stored('first', { before }) }));
    await first.recordCall();
    await first.recordResponse({ ...RESPONSE, body: {} });
    await first.recordOutcome({ kind: 'deleted' });
    const kept = await writer.intend(intentFor('sécond', { ...slim, resource: stored('sécond', { before }) }));
    await kept.recordCall();
    await kept.recordOutcome({ kind: 'failed', reason: 'no' });
    await writer.close();
    const file = folder.onlyFile();
    const whole = readFileSync(file);
    const lines = whole.toString('utf8').trimEnd().split('\n');
    truncateSync(file, 0);
    for (let cut = 0; cut <= whole.length; cut += 1) {
      if (cut > 0) appendFileSync(file, whole.subarray(cut - 1, cut));
      // A complete line without its line break counts.
      let room = cut;
      const complete = lines.filter((line) => (room -= Buffer.byteLength(line) + 1) >= -1).length;
      const reader = folder.open();
      const entries = await reader.entries();
      assert.deepEqual(
        entries.map(({ resource, calls, outcome }) => [resource.id, calls.length, outcome?.kind]),
        [
          ...(complete > 4 ? [['sécond', complete > 5 ? 1 : 0, complete > 6 ? 'failed' : undefined]] : []),
          ...(complete > 0 ? [['first', complete > 1 ? 1 : 0, complete > 3 ? 'deleted' : undefined]] : []),
        ],
        `cut at ${cut}`,
      );
      const atEnd = cut === whole.length || [0, ...ends(lines)].some((end) => cut === end || cut === end - 1);
      assert.deepEqual(
        reader.problems.map(({ what }) => what),
        atEnd ? [] : ['truncated'],
        `cut at ${cut}`,
      );
    }
  });

  it('ignores malformed lines, other versions and unknown types and members, and reports them as problems', async () => {
    const writer = folder.open();
    const { id } = await writer.intend(intentFor('good'));
    const file = folder.onlyFile();
    const intent = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
    const strange = {
      ...intent,
      entry: 'strange',
      surprise: { kind: 'deleted' },
      resource: { ...intentFor('odd').resource, hue: 1 },
    };
    const lines = [
      'no JSON at all {',
      '\0\0\0\0',
      '"text"',
      '[]',
      'null',
      '{}',
      JSON.stringify({ ...intent, v: 2, entry: 'newer' }),
      JSON.stringify({ v: 1, type: 'telepathy', entry: id, at: 1 }),
      JSON.stringify({ ...intent, action: 'duplicate', entry: 'other' }),
      JSON.stringify({ ...intent, resource: { ...intentFor().resource, service: 's3' }, entry: 'other' }),
      JSON.stringify({ ...intent, resource: undefined, entry: 'other' }),
      JSON.stringify({ v: 1, type: 'outcome', entry: id, at: 'noon', kind: 'deleted' }),
      JSON.stringify({ v: 1, type: 'outcome', entry: 'nobody', at: 1, kind: 'deleted' }),
      '',
      JSON.stringify(strange),
      JSON.stringify({ v: 1, type: 'outcome', entry: 'strange', at: 2, kind: 'evaporated' }),
    ];
    appendFileSync(file, `${lines.join('\n')}\n`);
    appendFileSync(file, Buffer.from([0xff, 0xfe, 0x0a]));
    const late = await writer.intend(intentFor('late'));
    await late.recordOutcome({ kind: 'deleted' });
    const reader = folder.open();
    assert.deepEqual(brief(await reader.entries()).sort(), [
      'good sent -',
      'late completed deleted',
      'odd completed unknown',
    ]);
    const odd = (await reader.entries()).find((entry) => entry.id === 'strange');
    assert.equal(odd?.outcome?.reason, 'evaporated');
    assert.deepEqual(odd.resource, intentFor('odd').resource);
    assert.ok(!('surprise' in odd));
    const counted = Object.fromEntries(reader.problems.map(({ what, lines: count }) => [what, count]));
    assert.deepEqual(counted, { malformed: 9, unknownVersion: 1, unknownType: 3, orphan: 1 });
  });

  it('reads members with names of Object.prototype as ordinary members', async () => {
    const input = JSON.parse('{"__proto__": {"polluted": true}, "constructor": "x", "toString": 1}') as object;
    await folder.open().intend({ ...intentFor(), input: { ...input } });
    appendFileSync(folder.onlyFile(), '{"v":1,"__proto__":{"type":"note","entry":"x","at":1,"text":"x"}}\n');
    const reader = folder.open();
    const [entry] = await reader.entries();
    assert.equal(JSON.stringify(entry?.input), JSON.stringify({ ...input }));
    assert.equal(({} as { polluted?: boolean }).polluted, undefined);
    assert.deepEqual(
      reader.problems.map(({ what }) => what),
      ['malformed'],
    );
  });

  it('reads the current content of a file that is deleted, replaced or truncated', async () => {
    const [one, two] = [folder.open(), folder.open()];
    await removal(one, 'first');
    await removal(two, 'second');
    const reader = folder.open();
    assert.equal((await reader.entries()).length, 2);
    const file = folder.file(`${one.instanceId}.jsonl`);
    const text = readFileSync(file, 'utf8');
    rmSync(file);
    assert.deepEqual(brief(await reader.entries()), ['second completed 200 deleted']);
    writeFileSync(`${file}.new`, text.replaceAll('first', 'third'));
    renameSync(`${file}.new`, file);
    assert.deepEqual(brief(await reader.entries()).sort(), [
      'second completed 200 deleted',
      'third completed 200 deleted',
    ]);
    truncateSync(file, text.indexOf('\n') + 1);
    assert.deepEqual(brief(await reader.entries()).sort(), ['second completed 200 deleted', 'third pending -']);
    assert.deepEqual(
      reader.problems.map(({ what }) => what),
      ['shrunk'],
    );
    rmSync(folder.path, { recursive: true });
    assert.deepEqual(await reader.entries(), []);
    assert.deepEqual(reader.problems, []);
  });

  it('reads the other files when some cannot be read', async () => {
    await removal(folder.open(), 'seen');
    mkdirSync(folder.file('1-1-aa.jsonl'));
    symlinkSync('/dev/zero', folder.file('1-2-bb.jsonl'));
    symlinkSync('nowhere', folder.file('1-3-cc.jsonl'));
    writeFileSync(folder.file('by hand.jsonl'), 'x\n');
    writeFileSync(folder.file('notes.txt'), 'x\n');
    const reader = folder.open();
    let changes = 0;
    reader.onDidChange(() => (changes += 1));
    for (let round = 0; round < 3; round += 1) {
      assert.deepEqual(brief(await reader.entries()), ['seen completed 200 deleted']);
      assert.deepEqual(
        reader.problems.map(({ file, what }) => `${file} ${what}`),
        ['1-1-aa.jsonl unreadable', '1-2-bb.jsonl unreadable', 'by hand.jsonl malformed'],
      );
    }
    // A listener that reads the entries must not be called again for files that are still unreadable.
    assert.equal(changes, 1);
  });

  it('reports a file in place of its folder as a problem', async () => {
    writeFileSync(folder.path, '');
    const reader = folder.open();
    assert.deepEqual(await reader.entries(), []);
    assert.deepEqual(
      reader.problems.map(({ file, what }) => [file, what]),
      [['.', 'unreadable']],
    );
    rmSync(folder.path);
    assert.deepEqual(await reader.entries(), []);
    assert.deepEqual(reader.problems, []);
  });
});

function ends(lines: readonly string[]): number[] {
  let end = 0;
  return lines.map((line) => (end += Buffer.byteLength(line) + 1));
}
