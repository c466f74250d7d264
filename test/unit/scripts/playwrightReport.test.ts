import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readPlaywrightReport } from '../../harness/playwrightReport.ts';

/** Returns a test in Playwright's format, with the result of each run. */
const spec = (title: string, status: 'expected' | 'flaky' | 'unexpected', errors: readonly (string | undefined)[]) => ({
  title,
  ok: status !== 'unexpected',
  tests: [{ status, results: errors.map((message) => ({ error: message === undefined ? undefined : { message } })) }],
});

describe('the report of the UI suite', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'td-report-'));
  after(() => {
    rmSync(folder, { recursive: true });
  });

  it('counts a test that passed when repeated as passed and flaky, and one that never passed as failed', () => {
    const file = path.join(folder, 'report.json');
    const inner = { specs: [spec('shaky', 'flaky', ['the box closed', undefined])] };
    writeFileSync(
      file,
      JSON.stringify({
        stats: { expected: 1, flaky: 1, unexpected: 1, skipped: 2, duration: 1500.4 },
        errors: [{ message: 'the server did not end' }],
        suites: [
          {
            specs: [spec('good', 'expected', [undefined]), spec('bad', 'unexpected', ['one', 'two'])],
            suites: [inner],
          },
        ],
      }),
    );
    assert.deepEqual(readPlaywrightReport(file), {
      passed: 2,
      failed: 2,
      skipped: 2,
      durationMs: 1500,
      failures: [
        { title: 'bad', message: 'one\ntwo' },
        { title: 'outside', message: 'the server did not end' },
      ],
      flaky: ['shaky'],
    });
  });

  it('is undefined if the suite ended before it was written', () => {
    assert.equal(readPlaywrightReport(path.join(folder, 'none.json')), undefined);
  });
});
