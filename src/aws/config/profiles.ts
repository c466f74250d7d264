import { t } from '@vscode/l10n';
import { splitCommandLine } from './commandLine.ts';
import {
  durationSeconds,
  hasAnyKey,
  isRole,
  keySettings,
  profileKind,
  settingText,
  ssoRole,
  type ProfileKind,
  type ProfileProblem,
} from './credentialMethod.ts';
import type { ConfigProblem, ProfileSettings, SharedConfig } from './sharedConfig.ts';

/** A profile of the config and credentials files, as far as people may see it: without keys, tokens and commands. */
export interface Profile {
  readonly name: string;
  readonly kind: ProfileKind;
  /** The profile's own Region, if it has one. */
  readonly region?: string;
  /** The account that the files name (`sso_account_id`, `role_arn`, `aws_account_id`): a hint, not proof. */
  readonly accountId?: string;
  readonly roleArn?: string;
  readonly sourceProfile?: string;
  /** `Environment`, `Ec2InstanceMetadata` or `EcsContainer`. */
  readonly credentialSource?: string;
  /** The MFA device whose code is asked for. */
  readonly mfaSerial?: string;
  readonly ssoSession?: string;
  readonly ssoStartUrl?: string;
  /** Its defects, in words; empty where none is known. */
  readonly problems: readonly string[];
}

/** The profiles of both files, and all defects. */
export interface Profiles {
  /** In the order of the files, the config file first. */
  readonly profiles: readonly Profile[];
  /** All defects of both files, those of the profiles among them. */
  readonly problems: readonly ConfigProblem[];
}

/** Returns every profile of both files without its secrets, and all problems. The time grows in proportion to the files. */
export function describeProfiles(shared: SharedConfig): Profiles {
  const problems = [...shared.problems];
  const sources: Sources = new Map();
  const profiles = [...shared.profiles].map(([name, settings]) => {
    const found = profileProblems(name, settings, shared, sources);
    const [first] = settings.values();
    for (const { message, setting } of found) {
      const { file, line } = setting ?? {};
      problems.push({
        file: file ?? first?.file ?? shared.files.config,
        ...(line && { line }),
        profile: name,
        message,
      });
    }
    return describeProfile(name, settings, shared, found);
  });
  return { profiles, problems };
}

/** Returns what a profile is, in a few words: `static keys`, `role via base`, `SSO my-session`. */
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

function describeProfile(
  name: string,
  settings: ProfileSettings,
  shared: SharedConfig,
  problems: readonly ProfileProblem[],
): Profile {
  const get = (key: string): string | undefined => settingText(settings, key);
  const session = shared.ssoSessions.get(get('sso_session') ?? '');
  const kind = profileKind(name, shared);
  return withoutUndefined({
    name,
    kind,
    region: get('region'),
    accountId: accountHint(name, kind, shared),
    roleArn: get('role_arn'),
    sourceProfile: get('source_profile'),
    credentialSource: get('credential_source'),
    mfaSerial: get('mfa_serial'),
    ssoSession: get('sso_session'),
    ssoStartUrl: settingText(session, 'sso_start_url') ?? get('sso_start_url'),
    problems: problems.map(({ message }) => message),
  });
}

/** Returns the account that the method itself names: a profile may also hold settings of methods that do not count. */
function accountHint(name: string, kind: ProfileKind, shared: SharedConfig): string | undefined {
  const settings = shared.profiles.get(name);
  const get = (key: string): string | undefined => settingText(settings, key);
  switch (kind) {
    case 'role':
    case 'webIdentity':
      return accountOf(get('role_arn'));
    case 'sso':
    case 'legacySso':
      return get('sso_account_id') ?? settingText(shared.ssoSessions.get(get('sso_session') ?? ''), 'sso_account_id');
    case 'consoleLogin':
      return accountOf(get('login_session'));
    case 'staticKeys':
      return settingText(keySettings(name, shared), 'aws_account_id');
    case 'process':
    case 'incomplete':
      return get('aws_account_id');
  }
}

function profileProblems(
  name: string,
  settings: ProfileSettings,
  shared: SharedConfig,
  sources: Sources,
): readonly ProfileProblem[] {
  switch (profileKind(name, shared)) {
    case 'role':
      return [
        ...sourceProblems(name, settings, shared, sources),
        ...emptyValues(settings, ['role_arn', 'mfa_serial', 'external_id', 'role_session_name']),
        ...durationProblems(settings),
      ];
    case 'sso':
    case 'legacySso': {
      const found = ssoRole(settings, shared);
      return 'problems' in found ? found.problems : [];
    }
    case 'staticKeys':
      return emptyValues(keySettings(name, shared) ?? settings, ['aws_access_key_id', 'aws_secret_access_key']);
    case 'process':
      return processProblems(settings);
    case 'incomplete':
      return [{ message: incompleteProblem(settings) }];
    case 'webIdentity':
    case 'consoleLogin':
      return [];
  }
}

