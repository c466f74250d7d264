import type * as DirectConnect from '@aws-sdk/client-direct-connect';
import type { Handlers } from '../handlers.ts';

/**
 * Attachments of gateways and connections hosted on LAGs. The samples have none
 * (https://docs.aws.amazon.com/directconnect/latest/APIReference/API_DescribeDirectConnectGatewayAttachments.html,
 * https://docs.aws.amazon.com/directconnect/latest/APIReference/API_DescribeHostedConnections.html).
 */
export const gatewayAttachments: Handlers<typeof DirectConnect> = {
  DescribeHostedConnections: () => ({ connections: [] }),
  DescribeDirectConnectGatewayAttachments: () => ({ directConnectGatewayAttachments: [] }),
};
