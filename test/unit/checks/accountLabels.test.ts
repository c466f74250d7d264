import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'mocha';
import ts from 'typescript';

const SOURCE = path.resolve(import.meta.dirname, '../../../src');

/** Texts about accounts without an alias, because the caller is not identified yet or another account is meant. */
const WITHOUT_ALIAS: ReadonlySet<string> = new Set([
  'Requesting the role {1} in account {2} from IAM Identity Center in {0} (profile "{3}")',
  'account {0} owns it',
]);

/** Returns the arguments for accounts in the texts of a file: `account {0}`. */
function accountsIn(file: string): readonly string[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    ts.forEachChild(node, visit);
    if (!ts.isCallExpression(node)) return;
    const [text, ...values] = node.arguments;
    if (!text || !ts.isStringLiteralLike(text) || WITHOUT_ALIAS.has(text.text)) return;
    for (const [, index] of text.text.matchAll(/\b[aA]ccount \{(\d)\}/g))
      found.push(values[Number(index)]?.getText(source) ?? `nothing for ${text.text}`);
  };
  visit(source);
  return found;
}

describe('an account ID in a text', () => {
  it('always has the alias beside it', () => {
    const files = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
    const accounts = files.flatMap((name) => accountsIn(path.join(SOURCE, name)).map((value) => `${name}: ${value}`));
    assert.ok(accounts.length > 15, `${accounts.length}`);
    assert.deepEqual(
      accounts.filter((one) => !/[lL]abel|accountsOf|\baccounts?$/.test(one)),
      [],
    );
  });
});
