import type { LoggedRequest } from '../../../../sandbox/types.ts';
import type { Outcome } from '../../../../src/deletion/execution/outcome.ts';
import type { Plan, PlanItem } from '../../../../src/deletion/planning/plan.ts';
import type { Resource } from '../../../../src/inventory/resource.ts';
import { DEV, type TestEnvironment } from '../../support/testEnvironment.ts';
import { serviceError } from './callFaults.ts';
import { EventClock } from './eventClock.ts';
import { CASES, planOf, DeletionHarness, rowId } from './deletionHarness.ts';
import { SeededOrder } from './seededOrder.ts';
import { isTrue } from './groundTruth.ts';
import { unpaused } from './withoutRetryJitter.ts';

/** The results of many deletions under random faults. */
export interface StressResult {
  readonly planned: number;
  /** The number of each outcome. */
  readonly outcomes: Readonly<Record<string, number>>;
  /** Resources without an outcome, or with a false one. */
  readonly untrue: readonly string[];
  readonly calls: { readonly sent: number; readonly throttled: number; readonly lost: number };
  /** Resources with a second delete request although the first one was not throttled. */
  readonly sentTwice: readonly string[];
  /** Failures whose reason does not name the denied action, the blocker or another cause. */
  readonly unnamed: readonly string[];
  /** All requests in the order of their arrival: operation, faults, and how the response ended. */
  readonly trace: readonly string[];
}

/** The shares of requests with a fault, from 0 to 1. */
export interface FaultRates {
  /** Of all requests, including reads. */
  readonly throttled: number;
  /** Of the delete requests: executed, and the connection breaks before the response. */
  readonly lost: number;
  /** Of the delete requests: rejected without permission, or because of a dependency. */
  readonly denied?: number;
  readonly blocked?: number;
  /** Of the delete requests: listings of one of two servers still have the resource for twenty reads. */
  readonly stale?: number;
  /** Of the delete requests: no response ever comes, and nothing is executed. */
  readonly stalled?: number;
  /** Of the delete requests: executed, and the response is truncated or not AWS's. */
  readonly foreign?: number;
  /**
   * Of the delete requests of the second half of the resources, each of which depends on one of the first half: rejected
   * because AWS still counts the deleted dependency.
   */
  readonly conflicting?: number;
}

/** The dependency that AWS's error names. */
const BLOCKER = 'thing-1';

/** AWS's error message while it still counts the deleted dependency. */
const LAGGING = 'It has dependencies.';

/** The end of the reason when an earlier step was not deleted. */
const NOT_DELETED = ' is not deleted. Retry when it is deleted.';

/** The timeout for a response that may never come, in milliseconds. */
const TIMEOUT_MS = 1_000;

/**
 * Deletes many resources of all cases in one plan, under random faults. The sandbox is reset first. A fifth of `count`
 * is of each resource type. `seed` determines the faults and the order of the requests, without the SDK's jitter.
 * `rates` has the shares of requests with a fault. Returns the outcomes, compared with the sandbox.
 */
