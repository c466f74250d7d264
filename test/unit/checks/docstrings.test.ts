import assert from 'node:assert/strict';
import { Linter } from 'eslint';
import { describe, it } from 'mocha';
import { parser } from 'typescript-eslint';
import { docstrings } from '../../../scripts/lib/docstrings.mjs';

/** Returns the ids of the rule's messages for a file with this text. */
function reports(text: string, file = 'sandbox/file.ts'): readonly (string | undefined)[] {
  const config = {
    files: ['**/*.ts', '**/*.mjs'],
    languageOptions: { parser },
    plugins: { comments: { rules: { docstrings } } },
    rules: { 'comments/docstrings': 'error' as const },
  };
  return new Linter().verify(text, [config], file).map(({ messageId }) => messageId);
}

describe('comments/docstrings', () => {
  for (const [name, text, expected] of [
    ['a noun', '/** The rows of a parent. */\nexport function rows() {}', 'verb'],
    ['a noun at a method', 'class Rows {\n  /** How many there are. */\n  count() {}\n}', 'verb'],
    ['a noun at a signature', 'interface Rows {\n  /** Whether it is empty. */\n  empty(): boolean;\n}', 'verb'],
    ['a noun at an arrow function', '/** The parent. */\nexport const parent = () => 1;', 'verb'],
    ['a tag', '/**\n * Returns rows.\n *\n * @param parent the parent\n */\nfunction rows(parent) {}', 'tag'],
    ['a tag for the result', '/**\n * Counts rows.\n * @returns the number\n */\nfunction count() {}', 'tag'],
    ['a personification', '/** What AWS answers. */\nconst RESPONSES = [];', 'word'],
    ['a personification in a line', '// AWS refuses that.\nconst CODES = [];', 'word'],
    ['British spelling', '/** The behaviour of a handler. */\ntype Handler = () => void;', 'word'],
  ] as const) {
    it(`reports ${name}`, () => {
      assert.deepEqual(reports(text), [expected]);
    });
  }

  for (const [name, text, file] of [
    ['a verb in the third person', '/** Returns the rows of a parent. */\nexport function rows() {}', undefined],
    ['a source alone', '/** https://docs.aws.amazon.com/ */\nfunction rows() {}', undefined],
    ['no docstring', 'function rows() {}', undefined],
    [
      'a getter and a constructor',
      'class A {\n  /** The rows. */\n  get a() {}\n  /** `n` is x. */\n  constructor() {}\n}',
      undefined,
    ],
    ['a constant', '/** The rows of a parent. */\nconst ROWS = [];', undefined],
    ['words of AWS in quotation marks or code', '// "You refused it" has the code `answer`.\nconst A = 1;', undefined],
    ['types alone in JavaScript', '/** @param {string} name */\nfunction rows(name) {}', 'scripts/file.mjs'],
  ] as const) {
    it(`accepts ${name}`, () => {
      assert.deepEqual(reports(text, file), []);
    });
  }
});
