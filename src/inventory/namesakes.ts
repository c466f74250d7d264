import { escapeInvisible, truncateMiddle } from '../common/text/displayText.ts';

/** A side bar of 300 px has room for so many characters of an id, and for the next fact. */
const SHOWN = 13;

/** What distinguishes the row of a resource from rows with the same label. */
export interface Distinguishable {
  readonly id: string;
  /** The Region, or whatever else names the place. */
  readonly region: string;
}

/**
 * Returns what distinguishes resources whose rows have one label, in their order: the ids, or the Regions where the ids are equal. Where
 * each of them only distinguishes some, it is both. The middle of long ones is left out unless they differ only there.
 * Undefined where neither differs, and what they belong to distinguishes them.
 */
function differences(namesakes: readonly Distinguishable[]): readonly (string | undefined)[] {
  const differing = [namesakes.map(({ id }) => id), namesakes.map(({ region }) => region)]
    .filter((texts) => new Set(texts).size > 1)
    .map(shortTexts);
  const [first = [], second] = differing;
  if (!second || new Set(first).size === first.length) return namesakes.map((_, index) => first[index]);
  return first.map((text, index) => `${text} · ${second[index] ?? ''}`);
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
