import { stableAccessKeyId } from '../../services/ids.ts';
import { SESSION_TOKEN_PREFIX } from '../../services/sts.ts';
import type { IdentitySpec, SandboxProfile } from '../../types.ts';
import type { World } from '../world.ts';

/** Account ids of the sample world. */
export const ACCOUNTS = { dev: '111122223333', prod: '444455556666', empty: '777788889999' } as const;

/** The prefix of every profile's secret. */
export const PROFILE_SECRET_PREFIX = 'sandbox-secret-access-key-';
const FAR_FUTURE = '2999-01-01T00:00:00.000Z';
const PAST = '2020-01-01T00:00:00.000Z';

/** What an auditor is denied: every change. */
const CHANGES = [
  '*:Delete*',
  '*:Disassociate*',
  '*:Associate*',
  '*:Create*',
  '*:Import*',
  '*:DownloadDefaultKeyPair',
  '*:Terminate*',
  '*:Release*',
  '*:Modify*',
  'sts:AssumeRole',
];

interface SampleUser {
  readonly profile: string;
  readonly accountId: string;
  readonly region: string;
  readonly user: string;
  readonly deny?: readonly string[];
  readonly session?: { readonly expiresAt: string };
}

const USERS: readonly SampleUser[] = [
  { profile: 'dev', accountId: ACCOUNTS.dev, region: 'eu-west-1', user: 'alice' },
  { profile: 'prod', accountId: ACCOUNTS.prod, region: 'us-east-1', user: 'alice' },
  { profile: 'auditor', accountId: ACCOUNTS.dev, region: 'eu-west-1', user: 'auditor', deny: CHANGES },
  { profile: 'expired', accountId: ACCOUNTS.dev, region: 'eu-west-1', user: 'bob', session: { expiresAt: PAST } },
  {
    profile: 'session',
    accountId: ACCOUNTS.dev,
    region: 'eu-central-1',
    user: 'carol',
    session: { expiresAt: FAR_FUTURE },
  },
  { profile: 'empty', accountId: ACCOUNTS.empty, region: 'eu-west-1', user: 'newcomer' },
];

/** A profile of the sample world with its keys. */
export interface SampleProfile extends SandboxProfile {
  readonly identity: IdentitySpec;
}

/**
 * Returns the profiles of the sample world, with the same keys in every run: `dev`, `prod`, `auditor` (dev,
 * read-only), `expired` (dev, an expired session), `session` (dev, a valid session), `empty` (an account without
 * resources).
 */
export function sampleProfiles(): readonly SampleProfile[] {
  return USERS.map(({ profile, accountId, region, user, deny = [], session }) => {
    const arn = `arn:aws:iam::${accountId}:user/${user}`;
    const identity: IdentitySpec = {
      accessKeyId: stableAccessKeyId(profile, session === undefined ? 'AKIA' : 'ASIA'),
      secretAccessKey: PROFILE_SECRET_PREFIX + profile,
      accountId,
      arn,
      userId: stableAccessKeyId(`user/${arn}`).replace('AKIA', 'AIDA'),
      deny,
      ...(session && { sessionToken: SESSION_TOKEN_PREFIX + profile, expiresAt: session.expiresAt }),
    };
    return { name: profile, accountId, region, accessKeyId: identity.accessKeyId, arn, identity };
  });
}

/** Adds accounts, users and roles to a world. */
export function addIdentities(world: World): void {
  world.accounts.set(ACCOUNTS.dev, { id: ACCOUNTS.dev, partition: 'aws', alias: 'example-dev' });
  world.accounts.set(ACCOUNTS.prod, {
    id: ACCOUNTS.prod,
    partition: 'aws',
    alias: 'example-prod',
    services: ['autoscaling'],
  });
  world.accounts.set(ACCOUNTS.empty, { id: ACCOUNTS.empty, partition: 'aws', alias: undefined });
  for (const { identity } of sampleProfiles()) world.identities.set(identity.accessKeyId, identity);
  const roles = [
    { account: ACCOUNTS.prod, path: '/', name: 'Deployer', mfa: false, deny: [] },
    { account: ACCOUNTS.prod, path: '/', name: 'Admin', mfa: true, deny: [] },
    { account: ACCOUNTS.dev, path: '/teams/network/', name: 'NetworkAuditor', mfa: false, deny: CHANGES },
    { account: ACCOUNTS.dev, path: '/', name: 'Developer', mfa: false, deny: [] },
  ];
  for (const { account, path, name, mfa, deny } of roles) {
    const arn = `arn:aws:iam::${account}:role${path}${name}`;
    const mfaSerial = mfa ? `arn:aws:iam::${ACCOUNTS.dev}:mfa/alice` : undefined;
    world.roles.set(arn, { arn, accountId: account, mfaSerial, deny });
  }
}
