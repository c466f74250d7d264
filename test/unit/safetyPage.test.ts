import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../../scripts/lib/run.mjs';

/** The promises of docs/SAFETY.md, each with the paths of its tests. */
function promises(): readonly { readonly promise: string; readonly tests: readonly string[] }[] {
  const page = readFileSync(path.join(ROOT, 'docs/SAFETY.md'), 'utf8');
  const rows = page.split('\n').filter((line) => line.startsWith('|'));
  return rows.slice(2).map((row) => {
    const [, promise = '', tests = ''] = row.split('|');
    return { promise: promise.trim(), tests: [...tests.matchAll(/`(test\/[^`]+)`/g)].map(([, file = '']) => file) };
  });
}

describe('the page of promises', () => {
  it('has rows', () => {
    assert.ok(promises().length > 10);
  });

  for (const { promise, tests } of promises()) {
    it(`names tests that exist: ${promise}`, () => {
      assert.ok(tests.length > 0, 'no test');
      for (const file of tests) {
        assert.ok(existsSync(path.join(ROOT, file)), file);
        assert.match(readFileSync(path.join(ROOT, file), 'utf8'), /\b(it|test|withBoto3|withCli)\(/, file);
      }
    });
  }
});
