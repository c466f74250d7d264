import { targetKey, type Target } from '../../aws/identity/target.ts';
import type { Structure } from '../../catalog/model/structure.ts';
import type { ServiceId } from '../../catalog/model/services.ts';
import type { ScriptWait } from './scriptWait.ts';

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
  /** Unique within a script. */
  readonly key?: string;
  /** The keys of calls whose resources must be deleted before this one leaves. */
  readonly after?: readonly string[];
  /** How to find out that the resource is deleted. */
  readonly wait?: ScriptWait;
}

/** A call, and the earlier ones whose resources must be deleted before it leaves. */
export interface ScriptStep {
  readonly call: ScriptCall;
  readonly waits: readonly (ScriptCall & { readonly wait: ScriptWait })[];
}

/** Returns calls with the waits between them: as in the engine, a call leaves when what it depends on is deleted. */
export function stepsOf(calls: readonly ScriptCall[]): readonly ScriptStep[] {
  const pending = new Map<string, ScriptCall>();
  return calls.map((call) => {
    const waits = (call.after ?? []).flatMap((key) => {
      const earlier = pending.get(key);
      pending.delete(key);
      return earlier?.wait ? [{ ...earlier, wait: earlier.wait }] : [];
    });
    if (call.key !== undefined) pending.set(call.key, call);
    return { call, waits };
  });
}

/** Thrown where a value cannot be written in a script, so that its reader would get another one. */
export class UnrepresentableValueError extends Error {
  constructor(what: string) {
    super(`${what} has a character that no argument of a program can hold.`);
    this.name = 'UnwritableError';
  }
}

/** Puts steps together that follow one another in the same target: its account is checked once. Returns the groups in order. */
export function byTarget(steps: readonly ScriptStep[]): readonly { target: Target; steps: readonly ScriptStep[] }[] {
  const groups: { target: Target; steps: ScriptStep[] }[] = [];
  for (const step of steps) {
    const { target } = step.call;
    const group = groups.at(-1);
    if (group && targetKey(group.target) === targetKey(target)) group.steps.push(step);
    else groups.push({ target, steps: [step] });
  }
  return groups;
}
