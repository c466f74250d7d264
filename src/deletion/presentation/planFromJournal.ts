import { kindById } from '../../catalog/index.ts';
import type { Target } from '../../aws/identity/target.ts';
import type { JournalEntry, StoredResource } from '../journal/entry.ts';
import { deserializeResource } from '../journal/format/storedResource.ts';
import type { Plan, PlanItem } from '../planning/plan.ts';

/**
 * The place of a stored resource, for a text: nothing is resolved, and nothing is called with it.
 *
 * @param stored what the journal keeps
 * @returns a target without keys
 */
export function storedTarget({
  source,
  accountId,
  callerArn,
  partition,
  region,
  service,
  endpoint,
  hosts,
}: StoredResource): Target {
  return {
    identity: { source, accountId, arn: callerArn, partition, accessKeyId: '' },
    region,
    endpoints: endpoint === undefined ? {} : { [service]: endpoint },
    ...(hosts && { hosts }),
  };
}

/**
 * A plan as it was confirmed, out of the journal: for reading, never to be carried out.
 *
 * @param planId the plan
 * @param entries the journal
 * @returns the plan, its removals in the order in which they began; undefined where the journal does not know it
 * @throws ReviveError when an entry's description is damaged
 */
export function planFromJournal(planId: string, entries: readonly JournalEntry[]): Plan | undefined {
  const own = entries
    .filter((entry) => entry.planId === planId && entry.action === 'delete')
    .sort((one, other) => one.at - other.at);
  const [first] = own;
  if (!first) return undefined;
  return { id: planId, items: own.flatMap((entry) => toPlanItem(entry) ?? []), createdAt: first.at };
}

function toPlanItem({ resource, operation, input, evidence }: JournalEntry): PlanItem | undefined {
  const kind = kindById(resource.kind);
  return kind && { resource: deserializeResource(resource, storedTarget(resource), kind), operation, input, evidence };
}
