import assert from 'node:assert/strict';
import type { AwsCredentialIdentity } from '@smithy/types';
import { before, describe, it } from 'mocha';
import { splitCommandLine } from '../../../src/aws/config/commandLine.ts';
import { ssoRole } from '../../../src/aws/config/credentialMethod.ts';
import { resolveEndpoints, type Endpoints } from '../../../src/aws/client/endpoints.ts';
import { describeProfiles } from '../../../src/aws/config/profiles.ts';
import { parseSharedConfig, type ProfileSettings, type SharedConfig } from '../../../src/aws/config/sharedConfig.ts';
import { resolveSharedFilePaths } from '../../../src/aws/config/sharedFilePaths.ts';
import { CredentialsError } from '../../../src/aws/credentials/credentialsError.ts';
import { parseExpiration } from '../../../src/aws/credentials/expiration.ts';
import { profileCredentials, type CredentialSteps } from '../../../src/aws/credentials/profileChain.ts';
import type { EndpointService } from '../../../src/aws/identity/target.ts';
import { replayable, SEED } from '../support/seed.ts';
import { runBotocore, botocoreVersion, type FilePair, type Origin, type Reading } from './support/botocore.ts';
import { FilePairs, randomNumbers } from './support/filePairs.ts';

/** The number of pairs of files. `TEARDOWN_RUNS` sets another one. */
const PAIRS = Number(process.env['TEARDOWN_RUNS'] ?? 0) || 6000;
const BATCH = 2000;
const FILES = resolveSharedFilePaths({}, '/home/me');

/**
 * The differences that docs/PROFILES.md lists, and the problem that is reported to the user for each. A pair with one of these problems is
 * not compared further.
 */
