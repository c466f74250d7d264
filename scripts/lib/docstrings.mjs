// An ESLint rule for comments: docstrings of functions begin with a verb in the third person, and comments use the
// field's words. CONTRIBUTING.md has the rules.

/** @typedef {import('eslint').Rule.Node} Node */

/**
 * Words that comments must not have, and what to write instead.
 * @type {readonly (readonly [word: RegExp, instead: string])[]}
 */
const WORDS = [
  [/\banswer(?:s|ed|ing)?\b/i, 'responds, response'],
  [/\brefus\w*/i, 'rejects, throws'],
  [/\b(?:says?|said|tells?|told|knows?|thinks?)\b/i, 'returns, has, shows'],
  [/\b(?:some|no)body\b|\bwhoever\b/i, 'the user, the client, the caller'],
  [/\bunless told otherwise\b/i, 'Default: …'],
  [/\bunder way\b/i, 'in progress'],
  [/\bany more\b/i, 'no longer'],
  [/\bcarr(?:y|ied|ies|ying) (?:\w+ )?out\b/i, 'executes'],
  [/\bremovals?\b/i, 'deletion'],
  [/\b(?:behaviour|colour|flavour|licence|catalogue)s?\b|\bcancell(?:ed|ing)\b/i, 'US spelling'],
];

const VERB = /^[A-Z][a-z]+s$/;

/**
 * Returns the text of a comment without its stars.
 * @param {string} value
 * @returns {string}
 */
function textOf(value) {
  return value
    .replace(/^\*/, '')
    .replace(/^\s*\*/gm, '')
    .trim();
}

/**
 * Returns the statement or member whose docstring describes a function.
 * @param {Node} node
 * @returns {Node}
 */
function documented(node) {
  return node.parent?.type.startsWith('Export') ? node.parent : node;
}

/** @type {import('eslint').Rule.RuleModule} */
export const docstrings = {
  meta: {
    type: 'suggestion',
    schema: [],
    messages: {
      verb: 'A docstring begins with a verb in the third person ("Returns…"), not with "{{first}}".',
      tag: 'Write what the signature cannot say as a sentence, without {{tag}}.',
      word: '"{{word}}" in a comment. Write: {{instead}}.',
    },
  },
  create(context) {
    const { sourceCode } = context;
    const isTyped = context.filename.endsWith('.ts');
    /** @param {Node} node */
    const check = (node) => {
      const comment = sourceCode.getCommentsBefore(documented(node)).at(-1);
      if (comment?.type !== 'Block' || !comment.value.startsWith('*') || !comment.loc) return;
      const text = textOf(comment.value);
      const tag = /@(?:param|returns?|throws)\b/.exec(text)?.[0];
      if (isTyped && tag !== undefined) context.report({ loc: comment.loc, messageId: 'tag', data: { tag } });
      const [first = ''] = text.split(/\s/);
      // In JavaScript, a docstring may have types alone.
      if (VERB.test(first) || first.startsWith('https:') || (!isTyped && first.startsWith('@'))) return;
      context.report({ loc: comment.loc, messageId: 'verb', data: { first } });
    };
    /** @param {Node & { value?: { type: string } | null, kind?: string }} node */
    const checkMethod = (node) => {
      if (node.kind !== 'constructor' && node.kind !== 'get') check(node);
    };
    return {
      Program() {
        for (const { value, loc } of sourceCode.getAllComments()) {
          if (!loc) continue;
          const prose = value.replace(/`[^`]*`|"[^"]*"|https?:\S+/g, '');
          for (const [pattern, instead] of WORDS) {
            const [word] = pattern.exec(prose) ?? [];
            if (word !== undefined) context.report({ loc, messageId: 'word', data: { word, instead } });
          }
        }
      },
      FunctionDeclaration: check,
      TSDeclareFunction: check,
      MethodDefinition: checkMethod,
      TSMethodSignature: checkMethod,
      VariableDeclaration(node) {
        if (node.declarations.some(({ init }) => init?.type === 'ArrowFunctionExpression')) check(node);
      },
    };
  },
};
