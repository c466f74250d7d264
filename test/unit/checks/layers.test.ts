import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { Linter } from 'eslint';
import { describe, it } from 'mocha';
import { parser } from 'typescript-eslint';
import { MAY_IMPORT, layers } from '../../../scripts/lib/layers.mjs';
import { ROOT } from '../../../scripts/lib/run.mjs';

/** Returns the messages of the rule for a file with this text. */
function reports(file: string, text: string): readonly string[] {
  const linter = new Linter({ cwd: ROOT });
  const config = {
    files: ['**/*.ts'],
    languageOptions: { parser },
    plugins: { teardown: { rules: { layers } } },
    rules: { 'teardown/layers': 'error' as const },
  };
  return linter.verify(text, [config], path.join(ROOT, file)).map(({ message }) => message);
}

describe('teardown/layers', () => {
  it('has a rule for every folder and file of src/', () => {
    const folders = Object.keys(MAY_IMPORT).filter((folder) => !folder.includes('/'));
    assert.deepEqual(readdirSync(path.join(ROOT, 'src')).sort(), folders.sort());
  });

  for (const [file, text] of [
    ['src/inventory/scan.ts', "import type { Plan } from '../deletion/planning/plan.ts';"],
    ['src/inventory/scan.ts', "export type { Plan } from '../deletion/planning/plan.ts';"],
    ['src/inventory/scan.ts', "type Plan = import('../deletion/planning/plan.ts').Plan;"],
    ['src/inventory/scan.ts', "void import('../deletion/planning/plan.ts');"],
    ['src/catalog/model/kind.ts', "import { KINDS } from '../index.ts';"],
    ['src/aws/client/sdkClient.ts', "import { KINDS } from '../../catalog/index.ts';"],
    ['src/deletion/planning/plan.ts', "import { createCore } from '../../core.ts';"],
    ['src/views/lazyTreeDataProvider.ts', "import { runCommand } from '../commands/runCommand.ts';"],
    ['src/commands/runCommand.ts', "import { ToolError } from '../tools/toolError.ts';"],
    ['src/vscode/settings.ts', "import type { Node } from '../views/resources/nodes.ts';"],
    ['src/core.ts', "import type { App } from './app/createApp.ts';"],
    ['src/app/createApp.ts', "import { activate } from '../extension.ts';"],
    ['src/common/clock.ts', "import { World } from '../../sandbox/world/world.ts';"],
  ] as const) {
    it(`rejects an import of a higher layer: ${file}: ${text}`, () => {
      assert.deepEqual(
        reports(file, text).map((message) => message.includes('must not import')),
        [true],
      );
    });
  }

  it('accepts imports of lower layers, of packages and of the same folder', () => {
    const text = `
      import type { Kind } from '../../catalog/model/kind.ts';
      import { KINDS } from '../../catalog/index.ts';
      import { scan } from '../../inventory/scan.ts';
      import { plan } from '../execution/outcome.ts';
      import { t } from '@vscode/l10n';
    `;
    assert.deepEqual(reports('src/deletion/planning/plan.ts', text), []);
  });

  it('rejects a folder that is not a layer', () => {
    assert.match(reports('src/helpers/x.ts', 'export {};').join(), /helpers is not a layer/);
  });
});
