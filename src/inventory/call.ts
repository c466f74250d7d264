import type { AwsCaller, CallOptions, Reply } from '../aws/clients.ts';
import type { Target } from '../aws/target.ts';
import type { ServiceId } from '../catalog/service.ts';
import type { Structure } from '../catalog/kind.ts';

/** Calls one service in one target. */
export interface Call {
  readonly service: ServiceId;
  readonly target: Target;
  /**
   * @param operation AWS's name of the operation
   * @param input the request
   * @returns the answer
   * @throws AwsCallError when the call came to nothing
   */
  send(operation: string, input: Structure): Promise<Reply>;
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
export function callTo(caller: AwsCaller, target: Target, service: ServiceId, options: CallOptions = {}): Call {
  return { service, target, send: (operation, input) => caller.call(target, service, operation, input, options) };
}
