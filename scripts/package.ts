import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { createVSIX } from '@vscode/vsce';
import { buildExtension } from './build.ts';
import { ROOT, Told, readJson } from './lib/run.mjs';
import { zipEntries } from './lib/zip.ts';

/** What goes into the package beside the bundle, as far as it exists. */
const TAKEN = /^(package\.json|package\.nls(\..+)?\.json|README\.md|CHANGELOG\.md|LICENSE|media|l10n|\.vscodeignore)$/;
/** What may be in a VSIX, by its path there; vsce writes some names in lower case. */
const EXPECTED =
  /^(extension\.vsixmanifest|\[Content_Types\]\.xml|extension\/(package\.json|package\.nls(\.[\w-]+)?\.json|readme\.md|changelog\.md|license(\.txt|\.md)?|dist\/.+\.js|media\/.+|l10n\/bundle\.l10n\.[\w-]+\.json))$/i;

/** The file that `npm run package` makes. */
export function defaultVsix(): string {
  const { name, version } = readJson(path.join(ROOT, 'package.json')) as { name: string; version: string };
  return path.join(ROOT, `${name}-${version}.vsix`);
}

/**
 * Builds for production and packs, in a folder of its own: dist/, from which a VS Code may be running, is left alone.
 * @param vsix where the package goes
 */
export async function pack(vsix: string): Promise<void> {
  mkdirSync(path.join(ROOT, 'build'), { recursive: true });
  const stage = mkdtempSync(path.join(ROOT, 'build/package-'));
  try {
    for (const name of readdirSync(ROOT)) {
      if (TAKEN.test(name)) cpSync(path.join(ROOT, name), path.join(stage, name), { recursive: true });
    }
    await buildExtension({ production: true, outdir: path.join(stage, 'dist') });
    await createVSIX({
      cwd: stage,
      packagePath: vsix,
      dependencies: false,
      // There is no public repository yet, so relative links stay as they are.
      allowMissingRepository: true,
      rewriteRelativeLinks: false,
      skipLicense: !existsSync(path.join(stage, 'LICENSE')),
    });
  } finally {
    rmSync(stage, { recursive: true, force: true });
  }
  const foreign = zipEntries(vsix).filter(({ name }) => !EXPECTED.test(name));
  if (foreign.length > 0) throw new Told(`Not expected in ${vsix}:\n  ${foreign.map(({ name }) => name).join('\n  ')}`);
}
