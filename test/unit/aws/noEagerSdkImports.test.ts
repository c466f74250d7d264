import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'mocha';

const AWS = new URL('../../../src/aws/', import.meta.url);

/** Reads schemas while a response is decoded. It is small and has no client. */
const SMALL = "'@smithy/core/schema'";

describe('src/aws', () => {
  it('imports the SDK only as types or dynamically', () => {
    const value = /^(import|export) (?!type\b)[^;]*?from '(@aws-sdk|@smithy)\/[^']*';/gm;
    const files = readdirSync(AWS, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
    assert.ok(files.length > 20);
    for (const file of files) {
      const text = readFileSync(new URL(file, AWS), 'utf8');
      const imports = (text.match(value) ?? []).filter((line) => !line.includes(SMALL));
      assert.deepEqual(imports, [], file);
    }
  });
});
