import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { setImmediate as tick } from 'node:timers/promises';
import fc from 'fast-check';
import { after, before, describe, it } from 'mocha';
import { inMemoryStore } from '../../../src/session/keyValueStore.ts';
import { SelectionStore } from '../../../src/session/selectionStore.ts';
import type { Core } from '../../../src/core.ts';
import type { Plan } from '../../../src/deletion/planning/plan.ts';
import type { Resource } from '../../../src/inventory/resource.ts';
import { SEED } from '../support/seed.ts';
import { kindOf, TestEnvironment } from '../support/testEnvironment.ts';
import { planOf } from './support/deletionHarness.ts';
import { MemoryJournal } from './support/memoryJournal.ts';

/** Key pairs have the same names in every account and Region, so a misdirected request would be executed. */
const KINDS = ['lightsail.keyPair', 'ec2.routeServerPeer'].map(kindOf);
const NAMES = ['one', 'two'] as const;
/** The callers whose keys a profile may have: of two accounts, and one without permission to delete. */
const KEYS = ['dev', 'prod', 'session', 'auditor'] as const;
const REGIONS = [['eu-west-1'], ['us-east-1'], ['eu-west-1', 'us-east-1'], []] as const;

type Step =
  | { readonly do: 'switch'; readonly profile: number }
  | { readonly do: 'regions'; readonly regions: number }
  | { readonly do: 'edit'; readonly profile: number; readonly key: number; readonly noticed: boolean }
  /** An edit between the last read of a resource and its delete request. */
  | { readonly do: 'ambush'; readonly profile: number; readonly key: number }
  | { readonly do: 'expand'; readonly kind: number }
  /** A confirmed dialog, whose plan is executed later, or never. */
  | { readonly do: 'confirm'; readonly row: number }
  | { readonly do: 'execute'; readonly plan: number }
  | { readonly do: 'refresh' | 'tick' | 'settle' };

const index = fc.nat({ max: 30 });
const step = <K extends Step['do']>(...kinds: K[]) => fc.constantFrom(...kinds);
const STEP: fc.Arbitrary<Step> = fc.oneof(
  { arbitrary: fc.record({ do: step('switch'), profile: index }), weight: 2 },
  fc.record({ do: step('regions'), regions: index }),
  { arbitrary: fc.record({ do: step('edit'), profile: index, key: index, noticed: fc.boolean() }), weight: 2 },
  { arbitrary: fc.record({ do: step('ambush'), profile: index, key: index }), weight: 2 },
  { arbitrary: fc.record({ do: step('expand'), kind: index }), weight: 3 },
  { arbitrary: fc.record({ do: step('confirm'), row: index }), weight: 4 },
  { arbitrary: fc.record({ do: step('execute'), plan: index }), weight: 4 },
  fc.record({ do: step('refresh', 'tick', 'tick', 'settle') }),
);

/** Part of every run: a deletion that succeeds, and one after its profile got the keys of another account. */
const EXAMPLES: readonly Step[][] = [
  [{ do: 'confirm', row: 0 }, { do: 'execute', plan: 0 }, { do: 'settle' }],
  [
    { do: 'confirm', row: 0 },
    { do: 'edit', profile: 1, key: 0, noticed: false },
    { do: 'execute', plan: 0 },
    { do: 'settle' },
  ],
];

/** A deletion that was sent or confirmed: account, Region, operation, id. */
type SentDeletion = string;

/** One window of the extension without VS Code: all layers between the commands and the network. */
class Window {
  readonly choices: SelectionStore;
  readonly core: Core;
  /** All rows that were ever listed: a user may click on a stale row. */
  readonly rows: Resource[] = [];
  readonly plans: Plan[] = [];
  readonly running: Promise<unknown>[] = [];
  readonly executed: SentDeletion[] = [];
  editBeforeRequest: (() => void) | undefined;
  readonly outcomes: string[] = [];

  constructor(world: TestEnvironment) {
    const { env } = world;
    this.core = world.createCore({
      env,
      selection: () => this.choices.current(),
      replaceParts: () => ({ journal: new MemoryJournal() }),
    });
    const { config } = this.core.profiles;
    const stores = { workspace: inMemoryStore(), global: inMemoryStore() };
    this.choices = new SelectionStore({ ...stores, setting: () => ({ user: 'one' }), config, env });
    this.core.deletion.onProgress(({ phase }) => {
      if (phase !== 'sending') return;
      this.editBeforeRequest?.();
      this.editBeforeRequest = undefined;
    });
    this.core.session.onDidChange((state) => {
      if (state.kind === 'ready') this.core.inventory.retainTargets(state.targets);
    });
  }