export async function deleteUnderFaults(
  world: TestEnvironment,
  count: number,
  seed: number,
  rates: FaultRates,
): Promise<StressResult> {
  const { control } = world;
  await world.reset();
  await control.configure({ log: { bodies: false, limit: 500_000 }, pageSizes: { lightsail: 5_000 } });
  const resources = await manyOfAll(world, count);
  await control.clearRequests();
  await control.addFault({}, { type: 'throttled' }, { rate: rates.throttled, seed });
  for (const [index, its] of CASES.entries()) {
    const { operation } = its;
    const at = { operation, dryRun: false };
    // Sequences of adjacent seeds start alike.
    const seeded = (rate: number, nth: number) => ({
      rate,
      seed: (seed + (3 * index + nth + 1) * 611_953_247) % 2 ** 31,
    });
    await control.addFault(at, { type: 'resetAfter' }, seeded(rates.lost, 0));
    await control.addFault(at, { type: 'accessDenied' }, seeded(rates.denied ?? 0, 1));
    const inUse = serviceError(its, 'DependencyViolation', `It is in use by ${BLOCKER}.`);
    await control.addFault(at, inUse, seeded(rates.blocked ?? 0, 2));
    // Further seeds, so that those above do not change.
    const more = (rate: number | undefined, nth: number) => seeded(rate ?? 0, 3 * CASES.length + nth);
    await control.addFault(at, { type: 'staleList', for: { describes: 20 }, everyOther: true }, more(rates.stale, 0));
    await control.addFault(at, { type: 'hang' }, more(rates.stalled, 1));
    await control.addFault(at, { type: 'malformed' }, more((rates.foreign ?? 0) / 2, 2));
    await control.addFault(at, { type: 'truncated' }, more((rates.foreign ?? 0) / 2, 3));
    const lagging = serviceError(its, 'DependencyViolation', LAGGING);
    await control.addFault(at, lagging, more(rates.conflicting, 4));
  }
  const client =
    rates.stalled === undefined ? world.client : world.newClient({ connectionMs: 6_000, requestMs: TIMEOUT_MS });
  const clock = new EventClock();
  const order = new SeededOrder(seed);
  const inOrder = <T>(request: () => Promise<T>): Promise<T> => clock.working(() => order.run(request));
  const removals = new DeletionHarness(world, {
    clock,
    client: { call: (...args) => inOrder(() => client.call(...args)) },
    verify: (target) => inOrder(() => world.profiles.verify(target)),
  });
  const flat = planOf(resources, clock.now());
  const plan = rates.conflicting === undefined ? flat : inStages(flat);
  const outcomes = await unpaused(() => removals.engine.execute(plan));
  await control.removeFaults();
  await control.settle();
  const trace = (await world.requests()).map(({ operation, faults, ending }) =>
    [operation, ...faults, ending].join(' '),
  );
  return { ...(await judge(world, pairs(plan.items, outcomes))), ...callsOf(await sentIn(world)), trace };
}

/** Returns a plan in which each item of the second half depends on one of the first half. */
function inStages(plan: Plan): Plan {
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
): Promise<Pick<StressResult, 'planned' | 'outcomes' | 'untrue' | 'unnamed'>> {
  const present = new Set<string>();
  for (const { kind } of CASES) {
    for (const { id } of await world.control.rows({ ...DEV, kind })) present.add(`${kind} ${id}`);
  }
  const outcomes: Record<string, number> = {};
  const untrue: string[] = [];
  const unnamed: string[] = [];
  for (const [resource, outcome] of ended) {
    const kind = outcome?.kind ?? 'nothing';
    const line = `${resource.key}: ${kind}: ${outcome?.reason ?? ''}`;
    outcomes[kind] = (outcomes[kind] ?? 0) + 1;
    const isPresent = present.has(`${resource.kind.id} ${rowId(resource)}`);
    const hasStates = CASES.some((its) => its.kind === resource.kind.id && its.hasStates);
    // `sentTwice` checks the requests. Here an outcome must not claim more than is true.
    if (!isTrue(outcome?.kind, { isPresent, sent: 0, hasStates })) untrue.push(line);
    if (!namesCause(resource, outcome)) unnamed.push(line);
  }
  return { planned: ended.length, outcomes, untrue, unnamed };
}

/** Returns whether a failure names the denied action, the blocker, or AWS's reason. */
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

function callsOf(sent: readonly LoggedRequest[]): Pick<StressResult, 'calls' | 'sentTwice'> {
  const wasThrottled = ({ faults }: LoggedRequest): boolean => faults.includes('throttled');
  // After a conflict with an earlier step AWS has executed nothing, like after throttling.
  const wasConflict = ({ error, executed }: LoggedRequest): boolean => !executed && error?.message === LAGGING;
  const received = new Map<string, number>();
  for (const request of sent.filter((one) => !wasThrottled(one) && !wasConflict(one))) {
    const what = `${request.operation ?? ''} ${JSON.stringify(request.input)}`;
    received.set(what, (received.get(what) ?? 0) + 1);
  }
  return {
    calls: {
      sent: sent.length,
      throttled: sent.filter(wasThrottled).length,
      lost: sent.filter(({ faults, executed }) => faults.includes('resetAfter') && executed).length,
    },
    sentTwice: [...received].filter(([, times]) => times > 1).map(([what]) => what),
  };
}
