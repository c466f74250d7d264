import { mkdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../scripts/lib/run.mjs';
import { zipEntries } from '../scripts/lib/zip.ts';
import { pack } from '../scripts/package.ts';
import type { Figure } from './measurement.ts';

/** Measures the size of the package, and of the file that is loaded on activation. */
export async function measureSize(): Promise<Figure[]> {
  mkdirSync(path.join(ROOT, 'build'), { recursive: true });
  const vsix = path.join(ROOT, `build/bench-${process.pid}.vsix`);
  try {
    await pack(vsix);
    const main = zipEntries(vsix).find(({ name }) => name === 'extension/dist/extension.cjs');
    return [
      { name: 'VSIX', unit: 'kB', readings: [kilobytes(statSync(vsix).size)], goal: 'at most 650 kB' },
      { name: 'main file', unit: 'kB', readings: [kilobytes(main?.unpacked ?? NaN)], goal: 'at most 3 kB' },
    ];
  } finally {
    rmSync(vsix, { force: true });
  }
}

function kilobytes(bytes: number): number {
  return Math.round(bytes / 100) / 10;
}
