import type { Collection, Row } from '../world/collection.ts';
import { TransitionObserver } from '../world/transition.ts';
import type { Step } from '../world/transition.ts';
import type { Call } from './call.ts';

/** How a kind's own state says that it is being removed. */
export interface RemovalStates<T extends object> {
  /** The members that change at each stage. */
  readonly deleting: Partial<T>;
  /** Undefined where the resource simply is not listed any more. */
  readonly deleted?: Partial<T>;
  /** What a removal that failed leaves behind. */
  readonly failed: (reason: string) => Partial<T>;
}

/** What the reason is, where a fault names none. */
export const DEFAULT_REASON = 'The resource is in use and could not be removed.';

/**
 * Lets lists show a resource as it was, if the call was hit by such a fault.
 *
 * @param call the removing call
 * @param row the resource, before it changes
 */
export function keepStale<T extends object>(call: Call, row: Row<T>): void {
  const stale = call.fault('staleList');
  if (stale === undefined) return;
  const everyOther = stale.everyOther === true;
  row.stale = { item: row.item, watch: new TransitionObserver(stale.for, call.now), everyOther };
}

/**
 * Sets a resource on its way out, by its own state: `deleting`, then `deleted` for a while, then absent; or back, or
 * failed, if a fault says so.
 *
 * @param call the removing call
 * @param collection where the resource is
 * @param row the resource
 * @param states how its state says it
 * @param whenGone done in the moment in which the resource is removed
 * @returns the resource as the answer shows it
 */
export function removeByState<T extends object>(
  call: Call,
  collection: Collection<T>,
  row: Row<T>,
  states: NoInfer<RemovalStates<T>>,
  whenGone?: () => void,
): T {
  const { inProgress, gone } = call.settings.settling;
  const before = row.item;
  const reverted = call.fault('reverted');
  keepStale(call, row);
  row.item = { ...before, ...states.deleting };

  const steps: Step[] = [];
  if (reverted !== undefined) {
    const failed = { ...before, ...states.failed(reverted.reason ?? DEFAULT_REASON) };
    steps.push({ after: inProgress, apply: () => void (row.item = reverted.to === 'failed' ? failed : before) });
  } else {
    const { deleted } = states;
    const leave = (): void => {
      collection.remove(row);
    };
    const end = (): void => {
      whenGone?.();
      if (deleted === undefined) leave();
      else row.item = { ...before, ...deleted };
    };
    steps.push({ after: inProgress, apply: end });
    if (deleted !== undefined) steps.push({ after: gone, apply: leave });
  }
  call.world.move([row], steps, call.now);
  return row.item;
}

/**
 * Lets a resource that was just made become usable after a while.
 *
 * @param call the creating call
 * @param row the resource
 * @param ready the members that change then
 */
export function settleCreation<T extends object>(call: Call, row: Row<T>, ready: Partial<NoInfer<T>>): void {
  const apply = (): void => void (row.item = { ...row.item, ...ready });
  call.world.move([row], [{ after: call.settings.settling.inProgress, apply }], call.now);
}
