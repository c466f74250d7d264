import { t } from '@vscode/l10n';
import type { AwsCredentialIdentity } from '@smithy/types';
import type { Env } from '../config/sharedFilePaths.ts';
import { consoleCredentials } from './loginCredentials.ts';
import { CredentialsError } from './credentialsError.ts';
import { containerCredentials, environmentCredentials, instanceCredentials } from './containerCredentials.ts';
import { processCredentials } from './processCredentials.ts';
import { profileKind, type ProfileKind } from '../config/profiles.ts';
import { assumeRole, assumeRoleWithWebIdentity, type Role } from './assumeRole.ts';
import type { ProfileSettings, SharedConfig } from '../config/sharedConfig.ts';
import { ssoCredentials } from './ssoCredentials.ts';
import type { EndpointSettings } from '../identity/target.ts';

/**
 * Asks the user for the code of an MFA device.
 *
 * @param serial the device: its serial number or ARN
 * @param profile the profile that asks
 * @returns the code; undefined when the user closed the question
 */
export type AskMfaCode = (serial: string, profile: string) => Promise<string | undefined>;

/** What the way to a profile's credentials needs beside the files. */
export interface ProfileContext {
  readonly env: Env;
  /** How the chosen profile reaches the services; it counts for the whole chain. */
  readonly reach: EndpointSettings;
  /** Where STS is called when the chosen profile has no Region of its own. */
  readonly region: string;
  readonly askMfaCode: AskMfaCode;
  /** Whether `credential_process` may run now: not in a workspace that the user does not trust. */
  readonly canRunProcess: () => boolean;
}

/**
 * The credentials of a profile, by its own settings and those of the profiles it leads to, and by nothing else: when they fail,
 * nothing falls back on other credentials of this machine.
 *
 * This walks the chain itself, in the order of the SDK's `fromIni`, instead of calling that, because `fromIni` (3.1169) has one
 * `clientConfig` for the STS, SSO and SSO OIDC clients in it and hands it to web identity not at all, so that calls leak to the
 * endpoint of `AWS_PROFILE`; reads `AWS_CONFIG_FILE` from the process for SSO; does not see profiles whose names have spaces or letters
 * outside ASCII; and says why it failed only in prose. A test holds both to the same result.
 *
 * @param name the profile
 * @param shared both files, read
 * @param context endpoints, Region, and the questions that may come up
 * @returns the credentials
 * @throws {CredentialsError} why there are none
 */
export async function profileCredentials(
  name: string,
  shared: SharedConfig,
  context: ProfileContext,
): Promise<AwsCredentialIdentity> {
  const region = shared.profiles.get(name)?.get('region')?.value ?? context.region;
  return new ProfileChain(shared, { ...context, region }).resolve(name, []);
}

/**
 * What the credentials of a profile are made from: when it changes, they are stale.
 *
 * @param name the profile
 * @param shared both files, read
 * @returns a text that is equal as long as the settings of the profile and of those it leads to are; holds secrets
 */
export function profileFingerprint(name: string, shared: SharedConfig): string {
  const deps: unknown[] = [];
  const visited = new Set<string>();
  for (let current: string | undefined = name; current !== undefined && !visited.has(current);) {
    visited.add(current);
    const settings: ProfileSettings | undefined = shared.profiles.get(current);
    const session = shared.ssoSessions.get(settings?.get('sso_session')?.value ?? '');
    deps.push([current, values(settings), values(session)]);
    current = settings?.get('source_profile')?.value;
  }
  return JSON.stringify(deps);
}

function values(settings: ProfileSettings | undefined): [string, string][] {
  return [...(settings ?? [])].map(([key, { value }]) => [key, value]);
}

/** One walk from the chosen profile to the credentials at the chain's end, and back through its roles. */
class ProfileChain {
  readonly #shared: SharedConfig;
  readonly #context: ProfileContext;

  constructor(shared: SharedConfig, context: ProfileContext) {
    this.#shared = shared;
    this.#context = context;
  }

