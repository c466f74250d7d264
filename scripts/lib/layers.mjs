// The layers of src/, and an ESLint rule that keeps imports pointing down. docs/ARCHITECTURE.md has the picture.
import path from 'node:path';
import { ROOT } from './run.mjs';

const CATALOG = ['catalog', 'catalog/model', 'common'];
const DOMAIN = ['deletion', 'pricing', 'inventory', 'session', 'aws', ...CATALOG];
const UI = ['vscode', 'contributions.ts', 'core.ts', ...DOMAIN];

/**
 * The layers that each layer may import, beside itself.
 * @type {Readonly<Record<string, readonly string[]>>}
 */
export const MAY_IMPORT = {
  common: [],
  'catalog/model': ['common'],
  catalog: ['catalog/model', 'common'],
  aws: ['catalog/model', 'common'],
  session: ['aws', 'catalog/model', 'common'],
  inventory: ['aws', ...CATALOG],
  pricing: ['inventory', 'aws', ...CATALOG],
  deletion: ['inventory', 'aws', ...CATALOG],
  'core.ts': DOMAIN,
  'contributions.ts': [],
  // Adapters on VS Code's API. The domain has the types of its settings.
  vscode: ['contributions.ts', ...DOMAIN],
  views: UI,
  commands: ['views', ...UI],
  tools: ['commands', 'views', ...UI],
  app: ['tools', 'commands', 'views', ...UI],
  'extension.ts': ['app', 'tools', 'commands', 'views', ...UI],
};

const SOURCE = path.join(ROOT, 'src');

/**
 * Returns the layer of a file, or undefined outside src/.
 * @param {string} file an absolute path
 * @returns {string | undefined}
 */
function layerOf(file) {
  const [first, second] = path.relative(SOURCE, file).split(path.sep);
  if (first === undefined || first === '' || first === '..' || path.isAbsolute(first)) return undefined;
  return first === 'catalog' && second === 'model' ? 'catalog/model' : first;
}

/** @type {import('eslint').Rule.RuleModule} */
export const layers = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      unknown: '{{layer}} is not a layer of src/. Add it to scripts/lib/layers.mjs.',
      up: 'Imports point down: {{from}} must not import {{to}}. It may import {{allowed}}.',
    },
  },
  create(context) {
    const from = layerOf(context.filename);
    if (from === undefined) return {};
    const allowed = MAY_IMPORT[from];
    if (!allowed) {
      return {
        Program(node) {
          context.report({ node, messageId: 'unknown', data: { layer: from } });
        },
      };
    }
    return {
      /**
       * Checks imports and exports, type imports and dynamic imports included.
       * @param {import('eslint').Rule.Node & { source: { value?: unknown } }} node
       */
      'ImportDeclaration, ExportNamedDeclaration[source], ExportAllDeclaration, ImportExpression, TSImportType'(node) {
        const { value } = node.source;
        if (typeof value !== 'string' || !value.startsWith('.')) return;
        const to = layerOf(path.resolve(path.dirname(context.filename), value));
        if (to === from || (to !== undefined && allowed.includes(to))) return;
        const data = { from, to: to ?? value, allowed: allowed.join(', ') || 'nothing else' };
        context.report({ node, messageId: 'up', data });
      },
    };
  },
};
