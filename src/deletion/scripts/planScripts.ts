import type { PlanItem } from '../planning/plan.ts';
import { awsCliScript } from './awsCli.ts';
import { boto3Script } from './boto3.ts';
import { UnrepresentableValueError, type ScriptCall } from './scriptCall.ts';
import { scriptWait } from './scriptWait.ts';
import { actionTitle } from '../presentation/phrases.ts';
import { displayLabel } from '../presentation/resourceLabels.ts';

/** The languages in which a plan can be had as a program. */
export type ScriptLanguage = 'cli' | 'boto3';

/**
 * Returns the requests of a plan, in its order, to be written as text: those that the engine sends. It leaves out what is blocked, and what
 * depends on that.
 */
export function scriptCalls(items: readonly PlanItem[]): readonly ScriptCall[] {
  const left = new Set<string>();
  const free = items.filter(({ resource, evidence, dependsOn = [] }) => {
    const isFree = evidence.every(({ level }) => level !== 'blocker') && !dependsOn.some((key) => left.has(key));
    if (!isFree) left.add(resource.key);
    return isFree;
  });
  return free.map(({ resource, operation, input, dependsOn = [], after = [] }) => {
    const wait = scriptWait(resource);
    const { partialFailuresMember: failures } = resource.kind.action;
    return {
      title: actionTitle(resource.kind, displayLabel(resource)),
      service: resource.kind.service,
      ...{ operation, input, target: resource.target, key: resource.key, after: [...dependsOn, ...after] },
      ...(failures !== undefined && { failures }),
      ...(wait && { wait }),
    };
  });
}

/**
 * Returns requests as a program, for Copy as AWS CLI and Copy as boto3: of a plan (`scriptCalls`), of an entry of the journal, or of a
 * restore. Where it cannot be written, returns one harmless line with the reason.
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
