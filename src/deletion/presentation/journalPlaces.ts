import type { JournalEntry } from '../journal/entry.ts';
import type { AccountLabel } from './placeLines.ts';

/** Returns where a resource of the journal was: `eu-west-1`, `example-dev (111122223333) · eu-west-1`. */
export type PlaceOf = (resource: Pick<JournalEntry['resource'], 'accountId' | 'region'>) => string;

/** Returns how rows name the place of their resource: with the account, where the entries are of several. */
export function journalPlaces(entries: readonly JournalEntry[], label: AccountLabel): PlaceOf {
  const accounts = new Set(entries.map(({ resource }) => resource.accountId));
  return ({ accountId, region }) => (accounts.size > 1 ? `${label(accountId)} · ${region}` : region);
}
