import { t } from '@vscode/l10n';
import type { CallFailure } from '../../aws/errors/callError.ts';
import { DELETED_ALONG } from '../../catalog/deletedAlong.ts';
import { kindById } from '../../catalog/index.ts';
import type { Kind } from '../../catalog/model/kind.ts';
import { nameList } from '../../common/text/nameList.ts';
import { getPath } from '../../inventory/listing/memberPath.ts';
import type { Resource } from '../../inventory/resource.ts';
import { failureReason } from '../execution/classifyFailure.ts';
import { pluralize } from '../presentation/phrases.ts';
import { displayLabel } from '../presentation/resourceLabels.ts';
import { comparable, type Difference } from './drift.ts';
import type { Evidence } from './evidence.ts';
import type { ResourceProtection } from './protection.ts';
import { lacksOperation, unknownEvidence } from './unknownEvidence.ts';

/** How many resources a finding names. */
const MAX_NAMES = 5;

/** What one entry of the table found. */
export interface Found {
  readonly resources: readonly Resource[];
  readonly operation: string;
  readonly failure?: CallFailure | 'incomplete';
  /** Set for children of the holder. */
  readonly holder?: Resource;
  /** True where the resources are named only if they are protected. */
  readonly unnamed?: true;
}

/** Returns what protects a resource, if anything does. */
export type ProtectedBy = (resource: Resource) => ResourceProtection | undefined;

/** Returns what one entry found, as evidence: named, and a blocker when it is protected or could not be read. */
export function alongEvidence(found: Found, protectedBy: ProtectedBy): readonly Evidence[] {
  const { resources, operation, failure, holder, unnamed } = found;
  const [first] = resources;
  const check = `deletedAlong ${operation} ${first?.kind.id ?? ''}`;
  if (failure !== undefined) {
    // A server without the operation has none of them.
    if (holder && failure !== 'incomplete' && lacksOperation(failure)) {
      return [unknownEvidence({ check, operation }, failure)];
    }
    const why =
      failure === 'incomplete'
        ? t('{0} does not return all of it.', operation)
        : `${operation}: ${failureReason(failure)}`;
    return [unread(check, operation, why)];
  }
  if (!first) return [];
  // What protects the holder protects its children too, and is reported for the holder.
  if (holder && protectedBy(holder) !== undefined) return [];
  const guarded = resources.flatMap((one): Evidence[] => {
    const reason = protectedBy(one);
    if (!reason) return [];
    const text = t('It also deletes {0} {1}. {2}', one.kind.noun, displayLabel(one), reason.text);
    return [{ ...reason, level: 'blocker', text, check, operation }];
  });
  if (guarded.length > 0) return guarded;
  if (unnamed) return [];
  // AWS may list one in several lists. A child is named without the holder, which the finding is about.
  const labels = new Map(resources.map((one) => [one.key, displayLabel(holder ? { ...one, entry: {} } : one)]));
  const names = nameList([...labels.values()], MAX_NAMES);
  const text = t('Also deletes {0}: {1}.', pluralize(labels.size, first.kind), names);
  const alongValues = resources.map((one) => valueOf(one, labels.get(one.key)));
  return [{ level: 'warning', text, check, operation, alongKeys: [...labels.keys()], alongValues }];
}

/** Returns what two resources of one key share only if they are the same one, under the same label. Many ids are names. */
function valueOf({ key, kind, entry }: Resource, label: string | undefined): string {
  return comparable([key, label, ...kind.identity.map((path) => ({ [path]: getPath(entry.item, path) ?? null }))]);
}

/** Returns the evidence of a holder that could not be read itself: a blocker, because its last description may lack something protected. */
export function alongUnread(operation: string, why: string): Evidence {
  return unread('deletedAlong', operation, `${operation}: ${why}`);
}

function unread(check: string, operation: string, why: string): Evidence {
  const text = t('What AWS deletes with it could not be read, and some of it may be protected. {0}', why);
  return { level: 'blocker', text, check, operation };
}

/** Returns what would be deleted along now but was not confirmed, and what could be read for the confirmation but not now. */
export function alongAdded(confirmed: readonly Evidence[], now: readonly Evidence[]): readonly Difference[] {
  const known = new Set(confirmed.flatMap(({ alongValues = [] }) => alongValues));
  const unread = new Set(confirmed.flatMap(({ check, level }) => (level === 'unknown' ? [check] : [])));
  return now.flatMap(({ check, text, level, alongValues = [] }) => {
    const isKnown = level === 'unknown' ? unread.has(check) : alongValues.every((value) => known.has(value));
    return isKnown ? [] : [{ what: check, text }];
  });
}

/** Returns the evidence of a search that did not end in time: a blocker, because something protected may be among what was not read. */
export function alongTimedOut({ id, action }: Kind): Evidence {
  const kinds = new Set((DELETED_ALONG[id] ?? []).map(({ kind }) => kindById(kind)?.pluralNoun ?? kind));
  const text = t(
    'What AWS deletes with it could not be read in time ({0}), and some of it may be protected. Try again.',
    nameList([...kinds], MAX_NAMES),
  );
  return { check: 'deletedAlong', operation: action.operation, level: 'blocker', text };
}
