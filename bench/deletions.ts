import { setTimeout as wait } from 'node:timers/promises';
import type { LoggedRequest } from '../sandbox/types.ts';
import { documentedRate } from '../sandbox/throttle.ts';
import { createPlan } from '../src/deletion/planning/plan.ts';
import type { Figure } from './measurement.ts';
import { kindOf, ExtensionUnderTest } from './extensionUnderTest.ts';
import { withSandbox, type SandboxProcess } from './sandboxProcess.ts';

const COUNT = 1_000;
/** How long AWS takes for an accepted deletion, and how long it lists the deleted resource. */
const SETTLING = { inProgress: { ms: 2_000 }, deleted: { ms: 3_000 } };
/** The buckets are full again after that time. */
const REFILL_MS = 20_000;
const READINGS = 2;
const PROFILE = 'empty';
const PLACE = { account: '777788889999', region: 'eu-west-1' } as const;
const PEERS = kindOf('ec2.routeServerPeer');
const { operation: DELETE_OPERATION } = PEERS.action;

interface Run {
  /** Seconds from the start to the last accepted delete request. */
  readonly seconds: number;
  readonly lost: number;
  readonly sentTwice: number;
  readonly deletes: number;
  readonly deletesThrottled: number;
  readonly all: number;
  readonly allThrottled: number;
}

/** Measures a thousand deletions against EC2's documented token buckets. Baseline: the bucket's arithmetic. */
export async function measureDeletions(): Promise<Figure[]> {
  return withSandbox({ throttlingSpeed: 1, settling: SETTLING }, async (sandbox) => {
    const runs: Run[] = [];
    for (let turn = 0; turn < READINGS; turn++) runs.push(await deleteAll(sandbox, `turn-${turn}-`));
    const { size, perSecond } = documentedRate(DELETE_OPERATION);
    const name = `${COUNT} deletions against the documented bucket (${size}, ${perSecond} per second)`;
    const share = (part: number, whole: number) => (100 * part) / whole;
    const of = (what: string, unit: string, goal: string, value: (run: Run) => number): Figure => {
      return { name: `${name}: ${what}`, unit, readings: runs.map(value), goal };
    };
    return [
      {
        ...of('time until the last is accepted', 's', 'at most 1.03 times', ({ seconds }) => seconds),
        baseline: { what: "the bucket's own arithmetic", readings: [(COUNT - size) / perSecond] },
      },
      of('share of what the bucket allows', '%', 'at least 98.5 %', ({ seconds }) =>
        share(COUNT, size + perSecond * seconds),
      ),
      of('lost', '', '0', ({ lost }) => lost),
      of('removing calls sent twice', '', '0', ({ sentTwice }) => sentTwice),
      of('removing calls throttled', '%', 'at most 2 %', (run) => share(run.deletesThrottled, run.deletes)),
      of('all calls throttled', '%', 'at most 2 %', (run) => share(run.allThrottled, run.all)),
      of('calls for each deletion', '', 'none, it explains the above', ({ all }) => all / COUNT),
    ];
  });
}

async function deleteAll(sandbox: SandboxProcess, prefix: string): Promise<Run> {
  const { control } = sandbox;
  await control.deleteSilently({ ...PLACE, kind: 'ec2.routeServerPeer' });
  await control.addMany({ ...PLACE, kind: 'ec2.routeServerPeer' }, COUNT, prefix);
  const product = new ExtensionUnderTest(sandbox);
  const listings = await product.list([PEERS], await product.targets(PROFILE, [PLACE.region]));
  const resources = listings.flatMap((listing) => listing.resources);
  if (resources.length !== COUNT) throw new Error(`${resources.length} of ${COUNT} were listed.`);
  await wait(REFILL_MS);
  await control.clearRequests();
  const began = Date.now();
  const guards = { protectionAt: () => undefined, resourceRules: () => [] };
  const unchecked = resources.map((resource) => ({ resource, checks: [] }));
  const outcomes = await product.core.deletion.execute(createPlan(unchecked, began, guards));
  await product.dispose();
  const all = (await control.requests()).filter(({ service }) => service === 'ec2');
  const deletes = all.filter(({ operation }) => operation === DELETE_OPERATION);
  const accepted = deletes.filter(({ executed }) => executed);
  const last = Math.max(...accepted.map(({ time }) => Date.parse(time)));
  return {
    seconds: (last - began) / 1_000,
    lost: outcomes.filter(({ kind }) => kind !== 'deleted').length,
    sentTwice: sentTwice(deletes),
    deletes: deletes.length,
    deletesThrottled: deletes.filter(isThrottled).length,
    all: all.length,
    allThrottled: all.filter(isThrottled).length,
  };
}

const isThrottled = ({ error }: LoggedRequest): boolean => error?.code === 'RequestLimitExceeded';

/** Counts delete requests that were repeated although they were not throttled. */
function sentTwice(deletes: readonly LoggedRequest[]): number {
  const processed = deletes.filter((request) => !isThrottled(request)).map(({ input }) => JSON.stringify(input));
  return processed.length - new Set(processed).size;
}
