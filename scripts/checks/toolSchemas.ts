// Checks that the input schemas of the language model tools in package.json are those of src/tools. `--write` writes
// them.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { manifestSchema } from '../lib/manifestSchema.ts';
import { ROOT, CliError, main, print } from '../lib/run.mjs';
import { TOOLS } from '../../src/contributions.ts';
import { DELETION_INPUT, LIST_INPUT } from '../../src/tools/toolSchemas.ts';

const SCHEMAS: Readonly<Record<string, object>> = {
  [TOOLS.listResources]: manifestSchema(LIST_INPUT),
  [TOOLS.planDeletion]: manifestSchema(DELETION_INPUT),
  [TOOLS.deleteResources]: manifestSchema(DELETION_INPUT),
};

interface Manifest {
  readonly contributes: { readonly languageModelTools: { readonly name: string; inputSchema?: object }[] };
}

await main(() => {
  const file = path.join(ROOT, 'package.json');
  const before = readFileSync(file, 'utf8');
  const manifest = JSON.parse(before) as Manifest;
  for (const tool of manifest.contributes.languageModelTools) {
    const schema = SCHEMAS[tool.name];
    if (!schema) throw new CliError(`There is no schema for the tool ${tool.name} in src/tools/toolSchemas.ts`);
    tool.inputSchema = schema;
  }
  const after = `${JSON.stringify(manifest, undefined, 2)}\n`;
  if (process.argv.includes('--write')) writeFileSync(file, after);
  else if (after !== before)
    throw new CliError('The input schemas in package.json differ from src/tools. Run `npm run schemas`.');
  print(`The input schemas of ${Object.keys(SCHEMAS).length} tools are those of src/tools`);
});
