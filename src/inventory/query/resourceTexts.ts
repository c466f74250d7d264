import { escapeInvisible } from '../../common/text/displayText.ts';
import { characterMatcher, fold } from '../../common/text/wildcard.ts';
import { displayName, rowLabel, shownFacts, type Resource } from '../resource.ts';

/** Separates texts of a resource: no text that a person types has it. */
const SEPARATOR = '\0';

/** Longer values are searched with a method that reads each character a bounded number of times, whatever the value is. */
const MAX_INCLUDED = 32;

/** How long the texts of a resource are kept, in milliseconds: those of its row have ages, as in "in 3 hours". */
const KEPT_MS = 3_600_000;

/** The folded texts of a resource, and when its row had them. */
interface KeptTexts {
  readonly folded: string;
  readonly at: number;
}

const kept = new WeakMap<Resource, KeptTexts>();

/**
 * Returns a test for the texts of a resource, which ignores case. A value with wildcards matches one of them as a whole, every other value
 * a part of one. The texts are kept for an hour: a filter that is typed is applied with each letter.
 */
export function textMatcher(value: string): (resource: Resource, now: number) => boolean {
  const folded = fold(value, 'insensitive');
  if (!/[*?]/.test(value)) {
    if (folded.length <= MAX_INCLUDED) return (resource, now) => foldedTexts(resource, now).includes(folded);
    const isIn = characterMatcher(`*${folded}*`);
    return (resource, now) => isIn(Array.from(foldedTexts(resource, now)));
  }
  const matches = characterMatcher(folded);
  return (resource, now) =>
    foldedTexts(resource, now)
      .split(SEPARATOR)
      .some((text) => matches(Array.from(text)));
}

function foldedTexts(resource: Resource, now: number): string {
  const before = kept.get(resource);
  if (before && Math.abs(now - before.at) < KEPT_MS) return before.folded;
  const folded = fold(textsOf(resource, now), 'insensitive');
  kept.set(resource, { folded, at: now });
  return folded;
}

/**
 * Returns every text that people see of a resource in its row and its tooltip, and the identifiers behind them. What the row shows
 * together is one text, so that a phrase across two facts is found. Texts are there as the row writes them, too: with invisible characters
 * spelled out; and without quotation marks, which a filter takes away.
 */
function textsOf(resource: Resource, now: number): string {
  const { id, name, arn, state, tags, kind, target, entry } = resource;
  const description = kind.description(entry, now);
  const facts = shownFacts(resource, description);
  const texts: (string | undefined)[] = [
    ...[id, name, arn, state, kind.noun, target.region, entry.parent?.id, entry.parent?.name],
    ...[rowLabel(resource), displayName(resource), kind.badge?.(entry), facts.join(' · '), ...facts, ...description],
  ];
  for (const pair of tags ?? []) texts.push(...pair);
  for (const fact of kind.facts) {
    const value = fact.value(entry);
    if (value !== undefined && !(value instanceof Date)) texts.push(String(value));
  }
  const plain = [...new Set(texts)].filter((text) => text !== undefined).join(SEPARATOR);
  const shown = escapeTexts(plain);
  return [plain, ...(shown === plain ? [] : [shown]), ...(shown.includes('"') ? [shown.replaceAll('"', '')] : [])].join(
    SEPARATOR,
  );
}

/** Spells invisible characters out in each text; the separator stays. */
function escapeTexts(texts: string): string {
  return texts.split(SEPARATOR).map(escapeInvisible).join(SEPARATOR);
}
