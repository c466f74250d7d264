import { readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { build, type BuildOptions, type Metafile } from 'esbuild';
import { testFiles } from '../test/harness/suites.ts';
import { calledOperations } from './calledOperations.ts';
import { ROOT } from './lib/run.mjs';

const DIST = path.join(ROOT, 'dist');

/** What both bundles share: ES modules for the Node inside VS Code. */
const COMMON = {
  absWorkingDir: ROOT,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node22',
  splitting: true,
  logLevel: 'warning',
} satisfies BuildOptions;

/**
 * Bundles the extension: small for packing, with source maps for everything else. Files of an earlier build go only after
 * the new ones are there, so that a VS Code which runs from the folder is never without.
 * @param outdir dist/ unless told otherwise
 * @returns the files of code that are loaded with the main file with their size in bytes, and those that are loaded later
 */
export async function buildExtension({ production, outdir = DIST }: { production: boolean; outdir?: string }) {
  const { metafile } = await build({
    ...COMMON,
    entryPoints: ['src/extension.ts'],
    outdir,
    chunkNames: 'chunks/[name]-[hash]',
    external: ['vscode'],
    // Packages in the older module format ask for Node's own modules by `require`, which an ES module has not.
    banner: {
      js: "import{createRequire as teardownRequire}from'node:module';const require=teardownRequire(import.meta.url);",
    },
    // The ES module builds of packages: only those can be split and shaken.
    mainFields: ['module', 'main'],
    conditions: ['import'],
    minify: production,
    sourcemap: !production,
    metafile: true,
    plugins: [calledOperations],
  });
  if (production) Object.keys(metafile.outputs).forEach(assertOneByte);
  const written = new Set(Object.keys(metafile.outputs).map((file) => path.resolve(ROOT, file)));
  for (const file of readdirSync(outdir, { recursive: true, encoding: 'utf8' })) {
    const full = path.join(outdir, file);
    if (/\.(js|map)$/.test(file) && !written.has(full)) rmSync(full);
  }
  return codeByTime(metafile);
}

/**
 * Throws where a built file has a character above U+00FF, which esbuild leaves in regular expressions. V8 then keeps the source of the
 * whole file with two bytes for each character.
 */
function assertOneByte(file: string): void {
  const found = /.{0,40}[^\u0000-\u00ff]/u.exec(readFileSync(path.join(ROOT, file), 'utf8'));
  if (found)
    throw new Error(`${file} has a character above U+00FF, which doubles its memory: write it as \\u.... ${found[0]}`);
}

/** The code by when it is loaded: what `import` statements lead to from the main file, and what only `import()` does. */
interface CodeByTime {
  readonly atActivation: ReadonlySet<string>;
  readonly bytesAtActivation: number;
  readonly later: ReadonlySet<string>;
}

function codeByTime({ outputs }: Metafile): CodeByTime {
  const main = Object.keys(outputs).filter((file) => path.basename(file) === 'extension.js');
  const reached = new Set(main);
  // Grows while it is walked.
  for (const file of reached) {
    for (const { path: imported, kind } of outputs[file]?.imports ?? []) {
      if (kind !== 'dynamic-import' && imported in outputs) reached.add(imported);
    }
  }
  const code = (files: Iterable<string>) =>
    new Set(
      [...files].flatMap((file) =>
        Object.entries(outputs[file]?.inputs ?? {}).flatMap(([name, { bytesInOutput }]) =>
          bytesInOutput > 0 ? [name] : [],
        ),
      ),
    );
  const bytesAtActivation = [...reached].reduce((sum, file) => sum + (outputs[file]?.bytes ?? 0), 0);
  const later = Object.keys(outputs).filter((file) => !reached.has(file));
  return { atActivation: code(reached), bytesAtActivation, later: code(later) };
}

/** Bundles the integration tests into build/integration/, a file each; packages are left to node_modules. */
export async function buildIntegrationTests(): Promise<string> {
  const outdir = path.join(ROOT, 'build/integration');
  rmSync(outdir, { recursive: true, force: true });
  await build({
    ...COMMON,
    entryPoints: ['test/integration/index.ts', ...testFiles('integration')],
    outdir,
    packages: 'external',
    sourcemap: 'inline',
    // By this ending mocha imports them. What it would require() first, an older VS Code on Node 22 waits for without end.
    outExtension: { '.js': '.mjs' },
  });
  return path.join(outdir, 'index.mjs');
}

/** The built files of the extension with their sizes in bytes, the main file first. */
export function builtFiles(): { file: string; bytes: number }[] {
  return readdirSync(DIST, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.js'))
    .map((file) => ({ file, bytes: statSync(path.join(DIST, file)).size }))
    .sort((a, b) => Number(b.file === 'extension.js') - Number(a.file === 'extension.js') || b.bytes - a.bytes);
}
