import type { IAMClient } from '@aws-sdk/client-iam';
import type { AwsCredentialIdentityProvider } from '@smithy/types';
import { PromiseCache } from '../../common/promiseCache.ts';
import { authClientConfig } from '../client/clientConfig.ts';
import { targetKey, type Target } from './target.ts';

/** Clients of IAM, one for each target: the checks of one plan share its connections. */
export class IamClients {
  readonly #credentials: (target: Target) => AwsCredentialIdentityProvider;
  readonly #clients = new PromiseCache<string, IAMClient>();

  /** `credentials` returns the credentials of a target; it is called again before each signature. */
  constructor(credentials: (target: Target) => AwsCredentialIdentityProvider) {
    this.#credentials = credentials;
  }

  /** Returns the client of a target. Rejects with a `CredentialsError` where its CA bundle cannot be read. */
  get(target: Target): Promise<IAMClient> {
    return this.#clients.get(targetKey(target), () => this.#open(target));
  }

  /** Closes all connections. */
  dispose(): void {
    this.#clients.clear((client) => {
      client.destroy();
    });
  }

  async #open(target: Target): Promise<IAMClient> {
    const { IAMClient } = await import('@aws-sdk/client-iam');
    const credentials = this.#credentials(target);
    return new IAMClient({ ...authClientConfig('iam', target.region, target), credentials, maxAttempts: 1 });
  }
}
