import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { sourceLabel, type Target } from '../../../src/aws/identity/target.ts';
import { protectionOf, protectionProblems } from '../../../src/deletion/planning/protection.ts';
import { protectionKey, withProtection } from '../../../src/deletion/planning/protectionRules.ts';
import { AccountAliases } from '../../../src/session/accountAliases.ts';
import { inMemoryStore } from '../../../src/session/keyValueStore.ts';
import { isProductionName, ProtectionSuggestions } from '../../../src/session/protectionSuggestions.ts';

const ACCOUNT = '444455556666';
const profile = (name: string) => ({ kind: 'profile', name }) as const;

describe('ProtectionSuggestions', () => {
  it('applies to names with "prod", except names such as "nonprod"', () => {
    for (const name of [
      'prod',
      'acme-prod',
      'PROD',
      'production',
      'prod-eu',
      'ProdAdmin',
      'my.prod.1',
      'products-prod',
    ])
      assert.ok(isProductionName(name), name);
    for (const name of ['dev', 'nonprod', 'non-prod', 'no-prod', 'preprod', 'pre-prod', 'not_prod', 'product-dev', ''])
      assert.ok(!isProductionName(name), name);
  });

  it('are made once for each profile and account in all windows, and never after Never', async () => {
    const store = inMemoryStore();
    assert.ok(await new ProtectionSuggestions(store).claim(profile('prod'), ACCOUNT));
    assert.ok(!(await new ProtectionSuggestions(store).claim(profile('prod'), ACCOUNT)));
    assert.ok(await new ProtectionSuggestions(store).claim(profile('prod'), '111122223333'));
    await new ProtectionSuggestions(store).never();
    assert.ok(!(await new ProtectionSuggestions(store).claim(profile('other-prod'), ACCOUNT)));
  });
});

describe('the rule that Protect This Profile writes', () => {
  const NAMES = ['prod', 'acme prod', 'prod@eu', 'Environment', 'a:b', '123456789012', 'ünïcode'];
  const AMBIGUOUS_NAMES = [
    '"prod"',
    ' prod',
    'profile: x',
    'account 1234',
    '1234-5678-9012',
    'prod*',
    'a?',
    'a\u200bb',
  ];

  for (const name of NAMES)
    it(`is valid and protects only the profile ${JSON.stringify(name)}`, () => {
      const key = protectionKey(profile(name));
      assert.equal(key, name);
      const rules = withProtection({ other: 'readOnly' }, name, 'confirm');
      assert.deepEqual(protectionProblems(rules, []), []);
      assert.equal(protectionOf({ source: profile(name), accountId: ACCOUNT }, rules), 'confirm');
      assert.equal(protectionOf({ source: profile(`${name}x`), accountId: ACCOUNT }, rules), undefined);
      assert.equal(protectionOf({ source: profile('other'), accountId: ACCOUNT }, rules), 'readOnly');
    });

  for (const name of AMBIGUOUS_NAMES)
    it(`is not written for the profile ${JSON.stringify(name)}, whose name has another meaning in a rule`, () => {
      assert.equal(protectionKey(profile(name)), undefined);
    });

  it('can be removed, and does not replace a setting that is not an object', () => {
    assert.deepEqual(withProtection({ prod: 'confirm', dev: 'readOnly' }, 'prod', undefined), { dev: 'readOnly' });
    assert.deepEqual(withProtection(undefined, 'prod', 'readOnly'), { prod: 'readOnly' });
    for (const value of [['prod'], 'prod', 1]) assert.equal(withProtection(value, 'dev', 'confirm'), undefined);
  });
});

