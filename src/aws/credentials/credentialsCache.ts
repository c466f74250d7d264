import type { AwsCredentialIdentity } from '@smithy/types';

/** Milliseconds before their end at which credentials are renewed: what the SDKs use. */
const REFRESH_BEFORE_EXPIRY_MS = 5 * 60 * 1000;

interface CachedEntry {
  readonly key: string;
  readonly credentials: AwsCredentialIdentity;
  /** A renewal before the end was tried and failed: the next one waits for the end. */
  renewalFailed: boolean;
}

/** Holds credentials until they end, and gets them once however many ask at the same time. */
export class CredentialsCache {
  readonly #now: () => number;
  #held: CachedEntry | undefined;
  #inFlight: { readonly key: string; readonly promise: Promise<AwsCredentialIdentity> } | undefined;

  /** @param now the time, in milliseconds since 1970 */
  constructor(now: () => number) {
    this.#now = now;
  }

  /**
   * @param key what the credentials were made from; with another key they are got anew
   * @param load gets them
   * @param force gets them anew even if those that are held are good, unless that is under way already
   * @returns the credentials: never ended ones
   * @throws whatever `load` throws, unless good ones are still held
   */
  async get(key: string, load: () => Promise<AwsCredentialIdentity>, force: boolean): Promise<AwsCredentialIdentity> {
    const held = this.#held?.key === key ? this.#held : undefined;
    if (held && !force && !this.#isDue(held)) return held.credentials;
    if (this.#inFlight?.key !== key) {
      const promise = load();
      const underWay = { key, promise };
      this.#inFlight = underWay;
      promise
        .then(
          (credentials) => {
            if (this.#inFlight === underWay) this.#held = { key, credentials, renewalFailed: false };
          },
          () => {
            if (held) held.renewalFailed = true;
          },
        )
        .finally(() => {
          if (this.#inFlight === underWay) this.#inFlight = undefined;
        });
    }
    try {
      return await this.#inFlight.promise;
    } catch (error) {
      if (held && !force && this.#remainingMs(held) > 0) return held.credentials;
      throw error;
    }
  }

  #isDue(held: CachedEntry): boolean {
    return this.#remainingMs(held) <= (held.renewalFailed ? 0 : REFRESH_BEFORE_EXPIRY_MS);
  }

  #remainingMs(held: CachedEntry): number {
    const { expiration } = held.credentials;
    return expiration === undefined ? Infinity : expiration.getTime() - this.#now();
  }
}
