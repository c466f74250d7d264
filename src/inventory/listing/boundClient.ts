import type { AwsClient, CallOptions, AwsResponse } from '../../aws/client/sdkClient.ts';
import type { Target } from '../../aws/identity/target.ts';
import type { ServiceId } from '../../catalog/model/services.ts';
import type { Structure } from '../../catalog/model/structure.ts';

/** Sends requests to one service in one target. */
export interface BoundClient {
  readonly service: ServiceId;
  readonly target: Target;
  /** Sends a request. Throws an `AwsCallError` where it fails. */
  send(operation: string, input: Structure): Promise<AwsResponse>;
}

/** Binds a client to one service and target; `options` hold for every request. */
export function bindClient(
  client: AwsClient,
  target: Target,
  service: ServiceId,
  options: CallOptions = {},
): BoundClient {
  return { service, target, send: (operation, input) => client.call(target, service, operation, input, options) };
}
