import assert from 'node:assert/strict';
import { Linter } from 'eslint';
import { describe, it } from 'mocha';
import { parser } from 'typescript-eslint';
import { testTitles } from '../../../scripts/lib/testTitles.mjs';

/** Returns the ids of the rule's messages for a test file with this text. */
function reports(text: string): readonly (string | undefined)[] {
  const config = {
    files: ['**/*.ts'],
    languageOptions: { parser },
    plugins: { tests: { rules: { titles: testTitles } } },
    rules: { 'tests/titles': 'error' as const },
  };
  return new Linter().verify(text, [config], 'test/unit/file.test.ts').map(({ messageId }) => messageId);
}

describe('tests/titles', () => {
  for (const [name, text, expected] of [
    ['a personification', "it('says why the profile is invalid', run);", 'word'],
    ['a personification in a describe', "describe('what AWS answers', run);", 'word'],
    ['a metaphor', "it('is handed over as it is', run);", 'word'],
    ['a word in a template', 'it(`does not ask again: ${name}`, run);', 'word'],
    ['a word in a test that runs alone', "it.only('is gone', run);", 'word'],
    ['British spelling', "it('is cancelled', run);", 'word'],
    ['a title that continues another one', "it('and the rest', run);", 'fragment'],
  ] as const) {
    it(`reports ${name}`, () => {
      assert.deepEqual(reports(text), [expected]);
    });
  }

  for (const [name, text] of [
    ['a plain sentence', "it('rejects a profile without a Region', run);"],
    ['quoted words', 'it(\'reads codes with the message "AWS refused it"\', run);'],
    ['inserted values', 'it(`returns the cause of ${told}`, run);'],
    ['other functions', "log('nobody answered');"],
    ['titles that are not texts', 'it(row.answer, run);'],
  ] as const) {
    it(`accepts ${name}`, () => {
      assert.deepEqual(reports(text), []);
    });
  }
});
