import type { AwsCredentialIdentity } from '@smithy/types';
import type { Env } from '../config/sharedFilePaths.ts';
import { CredentialsCache } from './credentialsCache.ts';
import { CredentialsError } from './credentialsError.ts';
import { resolveReach } from '../client/endpoints.ts';
import { environmentCredentials, ambientCredentials } from './containerCredentials.ts';
import { profileCredentials, profileFingerprint, type AskMfaCode } from './profileChain.ts';
import type { SharedConfigCache } from '../config/sharedConfigCache.ts';
import type { CredentialSource } from '../identity/target.ts';

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

/** How credentials are asked for. */
export interface CredentialsRequest {
  /** Where STS is called if the profile has no Region of its own. */
  readonly region: string;
  /** Get them anew even if those that are held are good. */
  readonly force?: boolean;
}

/** The credentials of one source: got once however many ask, held until they end or the files change. */
export class SourceCredentials {
  readonly #source: CredentialSource;
  readonly #options: CredentialsOptions;
  readonly #cache: CredentialsCache;
  /** A question that the user closed, and what it was asked for: it does not come up again by itself. */
  #declinedPrompt: { readonly key: string; readonly error: CredentialsError } | undefined;

  constructor(source: CredentialSource, options: CredentialsOptions) {
    this.#source = source;
    this.#options = options;
    this.#cache = new CredentialsCache(options.now);
  }

  /**
   * The credentials as the files are now: an edit of the profile, or of one that it leads to, is noticed.
   *
   * @param request the Region, and whether to get them anew
   * @returns the credentials
   * @throws {CredentialsError} why there are none
   */
  async get(request: CredentialsRequest): Promise<AwsCredentialIdentity> {
    const { config, env, askMfaCode, canRunProcess } = this.#options;
    const source = this.#source;
    const force = request.force ?? false;
    if (source.kind === 'environment') return environmentCredentials(env);
    const shared = await config.read();
    const reach = resolveReach(source, shared, env);
    if (source.kind === 'container') {
      const load = (): Promise<AwsCredentialIdentity> => ambientCredentials(env, { region: request.region, reach });
      return this.#cache.get(JSON.stringify(reach), load, force);
    }
    const key = JSON.stringify([profileFingerprint(source.name, shared), reach]);
    const context = { env, reach, region: request.region, askMfaCode, canRunProcess };
    const load = () => this.#unlessDeclined(key, () => profileCredentials(source.name, shared, context));
    return this.#cache.get(key, load, force);
  }

  /** The user has done something: a question that was closed may come up once more. */
  allowMfaPrompt(): void {
    this.#declinedPrompt = undefined;
  }

  /** Many may want credentials at the same time or shortly after one another: a closed MFA question is the answer to all of them. */
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