function durationProblems(settings: ProfileSettings): ProfileProblem[] {
  const setting = settings.get('duration_seconds');
  if (setting === undefined || durationSeconds(settings) !== undefined) return [];
  return [{ message: t('duration_seconds is not a number in digits, so it is ignored.'), setting }];
}

function emptyValues(settings: ProfileSettings, keys: readonly string[]): ProfileProblem[] {
  return keys
    .map((key) => ({ key, setting: settings.get(key) }))
    .filter(({ setting }) => setting?.value === '')
    .map(({ key, setting }) => ({ message: t('{0} is missing.', key), setting }));
}

function processProblems(settings: ProfileSettings): ProfileProblem[] {
  const setting = settings.get('credential_process');
  const words = splitCommandLine(setting?.value ?? '', process.platform);
  if (words === undefined) return [{ message: t('credential_process has a quote that is not closed.'), setting }];
  if (words.length === 0) return [{ message: t('{0} is missing.', 'credential_process'), setting }];
  if (!words.some((word) => /^~|^[|<>&;]|\$\w|\$[({]/.test(word))) return [];
  const message = t(
    'credential_process runs without a shell, as with the AWS CLI: ~, $NAME, pipes and redirections stay as they are.',
  );
  return [{ message, setting }];
}

function incompleteProblem(settings: ProfileSettings): string {
  const has = (key: string): boolean => settings.has(key);
  if (settingText(settings, 'web_identity_token_file') !== undefined) return t('{0} is missing.', 'role_arn');
  if (isRole(settings) && has('source_profile')) {
    return t('role_arn has both source_profile and credential_source: it needs one.');
  }
  if (has('role_arn')) return t('role_arn needs a source_profile, a credential_source or a web_identity_token_file.');
  if (has('aws_access_key_id') && has('aws_secret_access_key')) {
    return t('aws_access_key_id and aws_secret_access_key are in different files: write both into one.');
  }
  if (has('aws_access_key_id')) return t('{0} is missing.', 'aws_secret_access_key');
  if (has('aws_secret_access_key')) return t('{0} is missing.', 'aws_access_key_id');
  return t('It has settings, but nothing that leads to credentials.');
}

/** Where the chain of sources that begins at a profile ends, and its defect. */
interface SourceEnd {
  readonly profile: string;
  readonly problem?: string;
}
type Sources = Map<string, SourceEnd>;

function sourceProblems(
  name: string,
  settings: ProfileSettings,
  shared: SharedConfig,
  ends: Sources,
): ProfileProblem[] {
  const setting = settings.get('source_profile');
  if (setting === undefined) return [];
  const source = setting.value;
  if (!hasAnyKey(settings)) return asProblems(sourceEnd(name, name, shared, ends).problem, setting);
  if (source === name) return [];
  const { profile, problem } = sourceEnd(name, source, shared, ends);
  // As a source of others its keys count. As the chosen profile it assumes its role, so this is a circle.
  return asProblems(problem ?? (profile === name ? circle([name, source, name]) : undefined), setting);
}

function asProblems(message: string | undefined, setting: ProfileProblem['setting']): ProfileProblem[] {
  return message === undefined ? [] : [{ message, setting }];
}

function circle(names: readonly string[]): string {
  return t('The source profiles form a cycle: {0}.', names.join(' → '));
}

/** Follows sources until they end, break, come back to a profile, or meet one that was followed before. */
function sourceEnd(name: string, start: string, shared: SharedConfig, ends: Sources): SourceEnd {
  const path: string[] = [];
  const onPath = new Set<string>();
  let parent = name;
  let end: SourceEnd | undefined;
  for (let current = start; end === undefined;) {
    const settings = shared.profiles.get(current);
    const known = ends.get(current);
    if (known !== undefined) end = known;
    else if (settings === undefined) {
      end = { profile: current, problem: t('The source_profile "{0}" of "{1}" does not exist.', current, parent) };
    } else if (onPath.has(current)) {
      end = { profile: current, problem: circle([...path.slice(path.indexOf(current)), current]) };
    } else {
      path.push(current);
      onPath.add(current);
      const next = settings.get('source_profile')?.value;
      if (hasAnyKey(settings) || !isRole(settings) || next === undefined) end = { profile: current };
      else [parent, current] = [current, next];
    }
  }
  for (const followed of path) ends.set(followed, end);
  return end;
}

/** Returns the account of an ARN (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html). */
function accountOf(arn: string | undefined): string | undefined {
  const account = arn?.split(':')[4];
  return account !== undefined && /^\d{12}$/.test(account) ? account : undefined;
}

/** Drops members without a value: `exactOptionalPropertyTypes` distinguishes them from absent ones. */
function withoutUndefined<T extends object>(object: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}
