import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createVSIX } from '@vscode/vsce';
import { buildExtension } from './build.ts';
import { ROOT, CliError, readJson } from './lib/run.mjs';
import { zipEntries } from './lib/zip.ts';
import { thirdPartyNotices } from './notices.ts';

/** What the package has beside the bundle, if it exists. */
const TAKEN = /^(package\.json|package\.nls(\..+)?\.json|README\.md|CHANGELOG\.md|LICENSE|media|l10n|\.vscodeignore)$/;
/** What a VSIX may have, by path. vsce writes some names in lower case. */
const EXPECTED =
  /^(extension\.vsixmanifest|\[Content_Types\]\.xml|extension\/(package\.json|package\.nls(\.[\w-]+)?\.json|readme\.md|changelog\.md|license\.txt|third-party-notices\.txt|dist\/.+\.c?js|docs\/troubleshooting\.md|media\/.+|l10n\/(bundle|catalog)\.l10n\.[\w-]+\.json))$/i;

/** What a VSIX must have, in lower case. */
const REQUIRED: readonly string[] = [
  ...['package.json', 'package.nls.json', 'readme.md', 'changelog.md', 'license.txt', 'third-party-notices.txt'],
  ...['dist/extension.cjs', 'docs/troubleshooting.md', 'media/icon.png'],
];

/** Returns the file that `npm run package` writes. */
export function defaultVsix(): string {
  const { name, version } = readJson(path.join(ROOT, 'package.json')) as { name: string; version: string };
  return path.join(ROOT, `${name}-${version}.vsix`);
}

/**
 * Builds for production and packs in a temporary folder, because a VS Code may be running from dist/. Throws a
 * `CliError` for an unexpected or missing file, or a bundled package whose license is not allowed.
 */
export async function pack(vsix: string): Promise<void> {
  mkdirSync(path.join(ROOT, 'build'), { recursive: true });
  const stage = mkdtempSync(path.join(ROOT, 'build/package-'));
  try {
    for (const name of readdirSync(ROOT)) {
      if (TAKEN.test(name)) cpSync(path.join(ROOT, name), path.join(stage, name), { recursive: true });
    }
    // The extension shows only this document itself.
    cpSync(path.join(ROOT, 'docs/TROUBLESHOOTING.md'), path.join(stage, 'docs/TROUBLESHOOTING.md'));
    const { atActivation, later } = await buildExtension({ production: true, outdir: path.join(stage, 'dist') });
    writeFileSync(
      path.join(stage, 'THIRD-PARTY-NOTICES.txt'),
      thirdPartyNotices([...atActivation.sources, ...later.sources]),
    );
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
  if (missing.length > 0) throw new CliError(`Missing in ${vsix}:\n  ${missing.join('\n  ')}`);
  const foreign = zipEntries(vsix).filter(({ name }) => !EXPECTED.test(name));
  if (foreign.length > 0)
    throw new CliError(`Unexpected in ${vsix}:\n  ${foreign.map(({ name }) => name).join('\n  ')}`);
}
