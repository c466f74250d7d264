import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import manifest from '../../../package.json' with { type: 'json' };
import type { CredentialSource } from '../../../src/aws/identity/target.ts';
import {
  protectionOf,
  protectionProblems,
  resourceProtectionReason,
  type ProtectionLevel,
} from '../../../src/deletion/planning/protection.ts';
import { IDENTITY_PATTERN, RESOURCE_RULE } from '../../../src/deletion/planning/protectionRules.ts';
import { resourceFrom, type Resource } from '../../../src/inventory/resource.ts';
import { targetOf } from '../scripts/support.ts';
import { SEED } from '../support/seed.ts';
import { kindOf } from '../support/testEnvironment.ts';

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
    // The strictest matching rule applies.
    [{ 'prod*': 'confirm', '111122223333': 'readOnly' }, 'readOnly'],
    [{ '111122223333': 'readOnly', 'prod*': 'confirm' }, 'readOnly'],
    // An invalid value protects.
    [{ 'prod*': 'readonly' }, 'readOnly'],
    [{ 'prod*': true }, 'readOnly'],
    [{ 'prod*': null }, 'readOnly'],
    [{ 'prod*': '' }, 'readOnly'],
    [{ other: 'nonsense' }, undefined],
    [{ '(prod|x)-eu': 'readOnly' }, 'readOnly'],
    [{ 'dev, prod-eu': 'readOnly' }, 'readOnly'],
    [{ '^prod-.*$': 'readOnly' }, 'readOnly'],
    [{ '!dev': 'readOnly' }, 'readOnly'],
    [{ 'dev|stage': 'readOnly' }, undefined],
  ];
  for (const [rules, expected] of rows) {
    it(`${JSON.stringify(rules)}: ${expected ?? 'none'}`, () => {
      assert.equal(level(rules), expected);
    });
  }

  it('accepts accounts and profiles in other spellings, and reports each spelling as a problem', () => {
    for (const key of [
      '1111-2222-3333',
      '1111 2222 3333',
      '1111–2222–3333',
      ' 111122223333',
      '111122223333 ',
      '"111122223333"',
      'account:111122223333',
      'account 111122223333',
      'arn:aws:iam::111122223333:root',
      '111122223333\u200b',
      'profile:prod-*',
      ' prod-eu',
      "'prod-eu'",
      'prod-eu\u00a0',
      '',
    ]) {
      assert.equal(level({ [key]: 'confirm' }), 'confirm', key);
      assert.equal(protectionProblems({ [key]: 'confirm' }, []).length, 1, key);
    }
    assert.equal(level({ '12345678901': 'readOnly' }, 'x', '012345678901'), 'readOnly');
    for (const rules of ['prod-eu', ['prod-eu'], true, 7, ['111122223333']]) {
      assert.equal(protectionOf({ source: profile('prod-eu'), accountId: '111122223333' }, rules), 'readOnly');
      assert.equal(protectionProblems(rules, []).length, 1, JSON.stringify(rules));
    }
    for (const key of ['dev', 'prod*', '111122223333', '*', 'my profile', '1111*', 'büro']) {
      assert.deepEqual(protectionProblems({ [key]: 'confirm' }, []), [], key);
    }
    assert.equal(protectionProblems({ prod: 'readonly' }, []).length, 1);
  });

  it('compares names by their Unicode normal form', () => {
    assert.equal(level({ 'bu\u0308ro': 'confirm' }, 'b\u00fcro'), 'confirm');
    assert.equal(level({ 'b\u00fcr?': 'confirm' }, 'bu\u0308ro'), 'confirm');
  });

  it('matches names with any characters, including line breaks', () => {
    assert.equal(level({ 'a*b': 'confirm' }, 'a\n$(x)[c'), undefined);
    assert.equal(level({ 'a*b': 'confirm' }, 'a\n$(x)[]b'), 'confirm');
    assert.equal(level({ 'a?b': 'confirm' }, 'a\u{1F600}b'), 'confirm');
    assert.equal(level({ '[a]': 'confirm' }, '[a]'), 'confirm');
  });

  it('matches credential sources without a profile by their displayed name and by their account', () => {
    const of = (source: CredentialSource, rules: Record<string, unknown>) =>
      protectionOf({ source, accountId: '444455556666' }, rules);
    assert.equal(of({ kind: 'environment' }, { Environment: 'readOnly' }), 'readOnly');
    assert.equal(of({ kind: 'container' }, { '444455556666': 'confirm' }), 'confirm');
  });
});

