import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import fc from 'fast-check';
import type { Journal } from '../../../src/deletion/journal/journal.ts';
import type { Lock } from '../../../src/deletion/journal/locking/lock.ts';
import { LivenessFile } from '../../../src/deletion/journal/locking/livenessFile.ts';
import { localProcesses, type ProcessTable } from '../../../src/deletion/journal/locking/processInfo.ts';
import { SEED } from '../support/seed.ts';
import { Folder } from './support/folder.ts';

const HOUR = 3_600_000;
const YEAR = 365 * 24 * HOUR;
/** The interval of heartbeats. */
const HEARTBEAT_MS = 5_000;
const TIMEOUTS = { remoteTimeoutMs: 60_000, pidReuseTimeoutMs: 120_000 };

/** A machine or a container, with its own clock and process ids. */
interface Host {
  readonly place: ProcessTable['place'];
  /** Whether its system has the start times of processes. */
  readonly showsStarts: boolean;
  /** The difference of its clock from the true time, in milliseconds. */
  offset: number;
  /** The time for which it did not run, in milliseconds. */
  slept: number;
  asleep: boolean;
  readonly starts: Map<number, string>;
  pids: number;
}

interface Window {
  readonly host: Host;
  readonly pid: number;
  readonly journal: Journal;
  readonly tasks: (() => void)[];
  alive: boolean;
  /** The longest uninterrupted time for which it did not run. */
  pausedMs: number;
}

interface Held {
  readonly window: Window;
  readonly key: string;
  readonly lock: Lock;
}

/** Hosts with one home directory, whose windows share one folder. */
class World {
  readonly folder = new Folder();
  readonly hosts: Host[] = [];
  readonly windows: Window[] = [];
  held: Held[] = [];
  time = 0;
  #starts = 0;

  addHost(spec: { name: string; boot: string; offset: number; showsStarts: boolean }): void {
    const place = {
      host: spec.name,
      boot: spec.boot,
      pidNamespace: spec.showsStarts ? `pid:[${this.hosts.length}]` : '',
    };
    const unique = spec.showsStarts ? place : { ...place, boot: `${spec.boot} ${this.hosts.length}` };
    const { offset, showsStarts } = spec;
    this.hosts.push({ ...{ place: unique, showsStarts, offset }, slept: 0, asleep: false, starts: new Map(), pids: 0 });
  }

