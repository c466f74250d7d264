import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'mocha';
import { CredentialsError } from '../../../src/aws/credentials/credentialsError.ts';
import { TargetResolver, type ResolverOptions } from '../../../src/aws/identity/targetResolver.ts';
import { SharedConfigCache } from '../../../src/aws/config/sharedConfigCache.ts';
import type { CredentialSource, Target } from '../../../src/aws/identity/target.ts';
import { targetKey } from '../../../src/aws/identity/target.ts';
import { FakeAws } from './support/fakeAws.ts';
import { Machine } from './support/machine.ts';

const IT: CredentialSource = { kind: 'profile', name: 'it' };
const ROLE = 'role_arn = arn:aws:iam::222222222222:role/Deploy\nsource_profile = base';
const keys = (key: string): string => `aws_access_key_id = ${key}\naws_secret_access_key = secret`;

describe('TargetResolver', () => {
  let fake: FakeAws;
  let machine: Machine;
  before(async () => {
    fake = await FakeAws.start('aws', 'other');
    fake.addKey('AKIAONE', '111111111111', 'arn:aws:iam::111111111111:user/me');
    fake.addKey('AKIATWO', '111111111111', 'arn:aws:iam::111111111111:user/me');
    fake.addKey('AKIAROOT', '111111111111', 'arn:aws:iam::111111111111:root');
    fake.addKey('AKIAPROD', '999999999999', 'arn:aws:iam::999999999999:user/me');
  });
  after(() => fake.close());
  beforeEach(() => {
    machine = new Machine();
    fake.reset();
  });
  afterEach(() => {
    machine.dispose();
  });

  const write = (settings: string, more = ''): void => {
    machine.config(`[profile it]\nregion = eu-west-1\nendpoint_url = ${fake.url('aws')}\n${settings}\n${more}`);
  };
  const resolver = (more: Partial<ResolverOptions> = {}): TargetResolver =>
    new TargetResolver({
      config: new SharedConfigCache(machine.files),
      env: {},
      askMfaCode: () => Promise.resolve(undefined),
      canRunProcess: () => true,
      now: Date.now,
      ...more,
    });
  const one = async (from: TargetResolver, source = IT): Promise<Target> => {
    const [target] = await from.resolve(source, ['eu-west-1']);
    assert.ok(target);
    return target;
  };
  const operations = (): string[] => fake.calls.map(({ operation }) => operation);
  const problemOf = async (promise: Promise<unknown>): Promise<string> => {
    const error = await promise.then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    assert.ok(error instanceof CredentialsError, String(error));
    return error.problem;
  };

  it('identifies the caller once for all Regions and concurrent requests, and freezes the targets deeply', async () => {
    write(keys('AKIAONE'));
    const targets = resolver();
    const [first, second] = await Promise.all([
      targets.resolve(IT, ['eu-west-1', 'us-east-1']),
      targets.resolve(IT, ['us-east-1']),
    ]);
    assert.deepEqual(operations(), ['GetCallerIdentity']);
    assert.deepEqual(
      first.map(({ region }) => region),
      ['eu-west-1', 'us-east-1'],
    );
    assert.equal(first[0]?.identity, second[0]?.identity);
    const isFrozen = (value: unknown): boolean =>
      typeof value !== 'object' || value === null || (Object.isFrozen(value) && Object.values(value).every(isFrozen));
    assert.ok(isFrozen(first));
    assert.deepEqual(await targets.resolve(IT, []), []);
  });

  it('provides the credentials of the target', async () => {
    write(keys('AKIAONE'));
    const targets = resolver();
    const provider = targets.credentials(await one(targets));
    assert.equal((await provider()).accessKeyId, 'AKIAONE');
    assert.deepEqual(operations(), ['GetCallerIdentity']);
  });

  it('identifies another key of the same user once, and provides it', async () => {
    write(keys('AKIAONE'));
    const targets = resolver();
    const target = await one(targets);
    write(keys('AKIATWO'));
    const provider = targets.credentials(target);
    const provided = await Promise.all([provider(), provider(), provider()]);
    assert.deepEqual(
      provided.map(({ accessKeyId }) => accessKeyId),
      ['AKIATWO', 'AKIATWO', 'AKIATWO'],
    );
    assert.deepEqual(operations(), ['GetCallerIdentity', 'GetCallerIdentity']);
    assert.deepEqual((await targets.verify(target)).result, 'unchanged');
  });

  for (const [name, key] of [
    ['another account', 'AKIAPROD'],
    ['another user of the same account', 'AKIAROOT'],
  ] as const) {
    it(`does not provide the key of ${name}, even to an existing client`, async () => {
      write(keys('AKIAONE'));
      const aliases = new Map<string, string>();
      const targets = resolver({
        accountLabel: (accountId) => `${aliases.get(accountId) ?? 'unknown'} (${accountId})`,
        loadAlias: ({ identity }) => {
          aliases.set(identity.accountId, 'now-read');
          return Promise.resolve();
        },
      });
      const target = await one(targets);
      const provider = targets.credentials(target);
      await provider();
      write(keys(key));
      assert.equal(await problemOf(provider()), 'identityChanged');
      const verification = await targets.verify(target);
      assert.equal(verification.result, 'changed');
      assert.match(
        verification.error.message,
        /^The credentials of "it" have changed from \S+user\/me in account [\w-]+ \(111111111111\) to \S+ in account now-read \(\d{12}\)\. /,
      );
      write(keys('AKIAONE'));
      assert.equal((await provider()).accessKeyId, 'AKIAONE');
    });
  }

  it('stops a client of the SDK before it sends anything', async () => {
    write(keys('AKIAONE'));
    const targets = resolver();
    const target = await one(targets);
    const { GetCallerIdentityCommand, STSClient } = await import('@aws-sdk/client-sts');
    const client = new STSClient({
      region: 'eu-west-1',
      endpoint: fake.url('other'),
      credentials: targets.credentials(target),
    });
    await client.send(new GetCallerIdentityCommand({}));
    write(keys('AKIAPROD'));
    assert.equal(await problemOf(client.send(new GetCallerIdentityCommand({}))), 'identityChanged');
    client.destroy();
    assert.deepEqual(
      fake.calls.filter(({ at }) => at === 'other').map(({ key }) => key),
      ['AKIAONE'],
    );
  });

  it('does not change an existing target when the profile is edited', async () => {
    write(keys('AKIAONE'));
    const targets = resolver();
    const old = await one(targets);
    const before = targetKey(old);
    machine.config(`[profile it]\nendpoint_url = ${fake.url('other')}\n${keys('AKIAPROD')}`);
    const now = await one(targets);
    assert.equal(targetKey(old), before);
    assert.notEqual(targetKey(now), before);
    assert.equal(now.identity.accountId, '999999999999');
    assert.equal(now.endpoints.ec2, fake.url('other'));
    assert.equal(old.endpoints.ec2, fake.url('aws'));
  });

  it('has a different key for targets that differ in one member', async () => {
    write(keys('AKIAONE'));
    const target = await one(resolver());
    const { identity } = target;
    const others: Target[] = [
      { ...target, region: 'us-east-1' },
      { ...target, endpoints: {} },
      { ...target, hosts: { fips: true, dualstack: false } },
      { ...target, caBundle: '/ca.pem' },
      { ...target, identity: { ...identity, accountId: '1' } },
      { ...target, identity: { ...identity, arn: 'x' } },
      { ...target, identity: { ...identity, source: { kind: 'environment' } } },
    ];
    assert.equal(new Set([target, ...others].map(targetKey)).size, others.length + 1);
  });

  it('assumes a role once for concurrent requests, with one MFA prompt', async () => {
    write(`${ROLE}\nmfa_serial = phone`, `[profile base]\n${keys('AKIAONE')}`);
    let prompts = 0;
    const targets = resolver({
      askMfaCode: () => {
        prompts += 1;
        return Promise.resolve('123456');
      },
    });
    const [target] = await Promise.all([one(targets), one(targets), one(targets)]);
    assert.ok(target);
    const provider = targets.credentials(target);
    await Promise.all([provider(), provider(), targets.verify(target), targets.verify(target)]);
    assert.equal(prompts, 1);
    // The checks at the end share a request: this STS is none of AWS's.
    assert.deepEqual(operations(), ['AssumeRole', 'GetCallerIdentity', 'GetCallerIdentity']);
  });

  it('renews a role session before its expiration, and accepts the new session of the same caller', async () => {
    write(ROLE, `[profile base]\n${keys('AKIAONE')}`);
    let now = Date.now();
    const targets = resolver({ now: () => now });
    const target = await one(targets);
    const provider = targets.credentials(target);
    now += 54 * 60 * 1000;
    assert.equal((await provider()).accessKeyId, target.identity.accessKeyId);
    now += 2 * 60 * 1000;
    fake.lifetime = 7200;
    const renewed = await provider();
    assert.notEqual(renewed.accessKeyId, target.identity.accessKeyId);
    assert.deepEqual(operations(), ['AssumeRole', 'GetCallerIdentity', 'AssumeRole', 'GetCallerIdentity']);
    assert.equal((await targets.verify(target)).result, 'unchanged');
  });

  it('keeps valid credentials if an early renewal fails, and retries at their expiration', async () => {
    write(ROLE, `[profile base]\n${keys('AKIAONE')}`);
    let now = Date.now();
    const targets = resolver({ now: () => now });
    const target = await one(targets);
    const provider = targets.credentials(target);
    fake.faults.set('AssumeRole', { status: 403, code: 'AccessDenied', message: 'no' });
    now += 56 * 60 * 1000;
    assert.equal((await provider()).accessKeyId, target.identity.accessKeyId);
    assert.equal((await provider()).accessKeyId, target.identity.accessKeyId);
    assert.equal(operations().filter((operation) => operation === 'AssumeRole').length, 2);
    now += 5 * 60 * 1000;
    assert.equal(await problemOf(provider()), 'roleDenied');
  });

  it('rejects another role of the profile, and accepts another key of its source profile', async () => {
    write(ROLE, `[profile base]\n${keys('AKIAONE')}`);
    const targets = resolver();
    const target = await one(targets);
    write(ROLE.replace('Deploy', 'Admin'), `[profile base]\n${keys('AKIAONE')}`);
    assert.equal(await problemOf(targets.credentials(target)()), 'identityChanged');
    write(ROLE, `[profile base]\n${keys('AKIATWO')}`);
    assert.notEqual((await targets.credentials(target)()).accessKeyId, target.identity.accessKeyId);
  });

  it('returns unknown if the caller cannot be identified, and does not cache the failure', async () => {
    write(keys('AKIAONE'));
    const targets = resolver();
    const target = await one(targets);
    fake.faults.set('GetCallerIdentity', { status: 400, code: 'Throttled', message: 'no' });
    // A key that was not identified before.
    write(keys('AKIAROOT'));
    assert.equal((await targets.verify(target)).result, 'unknown');
    write(keys('AKIAONE'));
    fake.faults.clear();
    assert.equal((await targets.verify(target)).result, 'unchanged');
    machine.config('');
    assert.equal((await targets.verify(target)).result, 'unknown');
    assert.equal(await problemOf(targets.credentials(target)()), 'noProfiles');
  });

  it('requests the caller of an unchanged key again from a configured STS, which may name another account now', async () => {
    write(keys('AKIAMOVED'));
    fake.addKey('AKIAMOVED', '111111111111');
    const targets = resolver();
    const target = await one(targets);
    assert.equal((await targets.verify(target)).result, 'unchanged');
    fake.addKey('AKIAMOVED', '999999999999');
    const checks = await Promise.all([targets.verify(target), targets.verify(target)]);
    assert.deepEqual(
      checks.map(({ result }) => result),
      ['changed', 'changed'],
    );
    // On a busy machine, the first check may end before the second one sends its request.
    assert.ok([3, 4].includes(operations().length), 'at most one request for each check');
    fake.addKey('AKIAMOVED', '111111111111');
    assert.equal((await targets.verify(target)).result, 'unchanged');
  });

  for (const [problem, code] of [
    ['expired', 'ExpiredToken'],
    ['invalidCredentials', 'InvalidClientTokenId'],
  ] as const) {
    it(`assumes a role again when AWS has rejected its session as ${problem}`, async () => {
      write(ROLE, `[profile base]\n${keys('AKIAONE')}`);
      const targets = resolver();
      await one(targets);
      fake.faults.set('GetCallerIdentity', { status: 403, code, message: 'no' });
      const again = targets.resolve(IT, ['eu-west-1'], { credentialsRejected: true });
      assert.equal(await problemOf(again), problem);
      assert.deepEqual(operations().slice(2), ['GetCallerIdentity', 'AssumeRole', 'GetCallerIdentity']);
    });
  }

  it('identifies rejected credentials once for all lists that were rejected at the same time', async () => {
    write(keys('AKIAONE'));
    let release: (() => void) | undefined;
    let reads = 0;
    class CountedConfig extends SharedConfigCache {
      override async read() {
        const config = await super.read();
        // Each resolution has read the files twice then, and sends its request, if it has one of its own.
        if (++reads === 6) setImmediate(() => release?.());
        return config;
      }
    }
    const targets = resolver({ config: new CountedConfig(machine.files) });
    await one(targets);
    fake.hold = new Promise((resolve) => (release = resolve));
    const rejected = () => targets.resolve(IT, ['eu-west-1'], { credentialsRejected: true });
    await Promise.all([rejected(), rejected()]);
    assert.deepEqual(operations(), ['GetCallerIdentity', 'GetCallerIdentity']);
  });

  it('separates the credentials of two profiles', async () => {
    write(keys('AKIAONE'), `[profile prod]\nendpoint_url = ${fake.url('other')}\n${keys('AKIAPROD')}`);
    const targets = resolver();
    const [dev, prod] = await Promise.all([one(targets), one(targets, { kind: 'profile', name: 'prod' })]);
    assert.deepEqual([dev.identity.accountId, prod.identity.accountId], ['111111111111', '999999999999']);
    assert.deepEqual(fake.lines().sort(), [
      'aws sts.GetCallerIdentity AKIAONE eu-west-1',
      'other sts.GetCallerIdentity AKIAPROD eu-west-1',
    ]);
    assert.equal((await targets.credentials(dev)()).accessKeyId, 'AKIAONE');
    assert.equal((await targets.credentials(prod)()).accessKeyId, 'AKIAPROD');
  });
});