  async resolve(name: string, visited: readonly string[]): Promise<AwsCredentialIdentity> {
    const settings = this.#shared.profiles.get(name);
    if (settings === undefined) throw missingProfile(name, visited.at(-1), this.#shared);
    const { env, reach, canRunProcess, region } = this.#context;
    const requireSetting = (key: string): string => required(settings, key, name);
    switch (this.#kind(settings, visited)) {
      case 'role':
        return this.#role(name, settings, visited);
      case 'staticKeys':
        return staticKeys(settings);
      case 'webIdentity':
        return assumeRoleWithWebIdentity(this.#toRole(name, settings), requireSetting('web_identity_token_file'));
      case 'process':
        if (!canRunProcess()) throw processRefused(name);
        return processCredentials(name, requireSetting('credential_process'), env);
      case 'sso':
      case 'legacySso':
        return ssoCredentials(name, settings, this.#shared, reach);
      case 'consoleLogin':
        return consoleCredentials(name, this.#shared.files, { reach, region });
      case 'incomplete':
        throw incomplete(name, settings);
    }
  }

  /** The source profile of a role may hold keys beside a role of its own; then the keys count, as in the SDK. */
  #kind(settings: ProfileSettings, visited: readonly string[]): ProfileKind {
    if (visited.length === 0) return profileKind(settings);
    if (settings.has('aws_access_key_id') && settings.has('aws_secret_access_key')) return 'staticKeys';
    return !settings.has('role_arn') && settings.has('credential_source') ? 'role' : profileKind(settings);
  }

  async #role(name: string, settings: ProfileSettings, visited: readonly string[]): Promise<AwsCredentialIdentity> {
    const sourceProfile = settings.get('source_profile')?.value;
    const source =
      sourceProfile === undefined
        ? await this.#credentialSource(name, required(settings, 'credential_source', name))
        : await this.#sourceProfile(sourceProfile, [...visited, name]);
    if (!settings.has('role_arn')) return source;
    const serial = settings.get('mfa_serial')?.value;
    if (serial === undefined) return assumeRole(this.#toRole(name, settings), source);
    const code = (await this.#context.askMfaCode(serial, name))?.trim();
    if (code === undefined || code === '') throw mfaCanceled(name, serial);
    return assumeRole(this.#toRole(name, settings), source, { serial, code });
  }

  async #sourceProfile(name: string, visited: readonly string[]): Promise<AwsCredentialIdentity> {
    const settings = this.#shared.profiles.get(name);
    if (visited.includes(name) && !(settings?.has('aws_access_key_id') && settings.has('aws_secret_access_key'))) {
      const circle = [...visited, name].join(' → ');
      const message = t(
        'The source profiles of "{0}" go round in a circle: {1}. Correct source_profile.',
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
        return environmentCredentials(this.#context.env, profile);
      case 'Ec2InstanceMetadata':
        return instanceCredentials(this.#context.env, profile);
      case 'EcsContainer':
        return containerCredentials(this.#context.env, profile);
      default: {
        const message = t(
          'Profile "{0}" says credential_source = {1}. It has to be Environment, Ec2InstanceMetadata or EcsContainer.',
          profile,
          source,
        );
        throw new CredentialsError('invalidProfile', message, { profile });
      }
    }
  }

  #toRole(profile: string, settings: ProfileSettings): Role {
    const duration = Number.parseInt(settings.get('duration_seconds')?.value ?? '', 10);
    return {
      profile,
      roleArn: required(settings, 'role_arn', profile),
      sessionName: settings.get('role_session_name')?.value,
      externalId: settings.get('external_id')?.value,
      duration: Number.isNaN(duration) ? undefined : duration,
      region: this.#context.region,
      reach: this.#context.reach,
    };
  }
}

function staticKeys(settings: ProfileSettings): AwsCredentialIdentity {
  const sessionToken = settings.get('aws_session_token')?.value;
  return {
    accessKeyId: settings.get('aws_access_key_id')?.value ?? '',
    secretAccessKey: settings.get('aws_secret_access_key')?.value ?? '',
    ...(sessionToken !== undefined && { sessionToken }),
  };
}

function required(settings: ProfileSettings, key: string, profile: string): string {
  const value = settings.get(key)?.value;
  if (value !== undefined) return value;
  throw new CredentialsError('invalidProfile', t('Profile "{0}" has no {1}. Add it.', profile, key), { profile });
}

/**
 * Says that there is no such profile.
 *
 * @param name the profile
 * @param from the profile that leads to it; undefined for the chosen one
 * @param shared both files, read
 * @returns the error, with the reason where a file could not be read
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
