// @ts-check
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { docstrings } from './scripts/lib/docstrings.mjs';
import { layers } from './scripts/lib/layers.mjs';
import { testTitles } from './scripts/lib/testTitles.mjs';

const SDK = {
  group: ['@aws-sdk/*', '@smithy/*'],
  allowTypeImports: true,
  message: 'Only aws/, inventory/ and deletion/ know the SDK; elsewhere, types alone.',
};
const VSCODE = {
  group: ['vscode'],
  message: 'This layer runs without VS Code (tests, a plain Node process). Take an interface.',
};
/**
 * Returns the rule against imports that match patterns.
 * @param {...object} patterns
 * @returns {import('eslint').Linter.RulesRecord}
 */
const forbid = (...patterns) => ({
  '@typescript-eslint/no-restricted-imports': ['error', { patterns }],
});

/** What src/core.ts wires, once. */
const WIRED = [
  'DeletionService',
  'Inventory',
  'Journal',
  'PlanExecutor',
  'ProfileService',
  'RecoveryService',
  'RestoreService',
  'Restorer',
  'SdkAwsClient',
  'Session',
  'SharedConfigCache',
  'TargetResolver',
  'ThrottleRegistry',
  'ThrottledClient',
];

export default defineConfig(
  globalIgnores(['node_modules', 'dist', 'build', 'vscode-host/node_modules']),
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-floating-promises': ['error', { checkThenables: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-invalid-void-type': ['error', { allowAsThisParameter: true }],
      complexity: ['error', 15],
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  {
    files: ['src/**'],
    plugins: { teardown: { rules: { layers } } },
    rules: { 'teardown/layers': 'error' },
  },
  {
    files: ['{src,sandbox,scripts,bench,test}/**'],
    plugins: { comments: { rules: { docstrings } } },
    rules: { 'comments/docstrings': 'error' },
  },
  {
    files: ['test/**'],
    plugins: { tests: { rules: { titles: testTitles } } },
    rules: { 'tests/titles': 'error' },
  },
  {
    files: ['src/{common,catalog,aws,session,inventory,deletion}/**', 'src/core.ts'],
    rules: forbid(VSCODE),
  },
  { files: ['src/{common,catalog}/**'], rules: forbid(VSCODE, SDK) },
  { files: ['src/{vscode,views,commands,tools,app}/**', 'src/*.ts'], ignores: ['src/core.ts'], rules: forbid(SDK) },
  {
    // Names from AWS must not become links: only vscode/notifications.ts knows how.
    files: ['src/**'],
    ignores: ['src/vscode/notifications.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        ...['showInformationMessage', 'showWarningMessage', 'showErrorMessage'].map((property) => ({
          property,
          message: 'Use vscode/notifications.ts.',
        })),
      ],
    },
  },
  {
    files: ['src/**', 'test/**', 'bench/**'],
    ignores: [
      'src/core.ts',
      // The unit tests of these very parts.
      'test/unit/aws/{bucketShare,clients,network,profiles,targetResolver,throttling}.test.ts',
      'test/unit/journal/**',
    ],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: `NewExpression[callee.name=/^(${WIRED.join('|')})$/]`,
          message: 'src/core.ts wires this part, once: use createCore().',
        },
      ],
    },
  },
  {
    // Command line programs print.
    files: ['scripts/**', 'sandbox/**', 'test/**', 'bench/**', 'vscode-host/**'],
    rules: { 'no-console': 'off' },
  },
  {
    // Plain JavaScript: the few scripts that must run before anything is installed.
    files: ['**/*.mjs'],
    rules: { '@typescript-eslint/explicit-function-return-type': 'off' },
  },
);
