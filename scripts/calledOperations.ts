import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Plugin } from 'esbuild';
import { ROOT } from './lib/run.mjs';

/** The clients that are loaded as a whole, and of which only some operations are called. */
const CLIENT = /^@aws-sdk\/client-(cloudtrail|direct-connect|ec2|iam|lightsail|pricing)$/;
const NAMESPACE = 'called-operations';

/**
 * Leaves out of the SDK's clients the operations that are named nowhere in src/, with all that only their requests and responses
 * consist of: it is evaluated when a client is loaded, and kept in memory from then on. Of EC2 that is a good third of more than 800
 * operations, of IAM nearly all.
 */
export const calledOperations: Plugin = {
  name: NAMESPACE,
  setup(build) {
    let words: ReadonlySet<string> | undefined;
    build.onResolve({ filter: CLIENT }, ({ kind, path: client }) =>
      kind === 'dynamic-import' ? { path: client, namespace: NAMESPACE, sideEffects: false } : undefined,
    );
    build.onLoad({ filter: /^/, namespace: NAMESPACE }, ({ path: client }) => {
      words ??= sourceWords();
      return { contents: `export { ${namedExports(client, words).join(', ')} } from '${client}';`, resolveDir: ROOT };
    });
  },
};

/** The words in src/ that may be a name of a client: identifiers of it, and AWS's names of operations in quotation marks. */
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

/** The exports of a client that are among the words: no other can be used. A schema counts with the command of its operation. */
function namedExports(client: string, words: ReadonlySet<string>): string[] {
  const names = Object.keys(createRequire(import.meta.url)(client) as object);
  return names.filter(
    (name) => words.has(name) && (!name.endsWith('$') || names.includes(`${name.slice(0, -1)}Command`)),
  );
}
