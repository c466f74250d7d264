/** The value of a text, or its values. It is nearly always one: a list for each of 50,000 takes more time than the rest. */
export type OneOrMore<V extends object> = V | readonly V[];

const CELLS = 1 << 16;

/**
 * Values by text, for many more look-ups than there are matches. Most texts are ruled out by their length and five of
 * their characters, without the hash of the whole text: computing it takes longest for texts that were just received.
 */
export class TextIndex<V extends object> {
  readonly #values = new Map<string, OneOrMore<V>>();
  /** Has 1 at the cell of each text that has a value, and perhaps at those of others. */
  readonly #cells = new Uint8Array(CELLS);

  /** Adds a value to those of a text. */
  add(text: string, value: V): void {
    this.#cells[cellOf(text)] = 1;
    const before = this.#values.get(text);
    this.#values.set(text, before === undefined ? value : [...asList(before), value]);
  }

  /** Returns the value of a text, or its values in the order in which they were added. */
  get(text: string): OneOrMore<V> | undefined {
    return this.#cells[cellOf(text)] === 1 ? this.#values.get(text) : undefined;
  }
}

/** Returns values as a list. */
export function asList<V extends object>(values: OneOrMore<V> | undefined): readonly V[] {
  if (values === undefined) return [];
  return isList(values) ? values : [values];
}

const isList = <V extends object>(values: OneOrMore<V>): values is readonly V[] => Array.isArray(values);

/** Ids of a type differ at their end, and types at the beginning. Missing characters are NaN, which counts as 0. */
function cellOf(text: string): number {
  const { length } = text;
  let hash = Math.imul(length, 31) + text.charCodeAt(0);
  hash = Math.imul(hash, 31) + text.charCodeAt(2);
  hash = Math.imul(hash, 31) + text.charCodeAt(length - 3);
  hash = Math.imul(hash, 31) + text.charCodeAt(length - 2);
  hash = Math.imul(hash, 31) + text.charCodeAt(length - 1);
  return hash & (CELLS - 1);
}
