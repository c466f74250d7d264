import type { LoggedRequest } from '../../../../sandbox/types.ts';
import type { Outcome } from '../../../../src/deletion/outcome.ts';
import type { Resource } from '../../../../src/inventory/resource.ts';
import { DEV, type World } from '../../support/world.ts';
import { CASES, planOf, Removals, rowId } from './removals.ts';

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
  /** Of the failed ones, those whose reason names neither a blocker nor a cause. */
  readonly unnamed: readonly string[];
}

/** Says whether an outcome is what is so. */
function isTrue(outcome: Outcome | undefined, isThere: boolean): boolean {
  switch (outcome?.kind) {
    case 'gone':
    case 'alreadyGone':
      return !isThere;
    case 'failed':
    case 'cancelled':
    case 'changed':
    case 'blocked':
    case 'denied':
    case 'reverted':
      return isThere;
    case 'unknown':
    case 'deleting':
    case undefined:
      return false;
  }
}

/**
 * Removes many resources of all kinds in one plan, while 30 % of all calls are throttled and 5 % of the removing calls lose their
 * answer after they were carried out.
 *
 * @param world a sandbox of its own
 * @param count how many, a fifth of each kind
 * @param seed of the faults
 * @returns what became of them, held against what is so
 */
export async function storm(world: World, count: number, seed: number): Promise<Storm> {
  const { steer } = world;
  await steer.configure({ log: { bodies: false, limit: 500_000 }, pageSizes: { lightsail: 5_000 } });
  const resources: Resource[] = [];
  for (const { kind } of CASES) {
    await steer.addMany({ ...DEV, kind }, Math.ceil(count / CASES.length), 'storm-');
    const all = await world.list(kind);
    resources.push(
      ...all.filter(({ id, name, tags, entry: { parent } }) =>
        [id, name, tags?.get('Name'), parent?.name, parent?.id].some((text) => text?.includes('storm-')),
      ),
    );
  }
  await steer.clearRequests();
  await steer.addFault({}, { type: 'throttled' }, { rate: 0.3, seed });
  for (const [index, { operation }] of CASES.entries()) {
    await steer.addFault({ operation }, { type: 'resetAfter' }, { rate: 0.05, seed: seed + 1_000 * (index + 1) });
  }
  const removals = new Removals(world);
  const plan = planOf(resources, removals.clock.now());
  const outcomes = await removals.engine.execute(plan);
  await steer.removeFaults();
  return judge(
    world,
    plan.items.map(({ resource }) => resource),
    outcomes,
  );
}

async function judge(world: World, resources: readonly Resource[], outcomes: readonly Outcome[]): Promise<Storm> {
  await world.steer.settle();
  const there = new Set<string>();
  for (const { kind } of CASES) {
    for (const { id } of await world.steer.rows({ ...DEV, kind })) there.add(`${kind} ${id}`);
  }
  const counts: Record<string, number> = {};
  const untrue: string[] = [];
  const unnamed: string[] = [];
  for (const [index, resource] of resources.entries()) {
    const outcome = outcomes[index];
    const told = `${resource.key}: ${outcome?.kind ?? 'nothing'}: ${outcome?.reason ?? ''}`;
    counts[outcome?.kind ?? 'nothing'] = (counts[outcome?.kind ?? 'nothing'] ?? 0) + 1;
    if (!isTrue(outcome, there.has(`${resource.kind.id} ${rowId(resource)}`))) untrue.push(told);
    if (outcome && !/gone/i.test(outcome.kind) && !outcome.reason) unnamed.push(told);
  }
  const sent: LoggedRequest[] = [];
  for (const { operation } of CASES) sent.push(...(await world.requests({ operation })));
  const wasThrottled = ({ faults }: LoggedRequest): boolean => faults.includes('throttled');
  const heard = new Map<string, number>();
  for (const request of sent.filter((one) => !wasThrottled(one))) {
    const what = `${request.operation ?? ''} ${JSON.stringify(request.input)}`;
    heard.set(what, (heard.get(what) ?? 0) + 1);
  }
  return {
    planned: resources.length,
    outcomes: counts,
    untrue,
    calls: {
      sent: sent.length,
      throttled: sent.filter(wasThrottled).length,
      lost: sent.filter((one) => one.faults.includes('resetAfter') && one.carriedOut).length,
    },
    sentTwice: [...heard].filter(([, times]) => times > 1).map(([what]) => what),
    unnamed,
  };
}
