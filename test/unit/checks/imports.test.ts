import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'mocha';
import { importCycles, importGraph } from '../../../scripts/lib/importGraph.ts';

describe('importCycles', () => {
  let root: string;
  before(() => {
    root = mkdtempSync(path.join(tmpdir(), 'td-imports-'));
  });
  after(() => {
    rmSync(root, { recursive: true });
  });

  /** Returns the cycles among files with these texts. */
  function cyclesOf(files: Readonly<Record<string, string>>) {
    rmSync(path.join(root, 'src'), { recursive: true, force: true });
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(root, 'src', name)), { recursive: true });
      writeFileSync(path.join(root, 'src', name), text);
    }
    return importCycles(importGraph(root, ['src']));
  }

  const forms = {
    'type imports': "import type { B } from './in/b.ts';",
    'inline type imports': "import { type B } from './in/b.ts';",
    're-exports of types': "export type { B } from './in/b.ts';",
    'types by import()': "export type A = import('./in/b.ts').B;",
    'dynamic imports': "export const load = () => import('./in/b.ts');",
  };
  for (const [form, text] of Object.entries(forms)) {
    it(`finds a cycle of ${form}, across folders`, () => {
      assert.deepEqual(
        cyclesOf({ 'a.ts': text, 'in/b.ts': "import type { C } from '../c.ts';", 'c.ts': "export * from './a.ts';" }),
        [['src/a.ts', 'src/in/b.ts', 'src/c.ts', 'src/a.ts']],
      );
    });
  }

  it('finds no cycle if two files import the same third file', () => {
    const shared = "import type { C } from './c.ts';\n";
    assert.deepEqual(
      cyclesOf({ 'a.ts': `${shared}import './b.ts';`, 'b.ts': shared, 'c.ts': "import 'node:fs';" }),
      [],
    );
  });

  it('finds the cycle of each group', () => {
    const cycles = cyclesOf({
      'a.ts': "import './b.ts';",
      'b.ts': "import './a.ts';",
      'c.ts': "import './c.ts'; import './a.ts';",
    });
    assert.deepEqual(cycles, [
      ['src/a.ts', 'src/b.ts', 'src/a.ts'],
      ['src/c.ts', 'src/c.ts'],
    ]);
  });
});
