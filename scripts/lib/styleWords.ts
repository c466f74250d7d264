/** Words that no text of the interface may have, and what to write instead. */
const WORDS: readonly (readonly [word: RegExp, instead: string])[] = [
  [/\bkinds?\b/i, 'resource type'],
  [/\bgone\b/i, 'deleted'],
  [/\bremovals?\b/i, 'deletion'],
  [/\bcarr(?:y|ied|ies|ying) (?:\w+ )?out\b/i, 'execute'],
  [/\banswer(?:s|ed|ing)?\b/i, 'response'],
  [/\brefus\w*/i, 'reject'],
  [/\bcall(?:s|ed|ing)?\b/i, 'request'],
  [/\bways? back\b/i, 'can be restored'],
  [/\b(?:in|stands?) (?:in )?the way\b/i, 'blocked by'],
  [/\bunder way\b/i, 'in progress'],
  [/\bcancell(?:ed|ing)\b/i, 'canceled'],
  [/\bany more\b/i, 'no longer'],
  [/\b(?:says?|said|tells?|told|knows?|thinks?)\b/i, 'returns, shows, has'],
  [/\bAWS (?:asks|wants|gives up|refuses|lets)\b/i, 'returns, rejects, throttles'],
  [/\bgo(?:es)? (?:on|round)\b/i, 'continue'],
  [/\b(?:behaviour|colour|licence)s?\b/i, 'US spelling'],
];

/** The maximum number of words in a sentence. */
const MAX_WORDS = 25;

/** Returns a text's violations of the interface's style, one line each. */
export function styleProblems(text: string): readonly string[] {
  const found = WORDS.flatMap(([word, instead]) => {
    const [match] = word.exec(text) ?? [];
    return match === undefined ? [] : [`"${match}" (write: ${instead}) in "${text}"`];
  });
  const long = text
    .split(/(?<=[.!?:])\s+|\n/)
    .filter((sentence) => sentence.split(/\s+/).length > MAX_WORDS)
    .map((sentence) => `more than ${MAX_WORDS} words in "${sentence}"`);
  return [...found, ...long];
}
