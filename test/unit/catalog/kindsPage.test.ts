import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'mocha';
import { ROOT } from '../../../scripts/lib/run.mjs';
import { kindsPage } from './kindsPage.ts';

const FILE = path.join(ROOT, 'docs/KINDS.md');

describe('docs/KINDS.md', () => {
  it('has every kind as the catalogue has it; TEARDOWN_WRITE_DOCS=1 writes it anew', () => {
    const page = kindsPage();
    if (process.env['TEARDOWN_WRITE_DOCS'] === '1') writeFileSync(FILE, page);
    else assert.equal(readFileSync(FILE, 'utf8'), page);
  });
});
