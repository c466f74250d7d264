/** Begins or ends where a sentence is cut: `, and`, `with {0}`, `it {0}`. */
const CUT = /^[ ,;.]|[ ,(]$|^(?:it|them|its|their|is|are|and|or|but|with|of|in|by)(?: \{|$)/;

/** A predicate without its subject, which stands in another text: `took longer than {0} seconds`. */
const PREDICATE =
  /^(?:is|are|was|were|has|have|had|does|did|do|can|cannot|could|may|might|must|will|would|should|took|ended|printed|returned|failed|started|sent|got|gave) \S/;

/** A noun with its article, which another sentence puts into a case: `the environment variable {0}`. */
const NOUN = /^(?:the|an?)(?: [a-z]+)+ \{0\}$/;

/** Returns whether a text for users is a piece of a sentence. Other languages need another word order, or another case. */
export function isGlued(text: string): boolean {
  return CUT.test(text) || PREDICATE.test(text) || NOUN.test(text);
}
