import { readFileSync } from 'node:fs';

/** How EC2 pages a list. */
export interface PageBounds {
  /** The least and the most `MaxResults` that AWS takes. */
  readonly min: number;
  readonly max: number;
  /** More than `max` is not rejected. */
  readonly lowersMore: boolean;
  /** How many items a page has without `MaxResults`: all, where AWS names no number. */
  readonly byDefault: number;
  /** The member beside which AWS rejects `MaxResults`. */
  readonly notBeside: string | undefined;
}

const numberOr = (text: string, other: number): number => (text === '' ? other : Number(text));

function boundsOf(line: string): readonly [string, PageBounds] {
  const [operation = '', min = '', most = '', byDefault = '', member = ''] = line.split('\t');
  const bounds = {
    min: numberOr(min, 1),
    max: numberOr(most.replace('~', ''), Infinity),
    lowersMore: most.startsWith('~'),
    byDefault: numberOr(byDefault, Infinity),
    notBeside: member === '' ? undefined : member,
  };
  return [operation, bounds];
}

const PAGE_BOUNDS: ReadonlyMap<string, PageBounds> = new Map(
  readFileSync(new URL('pages.tsv', import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map(boundsOf),
);

/** Lists that are newer than the facts. */
const UNKNOWN: PageBounds = { min: 1, max: Infinity, lowersMore: false, byDefault: Infinity, notBeside: undefined };

/** Returns how EC2 pages a list; without bounds where nothing is known of it. */
export function pageBounds(operation: string): PageBounds {
  return PAGE_BOUNDS.get(operation) ?? UNKNOWN;
}

/** The operations that AWS's service model gives bounds for. */
export const BOUNDED_OPERATIONS: readonly string[] = [...PAGE_BOUNDS.keys()];
