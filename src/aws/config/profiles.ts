import { t } from '@vscode/l10n';
import type { ConfigProblem, ProfileSettings, SharedConfig } from './sharedConfig.ts';

/**
 * How a profile comes to its credentials. When its settings allow several ways, it is the one that the AWS SDK for JavaScript
 * takes: role, static keys, web identity, process, SSO, console login.
 */
export type ProfileKind =
  'role' | 'staticKeys' | 'webIdentity' | 'process' | 'sso' | 'legacySso' | 'consoleLogin' | 'incomplete';

/** A profile of the config and credentials files, as far as people may see it: without keys, tokens and commands. */
export interface Profile {
  readonly name: string;
  readonly kind: ProfileKind;
  /** The profile's own Region, if it has one. */
  readonly region?: string;
  /** The account as the files tell it (`sso_account_id`, `role_arn`, `aws_account_id`): a hint, not proof. */
  readonly accountId?: string;
  readonly roleArn?: string;
  readonly sourceProfile?: string;
  /** `Environment`, `Ec2InstanceMetadata` or `EcsContainer`. */
  readonly credentialSource?: string;
  /** The device that a code will be asked for. */
  readonly mfaSerial?: string;
  readonly ssoSession?: string;
  readonly ssoStartUrl?: string;
  /** What is wrong with it, in words; empty when nothing is known to be. */
  readonly problems: readonly string[];
}

/** What both files hold. */
export interface Profiles {
  /** In the order of the files, the config file first. */
  readonly profiles: readonly Profile[];
  /** Everything that is wrong, the profiles' own problems among them. */
  readonly problems: readonly ConfigProblem[];
}

/**
 * Every profile of both files. The time taken grows in proportion to the files: 5,000 profiles are no matter.
 *
 * @param shared both files, read
 * @returns the profiles without their secrets, and all problems
 */
export function describeProfiles(shared: SharedConfig): Profiles {
  const problems = [...shared.problems];
  const chains: Chains = new Map();
  const profiles = [...shared.profiles].map(([name, settings]) => {
    const profile = describeProfile(name, settings, shared, chains);
    const [first] = settings.values();
    for (const message of profile.problems) {
      problems.push({ file: first?.file ?? shared.files.config, profile: name, message });
    }
    return profile;
  });
  return { profiles, problems };
}

/**
 * @param settings the profile's settings
 * @returns how it comes to its credentials; `incomplete` when its settings do not suffice for any way
 */
export function profileKind(settings: ProfileSettings): ProfileKind {
  const has = (key: string): boolean => settings.has(key);
  if (has('role_arn') && has('source_profile') !== has('credential_source')) return 'role';
  if (has('aws_access_key_id') && has('aws_secret_access_key')) return 'staticKeys';
  if (has('web_identity_token_file') && has('role_arn')) return 'webIdentity';
  if (has('credential_process')) return 'process';
  if (has('sso_session')) return 'sso';
  if (SSO_KEYS.some(has)) return 'legacySso';
  return has('login_session') ? 'consoleLogin' : 'incomplete';
}

const SSO_KEYS = ['sso_start_url', 'sso_account_id', 'sso_region', 'sso_role_name'] as const;

/**
 * @param profile a profile
 * @returns what it is, in a few words: `static keys`, `role via base`, `SSO my-session`
 */
export function profileLabel({ kind, sourceProfile, credentialSource, mfaSerial, ssoSession = '' }: Profile): string {
  switch (kind) {
    case 'role': {
      const via = sourceProfile ?? credentialSource ?? '?';
      return mfaSerial === undefined ? t('role via {0}', via) : t('role via {0}, MFA', via);
    }
    case 'staticKeys':
      return t('static keys');
    case 'webIdentity':
      return t('web identity');
    case 'process':
      return 'credential_process';
    case 'sso':
      return `SSO ${ssoSession}`;
    case 'legacySso':
      return t('SSO (legacy)');
    case 'consoleLogin':
      return t('console login');
    case 'incomplete':
      return t('no credentials');
  }
}

