import { targetKey, type Target } from '../../aws/identity/target.ts';
import type { Structure } from '../../catalog/model/structure.ts';
import type { ServiceId } from '../../catalog/model/services.ts';

/** One call to AWS, to be written as text. */
export interface ScriptCall {
  /** Said when its turn comes: `Delete route server peer edge-fw-1`. It may hold names from AWS as they are. */
  readonly title?: string;
  readonly service: ServiceId;
  /** AWS's name of the operation. */
  readonly operation: string;
  /** The request, under AWS's member names. */
  readonly input: Structure;
  readonly target: Target;
}

/** Thrown where a value cannot be written in a script, so that its reader would get another one. */
export class UnrepresentableValueError extends Error {
  constructor(what: string) {
    super(`${what} has a character that no argument of a program can hold.`);
    this.name = 'UnwritableError';
  }
}

/**
 * Puts calls together that follow one another in the same target, so that its account is checked once.
 *
 * Returns the groups, in the same order.
 */
export function byTarget(calls: readonly ScriptCall[]): readonly { target: Target; calls: readonly ScriptCall[] }[] {
  const groups: { target: Target; calls: ScriptCall[] }[] = [];
  for (const call of calls) {
    const group = groups.at(-1);
    if (group && targetKey(group.target) === targetKey(call.target)) group.calls.push(call);
    else groups.push({ target: call.target, calls: [call] });
  }
  return groups;
}
