import { targetKey, type Target } from '../../aws/identity/target.ts';
import type { Structure } from '../../catalog/model/structure.ts';
import type { ServiceId } from '../../catalog/model/services.ts';
import type { ScriptWait } from './scriptWait.ts';

/** One call to AWS, to be written as text. */
export interface ScriptCall {
  /** Printed before the request: `Delete route server peer edge-fw-1`. It may hold names from AWS as they are. */
  readonly title?: string;
  readonly service: ServiceId;
  /** AWS's name of the operation. */
  readonly operation: string;
  /** The request, under AWS's member names. */
  readonly input: Structure;
  readonly target: Target;
  /** Unique within a script. */
  readonly key?: string;
  /** The keys of calls whose resources must be deleted before this one leaves. */
  readonly after?: readonly string[];
  /** The member in which AWS lists what it did not delete, in a response of status 200. */
  readonly failures?: string;
  /** How to find out that the resource is deleted. */
  readonly wait?: ScriptWait;
}

/** A call whose resource is waited for. */
export type WaitedCall = ScriptCall & { readonly wait: ScriptWait };

/** A call, and the earlier ones whose resources must be deleted before it leaves. */
export interface ScriptStep {
  readonly call: ScriptCall;
  readonly waits: readonly WaitedCall[];
}

/** Steps that follow one another in the same target: its account is checked once. */
export interface ScriptGroup {
  readonly target: Target;
  readonly steps: readonly ScriptStep[];
  /** What is waited for after the steps. */
  readonly waits: readonly WaitedCall[];
}

/**
 * Returns calls in groups of one target, with the waits between and after them. As in the engine, a call leaves when what it depends on is
 * deleted, and the end is known of every one: what no call depends on is waited for when all requests were sent.
 */
export function groupsOf(calls: readonly ScriptCall[]): readonly ScriptGroup[] {
  const groups: { target: Target; steps: ScriptStep[]; waits: WaitedCall[] }[] = [];
  const groupFor = (target: Target) => {
    const last = groups.at(-1);
    if (last && targetKey(last.target) === targetKey(target)) return last;
    const group = { target, steps: [], waits: [] };
    groups.push(group);
    return group;
  };
  const pending = new Map<string, WaitedCall>();
  for (const call of calls) {
    const { wait, key } = call;
    const waits = (call.after ?? []).flatMap((earlier) => pending.get(earlier) ?? []);
    for (const { key: done } of waits) if (done !== undefined) pending.delete(done);
    groupFor(call.target).steps.push({ call, waits });
    if (wait && key !== undefined) pending.set(key, { ...call, wait });
  }
  const inOrder = [...pending.values()];
  const targets = new Set(inOrder.map(({ target }) => targetKey(target)));
  // What the last group has comes first: its account needs no second check.
  const last = groups.at(-1);
  const ordered = last ? new Set([targetKey(last.target), ...targets]) : targets;
  for (const key of ordered) {
    for (const one of inOrder) if (targetKey(one.target) === key) groupFor(one.target).waits.push(one);
  }
  return groups;
}

/** Returns whether anything is waited for in a group. */
export function hasWaits({ steps, waits }: ScriptGroup): boolean {
  return waits.length > 0 || steps.some((step) => step.waits.length > 0);
}

/** Returns whether a response of any call may list what AWS did not delete. */
export function hasFailures({ steps }: ScriptGroup): boolean {
  return steps.some(({ call }) => call.failures !== undefined);
}

/** Thrown where a value cannot be written in a script, so that its reader would get another one. */
export class UnrepresentableValueError extends Error {
  constructor(what: string) {
    super(`${what} is a value, or has a character, that no argument of the AWS CLI can hold.`);
    this.name = 'UnwritableError';
  }
}
