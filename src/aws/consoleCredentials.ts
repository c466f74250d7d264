import type { AwsCredentialIdentity } from '@smithy/types';
import type { AwsFiles } from './awsFiles.ts';
import { CredentialsError } from './credentialsError.ts';
import type { Endpoints } from './endpoints.ts';
import type { Settings } from './sharedConfig.ts';

export function consoleCredentials(
  profile: string,
  _settings: Settings,
  _files: AwsFiles,
  _access: { readonly endpoints: Endpoints; readonly region: string },
): Promise<AwsCredentialIdentity> {
  return Promise.reject(new CredentialsError('failed', 'Console login is not here yet.', { profile }));
}
