import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { createAsyncRotatingLogger } from '../../../vscode-host/stand-ins/spdlog.mjs';

describe('the stand-in for VS Code’s logger', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'td-log-'));
    file = path.join(folder, 'logs/window.log');
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('writes each line at once, from its level on', async () => {
    const logger = await createAsyncRotatingLogger('window', file, 1000, 3);
    logger.debug('not yet');
    logger.setLevel(1);
    logger.debug('now');
    logger.warn('ü');
    assert.match(
      readFileSync(file, 'utf8'),
      /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3} \[debug\] now\n[-\d]+ [.:\d]+ \[warning\] ü\n$/,
    );
    logger.drop();
    logger.warn('dropped');
    logger.drop();
    assert.ok(!readFileSync(file, 'utf8').includes('dropped'));
  });

  it('writes text that VS Code formatted unchanged', async () => {
    const logger = await createAsyncRotatingLogger('output', file, 1000, 3);
    logger.clearFormatters();
    logger.info('a');
    logger.critical('b\n');
    logger.drop();
    assert.equal(readFileSync(file, 'utf8'), 'ab\n');
  });

  it('rotates a full file, keeps the maximum number of files, and continues the file of an earlier logger', async () => {
    for (const message of ['1111', '2222', '3333', '4444']) {
      const logger = await createAsyncRotatingLogger('output', file, 6, 3);
      logger.clearFormatters();
      logger.info(message);
      logger.drop();
    }
    const logs = path.dirname(file);
    assert.deepEqual(readdirSync(logs).sort(), ['window.1.log', 'window.2.log', 'window.log']);
    assert.equal(readFileSync(file, 'utf8'), '4444');
    assert.equal(readFileSync(path.join(logs, 'window.2.log'), 'utf8'), '2222');
  });
});
