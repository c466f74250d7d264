import { readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { build, type BuildOptions, type Metafile } from 'esbuild';
import { testFiles } from '../test/harness/suites.ts';
import { calledOperations } from './calledOperations.ts';
import { ROOT } from './lib/run.mjs';

const DIST = path.join(ROOT, 'dist');

/** Options of both bundles: ES modules for the Node inside VS Code. */
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
 * Bundles the extension, minified for packing, otherwise with source maps. Deletes the files of an earlier build
 * last, so that a VS Code running from the folder always has its files. Returns the sizes in bytes of the files that
 * load with the main file, and of those that load later. `outdir` is dist/ by default.
 */
export async function buildExtension({ production, outdir = DIST }: { production: boolean; outdir?: string }) {
  const { metafile } = await build({
    ...COMMON,
    entryPoints: ['src/extension.ts'],
    outdir,
    chunkNames: 'chunks/[name]-[hash]',
    external: ['vscode'],
    // CommonJS packages call `require` for Node's own modules, which an ES module does not have.
    banner: {
      js: "import{createRequire as teardownRequire}from'node:module';const require=teardownRequire(import.meta.url);",
    },
    // The ES module builds of packages: only those can be split and tree-shaken.
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
 * Throws if a built file has a character above U+00FF, which esbuild leaves in regular expressions. V8 then stores
 * the source of the whole file with two bytes for each character.
 */
function assertOneByte(file: string): void {
  const found = /.{0,40}[^\u0000-\u00ff]/u.exec(readFileSync(path.join(ROOT, file), 'utf8'));
  if (found)
    throw new Error(`${file} has a character above U+00FF, which doubles its memory: write it as \\u.... ${found[0]}`);
}

/** The code by load time: what the main file imports statically, and what only `import()` loads. */
interface CodeByTime {
  readonly atActivation: ReadonlySet<string>;
  readonly bytesAtActivation: number;
  readonly later: ReadonlySet<string>;
}

function codeByTime({ outputs }: Metafile): CodeByTime {
  const main = Object.keys(outputs).filter((file) => path.basename(file) === 'extension.js');
  const reached = new Set(main);
  // The loop adds to the set that it iterates.
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

/** Bundles the integration tests into build/integration/, one file each. Packages stay in node_modules. */
export async function buildIntegrationTests(): Promise<string> {
  const outdir = path.join(ROOT, 'build/integration');
  rmSync(outdir, { recursive: true, force: true });
  await build({
    ...COMMON,
    entryPoints: ['test/integration/index.ts', ...testFiles('integration')],
    outdir,
    packages: 'external',
    sourcemap: 'inline',
    // With this extension mocha imports the files. An older VS Code on Node 22 hangs on mocha's `require()` of them.
    outExtension: { '.js': '.mjs' },
  });
  return path.join(outdir, 'index.mjs');
}

/** Returns the built files of the extension with their sizes in bytes, the main file first. */
export function builtFiles(): { file: string; bytes: number }[] {
  return readdirSync(DIST, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.js'))
    .map((file) => ({ file, bytes: statSync(path.join(DIST, file)).size }))
    .sort((a, b) => Number(b.file === 'extension.js') - Number(a.file === 'extension.js') || b.bytes - a.bytes);
}
