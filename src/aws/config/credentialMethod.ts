import { t } from '@vscode/l10n';
import type { ProfileSettings, Setting, SharedConfig } from './sharedConfig.ts';

/** The way in which a profile gets its credentials. */
export type ProfileKind =
  'role' | 'staticKeys' | 'webIdentity' | 'process' | 'sso' | 'legacySso' | 'consoleLogin' | 'incomplete';

/** A defect of a profile, and the setting that it is about, where it is about one. */
export interface ProfileProblem {
  readonly message: string;
  readonly setting?: Setting | undefined;
}

/** The settings of a profile that name a role in IAM Identity Center. */
export interface SsoRole {
  readonly accountId: string;
  readonly roleName: string;
  readonly startUrl: string;
  readonly region: string;
  /** The name of the `sso-session`; absent for a legacy profile. */
  readonly session?: string;
}

const SSO_KEYS = ['sso_start_url', 'sso_account_id', 'sso_region', 'sso_role_name'] as const;

/**
 * Returns the one method by which a profile gets its credentials, in the order of the AWS CLI (botocore 1.43
 * `credentials.create_credential_resolver` and `ProfileProviderBuilder.providers`): role, web identity, IAM Identity
 * Center, keys in the credentials file, console login, process, keys in the config file. The first whose settings are
 * there counts; when it is defective, the next is not tried.
 *
 * Returns `incomplete` where the settings suffice for no method, where the first method is defective, and where
 * `shared` has no such profile. `asSource` means that a role takes its source from the profile: then keys in it come
 * before a role of its own.
 */
export function profileKind(name: string, shared: SharedConfig, asSource = false): ProfileKind {
  const settings = shared.profiles.get(name) ?? new Map<string, Setting>();
  return (
    roleKind(settings, asSource) ??
    webIdentityKind(settings) ??
    ssoKind(settings, ['sso_role_name', 'sso_account_id']) ??
    keysKind(shared.credentialsProfiles.get(name)) ??
    (settings.has('login_session') ? 'consoleLogin' : undefined) ??
    (settings.has('credential_process') ? 'process' : undefined) ??
    keysKind(shared.configProfiles.get(name)) ??
    // From here on the AWS CLI finds nothing. The settings that are there show best which ones are missing.
    ssoKind(settings, ['sso_session', ...SSO_KEYS]) ??
    (asSource ? bareSourceKind(settings) : 'incomplete')
  );
}

function roleKind(settings: ProfileSettings, asSource: boolean): ProfileKind | undefined {
  if (!isRole(settings) || (asSource && hasAnyKey(settings))) return undefined;
  return settings.has('source_profile') === settings.has('credential_source') ? 'incomplete' : 'role';
}

/**
 * Returns the method of a source profile that has nothing but a `credential_source`: the SDKs accept it, the AWS CLI
 * does not.
 */
function bareSourceKind(settings: ProfileSettings): ProfileKind {
  return !settings.has('role_arn') && settings.has('credential_source') ? 'role' : 'incomplete';
}

function webIdentityKind(settings: ProfileSettings): ProfileKind | undefined {
  if (settingText(settings, 'web_identity_token_file') === undefined) return undefined;
  return settingText(settings, 'role_arn') === undefined ? 'incomplete' : 'webIdentity';
}

function ssoKind(settings: ProfileSettings, keys: readonly string[]): ProfileKind | undefined {
  if (!keys.some((key) => settings.has(key))) return undefined;
  return settings.has('sso_session') ? 'sso' : 'legacySso';
}

function keysKind(settings: ProfileSettings | undefined): ProfileKind | undefined {
  if (!settings?.has('aws_access_key_id')) return undefined;
  return settings.has('aws_secret_access_key') ? 'staticKeys' : 'incomplete';
}

/** Returns whether a profile assumes a role with the credentials of another source. */
export function isRole(settings: ProfileSettings): boolean {
  return settings.has('role_arn') && !settings.has('web_identity_token_file');
}

/**
 * Returns whether a profile holds a key, or half a pair. A role that takes it as its source then does not go further.
 */
export function hasAnyKey(settings: ProfileSettings): boolean {
  return settings.has('aws_access_key_id') || settings.has('aws_secret_access_key');
}

/** Returns the file's settings that hold a profile's pair of keys; both and the session token come from one file. */
export function keySettings(name: string, shared: SharedConfig): ProfileSettings | undefined {
  return [shared.credentialsProfiles, shared.configProfiles]
    .map((profiles) => profiles.get(name))
    .find((settings) => settings?.has('aws_access_key_id'));
}

/** Returns the value of a setting; undefined where it is absent or empty. */
export function settingText(settings: ProfileSettings | undefined, key: string): string | undefined {
  const value = settings?.get(key)?.value;
  return value === '' ? undefined : value;
}

/**
 * Returns the role in IAM Identity Center that a profile names, or the problems that leave it unclear. A profile that
 * contradicts its `sso-session` is a problem, as in the AWS CLI (botocore
 * `SSOProvider._resolve_sso_session_reference`).
 */
export function ssoRole(
  settings: ProfileSettings,
  shared: SharedConfig,
): { readonly role: SsoRole } | { readonly problems: readonly ProfileProblem[] } {
  const reference = settings.get('sso_session');
  const session = reference && shared.ssoSessions.get(reference.value);
  if (reference && session === undefined) {
    return {
      problems: [{ message: t('[sso-session {0}] is not in the config file.', reference.value), setting: reference }],
    };
  }
  const problems: ProfileProblem[] = [];
  for (const [key, { value }] of session ?? []) {
    const setting = settings.get(key);
    if (setting === undefined || setting.value === value) continue;
    problems.push({ message: t('{0} differs from [sso-session {1}].', key, reference?.value ?? ''), setting });
  }
  const need = (key: string, from: readonly (ProfileSettings | undefined)[], missing: string): string => {
    const value = from.map((place) => settingText(place, key)).find((text) => text !== undefined);
    if (value === undefined) problems.push({ message: missing, setting: settings.get(key) ?? reference });
    return value ?? '';
  };
  // The AWS CLI takes either of these two from the session only where the profile has the other.
  const places = settings.has('sso_account_id') || settings.has('sso_role_name') ? [settings, session] : [settings];
  const own = (key: string): string => need(key, places, t('{0} is missing.', key));
  const fromSession = (key: string): string =>
    reference === undefined
      ? own(key)
      : need(key, [session], t('{0} is missing in [sso-session {1}].', key, reference.value));
  const role = {
    startUrl: fromSession('sso_start_url'),
    accountId: own('sso_account_id'),
    region: fromSession('sso_region'),
    roleName: own('sso_role_name'),
    ...(reference && { session: reference.value }),
  };
  return problems.length === 0 ? { role } : { problems };
}

/**
 * Returns the `duration_seconds` of a role. Undefined where it is absent, or not a whole number in digits: AWS's
 * default then applies.
 */
export function durationSeconds(settings: ProfileSettings): number | undefined {
  const text = settings.get('duration_seconds')?.value ?? '';
  return /^\d+$/.test(text) ? Number(text) : undefined;
}
