import { kindById } from '../../catalog/index.ts';
import type { Kind } from '../../catalog/model/kind.ts';
import type { JournalEntry } from '../journal/entry.ts';
import type { PlanItem } from '../planning/plan.ts';
import { storedTarget } from '../presentation/planFromJournal.ts';
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
    return {
      title: actionTitle(resource.kind, displayLabel(resource)),
      service: resource.kind.service,
      ...{ operation, input, target: resource.target, key: resource.key, after: [...dependsOn, ...after] },
      ...failuresOf(resource.kind, operation),
      ...(wait && { wait }),
    };
  });
}

/** Returns the requests of entries of the journal, in the order in which they were sent, to be written as text. */
export function entryCalls(entries: readonly JournalEntry[]): readonly ScriptCall[] {
  const ordered = [...entries].sort((one, other) => one.at - other.at);
  return ordered.map(({ resource, operation, input }) => ({
    ...{ service: resource.service, operation, input, target: storedTarget(resource) },
    ...failuresOf(kindById(resource.kind), operation),
  }));
}

function failuresOf(kind: Kind | undefined, operation: string): Pick<ScriptCall, 'failures'> {
  const failures = kind?.action.operation === operation ? kind.action.partialFailuresMember : undefined;
  return failures === undefined ? {} : { failures };
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
