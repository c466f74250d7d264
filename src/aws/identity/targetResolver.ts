import { t } from '@vscode/l10n';
import type { AwsCredentialIdentity, AwsCredentialIdentityProvider } from '@smithy/types';
import { SourceCredentials, type CredentialsOptions } from '../credentials/sourceCredentials.ts';
import { CredentialsError, type CredentialsProblem } from '../credentials/credentialsError.ts';
import { isAwsUrl, resolveReach } from '../client/endpoints.ts';
import { getCallerIdentity, isSameCaller, type StsEndpoint } from './callerIdentity.ts';
import { missingProfile } from '../credentials/profileChain.ts';
import { sourceKey, sourceLabel, type CredentialSource, type Identity, type Target } from './target.ts';

/** Problems that new credentials of the same source may not have. */
const REPLACEABLE: ReadonlySet<CredentialsProblem> = new Set(['expired', 'invalidCredentials']);

/** What a check of a target found. */
export type CallerCheck =
  /** The credentials still belong to the account and caller that the target names. */
  | { readonly result: 'unchanged'; readonly identity: Identity }
  /** They belong to another account or caller now. */
  | { readonly result: 'changed'; readonly identity: Identity; readonly error: CredentialsError }
  /** The caller could not be determined. It never counts as unchanged. */
  | { readonly result: 'unknown'; readonly error: CredentialsError };

/** Dependencies of a resolver. */
export interface ResolverOptions extends CredentialsOptions {
  /** Returns an account with its alias; the number alone where it is left out. */
  readonly accountLabel?: (accountId: string) => string;
  /** Reads the alias of a target's account, for `accountLabel`. Takes little time, and never rejects. */
  readonly loadAlias?: (target: Target) => Promise<void>;
}

/** Options of one resolution. */
export interface ResolveOptions {
  /** AWS has rejected the credentials: STS identifies them again, and rejected ones are replaced by new ones. */
  readonly credentialsRejected?: boolean;
}

/**
 * Resolves targets, and gives the credentials of a target only as long as they belong to the account and caller that it names.
 * One per window: it holds credentials in memory, and nothing else.
 */
export class TargetResolver {
  readonly #options: ResolverOptions;
  readonly #sources = new Map<string, SourceCredentials>();
  /** The caller of an access key, by source, key ID and endpoint; it never changes. */
  readonly #identities = new Map<string, Promise<Identity>>();
  /** The repeated requests in flight, by the same key. */
  readonly #checking = new Map<string, Promise<Identity>>();

  constructor(options: ResolverOptions) {
    this.#options = options;
  }