function describeProfile(name: string, settings: ProfileSettings, shared: SharedConfig, chains: Chains): Profile {
  const get = (key: string): string | undefined => settings.get(key)?.value;
  const session = shared.ssoSessions.get(get('sso_session') ?? '');
  const kind = profileKind(settings);
  const accountId =
    kind === 'role' || kind === 'webIdentity'
      ? accountOf(get('role_arn'))
      : (get('aws_account_id') ?? get('sso_account_id') ?? accountOf(get('login_session')));
  return withoutUndefined({
    name,
    kind,
    region: get('region'),
    accountId,
    roleArn: get('role_arn'),
    sourceProfile: get('source_profile'),
    credentialSource: get('credential_source'),
    mfaSerial: get('mfa_serial'),
    ssoSession: get('sso_session'),
    ssoStartUrl: session?.get('sso_start_url')?.value ?? get('sso_start_url'),
    problems: kind === 'role' ? chainProblems(name, shared, chains) : profileProblems(kind, settings, shared),
  });
}

function chainProblems(name: string, shared: SharedConfig, chains: Chains): string[] {
  const problem = chainProblem(name, shared, chains);
  return problem === undefined ? [] : [problem];
}

function profileProblems(kind: ProfileKind, settings: ProfileSettings, shared: SharedConfig): string[] {
  const has = (key: string): boolean => settings.has(key);
  switch (kind) {
    case 'sso':
      return ssoProblems(settings, shared);
    case 'legacySso':
      return SSO_KEYS.filter((key) => !has(key)).map((key) => t('{0} is missing.', key));
    case 'incomplete':
      return [incompleteProblem(has)];
    default:
      return [];
  }
}

function ssoProblems(settings: ProfileSettings, shared: SharedConfig): string[] {
  const sessionName = settings.get('sso_session')?.value ?? '';
  const session = shared.ssoSessions.get(sessionName);
  if (session === undefined) return [t('[sso-session {0}] is not in the config file.', sessionName)];
  return [
    ...['sso_account_id', 'sso_role_name'].filter((key) => !settings.has(key)).map((key) => t('{0} is missing.', key)),
    ...['sso_start_url', 'sso_region']
      .filter((key) => !session.has(key))
      .map((key) => t('{0} is missing in [sso-session {1}].', key, sessionName)),
  ];
}

function incompleteProblem(has: (key: string) => boolean): string {
  if (has('role_arn') && has('source_profile'))
    return t('role_arn has both source_profile and credential_source: it needs one.');
  if (has('role_arn')) return t('role_arn needs a source_profile, a credential_source or a web_identity_token_file.');
  if (has('aws_access_key_id')) return t('{0} is missing.', 'aws_secret_access_key');
  if (has('aws_secret_access_key')) return t('{0} is missing.', 'aws_access_key_id');
  return t('It has settings, but nothing that leads to credentials.');
}

/** What is wrong with the chain of source profiles that begins at a profile; undefined when nothing is. */
type Chains = Map<string, string | undefined>;

/** Walks the chain until it ends, breaks, comes round to where it was, or meets one that was walked before. */
function chainProblem(name: string, shared: SharedConfig, chains: Chains): string | undefined {
  const path: string[] = [];
  const onPath = new Set<string>();
  let problem: string | undefined;
  for (let current = name; !chains.has(current);) {
    path.push(current);
    onPath.add(current);
    const next = shared.profiles.get(current)?.get('source_profile')?.value;
    if (next === undefined) break;
    const source = shared.profiles.get(next);
    if (source === undefined) {
      problem = t('The source_profile "{0}" of "{1}" does not exist.', next, current);
      break;
    }
    if (hasKeys(source) || !source.has('role_arn')) break;
    if (onPath.has(next)) {
      const circle = [...path.slice(path.indexOf(next)), next].join(' → ');
      problem = t('The source profiles go round in a circle: {0}.', circle);
      break;
    }
    current = next;
    if (chains.has(current)) problem = chains.get(current);
  }
  for (const walked of path) chains.set(walked, problem);
  return path.length === 0 ? chains.get(name) : problem;
}

function hasKeys(settings: ProfileSettings): boolean {
  return settings.has('aws_access_key_id') && settings.has('aws_secret_access_key');
}

/** The account of an ARN (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html). */
function accountOf(arn: string | undefined): string | undefined {
  const account = arn?.split(':')[4];
  return account !== undefined && /^\d{12}$/.test(account) ? account : undefined;
}

/** Drops members without a value, which `exactOptionalPropertyTypes` tells from absent ones. */
function withoutUndefined<T extends object>(object: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}
