import assert from 'node:assert/strict';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'mocha';
import { zipEntries } from '../../scripts/lib/zip.ts';
import { thirdPartyNotices } from '../../scripts/notices.ts';
import { pack } from '../../scripts/package.ts';

describe('the packed extension', () => {
  let folder: string;
  let vsix: string;
  let names: string[];
  before(async function () {
    this.timeout(60_000);
    folder = await mkdtemp(path.join(tmpdir(), 'td-vsix-'));
    vsix = path.join(folder, 'teardown.vsix');
    await pack(vsix);
    names = zipEntries(vsix).map(({ name }) => name);
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it('is at most 650 kB', async () => {
    const { size } = await stat(vsix);
    assert.ok(size <= 650_000, `${size} bytes`);
  });

  it('contains its translations, each in its own file', () => {
    for (const name of ['package.nls.json', 'package.nls.de.json', 'l10n/bundle.l10n.de.json']) {
      assert.ok(names.includes(`extension/${name}`), name);
    }
    assert.ok(!names.includes('extension/l10n/bundle.l10n.json'), 'nothing reads the English bundle');
  });

  it('lists only the bundled packages in its notices, with their licenses', () => {
    const notices = thirdPartyNotices([
      'node_modules/bowser/es5.js',
      'node_modules/@aws-sdk/client-sts/x.js',
      'src/app/createApp.ts',
    ]);
    assert.match(notices, /^bowser 2\.\d+\.\d+ \(MIT\)$/m);
    assert.match(notices, /^@aws-sdk\/client-sts [\d.]+ \(Apache-2\.0\)$/m);
    assert.match(notices, /Permission is hereby granted/);
    assert.match(notices, /Apache License/);
    assert.doesNotMatch(notices, /client-ec2/);
    assert.ok(names.includes('extension/THIRD-PARTY-NOTICES.txt'));
  });

  it('contains no source, no test, no source map, and only one document', () => {
    assert.deepEqual(
      names.filter((name) => /\.(ts|map|txt\.mjs)$|node_modules|(^|\/)(test|sandbox|docs)\//.test(name)),
      ['extension/docs/TROUBLESHOOTING.md'],
    );
  });
});
