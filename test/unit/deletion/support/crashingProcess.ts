// A process that removes what it is told to, says how far it is, stands still at one step if it is told to, and waits to be killed.
import { resolveSharedFilePaths } from '../../../../src/aws/config/sharedFilePaths.ts';
import { SdkAwsClient } from '../../../../src/aws/client/sdkClient.ts';
import { SharedConfigCache } from '../../../../src/aws/config/sharedConfigCache.ts';
import { TargetResolver } from '../../../../src/aws/identity/targetResolver.ts';
import { ThrottledClient } from '../../../../src/aws/throttling/throttledClient.ts';
import { ThrottleRegistry } from '../../../../src/aws/throttling/throttleRegistry.ts';
import { kindById } from '../../../../src/catalog/index.ts';
import { systemClock } from '../../../../src/common/clock.ts';
import type { MutationJournal } from '../../../../src/deletion/execution/mutationJournal.ts';
import { PlanExecutor } from '../../../../src/deletion/execution/planExecutor.ts';
import { Journal } from '../../../../src/deletion/journal/journal.ts';
import { createPlan } from '../../../../src/deletion/planning/plan.ts';
import { listKind } from '../../../../src/inventory/listing/listKind.ts';
import type { Resource } from '../../../../src/inventory/resource.ts';
import type { KillOrder, KillStep, KillWord } from './crashSteps.ts';

const order = JSON.parse(process.argv[2] ?? '{}') as KillOrder;
process.env['HOME'] = order.home;
setInterval(() => undefined, 60_000);

function say(word: KillWord): void {
  process.send?.(word);
}

/** Says so, and stands still for ever if this is the step. */
function at(step: KillStep, key: string): Promise<void> {
  say({ key, step });
  return step === order.stand ? new Promise(() => undefined) : Promise.resolve();
}

const env = { AWS_CONFIG_FILE: order.config, AWS_SHARED_CREDENTIALS_FILE: order.credentials };
const config = new SharedConfigCache(resolveSharedFilePaths(env, order.home));
const resolver = new TargetResolver({
  config,
  env,
  askMfaCode: () => Promise.resolve(undefined),
  canRunProcess: () => true,
  now: Date.now,
});
const caller = new SdkAwsClient((target) => resolver.credentials(target));
const [target] = await resolver.resolve({ kind: 'profile', name: 'dev' }, ['eu-west-1']);
if (!target) throw new Error('no target');

const resources: Resource[] = [];
for (const { kind: kindId, id } of order.resources) {
  const kind = kindById(kindId);
  const resource = kind && (await listKind(caller, kind, target)).resources.find((one) => one.id === id);
  if (!resource) throw new Error(`There is no ${kindId} ${id}.`);
  resources.push(resource);
}
const journal = new Journal(order.journal);
const standing: MutationJournal = {
  lockHolder: (key) => journal.lockHolder(key),
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
const guards = { protectionAt: () => undefined, resourceRules: () => [] };
const clock =
  order.stand === undefined ? systemClock : { now: Date.now, sleep: () => new Promise<void>(() => undefined) };
const throttles = new ThrottleRegistry(clock);
const engine = new PlanExecutor({
  ...guards,
  ...{ clock, throttles, client: new ThrottledClient(caller, throttles) },
  verify: (where) => resolver.verify(where),
  onCallRecorded: () => undefined,
  onObserved: () => undefined,
  journal: standing,
});
engine.onProgress(({ resource, phase, outcome }) => {
  if (phase === 'waiting') void at('waiting', resource.key);
  if (outcome) say({ key: resource.key, step: 'completed' });
});
await engine.execute(
  createPlan(
    resources.map((resource) => ({ resource, checks: [] })),
    Date.now(),
    guards,
  ),
);
