import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'mocha';
import ts from 'typescript';
import { unusedMembers } from '../../../scripts/lib/unusedMembers.ts';

describe('unusedMembers', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'td-members-'));
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  /** Returns the unused members of a file with this text. */
  function unusedIn(text: string) {
    const file = path.join(folder, 'a.ts');
    writeFileSync(file, text);
    const program = ts.createProgram([file], { strict: true, noEmit: true, types: [], lib: ['lib.es2023.d.ts'] });
    const isTested = (name: string) => name.endsWith('a.ts');
    return unusedMembers(program, { declares: isTested, uses: isTested });
  }

  it('finds methods, fields and accessors of classes, and methods of interfaces', () => {
    assert.deepEqual(
      unusedIn(`
        export class Box {
          readonly field = 1;
          get size() { return 0; }
          open() { return this.#hidden(); }
          #hidden() { return 1; }
          private old() {}
        }
        export interface Port { send(): void; onSent: () => void; data: string }
      `),
      ['Box.field', 'Box.open', 'Box.size', 'Port.onSent', 'Port.send'],
    );
  });

  for (const [way, use] of Object.entries({
    'a call': 'box.open();',
    'an optional call': '(box as Box | undefined)?.open();',
    'a destructured parameter': 'export const f = ({ open }: Box) => open();',
    'a renamed part of a union': 'export const f = ({ open: o }: Box | { open: string }) => o;',
    'a name in brackets': "box['open']();",
    'one of several names in brackets': "export const f = (n: 'open' | 'x') => box[n as 'open' | 'close']();",
    'a picked type': "export const f = (b: Pick<Box, 'open'>) => b.open();",
    'an interface of the same shape': 'interface Door { open(): void }; const d: Door = box; d.open();',
  })) {
    it(`counts ${way} as use`, () => {
      const text = (used: string) =>
        `export class Box { open() {} close() {} }\nconst box = new Box();\nbox.close();\n${used}`;
      assert.deepEqual([unusedIn(text('')), unusedIn(text(use))], [['Box.open'], []]);
    });
  }

  it('counts members that a used interface, a base class or a package requires as use', () => {
    assert.deepEqual(
      unusedIn(`
        interface Port { send(): void; stop(): void }
        export class Wire implements Port { send() {} stop() {} }
        export const f = (port: Port) => port.send();
        export class Failure extends Error { override message = 'x'; own = 1 }
        export class Words implements Iterable<string> { [Symbol.iterator] = () => ['a'].values() }
      `),
      ['Failure.own', 'Port.stop', 'Wire.stop'],
    );
  });

  it('does not count a member with the same name in another type as use', () => {
    assert.deepEqual(
      unusedIn("export class Box { open() {} }\nconst other = { open: (n: string) => n };\nother.open('');"),
      ['Box.open'],
    );
  });
});
