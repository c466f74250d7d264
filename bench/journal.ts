import { randomUUID } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { systemClock } from '../src/common/clock.ts';
import { serializeResource } from '../src/deletion/journal/format/storedResource.ts';
import { createPlan } from '../src/deletion/planning/plan.ts';
import { toCallRecord } from '../src/deletion/execution/callRecord.ts';
import { inTurns, timed, type Figure } from './measurement.ts';
import { createCore } from '../src/core.ts';
import { inStorageDirectory, kindOf, ExtensionUnderTest } from './extensionUnderTest.ts';
import { withSandbox } from './sandboxProcess.ts';
import { TaskWatch } from './taskWatch.ts';

const ENTRIES = 10_000;
const AT_ONCE = 50;
const READINGS = 9;
const LONG_READINGS = 3;
const PLACE = { account: '777788889999', region: 'eu-west-1' } as const;

/** The long journal has these copies of the short one: a hundred thousand entries. */
const COPIES = 10;

/**
 * Measures how long the Deletions view waits and the host is blocked, for journals of ten thousand and of a hundred
 * thousand entries. Each entry has a request, a response and an outcome.
 */
export async function measureJournal(): Promise<Figure[]> {
  return inStorageDirectory(async (storageDirectory) => {
    await fill(storageDirectory);
    const short = await measure(storageDirectory, ENTRIES, READINGS);
    await repeat(path.join(storageDirectory, 'journal'));
    return [...short, ...(await measure(storageDirectory, COPIES * ENTRIES, LONG_READINGS))];
  });
}

async function measure(storageDirectory: string, count: number, times: number): Promise<Figure[]> {
  const folder = path.join(storageDirectory, 'journal');
  const tasks: number[] = [];
  const ours = () =>
    timed(async () => {
      const core = createCore({ storageDirectory });
      const watch = new TaskWatch();
      const { length } = await core.journal.entries();
      tasks.push(watch.end());
      if (length !== count) throw new Error(`${length} of ${count} entries were read.`);
      await core.dispose();
    });
  const plain = () =>
    timed(async () => {
      let lines = 0;
      for (const name of await readdir(folder)) {
        if (!name.endsWith('.jsonl')) continue;
        const text = await readFile(path.join(folder, name), 'utf8');
        lines += text
          .split('\n')
          .filter((line) => line !== '')
          .map((line) => JSON.parse(line) as unknown).length;
      }
      if (lines < count) throw new Error('Too few lines.');
    });
  await ours();
  await plain();
  tasks.length = 0;
  const { readings, baseline } = await inTurns(times, ours, plain);
  const newest = async () => {
    const core = createCore({ storageDirectory });
    // A window also reads all entries, to settle what others left unfinished.
    const all = core.journal.entries();
    const shown = await timed(async () => {
      const { entries, complete } = await core.journal.newestEntries();
      if (entries.length === 0 || complete) throw new Error('The newest entries did not come before all others.');
    });
    await all;
    await core.dispose();
    return shown;
  };
  const untilShown: number[] = [];
  for (let turn = 0; turn < times; turn += 1) untilShown.push(await newest());
  const name = `a journal of ${count} entries, read for the Deletions view`;
  return [
    {
      name,
      unit: 'ms',
      readings,
      baseline: { what: 'reading the file, and JSON.parse of each line', readings: baseline },
      goal: count === ENTRIES ? 'at most 3 times' : 'none',
    },
    { name: `${name}: until the newest are shown`, unit: 'ms', readings: untilShown, goal: 'at most 300 ms' },
    { name: `${name}: longest task`, unit: 'ms', readings: tasks, goal: 'at most 100 ms' },
  ];
}

/** Copies the journal as journals of other windows, with other ids. */
async function repeat(folder: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.jsonl'));
  for (const name of names) {
    const text = await readFile(path.join(folder, name), 'utf8');
    for (let copy = 1; copy < COPIES; copy += 1) {
      const renamed = text.replaceAll(/("entry":"[0-9a-f-]{36})/g, `$1-${copy}`);
      await writeFile(path.join(folder, `${randomUUID()}.jsonl`), renamed);
    }
  }
}

/** Writes entries as the executor does, for listed resources. */
async function fill(storageDirectory: string): Promise<void> {
  const resources = await withSandbox({}, async (sandbox) => {
    const peers = kindOf('ec2.routeServerPeer');
    await sandbox.control.addMany({ ...PLACE, kind: 'ec2.routeServerPeer' }, ENTRIES);
    const product = new ExtensionUnderTest(sandbox);
    const [listing] = await product.list([peers], await product.targets('empty', [PLACE.region]));
    await product.dispose();
    return listing?.resources ?? [];
  });
  const guards = { protectionAt: () => undefined, resourceRules: () => [] };
  const gathered = resources.map((resource) => ({ resource, checks: [] }));
  const plan = createPlan(gathered, systemClock.now(), guards);
  const core = createCore({ storageDirectory });
  const write = async ({ resource, operation, input, evidence }: (typeof plan.items)[number]): Promise<void> => {
    const intent = { planId: plan.id, action: 'delete', operation, input, evidence } as const;
    const record = await core.journal.intend({ ...intent, resource: serializeResource(resource) });
    await record.recordCall();
    const output = { RouteServerPeer: { ...resource.entry.item, State: 'deleting' } };
    await record.recordResponse(
      toCallRecord(resource, operation, { output, status: 200, attempts: 1, durationMs: 100 }),
    );
    await record.recordOutcome({ kind: 'deleted' });
  };
  // As many at once as EC2 accepts: simultaneous lines are written and flushed together.
  for (let from = 0; from < plan.items.length; from += AT_ONCE) {
    await Promise.all(plan.items.slice(from, from + AT_ONCE).map(write));
  }
  await core.dispose();
}
