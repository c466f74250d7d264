import type { AwsCredentialIdentity } from '@smithy/types';

/** Milliseconds before their end at which credentials are renewed, as in the SDKs. */
const REFRESH_BEFORE_EXPIRY_MS = 5 * 60 * 1000;

interface CachedEntry {
  readonly key: string;
  readonly credentials: AwsCredentialIdentity;
  /** An early renewal failed: the next attempt is at the end. */
  renewalFailed: boolean;
}

/** Holds credentials until they end. Concurrent requests share one load. */
export class CredentialsCache {
  readonly #now: () => number;
  #held: CachedEntry | undefined;
  #inFlight: { readonly key: string; readonly promise: Promise<AwsCredentialIdentity> } | undefined;

  /** Creates an empty cache. `now` returns milliseconds since 1970. */
  constructor(now: () => number) {
    this.#now = now;
  }

  /**
   * Returns the credentials of a key, never expired ones. The key identifies what the credentials are made from;
   * another key loads new ones. `rejected` is the access key id that AWS rejected: credentials with it are replaced
   * although they have not expired. Of several callers that were rejected with it, one loads. Throws what `load`
   * throws, unless valid credentials remain.
   */
  async get(
    key: string,
    load: () => Promise<AwsCredentialIdentity>,
    rejected?: string,
  ): Promise<AwsCredentialIdentity> {
    const held = this.#held?.key === key ? this.#held : undefined;
    const isRejected = rejected !== undefined && held?.credentials.accessKeyId === rejected;
    if (held && !isRejected && !this.#isDue(held)) return held.credentials;
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
      if (held && !isRejected && this.#remainingMs(held) > 0) return held.credentials;
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
