import { readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { build, type BuildOptions, type Metafile, type Plugin } from 'esbuild';
import { testFiles } from '../test/harness/suites.ts';
import { calledOperations } from './calledOperations.ts';
import { ROOT } from './lib/run.mjs';

const DIST = path.join(ROOT, 'dist');
const MAIN = 'extension.cjs';

/** Options of all bundles. */
const COMMON = {
  absWorkingDir: ROOT,
  bundle: true,
  platform: 'node',
  target: 'node22',
  logLevel: 'warning',
} satisfies BuildOptions;

/** Options of the bundles that are ES modules, for the Node inside VS Code. */
const MODULES = { ...COMMON, format: 'esm', splitting: true } satisfies BuildOptions;

/**
 * Bundles the extension, minified for packing, otherwise with source maps. Deletes the files of an earlier build
 * last, so that a VS Code running from the folder always has its files. Returns what loads with the main file, and
 * what loads later. `outdir` is dist/ by default.
 */
export async function buildExtension({ production, outdir = DIST }: { production: boolean; outdir?: string }) {
  const options = { outdir, minify: production, sourcemap: !production, metafile: true } satisfies BuildOptions;
  const entryPoints = new Set<string>();
  const collect = (file: string) => {
    entryPoints.add(file);
    return file;
  };
  await build({ ...mainFile(options, collect), write: false });
  const { metafile: later } = await build({
    ...MODULES,
    ...options,
    entryPoints: [...entryPoints],
    entryNames: 'chunks/[name]-[hash]',
    chunkNames: 'chunks/[name]-[hash]',
    external: ['vscode'],
    // CommonJS packages call `require` for Node's own modules, which an ES module does not have.
    banner: {
      js: "import{createRequire as teardownRequire}from'node:module';const require=teardownRequire(import.meta.url);",
    },
    // The ES module builds of packages: only those can be split and tree-shaken.
    mainFields: ['module', 'main'],
    conditions: ['module', 'import'],
    plugins: [calledOperations],
  });
  const importPath = (file: string) => {
    const [output] = Object.entries(later.outputs).find(([, { entryPoint }]) => entryPoint === fromRoot(file)) ?? [];
    if (output === undefined) throw new Error(`Nothing was built from ${file}.`);
    return `./${posixPath(path.relative(outdir, path.resolve(ROOT, output)))}`;
  };
  const { metafile: main } = await build(mainFile(options, importPath));
  const outputs = [...Object.keys(main.outputs), ...Object.keys(later.outputs)];
  if (production) outputs.forEach(assertOneByte);
  const written = new Set(outputs.map((file) => path.resolve(ROOT, file)));
  for (const file of readdirSync(outdir, { recursive: true, encoding: 'utf8' })) {
    const full = path.join(outdir, file);
    if (/\.(c?js|map)$/.test(file) && !written.has(full)) rmSync(full);
  }
  return { atActivation: bundled(main), later: bundled(later) };
}

/**
 * Returns options to bundle the main file: one file of CommonJS. A main file of ES modules took twice as long to load.
 * VS Code writes a module of its API for each extension that imports it, which Node compiles, and Node reads each
 * further file in a turn of its own. `importPath` returns how the main file imports a source file that loads later.
 */
function mainFile<T extends BuildOptions>(options: T, importPath: (file: string) => string) {
  const importLater: Plugin = {
    name: 'import-later',
    setup(build) {
      build.onResolve({ filter: /./ }, ({ kind, path: imported, resolveDir }) =>
        kind === 'dynamic-import'
          ? { path: importPath(path.resolve(resolveDir, imported)), external: true }
          : undefined,
      );
    },
  };
  return {
    ...COMMON,
    ...options,
    format: 'cjs',
    entryPoints: ['src/extension.ts'],
    outExtension: { '.js': '.cjs' },
    external: ['vscode'],
    plugins: [importLater],
  } satisfies BuildOptions;
}

const posixPath = (file: string) => file.split(path.sep).join('/');

/** Returns a path as esbuild names it. */
const fromRoot = (file: string) => posixPath(path.relative(ROOT, file));

/**
 * Throws if a built file has a character above U+00FF, which esbuild leaves in regular expressions. V8 then stores
 * the source of the whole file with two bytes for each character.
 */
function assertOneByte(file: string): void {
  const found = /.{0,40}[^\u0000-\u00ff]/u.exec(readFileSync(path.join(ROOT, file), 'utf8'));
  if (found)
    throw new Error(`${file} has a character above U+00FF, which doubles its memory: write it as \\u.... ${found[0]}`);
}

/** What bundles contain. */
interface Bundled {
  /** The files of the bundles with their sizes in bytes. */
  readonly files: ReadonlyMap<string, number>;
  /** The source files with code in them. */
  readonly sources: ReadonlySet<string>;
  /** What they import that is not in a bundle of the same build, at once or later. */
  readonly imports: readonly string[];
}

function bundled({ outputs }: Metafile): Bundled {
  const bundles = Object.entries(outputs).filter(([file]) => !file.endsWith('.map'));
  return {
    files: new Map(bundles.map(([file, { bytes }]) => [file, bytes])),
    sources: new Set(
      bundles.flatMap(([, { inputs }]) =>
        Object.entries(inputs).flatMap(([name, { bytesInOutput }]) => (bytesInOutput > 0 ? [name] : [])),
      ),
    ),
    imports: bundles.flatMap(([, { imports }]) => imports.flatMap((found) => (found.external ? [found.path] : []))),
  };
}

/** Bundles the integration tests into build/integration/, one file each. Packages stay in node_modules. */
export async function buildIntegrationTests(): Promise<string> {
  const outdir = path.join(ROOT, 'build/integration');
  rmSync(outdir, { recursive: true, force: true });
  await build({
    ...MODULES,
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
    .filter((file) => /\.c?js$/.test(file))
    .map((file) => ({ file, bytes: statSync(path.join(DIST, file)).size }))
    .sort((a, b) => Number(b.file === MAIN) - Number(a.file === MAIN) || b.bytes - a.bytes);
}
