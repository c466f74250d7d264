import type { AnyHandler } from '../services/handlers.ts';
import type { Call } from '../services/call.ts';
import { startOperation } from '../services/lightsail/operations.ts';
import { keepStale } from '../services/deletion.ts';
import { conflictCode } from '../facts/operationCodes.ts';
import type { Fields } from '../types.ts';
import { AwsError } from '../wire/awsError.ts';
import { directConnectError, lightsailError } from '../wire/commonErrors.ts';
import type { OperationShape } from '../wire/shapes.ts';
import type { Collection, Row } from '../world/collection.ts';
import type { Step as TransitionStep } from '../world/transition.ts';
import { rejectDependencies, cascade } from './dependencies.ts';
import { rejectForInterfaces, releaseInterfaces } from './interfaces.ts';
import { elementAt, locate, valueAt, without, withValue, type Located } from './pathTraversal.ts';
import type { DeleteSpec } from './deleteSpec.ts';
import { notFound } from './listing.ts';
import { hasPartialFailures, listsFailures, responseOf, type ResponseSubject } from './responses.ts';
import type { SampleStore } from './sampleStore.ts';
import { deleteSnapshots } from './snapshotResults.ts';

/** The target of a request: a resource, or an element inside it. */
interface Target {
  readonly collection: Collection<Fields>;
  readonly row: Row<Fields>;
  readonly located: Located;
}

function find(store: SampleStore, call: Call, spec: DeleteSpec, input: Fields): Target | undefined {
  for (const lookup of spec.lookups) {
    const listing = store.listings.get(lookup.list);
    if (listing === undefined) continue;
    const collection = store.collection(call, listing);
    for (const { id } of collection.rows()) {
      const row = collection.find(id, call.now);
      const located = row && locate(row.item, row.parent, lookup.matches, input);
      if (row && located) return { collection, row, located };
    }
  }
  return undefined;
}

/** Applies the end of a deletion: deletes the resource, removes the element, or changes members. */
function drop(spec: DeleteSpec, { collection, row, located }: Target): void {
  if (spec.changes.length > 0) {
    const item = structuredClone(row.item);
    for (const change of spec.changes) {
      const [name = '', value] = change.split('=');
      if (value === undefined) Reflect.deleteProperty(item, name);
      else item[name] = value === 'true';
    }
    row.item = item;
  } else if (located.position.length === 0) collection.remove(row);
  else row.item = without(row.item, located);
}

function transition(call: Call, spec: DeleteSpec, target: Target): void {
  const { row } = target;
  const { position } = target.located;
  const { state } = spec;
  const { inProgress, deleted: deletedFor } = call.settings.settling;
  const before = row.item;
  keepStale(call, row);
  if (state?.inProgress !== undefined) row.item = withValue(row.item, state.steps, position, state.inProgress);
  const reverted = call.fault('reverted');
  const end = (): void => {
    if (reverted !== undefined) row.item = before;
    else if (state?.final === undefined) drop(spec, target);
    else row.item = withValue(row.item, state.steps, position, state.final);
  };
  // A resource without states is deleted before the response.
  if (state === undefined) {
    end();
    return;
  }
  const steps: TransitionStep[] = [{ after: inProgress, apply: end }];
  if (state.final !== undefined && !state.stays && reverted === undefined) {
    steps.push({
      after: deletedFor,
      apply: () => {
        drop(spec, target);
      },
    });
  }
  call.world.startTransition([row], steps, call.now);
}

/**
 * Operations that succeed again on a deleted resource
 * (https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TerminateInstances.html).
 */
const REPEATABLE = new Set(['TerminateInstances']);

/** Returns the service's error for a deletion that is in progress or done. */
function wrongState({ service, operation }: Call, state: string): AwsError {
  const message = `It is in the state '${state}'.`;
  if (service === 'directconnect') return directConnectError(message);
  return service === 'lightsail'
    ? lightsailError('OperationFailureException', message)
    : new AwsError(conflictCode(operation, 'state').code, message);
}

