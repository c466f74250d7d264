import type { CostLabel } from '../../pricing/costText.ts';

/** What a row shows beside AWS's description. */
export interface RowNote {
  /** The short label of a long name; undefined where the row shows its own. */
  readonly label?: string | undefined;
  /** What distinguishes the row from others with the same label in its list; undefined where there are none. */
  readonly difference?: string | undefined;
  readonly cost: CostLabel | undefined;
  /** The reason why nothing uses the resource, and since when. */
  readonly usage: readonly string[];
}

/**
 * Returns facts of one resource without those that another one repeats: `failed` beside `its state is failed`. They stay in their order,
 * the most important first.
 */
export function withoutRepeats(facts: readonly string[]): readonly string[] {
  const plain = facts.map((fact) => fact.replace(/\b(is|ist) /g, '').toLowerCase());
  return facts.filter(
    (_, at) => !plain.some((other, index) => (other === plain[at] ? index < at : isAtAnEnd(plain[at] ?? '', other))),
  );
}

/** Returns whether a text begins or ends with whole words: a name may well be a part of another one. */
const isAtAnEnd = (words: string, text: string) => text.startsWith(`${words} `) || text.endsWith(` ${words}`);
