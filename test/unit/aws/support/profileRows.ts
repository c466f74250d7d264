import { createHash, generateKeyPairSync } from 'node:crypto';
import { join } from 'node:path';
import type { Env } from '../../../../src/aws/config/sharedFilePaths.ts';
import type { CredentialSource } from '../../../../src/aws/identity/target.ts';
import { inSeconds, type Machine } from './machine.ts';

/** A profile: its files, and every request that it must cause. */
export interface Row {
  readonly name: string;
  /** `{x}` is replaced with the URL of server x. */
  readonly config: string;
  readonly credentials?: string;
  readonly source?: CredentialSource;
  readonly env?: Env;
  readonly prepare?: (machine: Machine) => void;
  /** The calls before GetCallerIdentity: server, service.Operation, access key, Region of the signature. */
  readonly calls: readonly string[];
  /** The last call: server, access key, Region. */
  readonly lastCall: string;
  readonly account: string;
  /** The reason for which the SDK's `fromIni` does not support it. */
  readonly beyondSdk?: string;
}

const ROLE = 'role_arn = arn:aws:iam::222222222222:role/Deploy';
/** Returns a pair of keys as settings. */
export const KEYS = (key: string): string => `aws_access_key_id = ${key}\naws_secret_access_key = secret-${key}`;
const SESSION = `[sso-session corp]
sso_start_url = https://corp.awsapps.com/start
sso_region = eu-central-1`;
const SSO = 'sso_account_id = 333333333333\nsso_role_name = Admin';
const SERVICES = `services = local
[services local]
sts =
  endpoint_url = {sts}
sso =
  endpoint_url = {sso}
sso_oidc =
  endpoint_url = {oidc}
signin =
  endpoint_url = {signin}`;

/** Returns the command line of a credential process that prints credentials. */
const PROCESS = (key: string): string =>
  `"${process.execPath}" -e "console.log(JSON.stringify({Version:1,AccessKeyId:'${key}',SecretAccessKey:'secret-${key}'}))"`;

/** A valid SSO token. */
export const TOKEN = { accessToken: 'secret-access-token', expiresAt: inSeconds(3600) };

