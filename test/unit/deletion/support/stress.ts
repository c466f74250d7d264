import type { LoggedRequest } from '../../../../sandbox/types.ts';
import type { Outcome } from '../../../../src/deletion/execution/outcome.ts';
import type { Plan, PlanItem } from '../../../../src/deletion/planning/plan.ts';
import type { Resource } from '../../../../src/inventory/resource.ts';
import { DEV, type TestEnvironment } from '../../support/testEnvironment.ts';
import { said } from './callFaults.ts';
import { EventClock } from './eventClock.ts';
import { CASES, planOf, DeletionHarness, rowId } from './deletionHarness.ts';
import { SeededOrder } from './seededOrder.ts';
import { isTrue } from './groundTruth.ts';
import { unpaused } from './withoutRetryJitter.ts';

/** What many deletions in bad weather came to. */
export interface Storm {
  readonly planned: number;
  /** How many ended how. */
  readonly outcomes: Readonly<Record<string, number>>;
  /** Those without an outcome, and those whose outcome is not what is so at AWS. */
  readonly untrue: readonly string[];
  readonly calls: { readonly sent: number; readonly throttled: number; readonly lost: number };
  /** Resources for which a second removing call left though the first one was not throttled. */
  readonly sentTwice: readonly string[];
  /** Of the failed ones, those whose reason does not name the denied action, the blocker or another cause. */
  readonly unnamed: readonly string[];
  /** All requests in the order of their arrival: operation, faults, and how the response ended. */
  readonly trace: readonly string[];
}

/** What goes wrong with how much of it. */
export interface Weather {
  /** Of all calls, looks included. */
  readonly throttled: number;
  /** Of the removing calls: carried out, and the connection breaks before the answer. */
  readonly lost: number;
  /** Of the removing calls: refused for want of permission, or because something depends on it. */
  readonly denied?: number;
  readonly blocked?: number;
  /** Of the delete requests: lists of one of two servers go on showing the resource, for twenty reads. */
  readonly stale?: number;
  /** Of the delete requests: no response ever comes, and nothing is executed. */
  readonly stalled?: number;
  /** Of the delete requests: executed, and the response is no response of AWS, or half of one. */
  readonly foreign?: number;
  /**
   * Each resource of the second half depends on one of the first half, and of its delete requests this share is rejected, because AWS still
   * counts what was just deleted.
   */
  readonly conflicting?: number;
}

/** What AWS says depends on it. */
const BLOCKER = 'thing-1';

/** What AWS says of it while it still counts what the plan has just deleted. */
const LAGGING = 'It has dependencies.';

/** How the reason ends where an earlier step was not deleted, which it names. */
const NOT_DELETED = ' is not deleted, so nothing was sent.';

/** How long a client waits for a response that may never come, in milliseconds. */
const PATIENCE_MS = 1_000;

/**
 * Removes many resources of all kinds in one plan, in bad weather.
 *
 * @param world a sandbox of its own, as it is at the start
 * @param count how many, a fifth of each kind
 * @param seed determines the faults and the order of the requests; the SDK's jitter is off
 * @param weather what goes wrong
 * @returns what became of them, held against what is so
 */
export async function storm(world: TestEnvironment, count: number, seed: number, weather: Weather): Promise<Storm> {
  const { control } = world;
  await world.reset();
  await control.configure({ log: { bodies: false, limit: 500_000 }, pageSizes: { lightsail: 5_000 } });
  const resources = await manyOfAll(world, count);
  await control.clearRequests();
  await control.addFault({}, { type: 'throttled' }, { rate: weather.throttled, seed });
  for (const [index, its] of CASES.entries()) {
    const { operation } = its;
    const at = { operation, dryRun: false };
    // Seeds that are near each other begin alike.
    const seeded = (rate: number, nth: number) => ({
      rate,
      seed: (seed + (3 * index + nth + 1) * 611_953_247) % 2 ** 31,
    });
    await control.addFault(at, { type: 'resetAfter' }, seeded(weather.lost, 0));
    await control.addFault(at, { type: 'accessDenied' }, seeded(weather.denied ?? 0, 1));
    const inUse = said(its, 'DependencyViolation', `It is in use by ${BLOCKER}.`);
    await control.addFault(at, inUse, seeded(weather.blocked ?? 0, 2));
    // Nth seeds of their own: those above stay as they were.
    const more = (rate: number | undefined, nth: number) => seeded(rate ?? 0, 3 * CASES.length + nth);
    await control.addFault(at, { type: 'staleList', for: { describes: 20 }, everyOther: true }, more(weather.stale, 0));
    await control.addFault(at, { type: 'hang' }, more(weather.stalled, 1));
    await control.addFault(at, { type: 'malformed' }, more((weather.foreign ?? 0) / 2, 2));
    await control.addFault(at, { type: 'truncated' }, more((weather.foreign ?? 0) / 2, 3));
    const lagging = said(its, 'DependencyViolation', LAGGING);
    await control.addFault(at, lagging, more(weather.conflicting, 4));
  }
  const client =
    weather.stalled === undefined ? world.client : world.newClient({ connectionMs: 6_000, requestMs: PATIENCE_MS });
  const clock = new EventClock();
  const order = new SeededOrder(seed);
  const inOrder = <T>(request: () => Promise<T>): Promise<T> => clock.working(() => order.run(request));
  const removals = new DeletionHarness(world, {
    clock,
    client: { call: (...args) => inOrder(() => client.call(...args)) },
    verify: (target) => inOrder(() => world.profiles.verify(target)),
  });
  const flat = planOf(resources, clock.now());
  const plan = weather.conflicting === undefined ? flat : inSteps(flat);
  const outcomes = await unpaused(() => removals.engine.execute(plan));
  await control.removeFaults();
  await control.settle();
  const trace = (await world.requests()).map(({ operation, faults, ending }) =>
    [operation, ...faults, ending].join(' '),
  );
  return { ...(await judge(world, pairs(plan.items, outcomes))), ...callsOf(await sentIn(world)), trace };
}

