// A process that deletes resources, reports its steps, and optionally stops at one step, to be killed there.
import { kindById } from '../../../../src/catalog/index.ts';
import { createCore } from '../../../../src/core.ts';
import type { MutationJournal } from '../../../../src/deletion/execution/mutationJournal.ts';
import { createPlan } from '../../../../src/deletion/planning/plan.ts';
import type { Resource } from '../../../../src/inventory/resource.ts';
import type { KillOrder, KillStep, KillMessage } from './crashSteps.ts';

const order = JSON.parse(process.argv[2] ?? '{}') as KillOrder;
process.env['HOME'] = order.home;
setInterval(() => undefined, 60_000);

function report(message: KillMessage): void {
  process.send?.(message);
}

/** Reports a step, and never returns at the step to stop at. */
function at(step: KillStep, key: string): Promise<void> {
  report({ key, step });
  return step === order.stopAt ? new Promise(() => undefined) : Promise.resolve();
}

/** Returns a journal that reports each step after the real journal has completed it. */
function reporting(journal: MutationJournal): MutationJournal {
  return {
    lockHolder: (key) => journal.lockHolder(key),
    entries: () => journal.entries(),
    restoreAgeMs: (entry) => journal.restoreAgeMs(entry),
    async acquireLock(key) {
      const lock = await journal.acquireLock(key);
      await at('locked', key);
      return lock;
    },
    async intend(intent) {
      const { key } = intent.resource;
      const record = await journal.intend(intent);
      await at('intended', key);
      return {
        async recordCall(call) {
          await record.recordCall(call);
          await at('called', key);
        },
        async recordResponse(response) {
          await at('sent', key);
          await record.recordResponse(response);
          await at('responded', key);
        },
        recordOutcome: (outcome) => record.recordOutcome(outcome),
      };
    },
  };
}

const { profiles, inventory, deletion } = createCore({
  env: { AWS_CONFIG_FILE: order.config, AWS_SHARED_CREDENTIALS_FILE: order.credentials },
  homeDirectory: order.home,
  storageDirectory: order.storage,
  ...(order.stopAt !== undefined && { clock: { now: Date.now, sleep: () => new Promise<void>(() => undefined) } }),
  replaceParts: ({ journal }) => ({ journal: reporting(journal) }),
});
const target = await profiles.target('dev', 'eu-west-1');
const resources: Resource[] = [];
for (const { kind: kindId, id } of order.resources) {
  const kind = kindById(kindId);
  const resource = kind && (await inventory.list(kind, target)).resources.find((one) => one.id === id);
  if (!resource) throw new Error(`There is no ${kindId} ${id}.`);
  resources.push(resource);
}
deletion.onProgress(({ resource, phase, outcome }) => {
  if (phase === 'waiting') void at('waiting', resource.key);
  if (outcome) report({ key: resource.key, step: 'completed' });
});
await deletion.execute(
  createPlan(
    resources.map((resource) => ({ resource, checks: [] })),
    Date.now(),
    { protectionAt: () => undefined, resourceRules: () => [] },
  ),
);
