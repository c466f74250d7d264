import type { PlanItem } from '../planning/plan.ts';
import { awsCliScript } from './awsCli.ts';
import { boto3Script } from './boto3.ts';
import { UnrepresentableValueError, type ScriptCall } from './scriptCall.ts';
import { actionTitle } from '../presentation/phrases.ts';
import { displayLabel } from '../presentation/resourceLabels.ts';

/** The languages in which a plan can be had as a program. */
export type ScriptLanguage = 'cli' | 'boto3';

/**
 * The calls of a plan, to be written as text: those that would be made. What is blocked is left alone by the engine, and is
 * left out here.
 *
 * Returns the calls, in the same order.
 */
export function scriptCalls(items: readonly PlanItem[]): readonly ScriptCall[] {
  const free = items.filter(({ evidence }) => evidence.every(({ level }) => level !== 'blocker'));
  return free.map(({ resource, operation, input }) => ({
    title: actionTitle(resource.kind, displayLabel(resource)),
    service: resource.kind.service,
    operation,
    input,
    target: resource.target,
  }));
}

/**
 * Calls as a program, for Copy as AWS CLI and Copy as boto3: of a plan (`scriptCalls`), of an entry of the journal, of a
 * restore.
 *
 * Returns the text; where it cannot be written, one harmless line that says why.
 */
export function scriptText(calls: readonly ScriptCall[], language: ScriptLanguage): string {
  if (language === 'boto3') return boto3Script(calls);
  try {
    return awsCliScript(calls);
  } catch (error) {
    if (!(error instanceof UnrepresentableValueError)) throw error;
    return `printf '%s\\n' '${error.message.replaceAll("'", '')}' >&2\n`;
  }
}
