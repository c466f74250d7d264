// @ts-check
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

const SDK = {
  group: ['@aws-sdk/*', '@smithy/*'],
  allowTypeImports: true,
  message: 'views/, commands/ and tools/ know no SDK: go through deletion/, inventory/ or aws/.',
};
const VSCODE = {
  group: ['vscode'],
  message: 'This layer runs without VS Code (unit tests, a plain Node child). Ask through an interface.',
};
const EXTENSION = { group: ['**/extension.ts'], message: 'Nobody imports extension.ts: it is the composition root.' };
const UI = {
  group: ['**/views/**', '**/commands/**', '**/tools/**'],
  message: 'Arrows point one way: views, commands and tools -> core.',
};
const TOOLS = { group: ['**/tools/**'], message: 'Arrows point one way: tools -> commands and views -> core.' };

/**
 * @param {...object} patterns what a layer must not import
 * @returns {import('eslint').Linter.RulesRecord} the rule that says so
 */
const forbid = (...patterns) => ({
  '@typescript-eslint/no-restricted-imports': ['error', { patterns: [EXTENSION, ...patterns] }],
});

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
  { files: ['src/**'], rules: forbid() },
  {
    files: ['src/common/**', 'src/catalog/**', 'src/aws/**', 'src/session/**', 'src/inventory/**', 'src/deletion/**'],
    rules: forbid(VSCODE, UI),
  },
  {
    files: ['src/catalog/**'],
    rules: forbid(VSCODE, UI, SDK, {
      group: ['**/aws/**', '**/deletion/**', '**/inventory/**'],
      message: 'The catalogue is data; nothing is under it.',
    }),
  },
  { files: ['src/views/**', 'src/commands/**', 'src/vscode/**'], rules: forbid(SDK, TOOLS) },
  { files: ['src/tools/**', 'src/extension.ts'], rules: forbid(SDK) },
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
    // Command line programs speak through standard output.
    files: ['scripts/**', 'sandbox/**', 'test/**', 'bench/**', 'vscode-host/**'],
    rules: { 'no-console': 'off' },
  },
  {
    // Plain JavaScript: the few scripts that must run before anything is installed.
    files: ['**/*.mjs'],
    rules: { '@typescript-eslint/explicit-function-return-type': 'off' },
  },
);