const DOCUMENTED: Readonly<Record<string, RegExp>> = {
  'comment after a value': /the AWS CLI reads it as part of the value/,
  'name without quotes': /The AWS CLI does not read \[.*Put the name into double quotes/,
  'spaces inside the brackets': /The AWS CLI does not read \[ /,
  'default twice': /\[profile default\] is here too/,
  'nested block in the place of a value': /has no value: the indented lines/,
  'broken header': /has no closing "\]"|This section has no name|has no name\./,
  'profile prefix in the credentials file': /In the credentials file, write/,
};

/** Returns credentials whose access key is their origin, instead of fetching any. */
function record(origin: Origin): Promise<AwsCredentialIdentity> {
  return Promise.resolve({ accessKeyId: JSON.stringify(origin), secretAccessKey: '' });
}

function describeOrigin({ accessKeyId, secretAccessKey, sessionToken }: AwsCredentialIdentity): Origin {
  if (secretAccessKey === '') return JSON.parse(accessKeyId) as Origin;
  return { method: 'keys', key: accessKeyId, secret: secretAccessKey, token: sessionToken ?? null };
}

function stepsFor(shared: SharedConfig): CredentialSteps {
  const named = (name: string) => () => record({ method: 'credentialSource', name });
  return {
    assumeRole: ({ roleArn, sessionName, externalId, duration }, source, mfa) =>
      record({
        method: 'role',
        arn: roleArn,
        source: describeOrigin(source),
        ...(sessionName !== undefined && { RoleSessionName: sessionName }),
        ...(externalId !== undefined && { ExternalId: externalId }),
        ...(mfa !== undefined && { SerialNumber: mfa.serial }),
        ...(duration !== undefined && { DurationSeconds: duration }),
      }),
    assumeRoleWithWebIdentity: ({ roleArn, sessionName }, file) =>
      record({
        method: 'webIdentity',
        arn: roleArn,
        file,
        ...(sessionName !== undefined && { RoleSessionName: sessionName }),
      }),
    process: (profile, command) => {
      const words = splitCommandLine(command, 'linux');
      if (words === undefined) throw new CredentialsError('processFailed', '', { profile });
      return record({ method: 'process', words });
    },
    sso: (profile, settings) => {
      const found = ssoRole(settings, shared);
      if (!('role' in found)) throw new CredentialsError('invalidProfile', '', { profile });
      const { accountId, roleName, startUrl, region, session } = found.role;
      return record({
        method: 'sso',
        account: accountId,
        role: roleName,
        url: startUrl,
        region,
        session: session ?? null,
      });
    },
    consoleLogin: (profile) => {
      const session = shared.profiles.get(profile)?.get('login_session')?.value ?? '';
      return record({ method: 'login', session });
    },
    environment: named('Environment'),
    instance: named('Ec2InstanceMetadata'),
    container: named('EcsContainer'),
  };
}

/** Returns where this extension takes a profile's credentials from. */
async function origin(name: string, shared: SharedConfig): Promise<Origin> {
  const context = {
    env: {},
    reach: { endpoints: {} },
    region: 'eu-west-1',
    askMfaCode: () => Promise.resolve('123456'),
    canRunProcess: () => true,
  };
  try {
    return describeOrigin(await profileCredentials(name, shared, context, stepsFor(shared)));
  } catch (error) {
    assert.ok(error instanceof CredentialsError, String(error));
    return { error: error.message };
  }
}

/** Returns whether a required value is empty. This extension rejects it while reading, and botocore when it uses the value. */
function failsWhenUsed(theirs: unknown): boolean {
  if (typeof theirs !== 'object' || theirs === null) return theirs === '';
  const values = Object.entries(theirs).flatMap(([key, value]) => (key === 'token' ? [] : [value as unknown]));
  return values.length === 0 || values.some(failsWhenUsed);
}

/** Flattens nested settings, and leaves out names with a dot, which no AWS setting has. */
function flat(sections: Readonly<Record<string, Readonly<Record<string, unknown>>>>): unknown {
  return Object.entries(sections)
    .map(([name, settings]) => [
      name,
      Object.entries(settings)
        .filter(([key]) => !key.includes('.'))
        .flatMap(([key, value]) =>
          typeof value === 'string'
            ? [[key, value]]
            : Object.entries(value as Record<string, string>).map(([inner, text]) => [`${key}.${inner}`, text]),
        )
        .sort(),
    ])
    .sort();
}

function ours(sections: ReadonlyMap<string, ProfileSettings>): unknown {
  return [...sections]
    .map(([name, settings]) => [name, [...settings].map(([key, { value }]) => [key, value]).sort()])
    .sort();
}

/** Compares one pair; returns the documented differences that it has. */
async function compare(pair: FilePair, theirs: Reading): Promise<readonly string[]> {
  const shared = parseSharedConfig(FILES, { text: pair.config }, { text: pair.credentials });
  const { problems } = describeProfiles(shared);
  if (theirs.rejected) {
    assert.notEqual(shared.problems.length, 0, 'the AWS CLI rejects the file, and no problem is reported');
    return ['rejected'];
  }
  const documented = Object.entries(DOCUMENTED)
    .filter(([, report]) => problems.some(({ message, line }) => line !== undefined && report.test(message)))
    .map(([name]) => name);
  if (documented.length > 0) return documented;
  assert.deepEqual(ours(shared.profiles), flat(theirs.profiles));
  assert.deepEqual(ours(shared.ssoSessions), flat(theirs.ssoSessions));
  assert.deepEqual(ours(shared.services), flat(theirs.services));
  for (const [name, expected] of Object.entries(theirs.credentials)) {
    const actual = await origin(name, shared);
    if ('error' in expected || failsWhenUsed(expected)) {
      if (isBareCredentialSource(name, shared)) return ['source profile with a credential_source only'];
      assert.ok('error' in actual, `${name}: ${JSON.stringify(actual)} instead of ${JSON.stringify(expected)}`);
    } else assert.deepEqual(actual, expected, name);
  }
  for (const [name, expected] of Object.entries(theirs.endpoints)) compareEndpoints(name, shared, expected);
  return [];
}

/** Compares the endpoints of a profile. What the AWS CLI rejects, and what is no plain URL, is rejected here. */
function compareEndpoints(name: string, shared: SharedConfig, theirs: Readonly<Record<string, unknown>>): void {
  let endpoints: Endpoints;
  try {
    endpoints = resolveEndpoints({ kind: 'profile', name }, shared, {});
  } catch (error) {
    assert.ok(error instanceof CredentialsError, String(error));
    const isOdd = (url: unknown) =>
      url !== null && !(typeof url === 'string' && /^http:\/\/localhost:\d(\/x)?$/.test(url));
    assert.ok(Object.values(theirs).some(isOdd), `${name}: ${error.message}`);
    return;
  }
  const actual = Object.keys(theirs).map((service) => [service, endpoints[service as EndpointService] ?? null]);
  assert.deepEqual(Object.fromEntries(actual), theirs, `endpoints of ${name}`);
}

/** Returns whether a source profile has nothing but a credential_source, which the SDKs accept and the AWS CLI rejects. */
function isBareCredentialSource(name: string, shared: SharedConfig): boolean {
  const visited = new Set<string>();
  for (let current: string | undefined = name; current !== undefined && !visited.has(current);) {
    visited.add(current);
    const settings: ProfileSettings | undefined = shared.profiles.get(current);
    if (current !== name && settings?.has('credential_source') && !settings.has('role_arn')) return true;
    current = settings?.get('source_profile')?.value;
  }
  return false;
}

describe('botocore (the library of the AWS CLI)', () => {
  before(function () {
    // Without it there is nothing to compare with: pip install botocore.
    if (botocoreVersion() === undefined) this.skip();
  });

  it(`reads ${PAIRS} generated pairs of config and credentials files like this extension`, async function () {
    this.timeout(0);
    const counts = new Map<string, number>();
    await replayable(SEED, async () => {
      const pairs = new FilePairs(SEED);
      for (let done = 0; done < PAIRS; done += BATCH) {
        const files = Array.from({ length: Math.min(BATCH, PAIRS - done) }, () => pairs.next());
        const results = await runBotocore({ files });
        for (const [index, pair] of files.entries()) {
          const theirs = results.files[index];
          assert.ok(theirs);
          const found = await compare(pair, theirs).catch((error: unknown) => {
            const text = `${String(error)}\n--- config\n${pair.config}\n--- credentials\n${pair.credentials}`;
            throw new Error(`Pair ${done + index}: ${text}`, { cause: error });
          });
          for (const name of found.length === 0 ? ['equal'] : found) counts.set(name, (counts.get(name) ?? 0) + 1);
        }
      }
    });
    const summary = [...counts].map(([name, count]) => `${count} ${name}`).join(', ');
    console.log(`      botocore ${botocoreVersion() ?? ''}, TEARDOWN_SEED=${SEED}: ${summary}`);
    assert.ok((counts.get('equal') ?? 0) > PAIRS / 2, summary);
  });

  it('splits command lines like this extension', async () => {
    await replayable(SEED, async () => {
      const random = randomNumbers(SEED);
      const parts = ['a', 'b c', ' ', '\t', '\n', '"', "'", '\\', '\\\\', '\\"', '$x', '#', ';', '~', 'é', '=', '|'];
      const commands = Array.from({ length: 5000 }, () =>
        Array.from({ length: Math.floor(random() * 12) }, () => parts[Math.floor(random() * parts.length)]).join(''),
      );
      const results = await runBotocore({ commands });
      for (const [index, command] of commands.entries()) {
        const split = [splitCommandLine(command, 'linux') ?? null, splitCommandLine(command, 'win32') ?? null];
        assert.deepEqual(split, results.commands[index], JSON.stringify(command));
      }
    });
  });

  it('parses expiration times like this extension', async () => {
    const dates = [
      '2026-11-28',
      '20261128',
      '2026-02-30',
      '28 Nov 2026',
      'Sat, 28 Nov 2026',
      'Nov 28 2026',
      'November 28, 2026',
    ];
    const times = ['14:05:06', '140506', '14:05', '14:05:06.5', '14:05:06.123456789', '25:00:00'];
    const zones = ['Z', 'UTC', ' UTC', ' GMT', '+00:00', '+0130', '-08', ' -08:00', ''];
    const expirations = [
      ...dates.flatMap((date) =>
        times.flatMap((time) =>
          zones.flatMap((zone) => ['T', ' '].map((separator) => `${date}${separator}${time}${zone}`)),
        ),
      ),
      ...['', 'soon', '2026-11-28', '2026-11-28T14:05:06z', '1700000000'],
    ];
    const results = await runBotocore({ expirations });
    const differing = expirations.filter((text, index) => {
      const theirs = results.expirations[index] ?? undefined;
      const parsed = parseExpiration(text)?.getTime();
      // Fractions are cut here to milliseconds.
      return parsed === undefined ? theirs !== undefined : theirs === undefined || Math.abs(parsed - theirs) > 1;
    });
    assert.deepEqual(differing, []);
  });
});
