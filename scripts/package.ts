import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createVSIX } from '@vscode/vsce';
import { buildExtension } from './build.ts';
import { ROOT, Told, readJson } from './lib/run.mjs';
import { zipEntries } from './lib/zip.ts';
import { thirdPartyNotices } from './notices.ts';

/** What goes into the package beside the bundle, as far as it exists. */
const TAKEN = /^(package\.json|package\.nls(\..+)?\.json|README\.md|CHANGELOG\.md|LICENSE|media|l10n|\.vscodeignore)$/;
/** What may be in a VSIX, by its path there; vsce writes some names in lower case. */
const EXPECTED =
  /^(extension\.vsixmanifest|\[Content_Types\]\.xml|extension\/(package\.json|package\.nls(\.[\w-]+)?\.json|readme\.md|changelog\.md|license\.txt|third-party-notices\.txt|dist\/.+\.js|docs\/troubleshooting\.md|media\/.+|l10n\/(bundle|catalog)\.l10n\.[\w-]+\.json))$/i;

/** What must be in a VSIX, in lower case. */
const REQUIRED: readonly string[] = [
  ...['package.json', 'package.nls.json', 'readme.md', 'changelog.md', 'license.txt', 'third-party-notices.txt'],
  ...['dist/extension.js', 'docs/troubleshooting.md', 'media/icon.png'],
];

/** The file that `npm run package` makes. */
export function defaultVsix(): string {
  const { name, version } = readJson(path.join(ROOT, 'package.json')) as { name: string; version: string };
  return path.join(ROOT, `${name}-${version}.vsix`);
}

/**
 * Builds for production and packs, in a folder of its own: dist/, from which a VS Code may be running, is left alone.
 * @param vsix where the package goes
 * @throws Told when a file is in it that is not expected, one is not that must be, or a bundled package's licence does not allow it
 */
export async function pack(vsix: string): Promise<void> {
  mkdirSync(path.join(ROOT, 'build'), { recursive: true });
  const stage = mkdtempSync(path.join(ROOT, 'build/package-'));
  try {
    for (const name of readdirSync(ROOT)) {
      if (TAKEN.test(name)) cpSync(path.join(ROOT, name), path.join(stage, name), { recursive: true });
    }
    // The one document that the extension itself shows.
    cpSync(path.join(ROOT, 'docs/TROUBLESHOOTING.md'), path.join(stage, 'docs/TROUBLESHOOTING.md'));
    const { atActivation, later } = await buildExtension({ production: true, outdir: path.join(stage, 'dist') });
    writeFileSync(path.join(stage, 'THIRD-PARTY-NOTICES.txt'), thirdPartyNotices([...atActivation, ...later]));
    await createVSIX({
      cwd: stage,
      packagePath: vsix,
      dependencies: false,
      // There is no public repository yet, so relative links stay as they are.
      allowMissingRepository: true,
      rewriteRelativeLinks: false,
    });
  } finally {
    rmSync(stage, { recursive: true, force: true });
  }
  const names = zipEntries(vsix).map(({ name }) => name.toLowerCase());
  const missing = REQUIRED.filter((name) => !names.includes(`extension/${name}`));
  if (missing.length > 0) throw new Told(`Missing in ${vsix}:\n  ${missing.join('\n  ')}`);
  const foreign = zipEntries(vsix).filter(({ name }) => !EXPECTED.test(name));
  if (foreign.length > 0) throw new Told(`Not expected in ${vsix}:\n  ${foreign.map(({ name }) => name).join('\n  ')}`);
}
