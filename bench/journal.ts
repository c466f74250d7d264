import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { systemClock } from '../src/common/clock.ts';
import { serializeResource } from '../src/deletion/journal/format/storedResource.ts';
import { createPlan } from '../src/deletion/planning/plan.ts';
import { toCallRecord } from '../src/deletion/execution/callRecord.ts';
import { inTurns, timed, type Figure } from './measurement.ts';
import { createCore } from '../src/core.ts';
import { inStorageDirectory, kindOf, Product } from './extensionUnderTest.ts';
import { withSandbox } from './sandboxProcess.ts';

const ENTRIES = 10_000;
const READINGS = 9;
const PLACE = { account: '777788889999', region: 'eu-west-1' } as const;

/** How long the Deletions view waits for a journal of ten thousand entries, each with its call, answer and outcome. */
export async function measureJournal(): Promise<Figure[]> {
  return inStorageDirectory(async (storageDirectory) => {
    await fill(storageDirectory);
    const folder = path.join(storageDirectory, 'journal');
    const ours = () =>
      timed(async () => {
        const core = createCore({ storageDirectory });
        const { length } = await core.journal.entries();
        if (length !== ENTRIES) throw new Error(`${length} of ${ENTRIES} entries were read.`);
        await core.dispose();
      });
    const plain = () =>
      timed(async () => {
        for (const name of await readdir(folder)) {
          if (!name.endsWith('.jsonl')) continue;
          const lines = (await readFile(path.join(folder, name), 'utf8')).split('\n').filter((line) => line !== '');
          if (lines.map((line) => JSON.parse(line) as unknown).length < ENTRIES) throw new Error('Too few lines.');
        }
      });
    await ours();
    await plain();
    const { readings, baseline } = await inTurns(READINGS, ours, plain);
    return [
      {
        name: `a journal of ${ENTRIES} entries, read for the Deletions view`,
        unit: 'ms',
        readings,
        baseline: { what: 'reading the file, and JSON.parse of each line', readings: baseline },
        goal: 'at most 3 times',
      },
    ];
  });
}

/** Writes the entries as an engine does, for resources as they were listed. */
async function fill(storageDirectory: string): Promise<void> {
  const resources = await withSandbox({}, async (sandbox) => {
    const peers = kindOf('ec2.routeServerPeer');
    await sandbox.steer.addMany({ ...PLACE, kind: 'ec2.routeServerPeer' }, ENTRIES);
    const product = new Product(sandbox);
    const [listing] = await product.list([peers], await product.targets('empty', [PLACE.region]));
    await product.dispose();
    return listing?.resources ?? [];
  });
  const guards = { protectionAt: () => undefined, resourceRules: () => [] };
  const gathered = resources.map((resource) => ({ resource, checks: [] }));
  const plan = createPlan(gathered, systemClock.now(), guards);
  const core = createCore({ storageDirectory });
  // All at once: lines that come together are written and flushed together.
  await Promise.all(
    plan.items.map(async ({ resource, operation, input, evidence }) => {
      const intent = { planId: plan.id, action: 'delete', operation, input, evidence } as const;
      const record = await core.journal.intend({ ...intent, resource: serializeResource(resource) });
      await record.recordCall();
      const output = { RouteServerPeer: { ...resource.entry.item, State: 'deleting' } };
      await record.recordResponse(
        toCallRecord(resource, operation, { output, status: 200, attempts: 1, durationMs: 100 }),
      );
      await record.recordOutcome({ kind: 'deleted' });
    }),
  );
  await core.dispose();
}