/** All types of profiles, and the two sources without a profile. */
export const ROWS: readonly Row[] = [
  {
    name: 'static keys in the config file',
    config: `[profile it]\nregion = eu-west-1\nendpoint_url = {sts}\n${KEYS('AKIAIT')}`,
    calls: [],
    lastCall: 'sts AKIAIT eu-west-1',
    account: '111111111111',
  },
  {
    name: 'static keys in the credentials file, which override those of the config file',
    config: `[profile it]\nregion = eu-west-1\nendpoint_url = {sts}\n${KEYS('AKIABASE')}`,
    credentials: `[it]\n${KEYS('AKIAIT')}\naws_session_token = secret-token`,
    calls: [],
    lastCall: 'sts AKIAIT eu-west-1',
    account: '111111111111',
  },
  {
    name: 'a role via source_profile with the STS endpoint of the chosen profile',
    config: `[profile it]\nregion = eu-west-1\nendpoint_url = {sts}\n${ROLE}\nsource_profile = base\n[profile base]\nregion = us-east-1\nendpoint_url = {trap}\n${KEYS('AKIABASE')}`,
    calls: ['sts sts.AssumeRole AKIABASE eu-west-1'],
    lastCall: 'sts ASIA.Deploy eu-west-1',
    account: '222222222222',
  },
  {
    name: 'a chain of two roles',
    config: `[profile it]\nregion = eu-west-1\nendpoint_url = {sts}\n${ROLE}\nsource_profile = middle\n[profile middle]\nrole_arn = arn:aws:iam::333333333333:role/Middle\nsource_profile = base\nregion = us-east-1\nendpoint_url = {trap}\n[profile base]\n${KEYS('AKIABASE')}`,
    calls: ['sts sts.AssumeRole AKIABASE eu-west-1', 'sts sts.AssumeRole ASIA.Middle eu-west-1'],
    lastCall: 'sts ASIA.Deploy eu-west-1',
    account: '222222222222',
  },
  {
    name: 'a role whose source profile is itself',
    config: `[profile it]\nregion = eu-west-1\nendpoint_url = {sts}\n${ROLE}\nsource_profile = it\n${KEYS('AKIABASE')}`,
    calls: ['sts sts.AssumeRole AKIABASE eu-west-1'],
    lastCall: 'sts ASIA.Deploy eu-west-1',
    account: '222222222222',
  },
  {
    name: 'a role with MFA',
    config: `[profile it]\nregion = eu-west-1\nendpoint_url = {sts}\n${ROLE}\nsource_profile = base\nmfa_serial = arn:aws:iam::111111111111:mfa/me\nexternal_id = ext\nduration_seconds = 900\nrole_session_name = me\n[profile base]\n${KEYS('AKIABASE')}`,
    calls: ['sts sts.AssumeRole AKIABASE eu-west-1'],
    lastCall: 'sts ASIA.Deploy eu-west-1',
    account: '222222222222',
  },
  {
    name: 'a role via credential_source = Environment',
    config: `[profile it]\nregion = eu-west-1\nendpoint_url = {sts}\n${ROLE}\ncredential_source = Environment`,
    env: { AWS_ACCESS_KEY_ID: 'AKIABASE', AWS_SECRET_ACCESS_KEY: 'secret-AKIABASE' },
    calls: ['sts sts.AssumeRole AKIABASE eu-west-1'],
    lastCall: 'sts ASIA.Deploy eu-west-1',
    account: '222222222222',
  },
  {
    name: 'a role via credential_source = EcsContainer',
    config: `[profile it]\nregion = eu-west-1\nendpoint_url = {sts}\n${ROLE}\ncredential_source = EcsContainer`,
    env: { AWS_CONTAINER_CREDENTIALS_FULL_URI: '{container}/creds' },
    calls: ['container container.credentials', 'sts sts.AssumeRole ASIA.credentials eu-west-1'],
    lastCall: 'sts ASIA.Deploy eu-west-1',
    account: '222222222222',
  },
  {
    name: 'a role whose source profile has a credential_source and no role',
    config: `[profile it]\nregion = eu-west-1\nendpoint_url = {sts}\n${ROLE}\nsource_profile = base\n[profile base]\ncredential_source = Environment`,
    env: { AWS_ACCESS_KEY_ID: 'AKIABASE', AWS_SECRET_ACCESS_KEY: 'secret-AKIABASE' },
    calls: ['sts sts.AssumeRole AKIABASE eu-west-1'],
    lastCall: 'sts ASIA.Deploy eu-west-1',
    account: '222222222222',
  },
  {
    name: 'a role by web identity',
    config: `[profile it]\nregion = eu-west-1\nendpoint_url = {sts}\n${ROLE}\nweb_identity_token_file = {home}/token`,
    prepare: (machine) => machine.write(join(machine.home, 'token'), 'secret-web-token'),
    calls: ['sts sts.AssumeRoleWithWebIdentity'],
    lastCall: 'sts ASIA.Deploy eu-west-1',
    account: '222222222222',
  },
  {
    name: 'credential_process',
    config: `[profile it]\nregion = eu-west-1\nendpoint_url = {sts}\ncredential_process = ${PROCESS('AKIAIT')}`,
    calls: [],
    lastCall: 'sts AKIAIT eu-west-1',
    account: '111111111111',
  },
  {
    name: 'a role on top of credential_process',
    config: `[profile it]\nregion = eu-west-1\nendpoint_url = {sts}\n${ROLE}\nsource_profile = base\n[profile base]\ncredential_process = ${PROCESS('AKIABASE')}`,
    calls: ['sts sts.AssumeRole AKIABASE eu-west-1'],
    lastCall: 'sts ASIA.Deploy eu-west-1',
    account: '222222222222',
  },
  {
    name: 'SSO with a session, whose portal has its own Region and endpoint',
    config: `[profile it]\nregion = eu-west-1\nsso_session = corp\n${SSO}\n${SERVICES}\n${SESSION}`,
    prepare: (machine) => machine.ssoToken('corp', TOKEN),
    calls: ['sso sso.GetRoleCredentials'],
    lastCall: 'sts ASIA.Admin eu-west-1',
    account: '333333333333',
  },
  {
    name: 'SSO, which overrides keys in the credentials file like in the AWS CLI',
    config: `[profile it]\nregion = eu-west-1\nsso_session = corp\n${SSO}\n${SERVICES}\n${SESSION}`,
    credentials: `[it]\n${KEYS('AKIAIT')}`,
    prepare: (machine) => machine.ssoToken('corp', TOKEN),
    calls: ['sso sso.GetRoleCredentials'],
    lastCall: 'sts ASIA.Admin eu-west-1',
    account: '333333333333',
    beyondSdk: 'it takes the keys',
  },
  {
    name: 'a process, which overrides keys of the config file but not of the credentials file',
    config: `[profile it]\nregion = eu-west-1\nendpoint_url = {sts}\n${ROLE}\nsource_profile = base\n[profile base]\n${KEYS('AKIATRAP')}\ncredential_process = ${PROCESS('AKIABASE')}`,
    calls: ['sts sts.AssumeRole AKIABASE eu-west-1'],
    lastCall: 'sts ASIA.Deploy eu-west-1',
    account: '222222222222',
    beyondSdk: 'it takes the keys',
  },
  {
    name: 'keys of one file without the session token of the other one',
    config: `[profile it]\nregion = eu-west-1\nendpoint_url = {sts}\n${KEYS('AKIABASE')}\naws_session_token = expired`,
    credentials: `[it]\n${KEYS('AKIAIT')}`,
    calls: [],
    lastCall: 'sts AKIAIT eu-west-1',
    account: '111111111111',
    beyondSdk: 'it mixes the two',
  },
  {
    name: 'SSO with an expiring token, which is renewed at the endpoint of SSO OIDC',
    config: `[profile it]\nregion = eu-west-1\nsso_session = renewing\n${SSO}\n${SERVICES}\n${SESSION.replace('corp', 'renewing')}`,
    prepare: (machine) =>
      machine.ssoToken('renewing', {
        ...TOKEN,
        expiresAt: inSeconds(60),
        clientId: 'c',
        clientSecret: 'secret-client',
        refreshToken: 'secret-refresh',
      }),
    calls: ['oidc sso-oidc.CreateToken', 'sso sso.GetRoleCredentials'],
    lastCall: 'sts ASIA.Admin eu-west-1',
    account: '333333333333',
  },
  {
    name: 'legacy SSO',
    config: `[profile it]\nregion = eu-west-1\nsso_start_url = https://old.awsapps.com/start\nsso_region = eu-central-1\n${SSO}\n${SERVICES}`,
    prepare: (machine) => machine.ssoToken('https://old.awsapps.com/start', TOKEN),
    calls: ['sso sso.GetRoleCredentials'],
    lastCall: 'sts ASIA.Admin eu-west-1',
    account: '333333333333',
  },
  {
    name: 'a role on top of SSO, each service at its own endpoint',
    config: `[profile it]\nregion = eu-west-1\n${ROLE}\nsource_profile = base\n${SERVICES}\n[profile base]\nendpoint_url = {trap}\nsso_session = corp\n${SSO}\n${SESSION}`,
    prepare: (machine) => machine.ssoToken('corp', TOKEN),
    calls: ['sso sso.GetRoleCredentials', 'sts sts.AssumeRole ASIA.Admin eu-west-1'],
    lastCall: 'sts ASIA.Deploy eu-west-1',
    account: '222222222222',
  },
  {
    name: 'console login with a valid session',
    config: `[profile it]\nregion = eu-west-1\nlogin_session = arn:aws:iam::111111111111:user/me\n${SERVICES}`,
    prepare: (machine) => {
      consoleToken(machine, inSeconds(3600));
    },
    calls: [],
    lastCall: 'sts AKIAIT eu-west-1',
    account: '111111111111',
  },
  {
    name: 'console login with a session that is renewed',
    config: `[profile it]\nregion = eu-west-1\nlogin_session = arn:aws:iam::111111111111:user/me\n${SERVICES}`,
    prepare: (machine) => {
      consoleToken(machine, inSeconds(60));
    },
    calls: ['signin signin.CreateOAuth2Token'],
    lastCall: 'sts ASIA.CreateOAuth2Token eu-west-1',
    account: '999900001111',
  },
  {
    name: 'a role in GovCloud',
    config: `[profile it]\nregion = us-gov-west-1\nendpoint_url = {sts}\nrole_arn = arn:aws-us-gov:iam::222222222222:role/Deploy\nsource_profile = base\n[profile base]\n${KEYS('AKIABASE')}`,
    calls: ['sts sts.AssumeRole AKIABASE us-gov-west-1'],
    lastCall: 'sts ASIA.Deploy us-gov-west-1',
    account: '222222222222',
  },
  {
    name: 'a profile without a Region, with STS in the chosen Region',
    config: `[profile it]\nendpoint_url = {sts}\n${ROLE}\nsource_profile = base\n[profile base]\n${KEYS('AKIABASE')}`,
    calls: ['sts sts.AssumeRole AKIABASE eu-west-1'],
    lastCall: 'sts ASIA.Deploy eu-west-1',
    account: '222222222222',
    beyondSdk: 'it would take us-east-1',
  },
  {
    name: 'profiles with spaces and letters of any script in their names',
    source: { kind: 'profile', name: 'my Größe' },
    config: `[profile my Größe]\nregion = eu-west-1\nendpoint_url = {sts}\n${ROLE}\nsource_profile = the base\n[profile "the base"]\n${KEYS('AKIABASE')}`,
    calls: ['sts sts.AssumeRole AKIABASE eu-west-1'],
    lastCall: 'sts ASIA.Deploy eu-west-1',
    account: '222222222222',
    beyondSdk: 'it does not see such names',
  },
  {
    name: 'the environment',
    source: { kind: 'environment' },
    config: `[default]\n${KEYS('AKIATRAP')}`,
    env: { AWS_ACCESS_KEY_ID: 'AKIAIT', AWS_SECRET_ACCESS_KEY: 's', AWS_ENDPOINT_URL_STS: '{sts}' },
    calls: [],
    lastCall: 'sts AKIAIT eu-west-1',
    account: '111111111111',
  },
  {
    name: 'the container',
    source: { kind: 'container' },
    config: `[default]\nendpoint_url = {sts}\n${KEYS('AKIATRAP')}`,
    env: { AWS_CONTAINER_CREDENTIALS_FULL_URI: '{container}/creds', AWS_CONTAINER_AUTHORIZATION_TOKEN: 'secret' },
    calls: ['container container.credentials'],
    lastCall: 'sts ASIA.credentials eu-west-1',
    account: '999900001111',
  },
  {
    name: 'the container with the web identity of the environment',
    source: { kind: 'container' },
    config: `[default]\nendpoint_url = {sts}\n${KEYS('AKIATRAP')}`,
    env: {
      AWS_WEB_IDENTITY_TOKEN_FILE: '{home}/token',
      AWS_ROLE_ARN: 'arn:aws:iam::222222222222:role/Deploy',
      AWS_CONTAINER_CREDENTIALS_FULL_URI: '{container}/creds',
    },
    prepare: (machine) => machine.write(join(machine.home, 'token'), 'secret-web-token'),
    calls: ['sts sts.AssumeRoleWithWebIdentity'],
    lastCall: 'sts ASIA.Deploy eu-west-1',
    account: '222222222222',
  },
];

/** Returns a session in the format of `aws login`. */
export function consoleToken(machine: Machine, expiresAt: string): void {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const name = createHash('sha256').update('arn:aws:iam::111111111111:user/me').digest('hex');
  const accessToken = {
    accessKeyId: 'AKIAIT',
    secretAccessKey: 'secret-AKIAIT',
    sessionToken: 'secret-token',
    accountId: '111111111111',
    expiresAt,
  };
  const dpopKey = privateKey.export({ format: 'pem', type: 'sec1' });
  const token = {
    accessToken,
    tokenType: 'aws_sigv4',
    clientId: 'c',
    refreshToken: 'secret-refresh',
    idToken: 'i',
    dpopKey,
  };
  machine.write(join(machine.files.loginCache, `${name}.json`), JSON.stringify(token));
}
