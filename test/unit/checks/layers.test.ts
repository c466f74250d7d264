import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { Linter } from 'eslint';
import { describe, it } from 'mocha';
import { parser } from 'typescript-eslint';
import { MAY_IMPORT, layers } from '../../../scripts/lib/layers.mjs';
import { ROOT } from '../../../scripts/lib/run.mjs';

/** What the rule reports of a file with this text. */
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

describe('the layers of src/', () => {
  it('are the folders and files that are there', () => {
    const rooms = Object.keys(MAY_IMPORT).filter((room) => !room.includes('/'));
    assert.deepEqual(readdirSync(path.join(ROOT, 'src')).sort(), rooms.sort());
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
    it(`an arrow that points up is an error: ${file}: ${text}`, () => {
      assert.deepEqual(
        reports(file, text).map((message) => message.includes('must not import')),
        [true],
      );
    });
  }

  it('an arrow that points down is none, and neither are packages and the room itself', () => {
    const text = `
      import type { Kind } from '../../catalog/model/kind.ts';
      import { KINDS } from '../../catalog/index.ts';
      import { scan } from '../../inventory/scan.ts';
      import { plan } from '../execution/outcome.ts';
      import { t } from '@vscode/l10n';
    `;
    assert.deepEqual(reports('src/deletion/planning/plan.ts', text), []);
  });

  it('a folder without a place in the order is an error', () => {
    assert.match(reports('src/helpers/x.ts', 'export {};').join(), /helpers is not a layer/);
  });
});
