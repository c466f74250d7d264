import type { IAMClient } from '@aws-sdk/client-iam';
import type { AwsCredentialIdentityProvider } from '@smithy/types';
import { authClientConfig } from '../client/clientConfig.ts';
import { targetKey, type Target } from './target.ts';

/** Clients of IAM, one for each target: the checks of one plan share its connections. */
export class IamClients {
  readonly #credentials: (target: Target) => AwsCredentialIdentityProvider;
  readonly #clients = new Map<string, Promise<IAMClient>>();

  /** `credentials` returns the credentials of a target; it is called again before each signature. */
  constructor(credentials: (target: Target) => AwsCredentialIdentityProvider) {
    this.#credentials = credentials;
  }

  /** Returns the client of a target. Rejects with a `CredentialsError` where its CA bundle cannot be read. */
  async get(target: Target): Promise<IAMClient> {
    const key = targetKey(target);
    let client = this.#clients.get(key);
    if (!client) {
      client = this.#open(target);
      this.#clients.set(key, client);
      // The next request tries again.
      client.catch(() => this.#clients.delete(key));
    }
    return client;
  }

  /** Closes all connections. */
  dispose(): void {
    for (const client of this.#clients.values()) {
      void client.then(
        (opened) => {
          opened.destroy();
        },
        () => undefined,
      );
    }
    this.#clients.clear();
  }

  async #open(target: Target): Promise<IAMClient> {
    const { IAMClient } = await import('@aws-sdk/client-iam');
    const credentials = this.#credentials(target);
    return new IAMClient({ ...authClientConfig('iam', target.region, target), credentials, maxAttempts: 1 });
  }
}
