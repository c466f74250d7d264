import { escapeInvisible, truncateMiddle } from '../../common/text/displayText.ts';

/** A side bar of 300 px has room for so many characters of a name and for the first fact behind it. */
const SHOWN = 20;
/** A name that is hardly longer is not shortened. */
const LONG = 24;
/** What stays of the beginning of names that are alike at both ends. */
const HEAD = 5;

/** Returns whether a name is shortened in rows. */
export const isLongName = (name: string): boolean => name.length > LONG;

/**
 * Returns labels of long names for rows in one list, by name, without what is invisible. Both ends stay; where these are the same, the part
 * that differs stays. Short names have none. Different names have different labels.
 */
export function shortNames(names: Iterable<string>): ReadonlyMap<string, string> {
  const long = [...new Set(names)].filter(isLongName);
  const labels = new Map(long.map((name) => [name, truncateMiddle(name, SHOWN)]));
  for (const alike of groupsOf(long, (name) => labels.get(name) ?? name)) labelAlike(alike, labels);
  // Whatever is still alike is shown whole.
  for (const alike of groupsOf(long, (name) => labels.get(name) ?? name))
    for (const name of alike) labels.set(name, escapeInvisible(name));
  return labels;
}

/** Gives names with the same ends labels with the part in which they differ. */
function labelAlike(names: readonly string[], labels: Map<string, string>): void {
  const from = Math.max(HEAD, commonPrefix(names) - 2);
  const length = SHOWN - HEAD - 2;
  for (const name of names) {
    const rest = name.slice(from, from + length) + (name.length > from + length ? '…' : '');
    labels.set(name, escapeInvisible(`${name.slice(0, HEAD)}…${rest}`));
  }
  for (const alike of groupsOf(names, (name) => labels.get(name) ?? name))
    if (alike.length < names.length) labelAlike(alike, labels);
}

/** Returns the groups of more than one name with the same label. */
function groupsOf(names: readonly string[], labelOf: (name: string) => string): readonly (readonly string[])[] {
  const groups = new Map<string, string[]>();
  for (const name of names) {
    const label = labelOf(name);
    const group = groups.get(label);
    if (group) group.push(name);
    else groups.set(label, [name]);
  }
  return [...groups.values()].filter(({ length }) => length > 1);
}

/** Returns how many characters names have in common at their beginning. */
function commonPrefix([first = '', ...others]: readonly string[]): number {
  let length = 0;
  while (length < first.length && others.every((name) => name[length] === first[length])) length++;
  return length;
}
