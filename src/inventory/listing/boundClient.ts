import type { AwsClient, CallOptions, AwsResponse } from '../../aws/client/sdkClient.ts';
import type { Target } from '../../aws/identity/target.ts';
import type { ServiceId } from '../../catalog/model/services.ts';
import { targetOf } from '../regionAvailability.ts';
import type { Structure } from '../../catalog/model/structure.ts';

/** Sends requests to one service in one target. */
export interface BoundClient {
  readonly service: ServiceId;
  readonly target: Target;
  /** Sends a request. Throws an `AwsCallError` where it fails. */
  send(operation: string, input: Structure): Promise<AwsResponse>;
}

/**
 * Binds a client to one service and target; `options` hold for every request. What AWS has in one Region only is read there, whichever
 * Region the target has: https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_GetDistributions.html, `InvalidInputException`.
 */
export function bindClient(
  client: AwsClient,
  target: Target,
  service: ServiceId,
  options: CallOptions = {},
): BoundClient {
  return {
    ...{ service, target },
    send: (operation, input) => client.call(targetOf(operation, service, target), service, operation, input, options),
  };
}
