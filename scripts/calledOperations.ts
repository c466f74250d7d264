import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Plugin } from 'esbuild';
import { ROOT } from './lib/run.mjs';

const EC2 = '@aws-sdk/client-ec2';
const NAMESPACE = 'called-operations';

/**
 * Leaves out of the client for EC2 the operations that are named nowhere in src/, which are a good third of more than 800, with all
 * that only their requests and replies consist of: it is evaluated when the client is loaded, and kept in memory from then on.
 */
export const calledOperations: Plugin = {
  name: NAMESPACE,
  setup(build) {
    build.onResolve({ filter: new RegExp(`^${EC2}$`) }, ({ kind }) =>
      kind === 'dynamic-import' ? { path: EC2, namespace: NAMESPACE, sideEffects: false } : undefined,
    );
    build.onLoad({ filter: /^/, namespace: NAMESPACE }, () => {
      const exported = ['EC2Client', ...namedOperations().flatMap((name) => [`${name}Command`, `${name}$`])];
      return { contents: `export { ${exported.join(', ')} } from '${EC2}';`, resolveDir: ROOT };
    });
  },
};

/** The operations of EC2 that stand somewhere in src/ in quotation marks: no other can be called. */
function namedOperations(): string[] {
  const source = path.join(ROOT, 'src');
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  const words = files.flatMap((file) =>
    [...readFileSync(path.join(source, file), 'utf8').matchAll(/(["'`])([A-Z]\w+)\1/g)].map(([, , word = '']) => word),
  );
  const client = createRequire(import.meta.url)(EC2) as Readonly<Record<string, unknown>>;
  return [...new Set(words)].filter((word) => `${word}Command` in client && `${word}$` in client).sort();
}
