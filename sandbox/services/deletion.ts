import type { Collection, Row } from '../world/collection.ts';
import { TransitionObserver } from '../world/transition.ts';
import type { Step } from '../world/transition.ts';
import type { Call } from './call.ts';

/** How the state of a kind changes during its deletion. */
export interface DeletionStates<T extends object> {
  /** The members that change at each stage. */
  readonly deleting: Partial<T>;
  /** Undefined for kinds that are not listed after their deletion. */
  readonly deleted?: Partial<T>;
  /** Returns the members after a failed deletion. */
  readonly failed: (reason: string) => Partial<T>;
}

/** The reason of a failure if the fault has none. */
export const DEFAULT_FAILURE_REASON = 'The resource is in use and could not be deleted.';

/** Lets lists show the unchanged resource if the fault `staleList` applies. Call it before the row changes. */
export function keepStale<T extends object>(call: Call, row: Row<T>): void {
  const stale = call.fault('staleList');
  if (stale === undefined) return;
  const everyOther = stale.everyOther === true;
  row.stale = { item: row.item, observer: new TransitionObserver(stale.for, call.now), everyOther };
}

/**
 * Starts a deletion by state: `deleting`, then `deleted` for a while, then absent. With the fault `reverted`, the
 * resource returns to its old state or fails. Calls `onDeleted` when it is deleted. Returns the item for the
 * response.
 */
export function deleteByState<T extends object>(
  call: Call,
  collection: Collection<T>,
  row: Row<T>,
  states: NoInfer<DeletionStates<T>>,
  onDeleted?: () => void,
): T {
  const { inProgress, deleted: deletedFor } = call.settings.settling;
  const before = row.item;
  const reverted = call.fault('reverted');
  keepStale(call, row);
  row.item = { ...before, ...states.deleting };

  const steps: Step[] = [];
  if (reverted !== undefined) {
    const failed = { ...before, ...states.failed(reverted.reason ?? DEFAULT_FAILURE_REASON) };
    steps.push({ after: inProgress, apply: () => void (row.item = reverted.to === 'failed' ? failed : before) });
  } else {
    const { deleted } = states;
    const drop = (): void => {
      collection.remove(row);
    };
    const end = (): void => {
      onDeleted?.();
      if (deleted === undefined) drop();
      else row.item = { ...before, ...deleted };
    };
    steps.push({ after: inProgress, apply: end });
    if (deleted !== undefined) steps.push({ after: deletedFor, apply: drop });
  }
  call.world.startTransition([row], steps, call.now);
  return row.item;
}

/** Changes members of a new resource after a while, when it becomes usable. */
export function settleCreation<T extends object>(call: Call, row: Row<T>, ready: Partial<NoInfer<T>>): void {
  const apply = (): void => void (row.item = { ...row.item, ...ready });
  call.world.startTransition([row], [{ after: call.settings.settling.inProgress, apply }], call.now);
}
