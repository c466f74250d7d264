import { factRows } from './factTable.ts';

/** How EC2 pages a list. */
export interface PageBounds {
  /** The minimum and maximum `MaxResults` that AWS accepts. */
  readonly min: number;
  readonly max: number;
  /** Whether AWS lowers a value above `max` instead of rejecting it. */
  readonly lowersMore: boolean;
  /** The items of a page without `MaxResults`. All if AWS documents no number. */
  readonly byDefault: number;
  /** The member that AWS rejects together with `MaxResults`. */
  readonly notBeside: string | undefined;
}

const numberOr = (text: string, other: number): number => (text === '' ? other : Number(text));

function boundsOf(row: readonly string[]): readonly [string, PageBounds] {
  const [operation = '', min = '', most = '', byDefault = '', member = ''] = row;
  const bounds = {
    min: numberOr(min, 1),
    max: numberOr(most.replace('~', ''), Infinity),
    lowersMore: most.startsWith('~'),
    byDefault: numberOr(byDefault, Infinity),
    notBeside: member === '' ? undefined : member,
  };
  return [operation, bounds];
}

const PAGE_BOUNDS: ReadonlyMap<string, PageBounds> = new Map(factRows('pages.tsv').map(boundsOf));

/** For lists that are newer than the facts. */
const UNKNOWN: PageBounds = { min: 1, max: Infinity, lowersMore: false, byDefault: Infinity, notBeside: undefined };

/** Returns how EC2 pages a list, without bounds for an unknown list. */
export function pageBounds(operation: string): PageBounds {
  return PAGE_BOUNDS.get(operation) ?? UNKNOWN;
}

/** The operations with bounds in AWS's service model. */
export const BOUNDED_OPERATIONS: readonly string[] = [...PAGE_BOUNDS.keys()];