  /**
   * Identifies the caller of a source with STS, in the first Region, and returns one target for each Region: deeply
   * frozen, in the order of the Regions, all with the same identity. Throws a `CredentialsError` with the reason why
   * there are no credentials, or why AWS rejects them.
   */
  async resolve(
    source: CredentialSource,
    regions: readonly string[],
    options: ResolveOptions = {},
  ): Promise<readonly Target[]> {
    const [first] = regions;
    const shared = await this.#options.config.read();
    if (source.kind === 'profile' && !shared.profiles.has(source.name)) {
      throw missingProfile(source.name, undefined, shared);
    }
    if (first === undefined) return [];
    const reach = resolveReach(source, shared, this.#options.env);
    const access = { region: first, ...reach };
    const held = await this.#source(source).get({ region: first });
    const identity = options.credentialsRejected
      ? await this.#reidentify(source, held, access)
      : await this.#identify(source, held, access);
    return Object.freeze(regions.map((region) => Object.freeze({ identity, region, ...reach })));
  }

  /**
   * Returns the credentials of a target, for a client. They are checked before each signature: where the access key has changed, STS
   * identifies its caller first, and the provider gives no key of another caller.
   *
   * The provider throws {CredentialsError}, with `identityChanged` where they belong to another account or caller now.
   */
  credentials(target: Target): AwsCredentialIdentityProvider {
    const provider = async (): Promise<AwsCredentialIdentity> => {
      const credentials = await this.#source(target.identity.source).get({ region: target.region });
      if (credentials.accessKeyId !== target.identity.accessKeyId) {
        const identity = await this.#identify(target.identity.source, credentials, target);
        if (!isSameCaller(identity, target.identity)) throw await this.#changed(target, identity);
      }
      return credentials;
    };
    // The SDK keeps what a provider returned, without an end if it has no expiration, unless the provider is marked as
    // memoized.
    return Object.assign(provider, { memoized: true });
  }

  /**
   * Returns whether the source behind a target still is the caller that the target names; never throws. It loads no new
   * credentials while those that it holds are unchanged, so that it causes no MFA prompt. At AWS, a key belongs to one caller for ever.
   * A configured STS is another server, which may name another caller now: it is asked again.
   */
  async verify(target: Target): Promise<CallerCheck> {
    const { source } = target.identity;
    try {
      const credentials = await this.#source(source).get({ region: target.region });
      const identity = await this.#identifyNow(source, credentials, target);
      if (isSameCaller(identity, target.identity)) return { result: 'unchanged', identity };
      return { result: 'changed', identity, error: await this.#changed(target, identity) };
    } catch (error) {
      if (error instanceof CredentialsError) return { result: 'unknown', error };
      const message = t('The account of the credentials of "{0}" could not be determined.', sourceLabel(source));
      return { result: 'unknown', error: new CredentialsError('failed', message, { cause: error }) };
    }
  }

  /** Allows MFA prompts that were closed to be shown once more, after an action of the user. */
  allowMfaPrompts(): void {
    for (const source of this.#sources.values()) source.allowMfaPrompt();
  }

  #source(source: CredentialSource): SourceCredentials {
    const key = sourceKey(source);
    const known = this.#sources.get(key) ?? new SourceCredentials(source, this.#options);
    this.#sources.set(key, known);
    return known;
  }

  /** Replaces credentials that ended early: an administrator revokes the sessions of a role, or deletes a key. */
  async #reidentify(source: CredentialSource, held: AwsCredentialIdentity, access: StsEndpoint): Promise<Identity> {
    try {
      return await this.#identifyAgain(source, held, access);
    } catch (error) {
      if (!(error instanceof CredentialsError) || !REPLACEABLE.has(error.problem)) throw error;
      const fresh = await this.#source(source).get({ region: access.region, rejected: held.accessKeyId });
      if (fresh.accessKeyId === held.accessKeyId) throw error;
      return this.#identify(source, fresh, access);
    }
  }

  /** Sends one request to STS for each source, key and endpoint; a failure is not kept. */
  async #identify(
    source: CredentialSource,
    credentials: AwsCredentialIdentity,
    access: StsEndpoint,
  ): Promise<Identity> {
    return this.#identities.get(identityKey(source, credentials, access)) ?? this.#request(source, credentials, access);
  }

  /** Identifies the caller again where STS is no server of AWS. */
  #identifyNow(source: CredentialSource, credentials: AwsCredentialIdentity, access: StsEndpoint): Promise<Identity> {
    const { sts } = access.endpoints;
    if (sts === undefined || isAwsUrl(sts)) return this.#identify(source, credentials, access);
    return this.#identifyAgain(source, credentials, access);
  }

  /** Sends a request although the caller is known. Those who need it at the same time share it: each list of a scan may be rejected. */
  #identifyAgain(source: CredentialSource, credentials: AwsCredentialIdentity, access: StsEndpoint): Promise<Identity> {
    const key = identityKey(source, credentials, access);
    const checking = this.#checking.get(key) ?? this.#request(source, credentials, access);
    this.#checking.set(key, checking);
    const forget = () => {
      if (this.#checking.get(key) === checking) this.#checking.delete(key);
    };
    checking.then(forget, forget);
    return checking;
  }

  async #request(source: CredentialSource, credentials: AwsCredentialIdentity, access: StsEndpoint): Promise<Identity> {
    const key = identityKey(source, credentials, access);
    const requested = getCallerIdentity(source, credentials, access);
    this.#identities.set(key, requested);
    try {
      return await requested;
    } catch (error) {
      if (this.#identities.get(key) === requested) this.#identities.delete(key);
      throw error;
    }
  }

  async #changed(target: Target, now: Identity): Promise<CredentialsError> {
    const { identity } = target;
    const { accountLabel = (accountId: string) => accountId, loadAlias } = this.#options;
    await loadAlias?.(Object.freeze({ ...target, identity: now }));
    const message = t(
      'The credentials of "{0}" have changed from {1} in account {2} to {3} in account {4}. Nothing was sent. Refresh, and check the resources again before you continue.',
      sourceLabel(identity.source),
      identity.arn,
      accountLabel(identity.accountId),
      now.arn,
      accountLabel(now.accountId),
    );
    return new CredentialsError('identityChanged', message, { profile: sourceLabel(identity.source) });
  }
}

function identityKey(source: CredentialSource, { accessKeyId }: AwsCredentialIdentity, access: StsEndpoint): string {
  return JSON.stringify([sourceKey(source), accessKeyId, access.endpoints.sts ?? '']);
}
