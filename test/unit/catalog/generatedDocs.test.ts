import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'mocha';
import { GENERATED_PAGES } from '../../../scripts/docs/pages.ts';
import { ROOT } from '../../../scripts/lib/run.mjs';

describe('generated pages', () => {
  for (const [name, page] of Object.entries(GENERATED_PAGES)) {
    it(`include an up-to-date ${name} (npm run docs writes it)`, () => {
      const current = readFileSync(path.join(ROOT, name), 'utf8');
      assert.equal(current, page(current));
    });
  }
});