/** Rejects a request: inside a response of status 200 if the operation lists its failures, else with an error. */
function rejected(shape: OperationShape, subject: ResponseSubject, error: AwsError): Fields {
  if (!listsFailures(shape)) throw error;
  return responseOf(shape, subject, { type: 'partialFailure', code: error.code, message: error.message });
}

/**
 * Returns the specification for a request that keeps the instances: a fleet becomes `deleted_running`, a Spot Fleet
 * `cancelled_running` (https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/manage-ec2-fleet.html).
 */
function withoutInstances(spec: DeleteSpec, input: Fields): DeleteSpec {
  const { state } = spec;
  if (input['TerminateInstances'] !== false || state?.final === undefined) return spec;
  return { ...spec, state: { steps: state.steps, final: `${state.final}_running`, stays: true } };
}

/** Returns what a response describes: the element inside a resource, or the resource. */
function subjectOf(
  { state }: DeleteSpec,
  { row, located }: Target,
  input: Fields,
  before?: readonly Fields[],
  previous?: unknown,
): ResponseSubject {
  const after = located.position.length === 0 ? [row.item] : [elementAt(row.item, located), row.item];
  const now = state && valueAt(row.item, state.steps, located.position);
  return { id: row.id, input, before: before ?? after, after, states: [previous ?? now, now] };
}

/**
 * Returns the response of a request that changes nothing, because it is repeated or fails inside its response.
 * Undefined for others.
 */
function withoutChange(call: Call, { state }: DeleteSpec, shape: OperationShape, subject: ResponseSubject) {
  const [now] = subject.states;
  if (typeof now === 'string' && (now === state?.inProgress || now === state?.final)) {
    if (REPEATABLE.has(call.operation)) return responseOf(shape, subject);
    return rejected(shape, subject, wrongState(call, now));
  }
  const failure = call.fault('partialFailure');
  return failure && hasPartialFailures(shape) ? responseOf(shape, subject, failure) : undefined;
}

/** Returns the handler of a delete operation. */
export function deleteHandler(store: SampleStore, spec: DeleteSpec, shape: OperationShape): AnyHandler {
  const member = new Map(shape.output.structIterator());
  return (given: never, call: Call) => {
    const input = given as Fields;
    const target = find(store, call, spec, input);
    if (target === undefined) {
      const [name = ''] = spec.lookups[0]?.matches[0]?.input.split('.') ?? [];
      const named = input[name] ?? '';
      const id = typeof named === 'string' ? named : JSON.stringify(named);
      const nothing = { id, input, before: [], after: [], states: [undefined, undefined] } as const;
      return rejected(shape, nothing, notFound(call, name, id));
    }
    const { row } = target;
    const { position } = target.located;
    const subject = subjectOf(spec, target, input);
    const early = withoutChange(call, spec, shape, subject);
    if (early) return early;
    try {
      rejectForInterfaces(store, call, row);
      if (position.length === 0) rejectDependencies(store, call, input, row);
    } catch (error) {
      if (error instanceof AwsError) return rejected(shape, subject, error);
      throw error;
    }
    if (member.has('operation') || member.has('operations')) {
      const operation = startOperation(
        call,
        { resourceName: row.id, resourceType: 'Instance', operationType: call.operation, rows: [row] },
        () => {
          drop(spec, target);
        },
      );
      keepStale(call, row);
      return member.has('operation') ? { operation } : { operations: [operation] };
    }
    releaseInterfaces(store, call, row);
    transition(call, withoutInstances(spec, input), target);
    cascade(store, call, row.id);
    const results = deleteSnapshots(store, call, input, subject.before.at(-1));
    return { ...responseOf(shape, subjectOf(spec, target, input, subject.before, subject.states[0])), ...results };
  };
}
