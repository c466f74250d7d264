import type { CredentialsProblem } from '../../../../src/aws/credentials/credentialsError.ts';
import type { CorePrompts } from '../../../../src/core.ts';
import type { CredentialSource } from '../../../../src/aws/identity/target.ts';
import type { Fault } from './fakeAws.ts';
import { inSeconds, type Machine } from './machine.ts';
import { consoleToken } from './profileRows.ts';

const ROLE = 'role_arn = arn:aws:iam::222222222222:role/Deploy';
const BASE = '[profile base]\naws_access_key_id = AKIABASE\naws_secret_access_key = hush-base';
/** A profile of the `sso-session` {@link SESSION}. */
export const SSO = 'sso_session = corp\nsso_account_id = 333333333333\nsso_role_name = Admin';
/** The `sso-session` of {@link SSO}. */
export const SESSION = '[sso-session corp]\nsso_start_url = https://corp.awsapps.com/start\nsso_region = eu-central-1';
/** A sign-in at IAM Identity Center. */
const TOKEN = { accessToken: 'hush-token', expiresAt: inSeconds(3600) };

/** Returns an expired token of IAM Identity Center that can be renewed. */
export const renewableToken = () => ({
  ...TOKEN,
  expiresAt: inSeconds(-1),
  clientId: 'c',
  clientSecret: 'hush',
  refreshToken: 'hush',
});
const NODE = `"${process.execPath}"`;

/** A failure: its cause, and the message that the user sees. */
export interface Row {
  readonly name: string;
  readonly config?: string;
  readonly source?: CredentialSource;
  readonly faults?: Readonly<Record<string, Fault>>;
  readonly prepare?: (machine: Machine) => void;
  readonly prompts?: Partial<CorePrompts>;
  readonly problem: CredentialsProblem;
  /** Parts of the message. */
  readonly texts: readonly RegExp[];
  readonly profile?: string;
  readonly signIn?: 'sso' | 'console';
  /** True if the profile names its endpoints itself. */
  readonly withoutEndpoint?: boolean;
}

const denied = (message: string): Fault => ({ status: 403, code: 'AccessDenied', message });
const mfa = { askMfaCode: () => Promise.resolve('987654') };

