import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'mocha';
import { ROOT } from '../../../scripts/lib/run.mjs';
import { MEASURED, reliabilityPage } from './support/reliabilityPage.ts';

const FILE = path.join(ROOT, 'docs/RELIABILITY.md');

describe('docs/RELIABILITY.md', () => {
  it('says what the tests of faults hold; TEARDOWN_WRITE_DOCS=1 writes it anew', () => {
    const page = reliabilityPage();
    const [before = '', measured] = readFileSync(FILE, 'utf8').split(MEASURED);
    if (process.env['TEARDOWN_WRITE_DOCS'] === '1') writeFileSync(FILE, page + (measured ?? '\n'));
    else assert.equal(before + MEASURED, page);
  });
});
