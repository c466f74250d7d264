import { kindById } from '../../catalog/index.ts';
import { truncateMiddle } from '../../common/text/displayText.ts';
import { namesakeDifferences } from '../../inventory/namesakes.ts';
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

/** What the row of a plan shows beside the name of its resource. */
interface PlanRowDetails {
  /** What distinguishes it from others of its type with the same name; undefined where there are none, or only the parent differs. */
  readonly difference: string | undefined;
  /** What else identifies it. */
  readonly values: readonly string[];
  /** What it belongs to, where the plan has another one of the same name. */
  readonly parent: string | undefined;
}

/** Returns what the rows of a plan show beside the names of the resources, by their keys. No two rows of one type look the same. */
export function planRowDetails(resources: readonly Resource[]): ReadonlyMap<string, PlanRowDetails> {
  const accounts = new Set(resources.map(({ target }) => target.identity.accountId));
  const differences = namesakeDifferences(
    resources,
    (resource) => JSON.stringify([resource.kind.noun, displayName(resource)]),
    ({ id, target: { identity, region } }) => ({
      id,
      region,
      ...(accounts.size > 1 && { account: identity.accountId }),
    }),
  );
  const counts = new Map<string, number>();
  for (const resource of resources) counts.set(displayName(resource), (counts.get(displayName(resource)) ?? 0) + 1);
  return new Map(
    resources.map((resource) => {
      const isNamesake = (counts.get(displayName(resource)) ?? 0) > 1;
      const values = new Set([...identifyingValues(resource), ...networkValues(resource)]);
      const parent = isNamesake ? parentLabel(resource) : undefined;
      return [resource.key, { difference: differences.get(resource)?.join(' · '), values: [...values], parent }];
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
