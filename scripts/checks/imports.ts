// No file imports itself by way of others, type imports included. The layers are ESLint's: scripts/lib/layers.mjs.
import { importCycles, importGraph } from '../lib/importGraph.ts';
import { ROOT, Told, main, say } from '../lib/run.mjs';

const FOLDERS = ['src', 'sandbox', 'scripts', 'bench', 'test', 'vscode-host'];

await main(() => {
  const graph = importGraph(ROOT, FOLDERS);
  const cycles = importCycles(graph);
  if (cycles.length > 0) {
    const shortest = [...cycles].sort((one, other) => one.length - other.length).slice(0, 5);
    throw new Told(`Files import each other:\n${shortest.map((cycle) => cycle.join('\n  -> ')).join('\n')}`);
  }
  say(`${graph.size} files: no cycle of imports`);
});
