import { t } from '@vscode/l10n';
import type { AwsCredentialIdentity } from '@smithy/types';
import type { Env } from '../config/sharedFilePaths.ts';
import { consoleCredentials } from './loginCredentials.ts';
import { CredentialsError } from './credentialsError.ts';
import { containerCredentials, environmentCredentials, instanceCredentials } from './containerCredentials.ts';
import { processCredentials } from './processCredentials.ts';
import {
  durationSeconds,
  hasAnyKey,
  isRole,
  keySettings,
  profileKind,
  settingText,
} from '../config/credentialMethod.ts';
import { assumeRole, assumeRoleWithWebIdentity, type Role } from './assumeRole.ts';
import { orDefaultRegion } from './orDefaultRegion.ts';
import type { ProfileSettings, SharedConfig } from '../config/sharedConfig.ts';
import { ssoCredentials } from './ssoCredentials.ts';
import type { EndpointSettings } from '../identity/target.ts';

/**
 * Prompts the user for the code of an MFA device. `serial` is the device's serial number or ARN. Undefined when the user
 * closed the prompt.
 */
export type AskMfaCode = (serial: string, profile: string) => Promise<string | undefined>;

/** The steps of a chain that leave this process: requests, files and programs. */
export interface CredentialSteps {
  readonly assumeRole: typeof assumeRole;
  readonly assumeRoleWithWebIdentity: typeof assumeRoleWithWebIdentity;
  readonly process: typeof processCredentials;
  readonly sso: typeof ssoCredentials;
  readonly consoleLogin: typeof consoleCredentials;
  readonly environment: typeof environmentCredentials;
  readonly instance: typeof instanceCredentials;
  readonly container: typeof containerCredentials;
}

const STEPS: CredentialSteps = {
  assumeRole,
  assumeRoleWithWebIdentity,
  process: processCredentials,
  sso: ssoCredentials,
  consoleLogin: consoleCredentials,
  environment: environmentCredentials,
  instance: instanceCredentials,
  container: containerCredentials,
};

/** What the credentials of a profile depend on, beside the files. */
export interface ProfileContext {
  readonly env: Env;
  /** The endpoints of the chosen profile; they count for the whole chain. */
  readonly reach: EndpointSettings;
  /** The Region of requests to STS when the chosen profile has no Region of its own. */
  readonly region: string;
  readonly askMfaCode: AskMfaCode;
  /** Whether `credential_process` may run now: not in a workspace that the user does not trust. */
  readonly canRunProcess: () => boolean;
}

/**
 * Returns the credentials of a profile, by its own settings and those of the profiles that it names, in the order of
 * the AWS CLI ({@link profileKind}). When they fail, nothing falls back on other credentials of this machine. Why this
 * follows the chain itself instead of calling the SDK's `fromIni` (examined at 3.1169) is in docs/PROFILES.md, "Why not
 * the SDK's provider". A test holds both to the same requests. Throws a `CredentialsError` with the reason why there
 * are none.
 */
export async function profileCredentials(
  name: string,
  shared: SharedConfig,
  context: ProfileContext,
  steps: CredentialSteps = STEPS,
): Promise<AwsCredentialIdentity> {
  const region = settingText(shared.profiles.get(name), 'region');
  if (region !== undefined) return new ProfileChain(shared, { ...context, region }, steps).resolve(name, []);
  // Everybody waits for the same credentials: a Region that is not enabled must not fail the requests to others.
  const anyRegion: CredentialSteps = {
    ...steps,
    assumeRole: (role, source, mfa) => orDefaultRegion(role, (at) => steps.assumeRole(at, source, mfa)),
    assumeRoleWithWebIdentity: (role, tokenFile) =>
      orDefaultRegion(role, (at) => steps.assumeRoleWithWebIdentity(at, tokenFile)),
  };
  return new ProfileChain(shared, context, anyRegion).resolve(name, []);
}

/**
 * Returns a text that changes when the credentials of a profile become stale: its settings, and those of the profiles and the
 * `sso-session` that it names. It contains secrets.
 */
