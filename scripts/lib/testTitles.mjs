// An ESLint rule for the titles of tests: `describe` and `it` read as one plain sentence in the field's words.
// CONTRIBUTING.md has the rules.

/** @typedef {import('eslint').Rule.Node} Node */

/**
 * Words that titles must not have outside quotation marks, and what to write instead.
 * @type {readonly (readonly [word: RegExp, instead: string])[]}
 */
const WORDS = [
  [/\banswer(?:s|ed|ing)?\b/i, 'responds, response'],
  // ECONNREFUSED is an error of TCP.
  [/\b(?<!connection is )refus(?:e|es|ed|ing|al|als)\b/i, 'rejects, denied'],
  [/\b(?:says?|said|tells?|told|knows?|thinks?|speaks?|feels?)\b/i, 'returns, names, has, reports'],
  [/\bask(?:s|ed|ing)?\b/i, 'requests, reads, prompts for'],
  [/\b(?:some|no|every)body(?! else's)\b|\bwhoever\b/i, 'the user, the caller'],
  [/\b(?:gone|went away|goes? along)\b/i, 'deleted, deleted along'],
  [/\bremov(?:al|als|ing)\b/i, 'deletion, deleting'],
  [/\bcarr(?:y|ied|ies|ying) (?:\w+ )?out\b/i, 'executes'],
  [/\b(?:in|stands?) (?:in )?(?:the|its|their) way\b|\bways? back\b/i, 'blocks, blocker; can be restored'],
  [/\bunder way\b/i, 'in progress'],
  // The command is called **Look Up Creator**.
  [/\blook(?:s|ed|ing)?\b(?! like| secret| Up Creator)/i, 'reads, polls'],
  [/\bhand(?:s|ed)? (?:over|on|out)\b|\bgives? out\b/i, 'passes, provides'],
  [/\b(?:takes?|taken) (?:nothing|no|it|them)\b|\btaken for\b/i, 'ignores, classifies'],
  [/\bany more\b|\bfor ever\b/i, 'no longer, without an end'],
  [/\b(?:behaviour|colour|licence|catalogue)s?\b|\bcancell(?:ed|ing)\b/i, 'US spelling'],
];

/** Matches a title that continues the title of another test, and so means nothing in a report of failures. */
const FRAGMENT = /^(?:and|but|or|so)\b/i;

const FUNCTIONS = new Set(['describe', 'it', 'test']);

/**
 * Returns the text of a title without inserted values; undefined if it is computed.
 * @param {Node} node
 * @returns {string | undefined}
 */
function titleOf(node) {
  if (node.type === 'Literal' && typeof node.value === 'string') return node.value;
  if (node.type === 'TemplateLiteral') return node.quasis.map(({ value }) => value.cooked ?? '').join('…');
  return undefined;
}

/** @type {import('eslint').Rule.RuleModule} */
export const testTitles = {
  meta: {
    type: 'suggestion',
    schema: [],
    messages: {
      word: '"{{word}}" in a title. Write: {{instead}}.',
      fragment: 'A title must not continue the title of another test ("{{word}}").',
    },
  },
  create(context) {
    return {
      CallExpression({ callee, arguments: [title] }) {
        const called = callee.type === 'MemberExpression' ? callee.object : callee;
        if (called.type !== 'Identifier' || !FUNCTIONS.has(called.name) || !title) return;
        const text = titleOf(/** @type {Node} */ (title));
        if (text === undefined) return;
        const [word] = FRAGMENT.exec(text) ?? [];
        if (word !== undefined) context.report({ node: title, messageId: 'fragment', data: { word } });
        const prose = text.replace(/`[^`]*`|"[^"]*"/g, '');
        for (const [pattern, instead] of WORDS) {
          const [found] = pattern.exec(prose) ?? [];
          if (found !== undefined) context.report({ node: title, messageId: 'word', data: { word: found, instead } });
        }
      },
    };
  },
};
