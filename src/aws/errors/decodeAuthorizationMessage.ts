import type { AwsCredentialIdentityProvider } from '@smithy/types';
import { t } from '@vscode/l10n';
import type { Structure } from '../../catalog/model/structure.ts';
import { authClientConfig } from '../client/clientConfig.ts';
import type { CallFailure } from './callError.ts';
import type { Target } from '../identity/target.ts';

/**
 * Returns the encoded part of a denial's message: EC2 hides in it which statement of which policy denied what.
 * Undefined where there is none.
 */
export function encodedMessage({ message }: Pick<CallFailure, 'message'>): string | undefined {
  return /Encoded authorization failure message:\s*(\S+)/.exec(message)?.[1];
}

/**
 * Decodes the message of a denied request with STS DecodeAuthorizationMessage
 * (https://docs.aws.amazon.com/STS/latest/APIReference/API_DecodeAuthorizationMessage.html), which needs a permission
 * of its own. `target` and `credentials` are those of the denied request. Throws when there is nothing to decode, or
 * AWS does not decode it.
 */
export async function decodeMessage(
  target: Target,
  credentials: AwsCredentialIdentityProvider,
  failure: CallFailure,
): Promise<Structure> {
  const encoded = encodedMessage(failure);
  if (encoded === undefined) throw new Error(t('AWS sent no encoded message with this denial.'));
  const { DecodeAuthorizationMessageCommand, STSClient } = await import('@aws-sdk/client-sts');
  const client = new STSClient({ ...authClientConfig('sts', target.region, target), credentials });
  try {
    const { DecodedMessage: decoded } = await client.send(
      new DecodeAuthorizationMessageCommand({ EncodedMessage: encoded }),
    );
    const value: unknown = JSON.parse(decoded ?? '');
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new SyntaxError();
    return value as Structure;
  } finally {
    client.destroy();
  }
}
