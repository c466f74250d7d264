import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { ROOT } from '../../scripts/lib/run.mjs';

const BUILD = path.join(ROOT, 'build');

/** Keeps the location of each source file in `import.meta`, which a bundle would replace by its own. */
const sourceLocations: Plugin = {
  name: 'source-locations',
  setup(build) {
    build.onLoad({ filter: /\.(ts|mjs)$/ }, ({ path: file }) => {
      const text = readFileSync(file, 'utf8');
      if (!text.includes('import.meta')) return undefined;
      const [url, folder] = [pathToFileURL(file).href, path.dirname(file)].map((value) => JSON.stringify(value));
      // In the first line, to keep the numbers of the others.
      const contents = `const __sourceUrl = ${url ?? ''}, __sourceFolder = ${folder ?? ''};${text}`;
      return { contents, loader: file.endsWith('.ts') ? 'ts' : 'js' };
    });
  },
};

/**
 * Bundles test files with the sources that they share, and returns their bundles in the same order. Packages stay
 * outside. Plain Node runs the bundles: the loader of tsx delays every dynamic import, however often it is repeated.
 * The bundles are deleted when this process exits.
 */
export async function bundleTests(files: readonly string[]): Promise<string[]> {
  mkdirSync(BUILD, { recursive: true });
  // In the project, for its packages. Its own for each run, because several may run at once.
  const outdir = mkdtempSync(path.join(BUILD, 'tests-'));
  process.on('exit', () => {
    rmSync(outdir, { recursive: true, force: true });
  });
  await build({
    ...{ absWorkingDir: ROOT, outdir, outbase: ROOT, outExtension: { '.js': '.mjs' }, entryPoints: [...files] },
    ...{ bundle: true, splitting: true, format: 'esm', platform: 'node', target: 'node20', packages: 'external' },
    ...{ keepNames: true, sourcemap: 'linked', sourcesContent: false, logLevel: 'warning' },
    define: { 'import.meta.url': '__sourceUrl', 'import.meta.dirname': '__sourceFolder' },
    plugins: [sourceLocations],
  });
  return files.map((file) => path.join(outdir, path.relative(ROOT, file).replace(/\.ts$/, '.mjs')));
}