  /** Runs one step, without waiting for the work that it starts. */
  async step(one: Step, edit: (profile: number, key: number) => void): Promise<void> {
    const { choices } = this;
    const { session } = this.core;
    switch (one.do) {
      case 'switch':
        await choices.choose({ kind: 'profile', name: NAMES[one.profile % NAMES.length] ?? 'one' });
        {
          this.begin(session.resolve());
          return;
        }
      case 'regions':
        await choices.chooseRegions(choices.source(), REGIONS[one.regions % REGIONS.length] ?? []);
        {
          this.begin(session.resolve());
          return;
        }
      case 'edit':
        edit(one.profile, one.key);
        // File watchers notice an edit late, or not at all.
        if (one.noticed) this.begin(session.onSharedFilesChanged());
        return;
      case 'ambush':
        this.editBeforeRequest = () => {
          edit(one.profile, one.key);
        };
        return;
      case 'refresh': {
        this.begin(session.resolve({ credentialsRejected: true }));
        return;
      }
      case 'expand': {
        this.begin(this.expand(one.kind));
        return;
      }
      case 'confirm': {
        this.confirm(one.row);
        return;
      }
      case 'execute': {
        this.begin(this.execute(one.plan));
        return;
      }
      case 'tick':
        await tick();
        return;
      case 'settle':
        await Promise.all(this.running);
    }
  }

  begin(work: Promise<unknown>): void {
    this.running.push(work);
  }

  async expand(at: number): Promise<void> {
    const { state } = this.core.session;
    const kind = KINDS[at % KINDS.length];
    if (state.kind !== 'ready' || !kind) return;
    const listings = await Promise.all(state.targets.map((target) => this.core.inventory.list(kind, target)));
    this.rows.push(...listings.flatMap(({ resources }) => resources));
  }

  confirm(at: number): void {
    const row = this.rows[at % Math.max(this.rows.length, 1)];
    if (row) this.plans.push(planOf([row], Date.now()));
  }

  async execute(at: number): Promise<void> {
    const [plan] = this.plans.splice(at % Math.max(this.plans.length, 1), 1);
    const item = plan?.items[0];
    if (!plan || !item) return;
    const { identity, region } = item.resource.target;
    this.executed.push([identity.accountId, region, item.operation, item.resource.id].join(' '));
    for (const outcome of await this.core.deletion.execute(plan)) this.outcomes.push(outcome.kind);
  }
}

describe('a confirmed deletion, among random other steps', () => {
  let world: TestEnvironment;
  const counts = new Map<string, number>();
  before(async () => {
    world = await TestEnvironment.start();
    const { configFile, endpoint } = world.sandbox;
    writeFileSync(
      configFile,
      NAMES.map((name) => `[profile ${name}]\nregion = eu-west-1\nendpoint_url = ${endpoint}\n`).join('\n'),
    );
  });
  after(async () => {
    await world.close();
  });

  async function runSteps(steps: readonly Step[]): Promise<{ sent: SentDeletion[]; executed: SentDeletion[] }> {
    await world.reset();
    await world.control.configure({
      log: { bodies: false },
      settling: { inProgress: { describes: 1 }, deleted: { ms: 0 } },
    });
    const { credentialsFile } = world.sandbox;
    const original = readFileSync(credentialsFile, 'utf8');
    const keysOf = (name: string) => new RegExp(`\\[${name}\\]\\n([^[]*)`).exec(original)?.[1] ?? '';
    const keys = [0, 1];
    const edit = (profile: number, key: number) => {
      keys[profile % NAMES.length] = key % KEYS.length;
      const sections = NAMES.map((name, at) => `[${name}]\n${keysOf(KEYS[keys[at] ?? 0] ?? 'dev')}`);
      writeFileSync(credentialsFile, `${sections.join('\n')}\n`);
    };
    edit(0, 0);
    const window = new Window(world);
    try {
      // Rows of both accounts are listed, so the steps can select either.
      for (const name of ['two', 'one']) {
        await window.choices.choose({ kind: 'profile', name });
        await window.core.session.resolve();
        await window.expand(0);
      }
      await window.expand(1);
      for (const one of steps) await window.step(one, edit);
      await Promise.all(window.running);
      const calls = await world.control.requests();
      const sent = calls
        .filter(({ operation }) => operation?.startsWith('Delete'))
        .map(({ accountId, region, operation, input }) =>
          [accountId, region, operation, input['keyPairName'] ?? input['RouteServerPeerId']].join(' '),
        );
      for (const kind of window.outcomes) counts.set(kind, (counts.get(kind) ?? 0) + 1);
      return { sent, executed: window.executed };
    } finally {
      await window.core.dispose();
      writeFileSync(credentialsFile, original);
    }
  }

  it('is sent at most once, and only to the confirmed account and Region', async () => {
    const property = fc.asyncProperty(fc.array(STEP, { minLength: 6, maxLength: 30 }), async (steps) => {
      const { sent, executed } = await runSteps(steps);
      const open = [...executed];
      for (const call of sent) {
        const at = open.indexOf(call);
        assert.ok(at >= 0, `${call}\nwas sent, but only these were confirmed:\n${executed.join('\n')}`);
        open.splice(at, 1);
      }
    });
    await fc.assert(property, {
      ...{ numRuns: Number(process.env['TEARDOWN_RUNS'] ?? 200), seed: SEED },
      examples: EXAMPLES.map((steps) => [steps]),
    });
    for (const kind of ['deleted', 'changed']) assert.ok((counts.get(kind) ?? 0) > 0, `no outcome was "${kind}"`);
    console.log(`      outcomes: ${[...counts].map(([kind, count]) => `${kind} ${count}`).join(', ')}`);
  }).timeout(0);
});
