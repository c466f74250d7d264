import { pageBounds } from '../facts/pageBounds.ts';
import { AwsError } from '../wire/awsError.ts';
import type { Collection, Row } from '../world/collection.ts';
import type { Call } from './call.ts';

/** Which page of a list is wanted. */
export interface PageRequest<T extends object> {
  readonly token: string | undefined;
  /** The most that the page holds. */
  readonly size: number;
  readonly matches?: (row: Row<T>) => boolean;
  /** The error for a token that this list did not hand out. */
  readonly badToken: () => AwsError;
}

/** A page: what is shown, with the rows that it comes from, and the token of the next one. */
export interface Page<T extends object> {
  readonly entries: readonly { readonly row: Row<T>; readonly item: T }[];
  readonly next: string | undefined;
}

const REPEATED = 'repeated';
/** The member of EC2's requests that names the next page. */
const PAGE_TOKEN = 'NextToken';

function encodeToken(call: Call, after: number | typeof REPEATED): string {
  return Buffer.from(JSON.stringify([call.operation, call.accountId, call.region, after])).toString('base64url');
}

/** The sequence number after which the page begins; undefined if the token is none of this list's. */
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

/** The index of the first row after a sequence number. */
function firstAfter(rows: readonly Row<object>[], seq: number): number {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rows[middle]?.seq ?? 0) > seq) high = middle;
    else low = middle + 1;
  }
  return low;
}

/**
 * Takes a page out of a collection. What it shows has been looked at; a row that vanishes by that is not shown.
 *
 * @param call the call
 * @param collection what is listed
 * @param request which page
 * @returns the page
 */
export function takePage<T extends object>(call: Call, collection: Collection<T>, request: PageRequest<T>): Page<T> {
  const after = request.token === undefined ? 0 : decodeToken(call, request.token);
  if (after === undefined) throw request.badToken();
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
    const item = collection.look(row, call.now);
    if (item !== undefined) entries.push({ row, item });
  }
  return { entries, next: call.fault('repeatedPageToken') ? encodeToken(call, REPEATED) : next };
}

/**
 * What is shown of several rows, for lists that AWS does not page.
 *
 * @param call the call
 * @param collection what the rows are of
 * @param rows which rows
 * @returns the items; a row that has vanished has none
 */
export function showAll<T extends object>(call: Call, collection: Collection<T>, rows: readonly Row<T>[]): T[] {
  return rows.flatMap((row) => collection.look(row, call.now) ?? []);
}

/**
 * How many items a page of an EC2 list has: all, unless the request has `MaxResults` or AWS documents a size
 * (https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-pagination.html). `pageSizes.ec2` makes pages smaller than requested.
 *
 * @param call the call
 * @param input the request
 * @returns the size
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
