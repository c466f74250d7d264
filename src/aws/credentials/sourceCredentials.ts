import type { AwsCredentialIdentity } from '@smithy/types';
import type { Env } from '../config/sharedFilePaths.ts';
import { CredentialsCache } from './credentialsCache.ts';
import { CredentialsError } from './credentialsError.ts';
import { resolveReach } from '../client/endpoints.ts';
import { environmentCredentials, ambientCredentials } from './containerCredentials.ts';
import { profileCredentials, profileFingerprint, type AskMfaCode } from './profileChain.ts';
import type { SharedConfigCache } from '../config/sharedConfigCache.ts';
import type { SharedConfig } from '../config/sharedConfig.ts';
import type { CredentialSource, EndpointSettings } from '../identity/target.ts';
import { perObject } from '../../common/perObject.ts';

/** What credentials are got with. */
export interface CredentialsOptions {
  readonly config: SharedConfigCache;
  readonly env: Env;
  readonly askMfaCode: AskMfaCode;
  /** Whether `credential_process` may run now. */
  readonly canRunProcess: () => boolean;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** A request for credentials. */
export interface CredentialsRequest {
  /** The Region of STS requests if the profile has none. */
  readonly region: string;
  /** The access key id that AWS rejected: credentials with it are replaced although they have not expired. */
  readonly rejected?: string;
}

/** Loads the credentials of one source once for all who need them, and holds them until they end or the files change. */
export class SourceCredentials {
  readonly #source: CredentialSource;
  readonly #options: CredentialsOptions;
  readonly #cache: CredentialsCache;
  /** Returns how the source is reached, and a key of all that its credentials depend on. Each request needs both, and the files seldom change. */
  readonly #dependencies: (shared: SharedConfig) => { readonly reach: EndpointSettings; readonly key: string };
  /** The MFA prompt that the user closed, and the settings it was for: it is not shown again by itself. */
  #declinedPrompt: { readonly key: string; readonly error: CredentialsError } | undefined;

  constructor(source: CredentialSource, options: CredentialsOptions) {
    this.#source = source;
    this.#options = options;
    this.#cache = new CredentialsCache(options.now);
    this.#dependencies = perObject((shared) => {
      const reach = resolveReach(source, shared, options.env);
      const settings = source.kind === 'profile' ? profileFingerprint(source.name, shared) : '';
      return { reach, key: JSON.stringify([settings, reach]) };
    });
  }

  /**
   * Returns the credentials by the current files: an edit of the profile, or of a profile that it names, takes effect.
   * Throws a `CredentialsError` with the reason why there are none.
   */
  async get(request: CredentialsRequest): Promise<AwsCredentialIdentity> {
    const { config, env, askMfaCode, canRunProcess } = this.#options;
    const source = this.#source;
    const { rejected } = request;
    if (source.kind === 'environment') return environmentCredentials(env);
    const shared = await config.read();
    const { reach, key } = this.#dependencies(shared);
    if (source.kind === 'container') {
      const load = (): Promise<AwsCredentialIdentity> => ambientCredentials(env, { region: request.region, reach });
      return this.#cache.get(key, load, rejected);
    }
    const context = { env, reach, region: request.region, askMfaCode, canRunProcess };
    const load = () => this.#unlessDeclined(key, () => profileCredentials(source.name, shared, context));
    return this.#cache.get(key, load, rejected);
  }

  /** Allows a closed MFA prompt once more, after an action of the user. */
  allowMfaPrompt(): void {
    this.#declinedPrompt = undefined;
  }

  /** Requests that follow a closed MFA prompt fail with the same error. */
  async #unlessDeclined(key: string, load: () => Promise<AwsCredentialIdentity>): Promise<AwsCredentialIdentity> {
    if (this.#declinedPrompt?.key === key) throw this.#declinedPrompt.error;
    try {
      return await load();
    } catch (error) {
      if (error instanceof CredentialsError && error.problem === 'mfaCanceled') this.#declinedPrompt = { key, error };
      throw error;
    }
  }
}
