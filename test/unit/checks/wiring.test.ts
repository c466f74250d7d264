import assert from 'node:assert/strict';
import path from 'node:path';
import { ESLint, Linter } from 'eslint';
import { describe, it } from 'mocha';
import { parser } from 'typescript-eslint';
import { ROOT } from '../../../scripts/lib/run.mjs';

/** Returns how many errors the rule for wiring, as it is configured for a file, reports in a text. */
async function errorsIn(file: string, text: string): Promise<number> {
  const eslint = new ESLint({ cwd: ROOT });
  const { rules } = (await eslint.calculateConfigForFile(path.join(ROOT, file))) as Linter.Config;
  const rule = rules?.['no-restricted-syntax'];
  const config = {
    files: ['**/*.ts'],
    languageOptions: { parser },
    rules: rule ? { 'no-restricted-syntax': rule } : {},
  };
  return new Linter({ cwd: ROOT }).verify(text, [config], path.join(ROOT, file)).length;
}

describe('the lint rule for parts that core.ts wires', () => {
  for (const file of [
    'src/app/createApp.ts',
    'src/commands/runCommand.ts',
    'test/unit/core.test.ts',
    'bench/soak.ts',
  ]) {
    it(`rejects their construction in ${file}`, async () => {
      assert.equal(await errorsIn(file, 'new PlanExecutor(deps);\nnew Journal(folder);\nnew Map();'), 2);
    });
  }

  for (const file of ['src/core.ts', 'test/unit/journal/writing.test.ts']) {
    it(`accepts their construction in ${file}`, async () => {
      assert.equal(await errorsIn(file, 'new Journal(folder);'), 0);
    });
  }
});
