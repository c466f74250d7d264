import {
  DescribeIpamExternalResourceVerificationTokensCommand,
  DescribeRouteServerPeersCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import type { BenchExtensionConfig } from './benchExtensionOrder.ts';

/** The lists that the bare SDK requests. */
export type SdkOperation = 'peers' | 'tokens';

/** Returns the SDK's client for EC2 with its defaults. */
export function newClient({ endpoint, region, accessKeyId, secretAccessKey }: BenchExtensionConfig): EC2Client {
  return new EC2Client({ endpoint, region, credentials: { accessKeyId, secretAccessKey } });
}

/** Requests the first page of a list. */
export async function requestList(client: EC2Client, operation: SdkOperation): Promise<void> {
  if (operation === 'peers') await client.send(new DescribeRouteServerPeersCommand({}));
  else await client.send(new DescribeIpamExternalResourceVerificationTokensCommand({}));
}
