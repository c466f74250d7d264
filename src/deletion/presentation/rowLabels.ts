import { kindById } from '../../catalog/index.ts';
import { truncateMiddle } from '../../common/text/displayText.ts';
import { displayName, type Resource } from '../../inventory/resource.ts';
import type { JournalEntry } from '../journal/entry.ts';
import {
  displayLabel,
  identifyingValues,
  identifyingValuesOf,
  networkValues,
  parentLabel,
  type Labeled,
} from './resourceLabels.ts';

/** The maximum length of an id in a row. The tooltip has all of it. */
const ID_LIMIT = 64;

/**
 * Returns what the rows of a plan show beside the names of the resources, by their keys: what identifies each of them, and for resources of
 * one name their ids and parents. No two rows of one type in a plan look the same.
 */
export function planRowDetails(
  resources: readonly Resource[],
): ReadonlyMap<string, { readonly values: readonly string[]; readonly parent: string | undefined }> {
  const counts = new Map<string, number>();
  for (const resource of resources) counts.set(displayName(resource), (counts.get(displayName(resource)) ?? 0) + 1);
  return new Map(
    resources.map((resource) => {
      const isNamesake = (counts.get(displayName(resource)) ?? 0) > 1;
      const id = isNamesake && resource.id !== displayName(resource) ? [truncateMiddle(resource.id, ID_LIMIT)] : [];
      const values = new Set([...id, ...identifyingValues(resource), ...networkValues(resource)]);
      return [resource.key, { values: [...values], parent: isNamesake ? parentLabel(resource) : undefined }];
    }),
  );
}

/** What labels need of a journal entry. */
type LabeledEntry = Pick<JournalEntry, 'resource' | 'action' | 'input'>;

/** Returns the resource of a journal entry as labels need it, with what identifies it beside the id. */
export function labeledEntry({ resource, action, input }: LabeledEntry): Labeled {
  const { id, name, parent, region, accountId, before } = resource;
  const own = { id, ...(name !== undefined && { name }) };
  const kind = kindById(resource.kind);
  const entry = { item: before.item, ...(parent && { parent }) };
  // The request of a restore has all settings of the resource.
  const request = action === 'restore' ? {} : input;
  const values = kind ? identifyingValuesOf({ kind, ...own, entry, region, accountId, request }) : [];
  return { ...own, entry, values };
}

/** Returns everything that makes the resource of a journal entry unique within its Region: see {@link displayLabel}. */
export function entryLabel(entry: LabeledEntry): string {
  return displayLabel(labeledEntry(entry));
}

/** Returns what the row of a journal entry shows beside the name: the id where there is a name, and what else identifies it. */
export function entryDetails(entry: LabeledEntry): readonly string[] {
  const { id, name, values = [] } = labeledEntry(entry);
  return [...(name === undefined || name === id ? [] : [truncateMiddle(id, ID_LIMIT)]), ...values];
}
