import type { JournalEntry } from '../journal/entry.ts';
import type { AccountLabel } from './placeLines.ts';

/** Where a resource of the journal was, as rows show it. */
interface JournalPlace {
  /** `example-dev (111122223333)`; missing where all entries are of one account. */
  readonly account?: string;
  readonly region: string;
}

/** Returns where a resource of the journal was. */
export type PlaceOf = (resource: Pick<JournalEntry['resource'], 'accountId' | 'region'>) => JournalPlace;

/** Returns how rows name the place of their resource: with the account where the entries are of several. */
export function journalPlaces(entries: readonly JournalEntry[], label: AccountLabel): PlaceOf {
  const accounts = new Set(entries.map(({ resource }) => resource.accountId));
  return ({ accountId, region }) => ({ ...(accounts.size > 1 && { account: label(accountId) }), region });
}

/** Returns a place as one line: `eu-west-1`, `example-dev (111122223333) · eu-west-1`. */
export function placeText({ account, region }: JournalPlace): string {
  return account === undefined ? region : `${account} · ${region}`;
}
