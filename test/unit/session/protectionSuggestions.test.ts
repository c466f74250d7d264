import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Target } from '../../../src/aws/identity/target.ts';
import { protectionOf, protectionProblems } from '../../../src/deletion/planning/protection.ts';
import { protectionKey, withProtection } from '../../../src/deletion/planning/protectionRules.ts';
import { AccountAliases } from '../../../src/session/accountAliases.ts';
import { inMemoryStore } from '../../../src/session/keyValueStore.ts';
import { isProductionName, ProtectionSuggestions } from '../../../src/session/protectionSuggestions.ts';

const ACCOUNT = '444455556666';
const profile = (name: string) => ({ kind: 'profile', name }) as const;

describe('A suggestion to protect', () => {
  it('is for names with "prod" in them, and for none that deny it', () => {
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

  it('is made once for each profile and account, in any window, and never again after Never', async () => {
    const store = inMemoryStore();
    assert.ok(await new ProtectionSuggestions(store).claim(profile('prod'), ACCOUNT));
    assert.ok(!(await new ProtectionSuggestions(store).claim(profile('prod'), ACCOUNT)));
    assert.ok(await new ProtectionSuggestions(store).claim(profile('prod'), '111122223333'));
    await new ProtectionSuggestions(store).never();
    assert.ok(!(await new ProtectionSuggestions(store).claim(profile('other-prod'), ACCOUNT)));
  });
});

describe('The rule that Protect This Profile writes', () => {
  const NAMES = ['prod', 'acme prod', 'prod@eu', 'Environment', 'a:b', '123456789012', 'ünïcode'];
  const NOT_UNDERSTOOD = ['"prod"', ' prod', 'profile: x', 'account 1234', '1234-5678-9012', 'prod*', 'a?', 'a\u200bb'];

  for (const name of NAMES)
    it(`protects the profile ${JSON.stringify(name)} and no other, and is understood`, () => {
      const key = protectionKey(profile(name));
      assert.equal(key, name);
      const rules = withProtection({ other: 'readOnly' }, name, 'confirm');
      assert.deepEqual(protectionProblems(rules, []), []);
      assert.equal(protectionOf({ source: profile(name), accountId: ACCOUNT }, rules), 'confirm');
      assert.equal(protectionOf({ source: profile(`${name}x`), accountId: ACCOUNT }, rules), undefined);
      assert.equal(protectionOf({ source: profile('other'), accountId: ACCOUNT }, rules), 'readOnly');
    });

  for (const name of NOT_UNDERSTOOD)
    it(`does not name the profile ${JSON.stringify(name)}, which it would read otherwise`, () => {
      assert.equal(protectionKey(profile(name)), undefined);
    });

  it('takes a level away again, and leaves a setting alone that is no object', () => {
    assert.deepEqual(withProtection({ prod: 'confirm', dev: 'readOnly' }, 'prod', undefined), { dev: 'readOnly' });
    assert.deepEqual(withProtection(undefined, 'prod', 'readOnly'), { prod: 'readOnly' });
    for (const value of [['prod'], 'prod', 1]) assert.equal(withProtection(value, 'dev', 'confirm'), undefined);
  });
});

describe('The alias of an account', () => {
  const target = { identity: { accountId: ACCOUNT } } as Target;

  it('stands beside the number, and is known at the next start', async () => {
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

  it('stays known where its request fails, and is requested again', async () => {
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

  it('is requested with the next target where the first one is replaced meanwhile', async () => {
    const next = { ...target };
    const aliases = new AccountAliases({
      global: inMemoryStore(),
      load: (one) => (one === next ? Promise.resolve('acme') : Promise.reject(new Error('other keys'))),
    });
    await Promise.all([aliases.load(target), aliases.load(next)]);
    assert.equal(aliases.of(ACCOUNT), 'acme');
  });

  it('is waited for by everybody who wants it, by one request', async () => {
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

  it('holds no message back for longer than two seconds', async () => {
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
});
