import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import path from 'node:path';
import { randomFrom } from '../sandbox/random.ts';
import { writeMeasured } from '../scripts/lib/measuredParts.mjs';
import { ROOT, CliError, print } from '../scripts/lib/run.mjs';
import { KILL_STEPS } from '../test/unit/deletion/support/crashSteps.ts';
import { Killer, MAX_MESSAGES, type KillMoment } from '../test/unit/deletion/support/crashRecovery.ts';
import { deleteUnderFaults, type FaultRates, type StressResult } from '../test/unit/deletion/support/stress.ts';
import { SEED } from '../test/unit/support/seed.ts';
import { TestEnvironment } from '../test/unit/support/testEnvironment.ts';

/** How a soak runs. */
export interface SoakOptions {
  /** The divisor of all counts: 20 for a quick run. */
  readonly smaller: number;
  /** Writes the figures to docs/RELIABILITY.md. */
  readonly write: boolean;
}

/** An invariant, how it was tested, and how often it was violated. */
interface Finding {
  readonly tried: string;
  readonly mustNot: string;
  readonly times: number;
  /** Further results, such as the outcomes of the deletions. */
  readonly note: string;
}

/** The parts, by their names on the command line. Each takes the divisor. */
const PARTS: Readonly<Record<string, (smaller: number) => Promise<readonly Finding[]>>> = {
  storm: soakStorm,
  rejections: soakRejections,
  lags: soakLags,
  steps: soakSteps,
  kills: soakKills,
  interleavings: soakInterleavings,
};

/** Runs the named parts, or all, and prints the findings as a table. Returns whether no invariant was violated. */
export async function soak(names: readonly string[], { smaller, write }: SoakOptions): Promise<boolean> {
  const unknown = names.find((name) => !(name in PARTS));
  if (unknown !== undefined) {
    throw new CliError(`Unknown part "${unknown}". Known parts: ${Object.keys(PARTS).join(', ')}.`);
  }
  const findings: Finding[] = [];
  for (const [name, run] of Object.entries(PARTS)) {
    if (names.length > 0 && !names.includes(name)) continue;
    print(`Soak: ${name}`);
    const found = await run(smaller);
    for (const finding of found) console.log(row(finding));
    findings.push(...found);
  }
  const page = report(findings, smaller);
  console.log(`\n${page}`);
  mkdirSync(path.join(ROOT, 'build'), { recursive: true });
  writeFileSync(path.join(ROOT, 'build/soak.md'), page);
  if (write) writeMeasured('soak', page.trimEnd());
  return findings.every(({ times }) => times === 0);
}

function report(findings: readonly Finding[], smaller: number): string {
  const command = smaller === 1 ? 'npm run soak' : `npm run soak -- --smaller ${smaller}`;
  const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, Node ${process.versions.node}, ${process.platform}`;
  return [
    '## Soak',
    '',
    `\`${command}\`, ${new Date().toISOString().slice(0, 10)}, ${machine}. The seed in a row determines its random choices: \`TEARDOWN_SEED\` replays them. How far a killed process got is up to the machine.`,
    '',
    'Each outcome is compared with what the sandbox has afterwards. `failed` and `unknown` in the first row: the lost response was that of a throttled request, so nothing was executed. A resource type without states cannot distinguish that from a deletion in progress.',
    '',
    '| what was tried | what must not happen | times it happened | outcomes and requests |',
    '| --- | --- | --- | --- |',
    ...findings.map(row),
    '',
  ].join('\n');
}

function row({ tried, mustNot, times, note }: Finding): string {
  return `| ${tried} | ${mustNot} | ${times} | ${note} |`;
}

async function withTestEnvironment<T>(work: (world: TestEnvironment) => Promise<T>): Promise<T> {
  const world = await TestEnvironment.start();
  try {
    return await work(world);
  } finally {
    await world.close();
  }
}

const list = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts)
    .map(([name, count]) => `${count} \`${name}\``)
    .join(', ');

async function runStorm(
  count: number,
  rates: FaultRates,
): Promise<{ readonly result: StressResult; readonly note: string }> {
  const result = await withTestEnvironment((world) => deleteUnderFaults(world, count, SEED, rates));
  for (const line of [...result.untrue, ...result.sentTwice, ...result.unnamed]) console.log(line);
  const { sent, throttled, lost } = result.calls;
  const requests = `${sent} delete requests, ${throttled} throttled, ${lost} executed without a response`;
  return { result, note: `${list(result.outcomes)}; ${requests}; seed ${SEED}` };
}

async function soakStorm(smaller: number): Promise<readonly Finding[]> {
  const { result, note } = await runStorm(1_000 / smaller, { throttled: 0.3, lost: 0.05 });
  const tried = `${result.planned} deletions of all five resource types in one plan, 30 % of all requests throttled, 5 % of the delete requests without a response`;
  return withRepeats(tried, result, note);
}

