import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { CredentialSource } from '../../../src/aws/identity/target.ts';
import { protectionOf, protectionProblems } from '../../../src/deletion/planning/protection.ts';
import { TestEnvironment } from '../support/testEnvironment.ts';

const profile = (name: string): CredentialSource => ({ kind: 'profile', name });
const level = (rules: Record<string, unknown>) =>
  protectionOf({ source: profile('prod-eu'), accountId: '111122223333' }, rules);

describe('the protection of profiles and accounts', () => {
  it('is everywhere, with a problem, for a word for all and for an exception', () => {
    const entries = [
      'everything except dev',
      'everything',
      'All',
      'any',
      'anything',
      'all but dev',
      'not dev',
      'dev not ',
    ];
    const others = [
      'nicht dev',
      'alles außer dev',
      'tout sauf dev',
      'todo menos dev',
      'prod-* except prod-dev',
      'other than x',
    ];
    for (const key of [...entries, ...others]) {
      assert.equal(level({ [key]: 'confirm' }), 'confirm', key);
      assert.equal(protectionProblems({ [key]: 'confirm' }, []).length, 1, key);
      // A profile may have any name.
      assert.deepEqual(protectionProblems({ [key]: 'confirm' }, [], ['dev', key]), [], key);
      assert.equal(protectionOf({ source: profile('other'), accountId: '1' }, { [key]: 'confirm' }, [key]), undefined);
    }
  });

  it('includes what a key may mean that names no profile, and reports the key as a problem', () => {
    const profiles = ['prod', 'dev', 'Sandbox', 'acme prod', 'büro'];
    const identity = (name: string, accountId: string, alias: string) => ({ source: profile(name), accountId, alias });
    const prod = identity('prod', '444455556666', 'example-prod');
    const dev = identity('dev', '111122223333', 'example-dev');
    for (const key of [
      ...['Prod', 'PROD', 'prod account', 'the prod profile', 'prod (main)', 'prod #main', '[profile prod]', '<prod>'],
      ...['«prod»', 'prod.', 'prod/eu', 'prod & staging', 'prod and staging', 'prod@444455556666', 'aws:444455556666'],
      ...[
        'id=444455556666',
        '４４４４-5555-6666',
        '444455556666/admin',
        'Example-Prod',
        'https://example-prod.signin.aws.amazon.com/',
      ],
      ...['prod.*', '/prod/', 'prod%', 'prod:', 'prod=', 'production: prod', 'PROD*', 'prod\u00a0', 'Account Prod'],
    ]) {
      const rules = { [key]: 'readOnly' };
      assert.equal(protectionOf(prod, rules, profiles), 'readOnly', key);
      assert.equal(protectionOf(dev, rules, profiles), undefined, key);
      assert.equal(protectionProblems(rules, [], profiles).length, 1, key);
    }
    for (const key of [
      'prod',
      'Sandbox',
      'acme prod',
      'bu\u0308ro',
      'pro?',
      '*',
      'Sand*',
      'Environment',
      '444455556666',
      '4444*',
      'other-alias',
    ])
      assert.deepEqual(protectionProblems({ [key]: 'readOnly' }, [], profiles), [], key);
    for (const key of ['acme prod', 'Sandbox'])
      assert.equal(protectionOf(prod, { [key]: 'readOnly' }, profiles), undefined);
  });

  it('includes the profile or account that a mistyped key probably means, and reports the key until its account is known', () => {
    const profiles = ['prod', 'dev', 'staging-eu', 'build1', 'build2'];
    const aliases = { known: ['example-dev'], isIncomplete: false };
    const problems = (key: string, known: readonly string[] = aliases.known) =>
      protectionProblems({ [key]: 'readOnly' }, [], profiles, { known, isIncomplete: false }).map(({ text }) => text);
    const levelOf = (name: string, alias: string, key: string) =>
      protectionOf(
        { source: profile(name), accountId: '444455556666', alias },
        { [key]: 'readOnly' },
        profiles,
        aliases,
      );
    for (const key of ['prodd', 'prdo', 'rpod', 'pros', 'p-rod']) {
      assert.match(problems(key)[0] ?? '', /Did you mean "prod"\?/, key);
      assert.equal(levelOf('prod', 'example-prod', key), 'readOnly', key);
      assert.equal(levelOf('dev', 'example-dev', key), undefined, key);
    }
    for (const key of ['stagnig-eu', 'staging-ue', 'stagingeu', 'stging-e']) {
      assert.equal(problems(key).length, 1, key);
      assert.equal(levelOf('staging-eu', 'other', key), 'readOnly', key);
    }
    assert.equal(levelOf('dev', 'example-dev', 'exmaple-dev'), 'readOnly');
    // It may be the alias of an account that was not reached yet, a sibling, or a pattern.
    for (const key of ['prod', 'produce', 'den', 'build3', 'build12', 'prod1', 'other-alias', 'prod*', '444455556666'])
      assert.deepEqual(problems(key), [], key);
    // Once the account is known, its alias is no mistake.
    assert.equal(problems('prods').length, 1);
    assert.deepEqual(problems('prods', ['prods']), []);
    assert.equal(
      protectionOf({ source: profile('prod'), accountId: '1' }, { prods: 'readOnly' }, profiles, {
        known: ['prods'],
        isIncomplete: false,
      }),
      undefined,
    );
    // Without the profiles nothing can be compared.
    assert.deepEqual(protectionProblems({ prodd: 'readOnly' }, []), []);
  });

  it('includes an account whose alias could not be read, for each key that names nothing known', () => {
    const profiles = ['admin', 'dev'];
    const aliases = { known: ['acme-dev'], isIncomplete: true };
    const identity = { source: profile('admin'), accountId: '444455556666', hasUnreadAlias: true };
    const levelOf = (key: string, of: object = identity) =>
      protectionOf({ ...identity, ...of }, { [key]: 'readOnly' }, profiles, aliases);
    const problems = (key: string, isIncomplete = true) =>
      protectionProblems({ [key]: 'readOnly' }, [], profiles, { ...aliases, isIncomplete });
    for (const key of ['acme-prod', 'acme-p*', 'production', 'acme-?v']) {
      assert.equal(levelOf(key), 'readOnly', key);
      assert.equal(levelOf(key, { hasUnreadAlias: false }), undefined, key);
      assert.match(problems(key)[0]?.text ?? '', /the alias of an account could not be read/, key);
      assert.deepEqual(problems(key, false), [], key);
    }
    // These name something else, so that they do not mean this account.
    for (const key of ['dev', 'd*', 'acme-dev', 'acme-d??', '111122223333']) {
      assert.equal(levelOf(key), undefined, key);
      assert.deepEqual(problems(key), [], key);
    }
  });

  it('counts in plans, with the profiles of the config files', async () => {
    const env = await TestEnvironment.start();
    try {
      const rules = { 'DEV (sandbox account)': 'readOnly' };
      const core = env.createCore({
        settings: { dryRunEndpoints: () => [env.sandbox.endpoint], protected: () => rules },
      });
      const peer = await env.find('ec2.routeServerPeer', 'edge-fw-lab');
      await core.profiles.list();
      const { plan } = await core.deletion.plan([peer]);
      assert.equal(plan.items[0]?.protection, 'readOnly');
      assert.equal(protectionProblems(rules, [], core.profiles.knownNames()).length, 1);
    } finally {
      await env.close();
    }
  });
});
