import {
  DescribeIpamExternalResourceVerificationTokensCommand,
  DescribeRouteServerPeersCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import type { CompanionOrder } from './benchExtensionOrder.ts';

/** What the SDK's client for EC2 is asked for here. */
export type BareOperation = 'peers' | 'tokens';

/** The SDK's own client for EC2, with its defaults. */
export function newClient({ endpoint, region, accessKeyId, secretAccessKey }: CompanionOrder): EC2Client {
  return new EC2Client({ endpoint, region, credentials: { accessKeyId, secretAccessKey } });
}

/** One list, its first page. */
export async function ask(client: EC2Client, operation: BareOperation): Promise<void> {
  if (operation === 'peers') await client.send(new DescribeRouteServerPeersCommand({}));
  else await client.send(new DescribeIpamExternalResourceVerificationTokensCommand({}));
}
