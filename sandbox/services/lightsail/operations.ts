import type * as Lightsail from '@aws-sdk/client-lightsail';
import type { Operation, OperationType, ResourceType } from '@aws-sdk/client-lightsail';
import type { Row } from '../../world/collection.ts';
import { endsAtOnce } from '../../facts/awsResponses.ts';
import { lightsailError } from '../../wire/commonErrors.ts';
import type { Call } from '../call.ts';
import type { Handlers } from '../handlers.ts';
import { newHex, stableUuid } from '../ids.ts';
import { DEFAULT_REASON } from '../deletion.ts';

/** What an operation is about. */
export interface OperationSubject {
  readonly resourceName: string;
  readonly resourceType: ResourceType;
  /** The model's enumeration lacks some that the service sends, those of key pairs among them. */
  readonly operationType: string;
  readonly details?: string;
  /** Resources a look at which counts as a look at the operation. */
  readonly rows?: readonly Row<object>[];
}

/**
 * Begins an operation: `Started`, and after a while `Succeeded`, or `Failed` if a fault says so; at once where AWS does it at once
 * (https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_Operation.html).
 *
 * @param call the call that begins it
 * @param subject what it is about
 * @param effect what it does, in the moment in which it succeeds
 * @returns the operation as it stands now
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
        errorDetails: reverted.reason ?? DEFAULT_REASON,
      };
    }
  };
  const early = call.fault('succeedsEarly');
  if (early) row.item = { ...row.item, isTerminal: true, status: 'Succeeded' };
  const { inProgress } = call.settings.settling;
  // A test that settles by hand wants to see it in progress.
  if (reverted === undefined && !early && inProgress !== 'manual' && endsAtOnce(call.operation)) {
    end();
    return row.item;
  }
  if (early) {
    for (const one of subject.rows ?? []) if ('state' in one.item) one.item = { ...one.item, state: 'deleting' };
  }
  call.world.move([row, ...(subject.rows ?? [])], [{ after: inProgress, apply: end }], call.now);
  return row.item;
}

/** Operations, looked up (https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_GetOperation.html). */
export const operations: Handlers<typeof Lightsail> = {
  GetOperation: (input, call) => {
    const all = call.resources('lightsail.operation');
    const id = input.operationId ?? '';
    const row = all.find(id, call.now);
    const item = row && all.look(row, call.now);
    if (item === undefined) throw lightsailError('NotFoundException', `The Operation does not exist: ${id}`);
    return { operation: item };
  },
};
