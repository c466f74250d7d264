import { setTimeout as wait } from 'node:timers/promises';
import type { LoggedRequest } from '../sandbox/types.ts';
import { documentedRate } from '../sandbox/throttle.ts';
import { createPlan } from '../src/deletion/planning/plan.ts';
import { FasterClock } from './fasterClock.ts';
import type { Figure } from './measurement.ts';
import { kindOf, ExtensionUnderTest } from './extensionUnderTest.ts';
import { withSandbox, type SandboxProcess } from './sandboxProcess.ts';

const COUNT = 1_000;
/** How many times faster than in reality everything runs: token buckets, pauses, and AWS's deletions. */
const SPEED = 5;
/**
 * How long AWS takes for an accepted deletion, and how long it lists the deleted resource, in real milliseconds
 * divided by the speed.
 */
const SETTLING = { inProgress: { ms: 2_000 / SPEED }, deleted: { ms: 3_000 / SPEED } };
const READINGS = 2;
const PROFILE = 'empty';
const PLACE = { account: '777788889999', region: 'eu-west-1' } as const;
const PEERS = kindOf('ec2.routeServerPeer');
const { operation: DELETE_OPERATION } = PEERS.action;

interface Run {
  /** Seconds from the start to the last accepted delete request, at AWS's own speed. */
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
  return withSandbox({ throttlingSpeed: SPEED, settling: SETTLING }, async (sandbox) => {
    const runs: Run[] = [];
    for (let turn = 0; turn < READINGS; turn++) runs.push(await deleteAll(sandbox, `turn-${turn}-`));
    const { size, perSecond } = documentedRate(DELETE_OPERATION);
    const name = `${COUNT} deletions against the documented bucket (${size}, ${perSecond} per second), ${SPEED} times as fast`;
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
  const clock = new FasterClock(SPEED);
  const product = new ExtensionUnderTest(sandbox, { clock });
  const listings = await product.list([PEERS], await product.targets(PROFILE, [PLACE.region]));
  const resources = listings.flatMap((listing) => listing.resources);
  if (resources.length !== COUNT) throw new Error(`${resources.length} of ${COUNT} were listed.`);
  // The buckets are full again after so many seconds of AWS's time.
  await wait(20_000 / SPEED);
  await control.clearRequests();
  const began = Date.now();
  const guards = { protectionAt: () => undefined, resourceRules: () => [] };
  const unchecked = resources.map((resource) => ({ resource, checks: [] }));
  const outcomes = await product.core.deletion.execute(createPlan(unchecked, clock.now(), guards));
  await product.dispose();
  const all = (await control.requests()).filter(({ service }) => service === 'ec2');
  const deletes = all.filter(({ operation }) => operation === DELETE_OPERATION);
  const accepted = deletes.filter(({ executed }) => executed);
  const last = Math.max(...accepted.map(({ time }) => Date.parse(time)));
  return {
    seconds: ((last - began) * SPEED) / 1_000,
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
