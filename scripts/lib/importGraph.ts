import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

/** The files that a file imports, by paths with slashes, relative to one folder. */
export type ImportGraph = ReadonlyMap<string, readonly string[]>;

/**
 * Returns what the files of some folders import by relative paths: values, types, re-exports, `import()` and
 * `import()` types. Imports in this project end with the file's own extension, so no module resolution is needed.
 */
export function importGraph(root: string, folders: readonly string[]): ImportGraph {
  const files = folders.flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(ts|mjs)$/.test(name) && !name.includes('node_modules'))
      .map((name) => path.posix.join(folder, name.replaceAll(path.sep, '/')))
      .sort(),
  );
  return new Map(
    files.map((file) => {
      const { importedFiles } = ts.preProcessFile(readFileSync(path.join(root, file), 'utf8'));
      const imported = importedFiles
        .filter(({ fileName }) => fileName.startsWith('.'))
        .map(({ fileName }) => path.posix.join(path.posix.dirname(file), fileName));
      return [file, [...new Set(imported)]];
    }),
  );
}

/** Returns cycles, each from a file back to itself: at least one for every group of files that import each other. */
export function importCycles(graph: ImportGraph): readonly (readonly string[])[] {
  const cycles: string[][] = [];
  const done = new Set<string>();
  const open: string[] = [];
  const visit = (file: string): void => {
    const start = open.indexOf(file);
    if (start >= 0) cycles.push([...open.slice(start), file]);
    if (start >= 0 || done.has(file)) return;
    open.push(file);
    for (const imported of graph.get(file) ?? []) visit(imported);
    open.pop();
    done.add(file);
  };
  for (const file of graph.keys()) visit(file);
  return cycles;
}
