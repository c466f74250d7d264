import type * as DirectConnect from '@aws-sdk/client-direct-connect';
import type { Handlers } from '../handlers.ts';

/** What is attached to gateways: the samples have none (https://docs.aws.amazon.com/directconnect/latest/APIReference/API_DescribeDirectConnectGatewayAttachments.html). */
export const gatewayAttachments: Handlers<typeof DirectConnect> = {
  DescribeDirectConnectGatewayAttachments: () => ({ directConnectGatewayAttachments: [] }),
};
