// The package: only what is expected is in it, licences of what is bundled allow it, and it is small enough.
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { ROOT, Told, main, say } from '../lib/run.mjs';
import { pack } from '../package.ts';

const MOST_BYTES = 600_000;

await main(async () => {
  mkdirSync(path.join(ROOT, 'build'), { recursive: true });
  const folder = mkdtempSync(path.join(ROOT, 'build/check-'));
  try {
    const vsix = path.join(folder, 'teardown.vsix');
    await pack(vsix);
    const { size } = statSync(vsix);
    if (size > MOST_BYTES) throw new Told(`The package has ${size} bytes; ${MOST_BYTES} are allowed.`);
    say(`The package has ${size} bytes, of ${MOST_BYTES} that are allowed`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
