import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { kindById } from '../../../../src/catalog/index.ts';
import { Journal } from '../../../../src/deletion/journal/journal.ts';
import type { Outcome } from '../../../../src/deletion/outcome.ts';
import { recover } from '../../../../src/deletion/recover.ts';
import type { Resource } from '../../../../src/inventory/resource.ts';
import type { World } from '../../support/world.ts';
import { FastClock } from './fastClock.ts';
import type { KillOrder, KillStep } from './killSteps.ts';
import { CASES } from './removals.ts';

const WINDOW = fileURLToPath(new URL('doomedWindow.ts', import.meta.url));

/** What became of the resources of one window that was killed. */
export interface Killed {
  readonly step: KillStep;
  /** Intents that were on disk, as the killed window knew, and are not in the journal. */
  readonly lost: number;
  readonly entries: readonly {
    readonly kind: string;
    readonly outcome: Outcome | undefined;
    /** How many removing calls arrived, before the kill and by the recovery. */
    readonly sentBefore: number;
    readonly sentAfter: number;
    readonly isThere: boolean;
    /** Whether nobody will have to settle it again. */
    readonly ended: boolean;
  }[];
}

/** A window that removes a resource of each kind, killed when all of them have got to a step. */
async function killAt(world: World, step: KillStep, resources: readonly Resource[], folder: string): Promise<void> {
  const { configFile: config, credentialsFile: credentials } = world.sandbox;
  const order: KillOrder = {
    ...{ config, credentials, step },
    home: world.machine.home,
    journal: folder,
    resources: resources.map(({ kind, id }) => ({ kind: kind.id, id })),
  };
  const child = spawn(process.execPath, ['--import', 'tsx', WINDOW, JSON.stringify(order)], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let said = '';
  child.stderr?.on('data', (data) => (said += String(data)));
  const reached = new Set<string>();
  // As many as the limiter lets in stand still at once: the others wait behind them.
  const wanted = step === 'settling' || step === 'claimed' ? resources.length : 3;
  const all = new Promise<void>((resolve, reject) => {
    child.on('message', ({ key, outcome }: { key: string; outcome?: Outcome }) => {
      if (outcome) reject(new Error(`It ended before ${step}: ${outcome.kind} ${outcome.reason ?? ''}`));
      reached.add(key);
      if (reached.size === wanted) resolve();
    });
    child.on('exit', () => {
      reject(new Error(`The window ended by itself: ${said}`));
    });
  });
  try {
    await all;
  } finally {
    child.kill('SIGKILL');
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  }
}

/**
 * Kills a window at a step, and lets another one settle what it left behind.
 *
 * @param world a sandbox as it is at the start
 * @param step where
 * @returns what became of its resources
 */
export async function kill(world: World, step: KillStep): Promise<Killed> {
  await world.reset();
  const resources: Resource[] = [];
  for (const { kind, wanted } of CASES) resources.push(await world.find(kind, wanted));
  await world.steer.clearRequests();
  const base = mkdtempSync(path.join(tmpdir(), 'teardown-kill-'));
  const folder = path.join(base, 'journal');
  const journal = new Journal(folder);
  try {
    await killAt(world, step, resources, folder);
    const before = await world.requests();
    const unfinished = await journal.unfinished();
    const outcomes = new Map<string, Outcome | undefined>();
    const clock = new FastClock();
    const resolver = world.newResolver();
    for (const one of unfinished) {
      const outcome = await recover(one, {
        ...{ caller: world.caller, clock, kindById },
        resolve: async (source, region) => (await resolver.resolve(source, [region]))[0],
        seen: () => undefined,
      });
      outcomes.set(one.entry.resource.key, outcome);
    }
    await world.steer.settle();
    const after = await world.requests();
    const entries = await journal.entries();
    const expected = step === 'claimed' ? 0 : step === 'settling' ? resources.length : 3;
    const list = await Promise.all(
      entries.map(async ({ resource: { key, kind }, state, operation }) => {
        const count = (requests: typeof after): number =>
          requests.filter((request) => request.operation === operation).length;
        return {
          kind,
          outcome: outcomes.get(key),
          sentBefore: count(before),
          sentAfter: count(after) - count(before),
          isThere: (await world.list(kind)).some((resource) => resource.key === key),
          ended: state === 'ended',
        };
      }),
    );
    return { step, lost: Math.max(0, expected - entries.length), entries: list };
  } finally {
    await journal.close();
    rmSync(base, { recursive: true, force: true });
  }
}
