import type { AwsClient, CallOptions, AwsResponse } from '../../aws/client/sdkClient.ts';
import type { Target } from '../../aws/identity/target.ts';
import type { ServiceId } from '../../catalog/model/services.ts';
import type { Structure } from '../../catalog/model/structure.ts';

/** Calls one service in one target. */
export interface BoundClient {
  readonly service: ServiceId;
  readonly target: Target;
  /**
   * @param operation AWS's name of the operation
   * @param input the request
   * @returns the answer
   * @throws AwsCallError when the call came to nothing
   */
  send(operation: string, input: Structure): Promise<AwsResponse>;
}

/**
 * Binds a caller to one service and target.
 *
 * @param caller the way to AWS
 * @param target the account and Region
 * @param service the service
 * @param options cancellation, for all calls made with it
 * @returns the bound call
 */
export function bindClient(
  client: AwsClient,
  target: Target,
  service: ServiceId,
  options: CallOptions = {},
): BoundClient {
  return { service, target, send: (operation, input) => client.call(target, service, operation, input, options) };
}
