import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { CredentialSource } from '../../../src/aws/identity/target.ts';
import { protectionOf, type ProtectionLevel } from '../../../src/deletion/planning/protection.ts';

const profile = (name: string): CredentialSource => ({ kind: 'profile', name });
const level = (rules: Record<string, unknown>, name = 'prod-eu', accountId = '111122223333') =>
  protectionOf({ source: profile(name), accountId }, rules);

describe('protection', () => {
  const rows: readonly [Record<string, unknown>, ProtectionLevel | undefined][] = [
    [{}, undefined],
    [{ prod: 'readOnly' }, undefined],
    [{ 'prod-eu': 'confirm' }, 'confirm'],
    [{ 'prod*': 'readOnly' }, 'readOnly'],
    [{ '*eu': 'confirm' }, 'confirm'],
    [{ '*': 'confirm' }, 'confirm'],
    [{ 'prod-e?': 'confirm' }, 'confirm'],
    [{ 'prod-eu?': 'confirm' }, undefined],
    [{ '111122223333': 'readOnly' }, 'readOnly'],
    [{ '1111*': 'confirm' }, 'confirm'],
    [{ 'PROD*': 'confirm' }, undefined],
    [{ 'prod.eu': 'confirm' }, undefined],
    [{ '(prod|x)-eu': 'readOnly' }, undefined],
    // The strongest of those that fit.
    [{ 'prod*': 'confirm', '111122223333': 'readOnly' }, 'readOnly'],
    [{ '111122223333': 'readOnly', 'prod*': 'confirm' }, 'readOnly'],
    // What is not understood was meant to protect.
    [{ 'prod*': 'readonly' }, 'readOnly'],
    [{ 'prod*': true }, 'readOnly'],
    [{ 'prod*': null }, 'readOnly'],
    [{ 'prod*': '' }, 'readOnly'],
    [{ other: 'nonsense' }, undefined],
  ];
  for (const [rules, expected] of rows) {
    it(`${JSON.stringify(rules)}: ${expected ?? 'none'}`, () => {
      assert.equal(level(rules), expected);
    });
  }

  it('fits names with anything in them, line breaks and all', () => {
    assert.equal(level({ 'a*b': 'confirm' }, 'a\n$(x)[c'), undefined);
    assert.equal(level({ 'a*b': 'confirm' }, 'a\n$(x)[]b'), 'confirm');
    assert.equal(level({ 'a?b': 'confirm' }, 'a\u{1F600}b'), 'confirm');
    assert.equal(level({ '[a]': 'confirm' }, '[a]'), 'confirm');
  });

  it('fits the sources without a profile by the names that they are shown under, and by their account', () => {
    const of = (source: CredentialSource, rules: Record<string, unknown>) =>
      protectionOf({ source, accountId: '444455556666' }, rules);
    assert.equal(of({ kind: 'environment' }, { Environment: 'readOnly' }), 'readOnly');
    assert.equal(of({ kind: 'container' }, { '444455556666': 'confirm' }), 'confirm');
  });
});