describe('AccountAliases', () => {
  const targetOf = (name: string) =>
    ({ identity: { accountId: ACCOUNT, source: { kind: 'profile', name } } }) as Target;
  const target = targetOf('dev');

  it('shows the alias beside the account ID, stores it, and drops an alias that AWS deleted', async () => {
    const store = inMemoryStore();
    const aliases = new AccountAliases({ global: store, load: () => Promise.resolve('acme\u202e') });
    assert.equal(aliases.label(ACCOUNT), ACCOUNT);
    let changes = 0;
    aliases.onDidChange(() => (changes += 1));
    await aliases.load(target);
    await aliases.load(target);
    assert.equal(changes, 1);
    assert.equal(aliases.label(ACCOUNT), `acme⟨U+202E⟩ (${ACCOUNT})`);
    const later = new AccountAliases({ global: store, load: () => Promise.resolve(undefined) });
    assert.equal(later.of(ACCOUNT), 'acme\u202e');
    await later.load(target);
    assert.equal(later.label(ACCOUNT), ACCOUNT, 'the alias was deleted in AWS');
  });

  it('keeps a stored alias if its request fails, and requests it again', async () => {
    const store = inMemoryStore();
    const responses = [
      () => Promise.resolve('acme'),
      () => Promise.reject(new Error('offline')),
      () => Promise.resolve('renamed'),
    ];
    const load = (): Promise<string> => responses.shift()?.() ?? Promise.reject(new Error('one request too many'));
    await new AccountAliases({ global: store, load }).load(target);
    const next = new AccountAliases({ global: store, load });
    await next.load(target);
    assert.equal(next.of(ACCOUNT), 'acme');
    await next.load(target);
    await next.load(target);
    assert.equal(next.of(ACCOUNT), 'renamed');
  });

  it('keeps a stored alias if its request is denied, and requests it again for another profile only', async () => {
    const store = inMemoryStore();
    await new AccountAliases({ global: store, load: () => Promise.resolve('acme-prod') }).load(target);
    const sources: string[] = [];
    const aliases = new AccountAliases({
      global: store,
      load: ({ identity: { source } }) => {
        sources.push(sourceLabel(source));
        return Promise.reject(Object.assign(new Error('no'), { name: 'AccessDenied' }));
      },
    });
    for (const name of ['limited', 'limited', 'auditor', 'limited']) await aliases.load(targetOf(name));
    assert.deepEqual(sources, ['limited', 'auditor']);
    assert.equal(aliases.of(ACCOUNT), 'acme-prod');
    assert.equal(aliases.mayHaveAnother(ACCOUNT), false);
  });

  it('reports an alias that could not be read, or not in time, until it is', async () => {
    const responses = [() => Promise.reject(new Error('offline')), () => Promise.resolve(undefined)];
    const aliases = new AccountAliases({
      global: inMemoryStore(),
      load: () => responses.shift()?.() ?? new Promise(() => undefined),
    });
    let changes = 0;
    aliases.onDidChange(() => (changes += 1));
    assert.equal(aliases.known().isIncomplete, false);
    await aliases.load(target);
    assert.equal(aliases.mayHaveAnother(ACCOUNT), true);
    assert.equal(aliases.known().isIncomplete, true);
    await aliases.load(target);
    assert.equal(aliases.mayHaveAnother(ACCOUNT), false);
    assert.equal(changes, 2);
    const slow = new AccountAliases({
      ...{ global: inMemoryStore(), load: () => new Promise(() => undefined) },
      clock: { sleep: () => Promise.resolve() },
    });
    await slow.loadForMessage(target);
    assert.equal(slow.mayHaveAnother(ACCOUNT), true);
  });

  it('requests the alias with the next target if the first request fails', async () => {
    const next = { ...target };
    const aliases = new AccountAliases({
      global: inMemoryStore(),
      load: (one) => (one === next ? Promise.resolve('acme') : Promise.reject(new Error('other keys'))),
    });
    await Promise.all([aliases.load(target), aliases.load(next)]);
    assert.equal(aliases.of(ACCOUNT), 'acme');
  });

  it('shares one request among concurrent loads', async () => {
    let respond: ((alias: string) => void) | undefined;
    let requests = 0;
    const aliases = new AccountAliases({
      global: inMemoryStore(),
      load: () => {
        requests += 1;
        return new Promise((resolve) => (respond = resolve));
      },
      clock: { sleep: () => new Promise(() => undefined) },
    });
    void aliases.load(target);
    const labels = [aliases.load(target), aliases.loadForMessage(target)].map(async (known) => {
      await known;
      return aliases.label(ACCOUNT);
    });
    respond?.('acme');
    assert.deepEqual(await Promise.all(labels), [`acme (${ACCOUNT})`, `acme (${ACCOUNT})`]);
    assert.equal(requests, 1);
  });

  it('delays a message by at most two seconds', async () => {
    const waits: number[] = [];
    const aliases = new AccountAliases({
      global: inMemoryStore(),
      load: () => new Promise(() => undefined),
      clock: {
        sleep: (ms) => {
          waits.push(ms);
          return Promise.resolve();
        },
      },
    });
    await aliases.loadForMessage(target);
    assert.equal(aliases.label(ACCOUNT), ACCOUNT);
    assert.deepEqual(waits, [2000]);
  });

  it('waits longer during an MFA prompt', async () => {
    let type: ((code: string) => void) | undefined;
    const code = new Promise<string>((resolve) => (type = resolve));
    const waits: number[] = [];
    const aliases = new AccountAliases({
      global: inMemoryStore(),
      load: () => code.then(() => 'acme'),
      credentials: () => code,
      clock: {
        sleep: (ms) => {
          waits.push(ms);
          return Promise.resolve();
        },
      },
    });
    const waited = aliases.loadForMessage(target);
    await new Promise(setImmediate);
    assert.deepEqual(waits, []);
    assert.equal(aliases.mayHaveAnother(ACCOUNT), false);
    type?.('123456');
    await waited;
    await aliases.load(target);
    assert.equal(aliases.label(ACCOUNT), `acme (${ACCOUNT})`);
  });
});
