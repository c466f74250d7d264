import { pageBounds } from '../facts/pageBounds.ts';
import { AwsError } from '../wire/awsError.ts';
import type { Collection, Row } from '../world/collection.ts';
import type { Call } from './call.ts';

/** The requested page of a list. */
export interface PageRequest<T extends object> {
  readonly token: string | undefined;
  /** The maximum number of items. */
  readonly size: number;
  readonly matches?: (row: Row<T>) => boolean;
  /** Returns the error for a token that is not from this list. */
  readonly invalidToken: () => AwsError;
}

/** A page: items with their rows, and the token of the next page. */
export interface Page<T extends object> {
  readonly entries: readonly { readonly row: Row<T>; readonly item: T }[];
  readonly next: string | undefined;
}

const REPEATED = 'repeated';
/** The member of EC2's requests that has the page token. */
const PAGE_TOKEN = 'NextToken';

function encodeToken(call: Call, after: number | typeof REPEATED): string {
  return Buffer.from(JSON.stringify([call.operation, call.accountId, call.region, after])).toString('base64url');
}

/** Returns the sequence number after which the page starts, or undefined for a token from another list. */
function decodeToken(call: Call, token: string): number | undefined {
  try {
    const given: unknown = JSON.parse(Buffer.from(token, 'base64url').toString());
    if (!Array.isArray(given)) return undefined;
    const [operation, account, region, after] = given as unknown[];
    if (operation !== call.operation || account !== call.accountId || region !== call.region) return undefined;
    return after === REPEATED ? 0 : typeof after === 'number' ? after : undefined;
  } catch {
    return undefined;
  }
}

/** Returns the index of the first row after a sequence number. */
function firstAfter(rows: readonly Row<object>[], seq: number): number {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rows[middle]?.seq ?? 0) > seq) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Returns a page of a collection. It counts as a read of each row. A row that the read deletes is left out. */
export function takePage<T extends object>(call: Call, collection: Collection<T>, request: PageRequest<T>): Page<T> {
  const after = request.token === undefined ? 0 : decodeToken(call, request.token);
  if (after === undefined) throw request.invalidToken();
  const rows = collection.rows();
  const entries: { row: Row<T>; item: T }[] = [];
  let next: string | undefined;
  let last = after;
  for (let index = firstAfter(rows, after); index < rows.length; index += 1) {
    const row = rows[index];
    if (row === undefined || request.matches?.(row) === false) continue;
    if (entries.length >= request.size) {
      next = encodeToken(call, last);
      break;
    }
    last = row.seq;
    const item = collection.read(row, call.now);
    if (item !== undefined) entries.push({ row, item });
  }
  return { entries, next: call.fault('repeatedPageToken') ? encodeToken(call, REPEATED) : next };
}

/**
 * Returns the items of several rows, for lists that AWS does not page. It counts as a read of each row. A row that
 * the read deletes is left out.
 */
export function showAll<T extends object>(call: Call, collection: Collection<T>, rows: readonly Row<T>[]): T[] {
  return rows.flatMap((row) => collection.read(row, call.now) ?? []);
}

/**
 * Returns the page size of an EC2 list: all, unless the request has `MaxResults` or AWS documents a size
 * (https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-pagination.html). `pageSizes.ec2` caps it.
 */
export function ec2PageSize(call: Call, input: object): number {
  const { MaxResults: most, [PAGE_TOKEN]: token, ...others } = input as Readonly<Record<string, unknown>>;
  const { min, max, lowersMore, byDefault, notBeside } = pageBounds(call.operation);
  if (typeof most !== 'number') {
    const isPaged = byDefault !== Infinity || token !== undefined;
    return isPaged ? Math.min(byDefault, call.settings.pageSizes.ec2) : Infinity;
  }
  const ids = notBeside === undefined ? undefined : others[notBeside];
  if (Array.isArray(ids) && ids.length > 0) {
    const message = `The parameter ${notBeside ?? ''} cannot be used with the parameter maxResults`;
    throw new AwsError('InvalidParameterCombination', message);
  }
  if (most < min || (most > max && !lowersMore)) {
    const rule = most < min ? `greater than or equal to ${min}` : `less than or equal to ${max}`;
    const message = `Value ( ${most} ) for parameter maxResults is invalid. Expecting a value ${rule}.`;
    throw new AwsError('InvalidParameterValue', message);
  }
  return Math.min(most, max, call.settings.pageSizes.ec2);
}