  /** Opens a window. All hosts assign the same process ids. */
  open(host: Host): Window {
    const pid = (host.pids % 3) + 1;
    host.pids += 1;
    for (const other of this.windows) if (other.host === host && other.pid === pid && other.alive) this.kill(other);
    host.starts.set(pid, String((this.#starts += 1)));
    const tasks: (() => void)[] = [];
    const journal = this.folder.open({
      now: () => Date.UTC(2026, 0) + this.time + host.offset,
      elapsed: () => this.time,
      every: (ms, task) => {
        if (ms === HEARTBEAT_MS) tasks.push(task);
        return () => undefined;
      },
      patience: TIMEOUTS,
      machine: {
        place: host.place,
        pid,
        isRunning: (other) => host.starts.has(other),
        startTimeOf: (other) => (host.showsStarts ? host.starts.get(other) : undefined),
      },
    });
    const window = { host, pid, journal, tasks, alive: true, pausedMs: 0 };
    this.windows.push(window);
    return window;
  }

  kill(window: Window): void {
    window.alive = false;
    window.host.starts.delete(window.pid);
    this.held = this.held.filter((one) => one.window !== window);
  }

  /** Assigns the process id of an exited window to another program. */
  reuse({ host, pid, alive }: Window): void {
    if (!alive) host.starts.set(pid, String((this.#starts += 1)));
  }

  async pass(ms: number): Promise<void> {
    for (let passed = 0; passed < ms; passed += HEARTBEAT_MS) {
      this.time += HEARTBEAT_MS;
      for (const window of this.windows) {
        if (!window.alive) continue;
        if (window.host.asleep) {
          window.pausedMs += HEARTBEAT_MS;
          continue;
        }
        for (const task of window.tasks) task();
      }
      // A heartbeat takes two file system calls.
      for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
      for (const window of this.windows) {
        if (!window.alive || window.host.asleep) continue;
        for (const entry of await window.journal.unfinished()) await entry.release();
      }
    }
  }

  /** Lets windows acquire locks at the same time. */
  async acquire(requests: readonly { window: Window; key: string }[]): Promise<void> {
    const locks = await Promise.all(
      requests.map(async ({ window, key }) => ({ window, key, lock: await window.journal.acquireLock(key) })),
    );
    for (const { window, key, lock } of locks) if (lock.acquired) this.held.push({ window, key, lock });
  }

  /** Asserts the invariants of locks. */
  async check(): Promise<void> {
    const valid: Held[] = [];
    for (const one of this.held) {
      const isHeld = await one.lock.isHeld();
      const mayLose = one.window.pausedMs >= TIMEOUTS.remoteTimeoutMs / 2;
      assert.ok(isHeld || mayLose, `the lock ${one.key} was taken from a running window`);
      if (isHeld) valid.push(one);
    }
    const keys = valid.map(({ key }) => key);
    assert.deepEqual(keys, [...new Set(keys)], 'one holder for each key');
    this.held = valid;
  }
}

type Step =
  | { readonly acquire: readonly { readonly window: number; readonly key: string }[] }
  | { readonly release: number }
  | { readonly kill: number; readonly reuse: boolean }
  | { readonly open: number }
  | { readonly jump: number; readonly by: number }
  | { readonly toggle: number }
  | { readonly pass: number };

const OFFSETS = fc.oneof(
  fc.constantFrom(
    ...[0, 1_000, -1_000, 61_000, -61_000, HOUR, -HOUR, 30 * HOUR, YEAR, -YEAR, 30 * YEAR, -40 * YEAR],
    // Later than any file system can store.
    ...[500 * YEAR, 7_000 * YEAR],
  ),
  fc.integer({ min: -50 * YEAR, max: 50 * YEAR }),
);
const HOST = fc.record({
  name: fc.constantFrom('laptop', 'localhost'),
  boot: fc.constantFrom('a', 'b'),
  offset: OFFSETS,
  showsStarts: fc.boolean(),
});
const STEP: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    acquire: fc.array(fc.record({ window: fc.nat(20), key: fc.constantFrom('x', 'y') }), {
      minLength: 1,
      maxLength: 4,
    }),
  }),
  fc.record({ release: fc.nat(9) }),
  fc.record({ kill: fc.nat(20), reuse: fc.boolean() }),
  fc.record({ open: fc.nat(9) }),
  fc.record({ jump: fc.nat(9), by: OFFSETS }),
  fc.record({ toggle: fc.nat(9) }),
  fc.record({ pass: fc.constantFrom(5_000, 20_000, 70_000) }),
);

describe('the journal of hosts with one home directory', () => {
  it('never takes a lock from a running window, and always releases that of an exited one', async () => {
    const property = fc.asyncProperty(
      fc.array(HOST, { minLength: 2, maxLength: 4 }),
      fc.array(STEP, { maxLength: 16 }),
      async (hosts, steps) => {
        const world = new World();
        try {
          for (const host of hosts) world.addHost(host);
          for (const host of world.hosts) world.open(host);
          for (const step of steps) {
            await runStep(world, step);
            await world.check();
          }
          await assertLocksReleased(world);
        } finally {
          await world.folder.remove();
        }
      },
    );
    await fc.assert(property, { numRuns: Number(process.env['TEARDOWN_RUNS'] ?? 25), seed: SEED, endOnFailure: true });
  }).timeout(60_000);

  it('writes heartbeats whose time differs from the last one and fits every file system, for any clock', async () => {
    const CLOCK = fc.oneof(
      fc.integer({ min: -100 * YEAR, max: 200 * YEAR }),
      fc.constantFrom(-1, 0, Date.UTC(1980, 0), Date.UTC(2037, 11, 31, 23, 59, 58), Date.UTC(2038, 0, 19, 3, 14, 8)),
      fc.constantFrom(Date.UTC(2446, 4, 11), Date.UTC(9999, 11, 31), 8.64e15),
    );
    const property = fc.asyncProperty(fc.array(CLOCK, { minLength: 2, maxLength: 12 }), async (times) => {
      const folder = new Folder();
      try {
        let now = 0;
        const parts = { machine: localProcesses(), timeouts: TIMEOUTS, now: () => now, elapsed: () => 0 };
        const liveness = new LivenessFile(folder.path, 'window', parts);
        await liveness.start();
        let last = Number.NaN;
        for (now of times) {
          await liveness.heartbeat();
          const { mtimeMs } = statSync(folder.file('window.alive'));
          assert.ok(mtimeMs >= Date.UTC(1980, 0) && mtimeMs < Date.UTC(2038, 0, 19), new Date(mtimeMs).toISOString());
          assert.notEqual(mtimeMs, last);
          last = mtimeMs;
        }
      } finally {
        await folder.remove();
      }
    });
    await fc.assert(property, { numRuns: 50, seed: SEED });
  });
});

async function runStep(world: World, step: Step): Promise<void> {
  const at = <T>(all: readonly T[], index: number): T | undefined => all[index % Math.max(all.length, 1)];
  const awake = world.windows.filter(({ alive, host }) => alive && !host.asleep);
  if ('acquire' in step) {
    const requests = step.acquire.flatMap(({ window, key }) => {
      const own = at(awake, window);
      return own ? [{ window: own, key }] : [];
    });
    await world.acquire(requests);
  } else if ('release' in step) {
    const one = at(
      world.held.filter(({ window }) => !window.host.asleep),
      step.release,
    );
    await one?.lock.release();
    world.held = world.held.filter((other) => other !== one);
  } else if ('kill' in step) {
    const window = at(awake, step.kill);
    if (window) world.kill(window);
    if (window && step.reuse) world.reuse(window);
  } else if ('open' in step) {
    const host = at(world.hosts, step.open);
    if (host && !host.asleep) world.open(host);
  } else if ('jump' in step) {
    const host = at(world.hosts, step.jump);
    if (host) host.offset = step.by;
  } else if ('toggle' in step) {
    const host = at(world.hosts, step.toggle);
    if (host) host.asleep = !host.asleep;
  } else {
    await world.pass(step.pass);
  }
}

/** Asserts that a new window acquires each lock of an exited window after the timeouts. */
async function assertLocksReleased(world: World): Promise<void> {
  for (const host of world.hosts) host.asleep = false;
  const [host] = world.hosts;
  assert.ok(host);
  for (const window of world.windows) if (window.alive && window.host !== host) world.kill(window);
  const successor = world.open(host);
  await world.pass(TIMEOUTS.pidReuseTimeoutMs + 2 * HEARTBEAT_MS);
  for (const key of ['x', 'y']) {
    const lock = await successor.journal.acquireLock(key);
    const isHeldByRunning = world.held.some((one) => one.key === key && one.window.alive);
    assert.equal(lock.acquired, !isHeldByRunning, `the lock ${key}`);
  }
}
