import type { AwsCredentialIdentity } from '@smithy/types';
import { CredentialsError } from './credentialsError.ts';
import type { Endpoints } from './endpoints.ts';
import type { Settings, SharedConfig } from './sharedConfig.ts';

export function ssoCredentials(
  profile: string,
  _settings: Settings,
  _shared: SharedConfig,
  _endpoints: Endpoints,
): Promise<AwsCredentialIdentity> {
  return Promise.reject(new CredentialsError('failed', 'SSO is not here yet.', { profile }));
}