/** Returns a VPC with tags. */
function vpc(tags: Readonly<Record<string, string>>, id = 'vpc-1'): Resource {
  const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
  const entry = { item: { VpcId: id, State: 'available', Tags }, extra: undefined, source: 0 };
  const resource = resourceFrom(kindOf('ec2.vpc'), targetOf(), entry);
  assert.ok(resource);
  return resource;
}

describe('a rule that protects resources', () => {
  const protects = (rule: unknown, resource: Resource) => resourceProtectionReason(resource, [rule]) !== undefined;
  const problems = (rule: unknown) => protectionProblems({}, [rule]).length;
  const prod = vpc({ Name: 'prod-1', env: 'prod', équipe: 'réseau' });
  const dev = vpc({ Name: 'dev-1', env: 'dev' }, 'vpc-2');

  it('protects exactly the matching resources when its syntax is valid', () => {
    for (const rule of ['name:prod-*', 'tag:env=prod', 'tag:env=pr*', 'name:vpc-1', 'tag:équipe', 'tag:e?v=prod']) {
      assert.deepEqual([protects(rule, prod), protects(rule, dev), problems(rule)], [true, false, 0], rule);
    }
    assert.deepEqual([protects('tag:env', prod), protects('tag:env', dev)], [true, true]);
    for (const rule of ['name:PROD-*', 'name:prod', 'tag:env=pro', 'tag:Env=prod'])
      assert.ok(!protects(rule, prod), rule);
    assert.equal(problems('tag:aws:cloudformation:stack-name=a b'), 0);
  });

  it('is reported as a problem when its syntax is invalid, and protects everything that it may mean', () => {
    for (const rule of [
      'prod-*',
      'prod',
      'name: prod-*',
      ' name:prod-*',
      'name :prod-*',
      'Name:prod-*',
      'NAME:PROD-*',
      'name=prod-*',
      'name:"prod-*"',
      '"name:prod-*"',
      'Name',
      'tag:env = prod',
      'tag: env=prod',
      'tag:env= prod',
      'tag:env=',
      'Tag:env=prod',
      'tags:env=prod',
      'tag env=prod',
      'env=prod',
      'env: prod',
      'tag:env==prod',
      'name:prod-*, name:stage-*',
      'name:prod-1\u200b',
      'tag:env=\u00a0prod',
      'id:vpc-1',
      'vpc-1',
      'region:eu-west-1',
      'account:111122223333',
      'name:dev-*,prod-*',
      'name:dev-*; prod-*',
      'name:dev-*|prod-*',
      'name:dev-* name:prod-*',
      'name:dev-* and tag:env=prod',
      'tag:env=stage,prod',
      'tag:{"Key":"env","Value":"prod"}, tag:{}',
      'name:^prod-.*$',
      'name:prod-.*$',
      'name:/prod-.*/',
      'name:(prod|stage)-.*',
      'name:{prod,stage}-*',
      'name:prod-[0-9]',
      String.raw`name:prod-\d+`,
      'name:!dev-*',
      '!name:dev-*',
      'not name:dev-*',
      'tag:env!=dev',
      'tag:env=!dev',
      'tag:env=~prod',
      'name:prod-* # the real thing',
      '-name:dev-*',
      'tag:env<>dev',
      'tag:env≠dev',
      'tag:env=[prod]',
      'tag:env={prod}',
      'tag:env=(prod)',
      'name~prod',
      'name≠dev-1',
      'name:prod-1;',
      'name:prod-1,',
      'everything except name:dev-*',
      'alle außer name:dev-*',
      'exclude:dev-*',
      'no dev',
      'all',
      'type:vpc',
      'arn:aws:ec2:eu-west-1:111122223333:vpc/vpc-1',
    ]) {
      assert.ok(protects(rule, prod), rule);
      assert.equal(problems(rule), 1, rule);
      assert.match(resourceProtectionReason(prod, [rule]) ?? '', /is not understood/);
    }
    for (const rule of ['prod-*', 'name: prod-*', 'env=prod', 'tag:env = prod', 'vpc-1'])
      assert.ok(!protects(rule, dev), rule);
    for (const rule of ['Name:', 'name:', 'tag:', '', '  ', ':', 7, null, {}, ['name:prod-*']]) {
      assert.deepEqual([protects(rule, dev), problems(rule)], [true, 1], JSON.stringify(rule));
    }
  });

  it('also protects what another reading of a valid rule matches', () => {
    for (const rule of ['tag:env:prod', 'name:prod-.*', 'name:pr.+', 'name:prod-%']) {
      assert.deepEqual([protects(rule, prod), protects(rule, dev), problems(rule)], [true, false, 0], rule);
    }
    assert.ok(protects('tag:env:prod', vpc({ 'env:prod': '' })));
    for (const dash of '\u2010\u2011\u2012\u2013\u2014\u2015\u2212')
      assert.ok(protects(`name:prod${dash}1`, prod) && protects(`tag:env=a${dash}b`, vpc({ env: 'a-b' })), dash);
  });

  it('compares names and tags by their Unicode normal form', () => {
    for (const rule of ['tag:e\u0301quipe=re\u0301seau', 'name:e\u0301-*']) {
      assert.ok(protects(rule, vpc({ Name: '\u00e9-1', équipe: 'réseau' })), rule);
      assert.equal(problems(rule), 0);
    }
  });

  it('ignores full-width letters, and blanks and invisible characters around names', () => {
    for (const rule of ['name:ｐｒｏｄ-*', 'name:prod-1', 'name：prod-1', 'tag:ｅｎｖ=prod', 'tag:env=ｐｒｏｄ']) {
      for (const name of ['prod-1', 'prod-1 ', ' prod-1', 'ｐｒｏｄ-１', 'prod-1\u200b', '\u00a0prod-1'])
        assert.ok(protects(rule, vpc({ Name: name, env: 'prod ' })), `${rule} ${JSON.stringify(name)}`);
    }
  });

  it('protects by the tag teardown:protect in any spelling, unless its value is false', () => {
    for (const key of [
      'teardown:protect',
      'Teardown:Protect',
      ' teardown:protect ',
      'teardown: protect',
      'teardown:pro tect',
      't e a r d o w n : p r o t e c t',
      'ｔeardown：protect',
    ])
      for (const value of ['', 'true', 'no', ' '])
        assert.match(resourceProtectionReason(vpc({ [key]: value }), []) ?? '', /teardown:protect/, `${key}=${value}`);
    for (const value of ['false', ' False ', 'ｆａｌｓｅ'])
      assert.equal(resourceProtectionReason(vpc({ 'teardown:protect': value }), []), undefined, value);
    assert.equal(resourceProtectionReason(vpc({ 'teardown:protected': '', 'x-teardown:protect': '' }), []), undefined);
    assert.match(
      resourceProtectionReason(vpc({ 'teardown:protect': 'false', 'TEARDOWN:PROTECT': '' }), []) ?? '',
      /tag/,
    );
  });

  it('protects the intended resource for random syntax errors', () => {
    const word = fc.stringMatching(/^[a-z][a-z0-9]{1,8}$/);
    const meant = fc.oneof(
      word.map((name) => ({ rule: `name:${name}-*`, resource: vpc({ Name: `${name}-1` }) })),
      fc.tuple(word, word).map(([key, value]) => ({ rule: `tag:${key}=${value}`, resource: vpc({ [key]: value }) })),
    );
    const space = fc.constantFrom(' ', '  ', '\t', '\u00a0', '\u200b');
    const mangle = fc.constantFrom(
      (rule: string, blank: string) => rule.replace(':', `:${blank}`),
      (rule: string, blank: string) => rule.replace('=', `${blank}=${blank}`),
      (rule: string, blank: string) => blank + rule + blank,
      (rule: string) => rule.replace(/^(name|tag):/, ''),
      (rule: string) => rule.replace(/^./, (first) => first.toUpperCase()),
      (rule: string) => rule.replace(':', '='),
      (rule: string) => `"${rule}"`,
      (rule: string) => rule.replace(/:(.*)/, ":'$1'"),
      (rule: string) => `${rule}; name:other`,
      (rule: string) => `${rule},other`,
      (rule: string) => `${rule} # a note`,
      (rule: string) => `${rule} or tag:other`,
      (rule: string) => rule.replace(/:(.*)/, ':^$1$'),
    );
    fc.assert(
      fc.property(meant, fc.array(fc.tuple(mangle, space), { maxLength: 3 }), ({ rule, resource }, changes) => {
        const mangled = changes.reduce((text, [change, blank]) => change(text, blank), rule);
        assert.ok(protects(mangled, resource), `${JSON.stringify(mangled)} for ${rule}`);
      }),
      { seed: SEED, numRuns: 2000 },
    );
  });

  it('has the same patterns in the manifest, for the settings editor', () => {
    const { 'teardown.protected': identities, 'teardown.protectedResources': rules } =
      manifest.contributes.configuration.properties;
    assert.equal(rules.items.pattern, RESOURCE_RULE.source);
    assert.equal(identities.propertyNames.pattern, IDENTITY_PATTERN.source);
  });
});
