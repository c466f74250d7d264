import { escapeInvisible, truncateMiddle } from '../common/text/displayText.ts';

/** A side bar of 300 px has room for so many characters of an id, and for the next fact. */
const SHOWN = 13;

/** What distinguishes the row of a resource from rows with the same label. */
export interface Distinguishable {
  readonly id: string;
  readonly region: string;
}

/**
 * Returns what distinguishes resources whose rows have one label, in their order: the ids, or the Regions where the ids are equal as well.
 * The middle of long ones is left out unless they differ only there.
 * Undefined where neither differs, and what they belong to distinguishes them.
 */
function differences(namesakes: readonly Distinguishable[]): readonly (string | undefined)[] {
  for (const textOf of [({ id }: Distinguishable) => id, ({ region }: Distinguishable) => region]) {
    const texts = namesakes.map(textOf);
    const different = new Set(texts).size;
    if (different === 1) continue;
    const short = texts.map((text) => truncateMiddle(text, SHOWN));
    return new Set(short).size === different ? short : texts.map(escapeInvisible);
  }
  return namesakes.map(() => undefined);
}

/**
 * Returns what distinguishes the rows of a list from those with the same label, by the rows that need it: see {@link differences}.
 * `labelOf` returns the label of a row, undefined for one that no other has. `of` returns its resource.
 */
export function namesakeDifferences<T>(
  rows: readonly T[],
  labelOf: (row: T) => string | undefined,
  of: (row: T) => Distinguishable,
): ReadonlyMap<T, string> {
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
  const found = new Map<T, string>();
  for (const group of groups.values()) {
    const texts = differences(group.map(of));
    for (const [index, row] of group.entries()) {
      const text = texts[index];
      if (text !== undefined) found.set(row, text);
    }
  }
  return found;
}
