// A process that removes what it is told to, says how far it is, stands still at one step if it is told to, and waits to be killed.
import { awsFiles } from '../../../../src/aws/awsFiles.ts';
import { SdkCaller } from '../../../../src/aws/clients.ts';
import { SharedConfigReader } from '../../../../src/aws/sharedConfigReader.ts';
import { TargetResolver } from '../../../../src/aws/targets.ts';
import { kindById } from '../../../../src/catalog/index.ts';
import { SYSTEM_CLOCK } from '../../../../src/deletion/clock.ts';
import { Engine, type EngineJournal } from '../../../../src/deletion/engine.ts';
import { Journal } from '../../../../src/deletion/journal/journal.ts';
import { engineJournal } from '../../../../src/deletion/journaled.ts';
import { createPlan } from '../../../../src/deletion/plan.ts';
import { listKind } from '../../../../src/inventory/listKind.ts';
import type { Resource } from '../../../../src/inventory/resource.ts';
import type { KillOrder, KillStep, KillWord } from './killSteps.ts';

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
const config = new SharedConfigReader(awsFiles(env, order.home));
const resolver = new TargetResolver({
  config,
  env,
  askMfaCode: () => Promise.resolve(undefined),
  mayRunProcess: () => true,
  now: Date.now,
});
const caller = new SdkCaller((target) => resolver.credentials(target));
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
const own = engineJournal(journal);
const standing: EngineJournal = {
  async claim(key) {
    const claim = await own.claim(key);
    await at('claimed', key);
    return claim;
  },
  async intend(item, planId) {
    const { key } = item.resource;
    const log = await own.intend(item, planId);
    await at('intended', key);
    return {
      async called() {
        await log.called();
        await at('called', key);
      },
      async response(record) {
        await at('sent', key);
        await log.response(record);
        await at('answered', key);
      },
      outcome: (outcome) => log.outcome(outcome),
    };
  },
};
const guards = { protectionAt: () => undefined, resourceRules: () => [] };
const engine = new Engine({
  ...guards,
  caller,
  clock: order.stand === undefined ? SYSTEM_CLOCK : { now: Date.now, wait: () => new Promise(() => undefined) },
  verify: (where) => resolver.verify(where),
  record: () => undefined,
  seen: () => undefined,
  journal: standing,
});
engine.onProgress(({ resource, phase, outcome }) => {
  if (phase === 'settling') void at('settling', resource.key);
  if (outcome) say({ key: resource.key, step: 'ended' });
});
await engine.execute(
  createPlan(
    resources.map((resource) => ({ resource, asked: [] })),
    Date.now(),
    guards,
  ),
);