/** All reasons for which a source has no credentials. */
export const ROWS: readonly Row[] = [
  { name: 'a missing profile', config: BASE, problem: 'profileNotFound', texts: [/"it"/, /\.aws.config/] },
  {
    name: 'files without a profile',
    config: '# nothing yet\n',
    problem: 'noProfiles',
    texts: [/\.aws.config/, /missing or empty/],
  },
  {
    name: 'a profile in a file that cannot be read',
    prepare: (machine) => {
      machine.config(Buffer.from('\uFEFF[profile it]', 'utf16le'));
    },
    problem: 'profileNotFound',
    texts: [/"it"/, /UTF-16/],
  },
  {
    name: 'a source profile that is missing',
    config: `[profile it]\n${ROLE}\nsource_profile = nowhere`,
    problem: 'profileNotFound',
    texts: [/"it"/, /"nowhere"/],
    profile: 'nowhere',
  },
  {
    name: 'a profile without credentials',
    config: '[profile it]\nregion = eu-west-1',
    problem: 'invalidProfile',
    texts: [/"it" has no credentials/],
  },
  {
    name: 'half a pair of keys',
    config: '[profile it]\naws_secret_access_key = hush',
    problem: 'invalidProfile',
    texts: [/aws_secret_access_key/, /something is missing/],
  },
  {
    name: 'a role with keys and without a source, which the AWS CLI rejects too',
    config: `[profile it]\n${ROLE}\naws_access_key_id = AKIABASE\naws_secret_access_key = hush`,
    problem: 'invalidProfile',
    texts: [/role_arn/, /something is missing/],
  },
  {
    name: 'a pair of keys with one key in each file',
    config: '[profile it]\naws_access_key_id = AKIABASE',
    prepare: (machine) => {
      machine.credentials('[it]\naws_secret_access_key = hush');
    },
    problem: 'invalidProfile',
    texts: [/something is missing/],
  },
  {
    name: 'a profile and an sso-session that disagree',
    config: `[profile it]\n${SSO}\nsso_region = us-east-1\n${SESSION}`,
    problem: 'invalidProfile',
    texts: [/sso_region differs from \[sso-session corp\]/],
  },
  {
    name: 'an expired SSO token without a network to renew it',
    prepare: (machine) => {
      machine.config(
        `[profile it]\nservices = away\n${SSO}\n${SESSION}\n[services away]\nsso_oidc =\n  endpoint_url = http://127.0.0.1:9`,
      );
      machine.ssoToken('corp', renewableToken());
    },
    withoutEndpoint: true,
    problem: 'unreachable',
    texts: [/Renewing the sign-in/, /ECONNREFUSED/],
  },
  {
    name: 'an expired console login without a network to renew it',
    prepare: (machine) => {
      machine.config(
        '[profile it]\nregion = eu-west-1\nlogin_session = arn:aws:iam::111111111111:user/me\nendpoint_url = http://127.0.0.1:9',
      );
      consoleToken(machine, inSeconds(-1));
    },
    withoutEndpoint: true,
    problem: 'unreachable',
    texts: [/Renewing the console login/, /ECONNREFUSED/],
  },
  {
    name: 'a cycle of source profiles',
    config: `[profile it]\n${ROLE}\nsource_profile = b\n[profile b]\n${ROLE}\nsource_profile = it`,
    problem: 'invalidProfile',
    texts: [/it → b → it/],
  },
  {
    name: 'a credential_source that does not exist',
    config: `[profile it]\n${ROLE}\ncredential_source = Magic`,
    problem: 'invalidProfile',
    texts: [/Magic/, /Ec2InstanceMetadata/],
  },
  {
    name: 'a missing sso-session',
    config: `[profile it]\n${SSO}`,
    problem: 'invalidProfile',
    texts: [/\[sso-session corp\]/],
  },
  {
    name: 'an unreadable web identity token',
    config: `[profile it]\n${ROLE}\nweb_identity_token_file = /nowhere/token`,
    problem: 'invalidProfile',
    texts: [/\/nowhere\/token/, /ENOENT/],
  },
  {
    name: 'no keys in the environment',
    source: { kind: 'environment' },
    problem: 'noCredentials',
    texts: [/AWS_ACCESS_KEY_ID/],
  },
  {
    name: 'no instance',
    source: { kind: 'container' },
    problem: 'noCredentials',
    texts: [/machine/, /AWS_EC2_METADATA_DISABLED/],
  },
  {
    name: 'SSO without a token file',
    config: `[profile it]\n${SSO}\n${SESSION}`,
    problem: 'signInNeeded',
    texts: [/not signed in/, /aws sso login --profile "it"/],
    signIn: 'sso',
  },
  {
    name: 'an SSO token file without an object',
    config: `[profile it]\n${SSO}\n${SESSION}`,
    prepare: (machine) => machine.ssoToken('corp', ['x']),
    problem: 'signInNeeded',
    texts: [/not signed in/],
    signIn: 'sso',
  },
  {
    name: 'an expired SSO token without a refresh token',
    config: `[profile it]\n${SSO}\n${SESSION}`,
    prepare: (machine) => machine.ssoToken('corp', { ...TOKEN, expiresAt: '2020-06-17T12:34:56UTC' }),
    problem: 'signInNeeded',
    texts: [/expired/],
    signIn: 'sso',
  },
  {
    name: 'an expired SSO token whose renewal is rejected',
    config: `[profile it]\n${SSO}\n${SESSION}`,
    prepare: (machine) => machine.ssoToken('corp', renewableToken()),
    faults: { CreateToken: { status: 400, code: 'InvalidGrantException', message: 'hush' } },
    problem: 'signInNeeded',
    texts: [/expired/],
    signIn: 'sso',
  },
  {
    name: 'an SSO token that the portal rejects',
    config: `[profile it]\n${SSO}\n${SESSION}`,
    prepare: (machine) => machine.ssoToken('corp', TOKEN),
    faults: {
      GetRoleCredentials: { status: 401, code: 'UnauthorizedException', message: 'Session token not found or invalid' },
    },
    problem: 'signInNeeded',
    texts: [/expired/],
    signIn: 'sso',
  },
  {
    name: 'a source profile with an SSO role that is not assigned',
    config: `[profile it]\n${ROLE}\nsource_profile = base\n[profile base]\n${SSO}\n${SESSION}`,
    prepare: (machine) => machine.ssoToken('corp', TOKEN),
    faults: { GetRoleCredentials: { status: 403, code: 'ForbiddenException', message: 'No access' } },
    problem: 'roleDenied',
    texts: [/Admin/, /333333333333/, /"base"/],
    profile: 'base',
  },
  {
    name: 'a console login without a session',
    config: '[profile it]\nlogin_session = arn:aws:iam::111111111111:user/me',
    problem: 'signInNeeded',
    texts: [/aws login --profile "it"/],
    signIn: 'console',
  },
  {
    name: 'a console login of a profile whose name the SDK cannot read',
    source: { kind: 'profile', name: 'my dev' },
    config: '[profile my dev]\nlogin_session = arn:aws:iam::111111111111:user/me',
    problem: 'invalidProfile',
    texts: [/Rename/],
    profile: 'my dev',
  },
  {
    name: 'a canceled prompt for the MFA code',
    config: `[profile it]\n${ROLE}\nsource_profile = base\nmfa_serial = arn:mfa/phone\n${BASE}`,
    problem: 'mfaCanceled',
    texts: [/arn:mfa\/phone/],
  },
  {
    name: 'an MFA code that AWS rejects',
    config: `[profile it]\n${ROLE}\nsource_profile = base\nmfa_serial = arn:mfa/phone\n${BASE}`,
    prompts: mfa,
    faults: { AssumeRole: denied('MultiFactorAuthentication failed with invalid MFA one time pass code 987654.') },
    problem: 'mfaRejected',
    texts: [/did not accept the MFA code/],
  },
  {
    name: 'a role that is denied',
    config: `[profile it]\n${ROLE}\nsource_profile = base\n${BASE}`,
    faults: { AssumeRole: denied('User: arn:x is not authorized to perform: sts:AssumeRole hush-base') },
    problem: 'roleDenied',
    texts: [/role\/Deploy/, /"it"/, /not authorized to perform: sts:AssumeRole/],
  },
  {
    name: 'keys that AWS rejects',
    config: '[profile it]\naws_access_key_id = AKIANONE\naws_secret_access_key = hush',
    problem: 'invalidCredentials',
    texts: [/"it"/, /InvalidClientTokenId/],
  },
  {
    name: 'a session that has expired',
    config: BASE.replace('base', 'it'),
    faults: { GetCallerIdentity: { status: 403, code: 'ExpiredToken', message: 'The token is expired' } },
    problem: 'expired',
    texts: [/have expired/],
  },
  {
    name: 'a process that fails',
    config: `[profile it]\ncredential_process = ${NODE} -e "console.log('hush');console.error('hush');process.exit(3)"`,
    problem: 'processFailed',
    texts: [/"it"/, /exit code 3/],
  },
  {
    name: 'a process that prints no JSON',
    config: `[profile it]\ncredential_process = ${NODE} -e "console.log('hush')"`,
    problem: 'processFailed',
    texts: [/not JSON/],
  },
  {
    name: 'a process that prints another version',
    config: `[profile it]\ncredential_process = ${NODE} -e "console.log('{}')"`,
    problem: 'processFailed',
    texts: [/Version/],
  },
  {
    name: 'a process that prints no keys',
    config: `[profile it]\ncredential_process = ${NODE} -e "console.log(JSON.stringify({Version:1,AccessKeyId:'hush'}))"`,
    problem: 'processFailed',
    texts: [/SecretAccessKey/],
  },
  {
    name: 'a process that prints keys that have expired',
    config: `[profile it]\ncredential_process = ${NODE} -e "console.log(JSON.stringify({Version:1,AccessKeyId:'A',SecretAccessKey:'hush',Expiration:'2020-01-01T00:00:00Z'}))"`,
    problem: 'processFailed',
    texts: [/expired/],
  },
  {
    name: 'a process of a source profile where no process may run',
    config: `[profile it]\n${ROLE}\nsource_profile = base\n[profile base]\ncredential_process = ${NODE} -e "require('fs').writeFileSync('{home}/ran','')"`,
    prompts: { canRunProcess: () => false },
    problem: 'processRefused',
    texts: [/"base"/, /trust/],
    profile: 'base',
  },
];
