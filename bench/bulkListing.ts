import path from 'node:path';
import type { SandboxInfo } from '../sandbox/types.ts';
import { ROOT } from '../scripts/lib/run.mjs';
import { capture } from '../test/harness/guarded.ts';
import { growthExponent, median, type Figure } from './measurement.ts';
import { withSandbox, type SandboxProcess } from './sandboxProcess.ts';

/** The task of a separate process. */
export interface BulkListingTask {
  readonly sandbox: SandboxInfo;
  /** Lists with the bare SDK, and keeps the raw items in an array. */
  readonly bare: boolean;
  readonly profile: string;
  readonly region: string;
  /** A Region with one page, listed first to load all modules. */
  readonly warmRegion: string;
}

/** The cost of a listing. */
export interface ListingCost {
  readonly ms: number;
  /** Processor time of the listing process. */
  readonly cpuMs: number;
  /** Bytes that remain in use. */
  readonly bytes: number;
  readonly count: number;
}

const ACCOUNT = '777788889999';
const PROFILE = 'empty';
const WARM = 'us-west-2';
/** The number of resources in each Region, and of readings. */
const PLACES = [
  { region: 'us-east-1', count: 1_000, readings: 2 },
  { region: 'us-east-2', count: 10_000, readings: 2 },
  { region: 'eu-west-1', count: 50_000, readings: 3 },
  { region: 'eu-central-1', count: 100_000, readings: 1 },
] as const;
const MAIN = 50_000;

/** Measures listing 50,000 resources of one kind: time, memory, and how both grow with the number. */
export async function measureBulkListing(): Promise<Figure[]> {
  return withSandbox({}, async (sandbox) => {
    for (const { region, count } of [...PLACES, { region: WARM, count: 1_000 }]) {
      await sandbox.control.addMany({ account: ACCOUNT, region, kind: 'ec2.routeServerPeer' }, count);
    }
    const ours = new Map<number, ListingCost[]>();
    const bare: ListingCost[] = [];
    for (const { region, count, readings } of PLACES) {
      const costs: ListingCost[] = [];
      for (let turn = 0; turn < readings; turn++) {
        costs.push(await cost(sandbox, region, count, false));
        if (count === MAIN) bare.push(await cost(sandbox, region, count, true));
      }
      ours.set(count, costs);
    }
    const main = ours.get(MAIN) ?? [];
    const of = (what: string, unit: string, goal: string, value: (cost: ListingCost) => number): Figure => ({
      name: `${MAIN} of one kind: ${what}`,
      unit,
      readings: main.map(value),
      baseline: { what: 'the bare SDK, raw items kept', readings: bare.map(value) },
      goal,
    });
    const growth = (what: string, value: (cost: ListingCost) => number): Figure => ({
      name: `growth of ${what} from ${PLACES[0].count} to ${PLACES[3].count}`,
      unit: '',
      readings: [growthExponent([...ours].map(([count, costs]) => [count, median(costs.map(value))]))],
      goal: 'exponent at most 1.05',
    });
    return [
      of('time', 'ms', 'at most 1.05 times', ({ ms }) => ms),
      of('processor time', 'ms', 'none, it explains the time', ({ cpuMs }) => cpuMs),
      of('memory kept', 'MiB', 'at most 1.2 times', ({ bytes }) => bytes / 2 ** 20),
      growth('time', ({ ms }) => ms),
      growth('memory', ({ bytes }) => bytes),
    ];
  });
}

async function cost(sandbox: SandboxProcess, region: string, count: number, bare: boolean): Promise<ListingCost> {
  const { endpoint, configFile, credentialsFile, profiles } = sandbox;
  const info = { endpoint, configFile, credentialsFile, profiles };
  const order: BulkListingTask = { sandbox: info, bare, profile: PROFILE, region, warmRegion: WARM };
  const args = ['--no-warnings', '--expose-gc', '--import', 'tsx', path.join(ROOT, 'bench/bulkListingMain.ts')];
  const output = await capture(process.execPath, [...args, JSON.stringify(order)], process.env);
  const found = JSON.parse(output) as ListingCost;
  if (found.count !== count) throw new Error(`${found.count} of ${count} were listed.`);
  return found;
}
