import type * as Lightsail from '@aws-sdk/client-lightsail';
import type { Operation, OperationType, ResourceType } from '@aws-sdk/client-lightsail';
import type { Row } from '../../world/collection.ts';
import { endsAtOnce } from '../../facts/awsResponses.ts';
import { lightsailError } from '../../wire/commonErrors.ts';
import type { Call } from '../call.ts';
import type { Handlers } from '../handlers.ts';
import { newHex, stableUuid } from '../ids.ts';
import { DEFAULT_FAILURE_REASON } from '../deletion.ts';

/** What an operation changes. */
export interface OperationSubject {
  readonly resourceName: string;
  readonly resourceType: ResourceType;
  /** A string, because the model's enum lacks values that the service returns, among them those of key pairs. */
  readonly operationType: string;
  readonly details?: string;
  /** Resources that share the operation's transition: a read of one counts as a read of the operation. */
  readonly rows?: readonly Row<object>[];
}

/**
 * Starts an operation and returns it: `Started`, later `Succeeded`, or `Failed` with the fault `reverted`. It
 * succeeds at once where AWS's does
 * (https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_Operation.html). Calls `effect` on success.
 */
export function startOperation(call: Call, subject: OperationSubject, effect?: () => void): Operation {
  const id = stableUuid(newHex(32));
  const started = new Date(call.now);
  const row = call.resources('lightsail.operation').put(id, {
    id,
    resourceName: subject.resourceName,
    resourceType: subject.resourceType,
    createdAt: started,
    location: { availabilityZone: 'all', regionName: call.region as Lightsail.RegionName },
    isTerminal: false,
    operationDetails: subject.details ?? '',
    operationType: subject.operationType as OperationType,
    status: 'Started',
    statusChangedAt: started,
  });
  const reverted = call.fault('reverted');
  const end = (): void => {
    if (reverted === undefined) {
      effect?.();
      row.item = { ...row.item, isTerminal: true, status: 'Succeeded' };
    } else {
      row.item = {
        ...row.item,
        isTerminal: true,
        status: 'Failed',
        errorCode: reverted.code ?? 'OperationFailureException',
        errorDetails: reverted.reason ?? DEFAULT_FAILURE_REASON,
      };
    }
  };
  const early = call.fault('succeedsEarly');
  if (early) row.item = { ...row.item, isTerminal: true, status: 'Succeeded' };
  const { inProgress } = call.settings.settling;
  // With manual states, tests need to see every operation in progress.
  if (reverted === undefined && !early && inProgress !== 'manual' && endsAtOnce(call.operation)) {
    end();
    return row.item;
  }
  if (early) {
    for (const one of subject.rows ?? []) if ('state' in one.item) one.item = { ...one.item, state: 'deleting' };
  }
  call.world.startTransition([row, ...(subject.rows ?? [])], [{ after: inProgress, apply: end }], call.now);
  return row.item;
}

/** Reads of operations (https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_GetOperation.html). */
export const operations: Handlers<typeof Lightsail> = {
  GetOperation: (input, call) => {
    const all = call.resources('lightsail.operation');
    const id = input.operationId ?? '';
    const row = all.find(id, call.now);
    const item = row && all.read(row, call.now);
    if (item === undefined) throw lightsailError('NotFoundException', `The Operation does not exist: ${id}`);
    return { operation: item };
  },
};
