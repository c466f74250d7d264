import type { AwsCredentialIdentityProvider } from '@smithy/types';
import { describeProfiles, type Profiles } from '../aws/config/profiles.ts';
import { perObject } from '../common/perObject.ts';
import type { SharedConfig } from '../aws/config/sharedConfig.ts';
import type { SharedConfigCache } from '../aws/config/sharedConfigCache.ts';
import type { SharedFilePaths } from '../aws/config/sharedFilePaths.ts';
import { accountAlias } from '../aws/identity/accountAlias.ts';
import type { CredentialSource, Target } from '../aws/identity/target.ts';
import type { CallerCheck, ResolveOptions, TargetResolver } from '../aws/identity/targetResolver.ts';

/** What profiles are read and resolved with. */
export interface ProfileServiceDeps {
  readonly files: SharedFilePaths;
  readonly config: SharedConfigCache;
  readonly resolver: TargetResolver;
}

/** The profiles of this machine, and the targets that they resolve to. */
export class ProfileService {
  /** The shared files that count, whether they exist or not. */
  readonly files: SharedFilePaths;
  /** The content of the shared files, read again when they have changed. */
  readonly config: SharedConfigCache;
  readonly #resolver: TargetResolver;

  constructor({ files, config, resolver }: ProfileServiceDeps) {
    this.files = files;
    this.config = config;
    this.#resolver = resolver;
  }

  /** Returns all profiles without their secrets, and what is wrong in the files. Rejects when a file cannot be read. */
  async list(): Promise<Profiles> {
    return describeProfiles(await this.config.read());
  }

  /** Returns the names of all profiles as they were last read; undefined before that. */
  knownNames(): readonly string[] | undefined {
    const { known } = this.config;
    return known && profileNames(known);
  }

  /**
   * Resolves a profile, by its name, or another source to one frozen target per Region, with one STS request. Throws CredentialsError when
   * there are no credentials, or AWS rejects them.
   */
  async targets(
    profile: string | CredentialSource,
    regions: readonly string[],
    options: ResolveOptions = {},
  ): Promise<readonly Target[]> {
    return this.#resolver.resolve(toSource(profile), regions, options);
  }

  /** Resolves a profile or another source in one Region; throws as `targets` does. */
  async target(profile: string | CredentialSource, region: string): Promise<Target> {
    const [target] = await this.targets(profile, [region]);
    if (!target) throw new Error(`${region} resolved to no target.`);
    return target;
  }

  /** Returns whether the credentials of a target still belong to the caller that it names. It never throws. */
  async verify(target: Target): Promise<CallerCheck> {
    return this.#resolver.verify(target);
  }

  /** Returns the credentials provider of a target. It throws {CredentialsError} once they belong to another caller. */
  credentials(target: Target): AwsCredentialIdentityProvider {
    return this.#resolver.credentials(target);
  }

  /** Returns the alias of a target's account; undefined where there is none. Rejects where the request fails or is denied. */
  async accountAlias(target: Target): Promise<string | undefined> {
    return accountAlias(target, this.credentials(target));
  }

  /** Permits one more MFA prompt for sources whose last one was declined. To be called when the user acts. */
  allowMfaPrompts(): void {
    this.#resolver.allowMfaPrompts();
  }
}

const profileNames = perObject(({ profiles }: SharedConfig): readonly string[] => [...profiles.keys()]);

function toSource(profile: string | CredentialSource): CredentialSource {
  return typeof profile === 'string' ? { kind: 'profile', name: profile } : profile;
}
