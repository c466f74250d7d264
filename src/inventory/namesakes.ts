import { escapeInvisible, truncateMiddle } from '../common/text/displayText.ts';

/** A side bar of 300 px has room for so many characters of an id, and for the next fact. */
const SHOWN = 13;

/** What can distinguish the row of a resource from rows with the same label. */
export interface Distinguishable {
  readonly id: string;
  readonly region: string;
  /** The account as people read it, where rows are of several. */
  readonly account?: string;
}

/** What rows are distinguished by, in the order in which it is tried. */
type Order = readonly (keyof Distinguishable)[];

/** Rows of a list, a plan or a run: their places differ only where the ids do not. */
const ID_FIRST: Order = ['id', 'account', 'region'];

/** Rows that stand alone, and may be of any account. */
export const PLACE_FIRST: Order = ['account', 'region', 'id'];

/**
 * Returns what distinguishes resources whose rows have one label: the facts that differ, in an order, and no more of them than distinguish
 * all. Nothing where none differs: what they belong to distinguishes them, or they are one resource.
 */
function differences(namesakes: readonly Distinguishable[], order: Order): readonly (readonly string[])[] {
  const differing = order
    .map((fact) => ({ fact, texts: namesakes.map((resource) => resource[fact] ?? '') }))
    .filter(({ texts }) => new Set(texts).size > 1);
  const shown = differing.slice(0, sufficient(differing.map(({ texts }) => texts)));
  const columns = shown.map(({ fact, texts }) => (fact === 'id' ? shortTexts(texts) : texts.map(escapeInvisible)));
  return namesakes.map((_, index) => columns.map((texts) => texts[index] ?? ''));
}

/** Returns how many of some columns distinguish as many rows as all of them do. */
function sufficient(columns: readonly (readonly string[])[]): number {
  const [first = []] = columns;
  // Of 50,000 rows with ids of their own, no more is compared.
  if (new Set(first).size === first.length) return 1;
  const distinct = (count: number) =>
    new Set(first.map((_, row) => JSON.stringify(columns.slice(0, count).map((texts) => texts[row])))).size;
  const all = distinct(columns.length);
  let count = 1;
  while (distinct(count) < all) count++;
  return count;
}

/** Returns texts for people, without the middle of long ones where they still differ. */
function shortTexts(texts: readonly string[]): readonly string[] {
  const short = texts.map((text) => truncateMiddle(text, SHOWN));
  return new Set(short).size === new Set(texts).size ? short : texts.map(escapeInvisible);
}

/**
 * Returns what distinguishes the rows of a list from those with the same label, by the rows that need it: see {@link differences}.
 * `labelOf` returns the label of a row, undefined for one that no other has. `of` returns its resource.
 */
export function namesakeDifferences<T>(
  rows: readonly T[],
  labelOf: (row: T) => string | undefined,
  of: (row: T) => Distinguishable,
  order = ID_FIRST,
): ReadonlyMap<T, readonly string[]> {
  // Of 50,000 rows, most have a label of their own: no list is made for those.
  const firsts = new Map<string, T>();
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const label = labelOf(row);
    if (label === undefined) continue;
    const first = firsts.get(label);
    if (first === undefined) {
      firsts.set(label, row);
      continue;
    }
    const group = groups.get(label);
    if (group) group.push(row);
    else groups.set(label, [first, row]);
  }
  const found = new Map<T, readonly string[]>();
  for (const group of groups.values()) {
    const facts = differences(group.map(of), order);
    for (const [index, row] of group.entries()) {
      const own = facts[index] ?? [];
      if (own.length > 0) found.set(row, own);
    }
  }
  return found;
}