export function profileFingerprint(name: string, shared: SharedConfig): string {
  const deps: unknown[] = [];
  const visited = new Set<string>();
  for (let current: string | undefined = name; current !== undefined && !visited.has(current);) {
    visited.add(current);
    const settings: ProfileSettings | undefined = shared.profiles.get(current);
    const session = shared.ssoSessions.get(settings?.get('sso_session')?.value ?? '');
    deps.push([current, values(settings), values(keySettings(current, shared)), values(session)]);
    current = settings?.get('source_profile')?.value;
  }
  return JSON.stringify(deps);
}

function values(settings: ProfileSettings | undefined): [string, string][] {
  return [...(settings ?? [])].map(([key, { value }]) => [key, value]);
}

/** Resolves the chosen profile: follows the sources to the end of the chain, then assumes the roles on the way back. */
class ProfileChain {
  readonly #shared: SharedConfig;
  readonly #context: ProfileContext;
  readonly #steps: CredentialSteps;

  constructor(shared: SharedConfig, context: ProfileContext, steps: CredentialSteps) {
    this.#shared = shared;
    this.#context = context;
    this.#steps = steps;
  }

  async resolve(name: string, visited: readonly string[]): Promise<AwsCredentialIdentity> {
    const settings = this.#shared.profiles.get(name);
    if (settings === undefined) throw missingProfile(name, visited.at(-1), this.#shared);
    const { env, reach, canRunProcess, region } = this.#context;
    const requireSetting = (key: string): string => required(settings, key, name);
    switch (profileKind(name, this.#shared, visited.length > 0)) {
      case 'role':
        return this.#role(name, settings, visited);
      case 'staticKeys':
        return staticKeys(name, keySettings(name, this.#shared) ?? settings);
      case 'webIdentity':
        return this.#steps.assumeRoleWithWebIdentity(
          this.#toRole(name, settings),
          requireSetting('web_identity_token_file'),
        );
      case 'process':
        if (!canRunProcess()) throw processRefused(name);
        return this.#steps.process(name, requireSetting('credential_process'), env);
      case 'sso':
      case 'legacySso':
        return this.#steps.sso(name, settings, this.#shared, reach);
      case 'consoleLogin':
        requireSetting('login_session');
        return this.#steps.consoleLogin(name, this.#shared.files, { reach, region });
      case 'incomplete':
        throw incomplete(name, settings);
    }
  }

  async #role(name: string, settings: ProfileSettings, visited: readonly string[]): Promise<AwsCredentialIdentity> {
    const sourceProfile = settings.get('source_profile')?.value;
    const source =
      sourceProfile === undefined
        ? await this.#credentialSource(name, required(settings, 'credential_source', name))
        : await this.#sourceProfile(sourceProfile, [...visited, name]);
    if (!settings.has('role_arn')) return source;
    const serial = optional(settings, 'mfa_serial', name);
    if (serial === undefined) return this.#steps.assumeRole(this.#toRole(name, settings), source);
    const code = (await this.#context.askMfaCode(serial, name))?.trim();
    if (code === undefined || code === '') throw mfaCanceled(name, serial);
    return this.#steps.assumeRole(this.#toRole(name, settings), source, { serial, code });
  }

  async #sourceProfile(name: string, visited: readonly string[]): Promise<AwsCredentialIdentity> {
    // Only a profile with keys that is its own source is no circle.
    const isOwnSource = name === visited.at(-1) && hasAnyKey(this.#shared.profiles.get(name) ?? new Map());
    if (visited.includes(name) && !isOwnSource) {
      const circle = [...visited, name].join(' → ');
      const message = t(
        'The source profiles of "{0}" form a cycle: {1}. Correct source_profile.',
        visited[0] ?? name,
        circle,
      );
      throw new CredentialsError('invalidProfile', message, { profile: visited[0] ?? name });
    }
    return this.resolve(name, visited);
  }

  #credentialSource(profile: string, source: string): Promise<AwsCredentialIdentity> {
    switch (source) {
      case 'Environment':
        return this.#steps.environment(this.#context.env, profile);
      case 'Ec2InstanceMetadata':
        return this.#steps.instance(this.#context.env, profile);
      case 'EcsContainer':
        return this.#steps.container(this.#context.env, profile);
      default: {
        const message = t(
          'Profile "{0}" has credential_source = {1}. Change it to Environment, Ec2InstanceMetadata or EcsContainer.',
          profile,
          source,
        );
        throw new CredentialsError('invalidProfile', message, { profile });
      }
    }
  }

  #toRole(profile: string, settings: ProfileSettings): Role {
    return {
      profile,
      roleArn: required(settings, 'role_arn', profile),
      sessionName: optional(settings, 'role_session_name', profile),
      externalId: isRole(settings) ? optional(settings, 'external_id', profile) : undefined,
      duration: durationSeconds(settings),
      region: this.#context.region,
      reach: this.#context.reach,
    };
  }
}

/**
 * Returns the keys of a profile. An old name of the session token counts first, as in botocore
 * (`SharedCredentialProvider.TOKENS`).
 */
function staticKeys(profile: string, settings: ProfileSettings): AwsCredentialIdentity {
  const token = settings.get('aws_security_token') ?? settings.get('aws_session_token');
  return {
    accessKeyId: required(settings, 'aws_access_key_id', profile),
    secretAccessKey: required(settings, 'aws_secret_access_key', profile),
    ...(token !== undefined && token.value !== '' && { sessionToken: token.value }),
  };
}

/**
 * Returns a setting; undefined where it is absent. Throws where it is empty: the AWS CLI sends an empty value, which
 * AWS rejects.
 */
function optional(settings: ProfileSettings, key: string, profile: string): string | undefined {
  return settings.has(key) ? required(settings, key, profile) : undefined;
}

function required(settings: ProfileSettings, key: string, profile: string): string {
  const value = settingText(settings, key);
  if (value !== undefined) return value;
  throw new CredentialsError('invalidProfile', t('Profile "{0}" has no {1}. Add it.', profile, key), { profile });
}

/**
 * Returns the error for a profile that does not exist, with the reason where a file could not be read. `from` is the
 * profile that names it as its source; undefined for the chosen one.
 */
export function missingProfile(name: string, from: string | undefined, shared: SharedConfig): CredentialsError {
  const { config, credentials } = shared.files;
  const unreadable = shared.problems.find(({ line, profile }) => line === undefined && profile === undefined);
  if (unreadable !== undefined) {
    const message = t('There is no profile "{0}" to be read. {1}: {2}', name, unreadable.file, unreadable.message);
    return new CredentialsError('profileNotFound', message, { profile: name });
  }
  if (from === undefined && shared.profiles.size === 0) {
    const none = t('There are no profiles: {0} and {1} are missing or empty.', config, credentials);
    return new CredentialsError('noProfiles', none, { profile: name });
  }
  if (from === undefined && name === 'default') {
    const unchosen = t('There is no profile "default", which counts where none was chosen. Choose a profile.');
    return new CredentialsError('noProfileChosen', unchosen, { profile: name });
  }
  const message =
    from === undefined
      ? t('There is no profile "{0}" in {1} or {2}. Choose another profile, or add it.', name, config, credentials)
      : t('Profile "{0}" has the source_profile "{1}", which is not in {2} or {3}.', from, name, config, credentials);
  return new CredentialsError('profileNotFound', message, { profile: name });
}

function incomplete(profile: string, settings: ProfileSettings): CredentialsError {
  const keys = [...settings.keys()].filter((key) => /^(aws_|role_|sso_|source_|credential_|web_)/.test(key)).join(', ');
  const message =
    keys === ''
      ? t('Profile "{0}" has no credentials and nothing that leads to some.', profile)
      : t(
          'The settings of profile "{0}" do not lead to credentials: it has {1}, and something is missing.',
          profile,
          keys,
        );
  return new CredentialsError('invalidProfile', message, { profile });
}

function processRefused(profile: string): CredentialsError {
  const message = t(
    'Profile "{0}" runs a program to get its credentials (credential_process). That is not done in a workspace that is not trusted: trust the workspace, or choose another profile.',
    profile,
  );
  return new CredentialsError('processRefused', message, { profile });
}

function mfaCanceled(profile: string, serial: string): CredentialsError {
  const message = t('Profile "{0}" needs a code of the MFA device {1}, and none was given.', profile, serial);
  return new CredentialsError('mfaCanceled', message, { profile });
}