/** A plan whose second half depends on its first half, one on one. */
function inSteps(plan: Plan): Plan {
  const half = Math.floor(plan.items.length / 2);
  const items = plan.items.map((item, index) => {
    const earlier = index < half ? undefined : plan.items[index - half];
    return earlier ? { ...item, dependsOn: [earlier.resource.key] } : item;
  });
  return { ...plan, items };
}

async function manyOfAll(world: TestEnvironment, count: number): Promise<readonly Resource[]> {
  const resources: Resource[] = [];
  for (const { kind } of CASES) {
    await world.control.addMany({ ...DEV, kind }, Math.ceil(count / CASES.length), 'storm-');
    const all = await world.list(kind);
    const isOurs = ({ id, name, tags, entry: { parent } }: Resource): boolean =>
      [id, name, tags?.get('Name'), parent?.name, parent?.id].some((text) => text?.includes('storm-'));
    resources.push(...all.filter(isOurs));
  }
  return resources;
}

type Ended = readonly [Resource, Outcome | undefined];

function pairs(items: readonly PlanItem[], outcomes: readonly Outcome[]): readonly Ended[] {
  return items.map(({ resource }, index) => [resource, outcomes[index]]);
}

async function judge(
  world: TestEnvironment,
  ended: readonly Ended[],
): Promise<Pick<Storm, 'planned' | 'outcomes' | 'untrue' | 'unnamed'>> {
  const there = new Set<string>();
  for (const { kind } of CASES) {
    for (const { id } of await world.control.rows({ ...DEV, kind })) there.add(`${kind} ${id}`);
  }
  const outcomes: Record<string, number> = {};
  const untrue: string[] = [];
  const unnamed: string[] = [];
  for (const [resource, outcome] of ended) {
    const kind = outcome?.kind ?? 'nothing';
    const told = `${resource.key}: ${kind}: ${outcome?.reason ?? ''}`;
    outcomes[kind] = (outcomes[kind] ?? 0) + 1;
    const isThere = there.has(`${resource.kind.id} ${rowId(resource)}`);
    const hasStates = CASES.some((its) => its.kind === resource.kind.id && its.hasStates);
    // Whether a call was heard is for `sentTwice`; here nobody may say more than is so.
    if (!isTrue(outcome?.kind, { isThere, sent: 0, hasStates })) untrue.push(told);
    if (!namesCause(resource, outcome)) unnamed.push(told);
  }
  return { planned: ended.length, outcomes, untrue, unnamed };
}

/** A failure names the action that was denied, what blocks, or AWS's own reason. */
function namesCause({ kind }: Resource, outcome: Outcome | undefined): boolean {
  const reason = outcome?.reason ?? '';
  switch (outcome?.kind) {
    case 'deleted':
    case 'alreadyDeleted':
      return true;
    case 'denied':
      return reason.includes(`${kind.service}:${kind.action.operation}`);
    case 'blocked':
      return [BLOCKER, LAGGING, NOT_DELETED].some((cause) => reason.includes(cause));
    default:
      return reason !== '';
  }
}

async function sentIn(world: TestEnvironment): Promise<readonly LoggedRequest[]> {
  const sent: LoggedRequest[] = [];
  for (const { operation } of CASES) sent.push(...(await world.requests({ operation })));
  return sent;
}

function callsOf(sent: readonly LoggedRequest[]): Pick<Storm, 'calls' | 'sentTwice'> {
  const wasThrottled = ({ faults }: LoggedRequest): boolean => faults.includes('throttled');
  // After a conflict with an earlier step AWS has executed nothing either.
  const wasConflict = ({ error, executed }: LoggedRequest): boolean => !executed && error?.message === LAGGING;
  const heard = new Map<string, number>();
  for (const request of sent.filter((one) => !wasThrottled(one) && !wasConflict(one))) {
    const what = `${request.operation ?? ''} ${JSON.stringify(request.input)}`;
    heard.set(what, (heard.get(what) ?? 0) + 1);
  }
  return {
    calls: {
      sent: sent.length,
      throttled: sent.filter(wasThrottled).length,
      lost: sent.filter(({ faults, executed }) => faults.includes('resetAfter') && executed).length,
    },
    sentTwice: [...heard].filter(([, times]) => times > 1).map(([what]) => what),
  };
}
