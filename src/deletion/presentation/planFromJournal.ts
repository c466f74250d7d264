import { kindById } from '../../catalog/index.ts';
import type { Target } from '../../aws/identity/target.ts';
import type { JournalEntry, StoredResource } from '../journal/entry.ts';
import { deserializeResource } from '../journal/format/storedResource.ts';
import type { Plan, PlanItem } from '../planning/plan.ts';

/** Returns the target of a stored resource, for display only. It has no credentials. */
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
 * Rebuilds a confirmed plan from the journal, for reading only.
 *
 * Items are in the order in which they started. Returns undefined if the journal has no such plan. Throws ResourceMismatchError when an
 * entry's description is damaged.
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
