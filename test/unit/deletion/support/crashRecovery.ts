import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import type { AwsClient } from '../../../../src/aws/client/sdkClient.ts';
import type { Core } from '../../../../src/core.ts';
import type { JournalEntry } from '../../../../src/deletion/journal/entry.ts';
import type { Resource } from '../../../../src/inventory/resource.ts';
import { until } from '../../../harness/until.ts';
import type { TestEnvironment } from '../../support/testEnvironment.ts';
import { KILL_STEPS, type KillOrder, type KillStep, type KillMessage } from './crashSteps.ts';
import { CASES } from './deletionHarness.ts';
import { isTrue } from './groundTruth.ts';

/** When a process is killed: at a step where it stops, or after a number of messages while it runs. */
export type KillMoment = KillStep | number;

/** The results of one killed process and of the recovery after it. */
export interface Killed {
  readonly moment: KillMoment;
  /** The last step of each resource that the process reported. */
  readonly reached: readonly (KillStep | 'completed')[];
  /** The outcome of each entry, by resource type. */
  readonly outcomes: Readonly<Record<string, string | undefined>>;
  /** Keys of resources whose intent the process reported as written, and that are not in the journal. */
  readonly lost: readonly string[];
  /** Entries without an outcome, or with a false one. */
  readonly untrue: readonly string[];
  /** Delete operations that were sent more than once, or by the recovery. */
  readonly again: readonly string[];
}

/** Starts processes that delete resources, kills them, and recovers their journal entries. */
export class Killer {
  readonly #world: TestEnvironment;
  readonly #folder = mkdtempSync(path.join(tmpdir(), 'teardown-kill-'));
  #count = 0;

  /** @param world the sandbox, which each run resets */
  constructor(world: TestEnvironment) {
    this.#world = world;
  }

  /** Builds the program of the process once, in parts that load when they are needed, so that it starts fast. */
  async build(): Promise<void> {
    await build({
      entryPoints: [path.join(import.meta.dirname, 'crashingProcess.ts')],
      outdir: this.#folder,
      outExtension: { '.js': '.mjs' },
      bundle: true,
      splitting: true,
      platform: 'node',
      format: 'esm',
      mainFields: ['module', 'main'],
      conditions: ['import'],
      banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
      logLevel: 'error',
    });
  }

  /** Deletes the program and all journals. */
  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /**
   * Kills a process that deletes one resource of each case, and recovers its entries. Returns the outcomes, compared
   * with the sandbox.
   */
  async kill(moment: KillMoment): Promise<Killed> {
    const world = this.#world;
    await world.reset();
    const resources: Resource[] = [];
    for (const { kind, wanted } of CASES) resources.push(await world.find(kind, wanted));
    await world.control.clearRequests();
    const storage = path.join(this.#folder, `storage-${this.#count++}`);
    const reached = await this.#run(moment, resources, storage);
    // Requests that were sent before the kill may still be in progress.
    await until(async () => (await world.requests()).every(({ ending }) => ending !== 'pending'), 'a quiet sandbox');
    const { core, again } = this.#watched(storage);
    try {
      await core.recovery.settle();
      await world.control.settle();
      return {
        moment,
        reached: [...reached.values()],
        ...(await this.#judge(await core.journal.entries(), reached, again)),
      };
    } finally {
      await core.dispose();
    }
  }

  get #program(): string {
    return path.join(this.#folder, 'crashingProcess.mjs');
  }

  async #run(moment: KillMoment, resources: readonly Resource[], storage: string): Promise<Map<string, Reached>> {
    const { configFile: config, credentialsFile: credentials } = this.#world.sandbox;
    const order: KillOrder = {
      ...{ config, credentials, storage },
      home: this.#world.machine.home,
      ...(typeof moment === 'string' && { stopAt: moment }),
      resources: resources.map(({ kind, id }) => ({ kind: kind.id, id })),
    };
    const child = spawn(process.execPath, [this.#program, JSON.stringify(order)], {
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    try {
      return await waitForMoment(child, moment, resources.length);
    } finally {
      child.kill('SIGKILL');
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    }
  }

  /** Returns the core that recovers, and the deletion requests that it sends, which must be none. */
  #watched(storageDirectory: string): { readonly core: Core; readonly again: readonly string[] } {
    const again: string[] = [];
    const interceptClient = (client: AwsClient): AwsClient => ({
      call: (...args) => {
        if (CASES.some(({ operation }) => operation === args[2])) again.push(`${args[2]} by the recovery`);
        return client.call(...args);
      },
    });
    return { core: this.#world.createCore({ storageDirectory, interceptClient }), again };
  }

  async #judge(
    entries: readonly JournalEntry[],
    reached: ReadonlyMap<string, Reached>,
    again: readonly string[],
  ): Promise<Pick<Killed, 'outcomes' | 'lost' | 'untrue' | 'again'>> {
    const untrue: string[] = [];
    const repeated: string[] = [...again];
    for (const { kind, operation, hasStates } of CASES) {
      const calls = await this.#world.requests({ operation });
      if (calls.length > 1) repeated.push(`${calls.length} × ${operation}`);
      const entry = entries.find(({ resource }) => resource.kind === kind);
      if (!entry) continue;
      const listed = await this.#world.list(kind);
      const reality = {
        isPresent: listed.some(({ key }) => key === entry.resource.key),
        sent: calls.length,
        hasStates,
      };
      const { state, outcome } = entry;
      if (state !== 'completed' || !isTrue(outcome?.kind, reality)) {
        untrue.push(`${kind}: ${outcome?.kind ?? state}, ${JSON.stringify(reality)}`);
      }
    }
    const known = new Set(entries.map(({ resource }) => resource.key));
    const lost = [...reached].filter(([key, step]) => step !== 'locked' && !known.has(key)).map(([key]) => key);
    const outcomes = Object.fromEntries(entries.map(({ resource, outcome }) => [resource.kind, outcome?.kind]));
    return { outcomes, lost, untrue, again: repeated };
  }
}

type Reached = KillStep | 'completed';

/** Waits for the moment of the kill. */
function waitForMoment(child: ChildProcess, moment: KillMoment, count: number): Promise<Map<string, Reached>> {
  const reached = new Map<string, Reached>();
  let stderr = '';
  let messages = 0;
  child.stderr?.on('data', (data) => (stderr += String(data)));
  return new Promise((resolve, reject) => {
    child.on('message', ({ key, step }: KillMessage) => {
      reached.set(key, step);
      messages++;
      const all = [...reached.values()];
      const ended = all.filter((one) => one === 'completed').length;
      if (typeof moment === 'number' ? messages === moment || ended === count : ended > 0) resolve(reached);
      if (all.filter((one) => one === moment).length === count) resolve(reached);
    });
    child.on('exit', () => {
      reject(new Error(`The window ended by itself: ${stderr}`));
    });
  });
}

/** The messages of a process that is not killed: each step of each resource, and its completion. */
export const MAX_MESSAGES = CASES.length * (KILL_STEPS.length + 1);
