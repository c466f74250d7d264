// Checks that imports have no cycles, type imports included. ESLint checks the layers: scripts/lib/layers.mjs.
import { importCycles, importGraph } from '../lib/importGraph.ts';
import { ROOT, CliError, main, print } from '../lib/run.mjs';

const FOLDERS = ['src', 'sandbox', 'scripts', 'bench', 'test', 'vscode-host'];

await main(() => {
  const graph = importGraph(ROOT, FOLDERS);
  const cycles = importCycles(graph);
  if (cycles.length > 0) {
    const shortest = [...cycles].sort((one, other) => one.length - other.length).slice(0, 5);
    throw new CliError(`Files import each other:\n${shortest.map((cycle) => cycle.join('\n  -> ')).join('\n')}`);
  }
  print(`${graph.size} files: no cycle of imports`);
});
