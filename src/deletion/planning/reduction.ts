import { splitSentences } from '../../common/text/sentences.ts';

/**
 * Words that change with the number of what a sentence is about, in both languages. A word that negates or that names what happens is none
 * of them.
 */
const AGREEMENT =
  /^(?:a|an|are|been|do|does|has|have|is|it|its|that|their|them|they|this|these|those|was|were|der|die|das|den|dem|des|eine[mnr]?|ein|hat|haben|ist|ih[mnr]|ihren?|sie|seinen?|sein|sind|wird|werden|wurden?)$/i;

/** A sentence: its beginning word by word, and the elements of the list that follows. */
interface Parts {
  readonly head: readonly Word[];
  readonly elements: ReadonlySet<string>;
  /** How many more there are than the list names. */
  readonly more: number;
}

/**
 * Returns whether a text has nothing that is not in the earlier ones: each of its sentences is an earlier one with fewer elements in its
 * list, or with a smaller count. "1 volume: vol-a" adds nothing to "2 volumes: vol-a, vol-b". A name, a negation or a number that counts
 * nothing is compared as it is.
 */
export function addsNothing(earlier: readonly string[], text: string): boolean {
  if (earlier.includes(text)) return true;
  const known = earlier.flatMap(splitSentences).map(partsOf);
  return splitSentences(text)
    .map(partsOf)
    .every((now) => known.some((before) => isWithin(now, before)));
}

function isWithin(now: Parts, before: Parts): boolean {
  return (
    now.more <= before.more &&
    [...now.elements].every((element) => before.elements.has(element)) &&
    isNoMore(now.head, before.head)
  );
}

function partsOf(sentence: string): Parts {
  const [head = '', ...rest] = sentence.replace(/\.$/, '').split(/[:,;] /);
  const elements = rest.flatMap((element) => element.split(/ (?:and|und) /));
  const counts = elements.map((element) => /^(\d+) \p{L}+$/u.exec(element)?.[1]);
  return {
    head: headOf(head),
    elements: new Set(elements.filter((_, index) => counts[index] === undefined)),
    more: Math.max(0, ...counts.map((count) => Number(count ?? 0))),
  };
}

/** A word of the beginning of a sentence. */
interface Word {
  readonly text: string;
  /** True for a number of what the noun right after it names. */
  readonly isCount: boolean;
}

function headOf(head: string): readonly Word[] {
  const words = wordsOf(head);
  const isAgreement = (word: string) => AGREEMENT.test(word);
  return words.flatMap((text, index) => {
    const next = words[index + 1] ?? '';
    const isCount = /^\d{1,6}$/.test(text) && /^\p{L}+$/u.test(next) && !isAgreement(next);
    return isAgreement(text) ? [] : [{ text, isCount }];
  });
}

/** Returns whether the words are the same, apart from counts that are not larger, and from the number of the noun after each. */
function isNoMore(now: readonly Word[], before: readonly Word[]): boolean {
  if (now.length !== before.length) return false;
  return now.every(({ text, isCount }, index) => {
    const was = before[index];
    if (!was || text === was.text) return was !== undefined;
    if (isCount && was.isCount) return Number(text) <= Number(was.text);
    return now[index - 1]?.isCount === true && isSameNoun(text, was.text);
  });
}

/** Splits a text into words. Names and ids stay whole: `vol-0a1b`, `10.0.0.0/16`, `arn:aws:…`, and all that is in quotation marks. */
function wordsOf(text: string): readonly string[] {
  return text.match(/"[^"]*"|[\p{L}\p{N}][\p{L}\p{N}\p{M}_.:/@+=*-]*/gu) ?? [];
}

/** Returns whether two words are one noun, `volume` and `volumes`, `Tunnel` and `Tunneln`. */
function isSameNoun(one: string, other: string): boolean {
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  return short.length >= 3 && long.startsWith(short) && /^(s|es|n|en|e)$/.test(long.slice(short.length));
}
