import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Plugin } from 'esbuild';
import type { ServiceId } from '../src/catalog/model/services.ts';
import { catalogOperations } from './lib/catalogOperations.ts';
import { compactSchemas, type Shape } from './lib/compactSchemas.ts';
import { ROOT } from './lib/run.mjs';

/** The clients of which only some operations are sent. */
const CLIENTS = 'cloudtrail|direct-connect|ec2|iam|lightsail|pricing';
const CLIENT = new RegExp(`^@aws-sdk/client-(${CLIENTS})$`);
/** Each client's module with the schemas of all operations. */
const SCHEMAS = new RegExp(`/(@aws-sdk/client-(?:${CLIENTS}))/dist-es/schemas/schemas_0\\.js$`);
/** The clients whose operations the catalog names. */
const CATALOG_SERVICES: ReadonlyMap<string, ServiceId> = new Map([
  ['@aws-sdk/client-ec2', 'ec2'],
  ['@aws-sdk/client-lightsail', 'lightsail'],
  ['@aws-sdk/client-direct-connect', 'directconnect'],
]);
const NAMESPACE = 'called-operations';

/**
 * An esbuild plugin that omits the operations that src/ does not name from the SDK's clients, and writes the schemas
 * of the others as text, parsed on demand. The SDK evaluates all schemas when a client loads, and keeps them in
 * memory. More than half of EC2's over 800 operations are omitted, and nearly all of IAM's.
 */
export const calledOperations: Plugin = {
  name: NAMESPACE,
  setup(build) {
    let words: ReadonlySet<string> | undefined;
    const exportsOf = (client: string) => namedExports(client, (words ??= sourceWords()));
    build.onResolve({ filter: CLIENT }, ({ kind, path: client }) =>
      kind === 'dynamic-import' ? { path: client, namespace: NAMESPACE, sideEffects: false } : undefined,
    );
    build.onLoad({ filter: /^/, namespace: NAMESPACE }, ({ path: client }) => ({
      contents: exportsOf(client)
        .map((name) => `export { ${name} } from '${client}/dist-es/${moduleOf(name)}.js';`)
        .join('\n'),
      resolveDir: ROOT,
    }));
    build.onLoad({ filter: SCHEMAS }, ({ path: file }) => {
      const [, client = ''] = SCHEMAS.exec(file) ?? [];
      return { contents: schemasModule(client, file, exportsOf(client)) };
    });
  },
};
/**
 * Returns the words in src/ that can be an export of a client: its identifiers, and AWS's names of operations in
 * quotation marks.
 */
function sourceWords(): ReadonlySet<string> {
  const source = path.join(ROOT, 'src');
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  return new Set(
    files.flatMap((file) => {
      const text = readFileSync(path.join(source, file), 'utf8');
      const quoted = [...text.matchAll(/(["'`])([A-Z]\w+)\1/g)].flatMap(([, , word = '']) => [
        `${word}Command`,
        `${word}$`,
      ]);
      return [...quoted, ...(text.match(/\b(?:\w+(?:Command|Client)|paginate\w+)\b/g) ?? [])];
    }),
  );
}

/**
 * Returns the exports of a client that are among the words. A schema counts with the command of its operation. Throws
 * if an operation of the catalog is missing.
 */
function namedExports(client: string, words: ReadonlySet<string>): string[] {
  const names = Object.keys(createRequire(import.meta.url)(client) as object);
  const named = names.filter(
    (name) => words.has(name) && (!name.endsWith('$') || names.includes(`${name.slice(0, -1)}Command`)),
  );
  const service = CATALOG_SERVICES.get(client);
  const missing = (service ? catalogOperations(service) : []).filter((name) => !named.includes(`${name}Command`));
  if (missing.length > 0) throw new Error(`The build would leave out of ${client}: ${missing.join(', ')}`);
  return named;
}

/** Returns the module of a client that has an export. Importing the client's index would load all operations. */
function moduleOf(name: string): string {
  if (name.endsWith('Client')) return name;
  if (name.endsWith('Command')) return `commands/${name}`;
  return name.endsWith('$') ? 'schemas/schemas_0' : `pagination/${name.replace(/^paginate/, '')}Paginator`;
}

/**
 * Returns the replacement of a client's module of schemas: its own code up to the errors, which it registers, and the
 * operations whose commands are exported.
 */
function schemasModule(client: string, file: string, names: readonly string[]): string {
  const [errors, rest] = readFileSync(file, 'utf8').split(/(?<=^export const errorTypeRegistries = \[\n[^\]]*\];\n)/m);
  if (errors === undefined || rest === undefined) throw new Error(`${file} is not written as it was.`);
  if (errors.includes('() =>')) throw new Error(`An error of ${client} has a member that is a shape of its own.`);
  const exports = createRequire(import.meta.url)(client) as Readonly<Record<string, Shape>>;
  // A paginator sends the operation in its name.
  const called = names.flatMap((name) => /^(?:paginate)?(\w+?)(?:Command)?$/.exec(name)?.[1] ?? []);
  const shapes = called.map((name) => exports[`${name}$`]).filter((shape) => shape !== undefined);
  const { namespace, templates, text, operations } = compactSchemas(shapes);
  const reader = path.join(ROOT, 'src/aws/client/compactSchemas.ts');
  return [
    `import { readCompactSchemas } from ${JSON.stringify(reader)};`,
    errors,
    `const operation = /* @__PURE__ */ readCompactSchemas(${[namespace, templates, text].map((part) => JSON.stringify(part)).join(', ')});`,
    ...operations.map((operation) => {
      const values = operation.map((value) => JSON.stringify(value)).join(', ');
      return `export const ${operation[0]}$ = /* @__PURE__ */ operation(${values});`;
    }),
  ].join('\n');
}