async function soakRejections(smaller: number): Promise<readonly Finding[]> {
  const rates = { throttled: 0.1, lost: 0, denied: 0.3, blocked: 0.3 };
  const { result, note } = await runStorm(500 / smaller, rates);
  const tried = `${result.planned} deletions, 30 % of the delete requests denied, 30 % rejected because something depends on the resource`;
  return [
    {
      tried,
      mustNot: 'a failure that does not name the denied action or what blocks',
      times: result.unnamed.length,
      note,
    },
    { tried: 'the same', mustNot: 'a false outcome', times: result.untrue.length, note: '' },
  ];
}

async function soakLags(smaller: number): Promise<readonly Finding[]> {
  const { result, note } = await runStorm(400 / smaller, { throttled: 0.05, lost: 0, stale: 0.5, foreign: 0.2 });
  const tried = `${result.planned} deletions, a second server of AWS lags behind in the lists of 50 %, 20 % of the responses are not AWS's or only half of one`;
  return withRepeats(tried, result, note);
}

async function soakSteps(smaller: number): Promise<readonly Finding[]> {
  const { result, note } = await runStorm(400 / smaller, { throttled: 0.05, lost: 0, conflicting: 0.3, stalled: 0.05 });
  const tried = `${result.planned} deletions in two steps, 30 % of the delete requests conflict with the first step, 5 % have no response at all`;
  return withRepeats(tried, result, note);
}

/** Returns the invariants of every part with repeated requests. */
function withRepeats(tried: string, { untrue, sentTwice }: StressResult, note: string): readonly Finding[] {
  return [
    { tried, mustNot: 'a resource without an outcome, or with a false one', times: untrue.length, note },
    {
      tried: 'the same',
      mustNot: 'a delete request sent again that AWS may have executed',
      times: sentTwice.length,
      note: '',
    },
  ];
}

async function soakKills(smaller: number): Promise<readonly Finding[]> {
  const moments: KillMoment[] = [...KILL_STEPS];
  const random = randomFrom(SEED);
  while (moments.length < 100 / smaller) moments.push(1 + Math.floor(random() * MAX_MESSAGES));
  const lost: string[] = [];
  const untrue: string[] = [];
  const again: string[] = [];
  let intents = 0;
  const counts: Record<string, number> = {};
  await withTestEnvironment(async (world) => {
    const killer = new Killer(world);
    try {
      await killer.build();
      for (const moment of moments) {
        const killed = await killer.kill(moment);
        for (const line of [...killed.lost, ...killed.untrue, ...killed.again]) console.log(`${moment}: ${line}`);
        lost.push(...killed.lost);
        untrue.push(...killed.untrue);
        again.push(...killed.again);
        for (const outcome of Object.values(killed.outcomes)) {
          intents++;
          counts[outcome ?? 'nothing'] = (counts[outcome ?? 'nothing'] ?? 0) + 1;
        }
      }
    } finally {
      killer.remove();
    }
  });
  const tried = `${moments.length} times SIGKILL of a process that deletes one of each resource type: ${KILL_STEPS.length} standing still at a step, the others in full run`;
  return [
    {
      tried,
      mustNot: 'an intent that is lost',
      times: lost.length,
      note: `${intents} intents: ${list(counts)}; seed ${SEED}`,
    },
    {
      tried: 'the same, settled by another process',
      mustNot: 'an entry without an end, or with a false one',
      times: untrue.length,
      note: '',
    },
    {
      tried: 'the same',
      mustNot: 'a delete request sent twice, or by the other process',
      times: again.length,
      note: '',
    },
  ];
}

/** Runs the property of test/unit/deletion/targetBinding.test.ts with more random cases. */
async function soakInterleavings(smaller: number): Promise<readonly Finding[]> {
  const runs = 10_000 / smaller;
  const child = spawn(
    process.execPath,
    [
      '--import',
      'tsx',
      'test/harness/suiteMain.ts',
      'unit',
      'is sent at most once, and only to the confirmed account and Region',
    ],
    {
      cwd: ROOT,
      env: { ...process.env, TEARDOWN_RUNS: String(runs), TEARDOWN_SEED: String(SEED) },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  let output = '';
  child.stdout.on('data', (data) => (output += String(data)));
  await once(child, 'exit');
  console.log(output);
  const outcomes = /outcomes: (.*)/.exec(output)?.[1] ?? 'see above';
  const passed = output.includes(' 1 passing') && !output.includes(' failing');
  const tried = `${runs} random interleavings of clicks, switches of profile and Region, edits of the credentials, and deletions`;
  return [
    {
      tried,
      mustNot: 'a request elsewhere than confirmed, or without confirmation',
      times: passed ? 0 : 1,
      note: `${outcomes}; seed ${SEED}`,
    },
  ];
}
