import { kindById } from '../../catalog/index.ts';
import type { JournalEntry } from '../journal/entry.ts';
import { deserializeResource, ResourceMismatchError } from '../journal/format/storedResource.ts';
import { storedTarget } from '../presentation/planFromJournal.ts';
import type { PlanItem } from '../planning/plan.ts';
import { awsCliScript } from './awsCli.ts';
import { boto3Script } from './boto3.ts';
import { UnrepresentableValueError, type ScriptCall } from './scriptCall.ts';
import { scriptWait } from './scriptWait.ts';
import type { Structure } from '../../catalog/model/structure.ts';
import type { Resource } from '../../inventory/resource.ts';
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
  return free.map((item) => ({
    ...deletionCall(item.resource, item.operation, item.input),
    after: [...(item.dependsOn ?? []), ...(item.after ?? [])],
  }));
}

/** Returns one deletion as a call, with the way to find out that it is done. */
function deletionCall(resource: Resource, operation: string, input: Structure): ScriptCall {
  const wait = scriptWait(resource);
  return {
    title: actionTitle(resource.kind, displayLabel(resource)),
    service: resource.kind.service,
    ...{ operation, input, target: resource.target, key: resource.key },
    ...(wait && { wait }),
  };
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

/** Returns the call of an entry of the journal. A deletion is awaited, where its resource can still be read. */
export function entryCall({ action, resource, operation, input }: JournalEntry): ScriptCall {
  const target = storedTarget(resource);
  const kind = action === 'delete' ? kindById(resource.kind) : undefined;
  try {
    if (kind) return deletionCall(deserializeResource(resource, target, kind), operation, input);
  } catch (error) {
    if (!(error instanceof ResourceMismatchError)) throw error;
  }
  return { service: resource.service, operation, input, target };
}
