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
import { refuseDependencies, cascade } from './dependencies.ts';
import { refuseForInterfaces, releaseInterfaces } from './interfaces.ts';
import { elementAt, locate, valueAt, without, withValue, type Located } from './pathTraversal.ts';
import type { DeleteSpec } from './deleteSpec.ts';
import { notFound } from './listing.ts';
import { hasPartialFailures, listsFailures, responseOf, type ResponseSubject } from './responses.ts';
import type { SampleStore } from './sampleStore.ts';

/** What a request names: a resource, or something inside it. */
interface Target {
  readonly collection: Collection<Fields>;
  readonly row: Row<Fields>;
  readonly located: Located;
}

function find(shelf: SampleStore, call: Call, facts: DeleteSpec, input: Fields): Target | undefined {
  for (const place of facts.places) {
    const listing = shelf.listings.get(place.list);
    if (listing === undefined) continue;
    const collection = shelf.collection(call, listing);
    for (const { id } of collection.rows()) {
      const row = collection.find(id, call.now);
      const located = row && locate(row.item, row.parent, place.matches, input);
      if (row && located) return { collection, row, located };
    }
  }
  return undefined;
}

/** What is left when it is gone: nothing of a resource, or the resource without or with something changed. */
function drop(facts: DeleteSpec, { collection, row, located }: Target): void {
  if (facts.changes.length > 0) {
    const item = structuredClone(row.item);
    for (const change of facts.changes) {
      const [name = '', value] = change.split('=');
      if (value === undefined) Reflect.deleteProperty(item, name);
      else item[name] = value === 'true';
    }
    row.item = item;
  } else if (located.chain.length === 0) collection.remove(row);
  else row.item = without(row.item, located);
}

function transition(call: Call, facts: DeleteSpec, target: Target): void {
  const { row } = target;
  const { chain } = target.located;
  const { state } = facts;
  const { inProgress, gone } = call.settings.settling;
  const before = row.item;
  keepStale(call, row);
  if (state?.going !== undefined) row.item = withValue(row.item, state.steps, chain, state.going);
  const reverted = call.fault('reverted');
  const end = (): void => {
    if (reverted !== undefined) row.item = before;
    else if (state?.gone === undefined) drop(facts, target);
    else row.item = withValue(row.item, state.steps, chain, state.gone);
  };
  // What has no state on its way is gone when the call is answered.
  if (state === undefined) {
    end();
    return;
  }
  const steps: TransitionStep[] = [{ after: inProgress, apply: end }];
  if (state.gone !== undefined && !state.stays && reverted === undefined) {
    steps.push({
      after: gone,
      apply: () => {
        drop(facts, target);
      },
    });
  }
  call.world.move([row], steps, call.now);
}

/** Operations that succeed however often they are sent (https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TerminateInstances.html). */
const REPEATABLE = new Set(['TerminateInstances']);

/** The error for what is on its way already, in the service's own words. */
function wrongState({ service, operation }: Call, state: string): AwsError {
  const message = `It is in the state '${state}'.`;
  if (service === 'directconnect') return directConnectError(message);
  return service === 'lightsail'
    ? lightsailError('OperationFailureException', message)
    : new AwsError(conflictCode(operation, 'state').code, message);
}

/** Rejects a request: inside a response of status 200 where the operation lists its failures, else as an error. */
function rejected(shape: OperationShape, subject: ResponseSubject, error: AwsError): Fields {
  if (!listsFailures(shape)) throw error;
  return responseOf(shape, subject, { type: 'partialFailure', code: error.code, message: error.message });
}

/**
 * What a request leaves behind that keeps the instances: a fleet goes on as `deleted_running`, a Spot Fleet as `cancelled_running`
 * (https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/manage-ec2-fleet.html).
 */
function withoutInstances(facts: DeleteSpec, input: Fields): DeleteSpec {
  const { state } = facts;
  if (input['TerminateInstances'] !== false || state?.gone === undefined) return facts;
  return { ...facts, state: { steps: state.steps, gone: `${state.gone}_running`, stays: true } };
}

/** What a response is about: an element inside a resource, or the resource. */
function subjectOf(
  { state }: DeleteSpec,
  { row, located }: Target,
  input: Fields,
  before?: readonly Fields[],
  previous?: unknown,
): ResponseSubject {
  const after = located.chain.length === 0 ? [row.item] : [elementAt(row.item, located), row.item];
  const now = state && valueAt(row.item, state.steps, located.chain);
  return { id: row.id, input, before: before ?? after, after, states: [previous ?? now, now] };
}

/** The response where nothing changes: a repeated request, or one that fails inside its response. */
function withoutChange(call: Call, { state }: DeleteSpec, shape: OperationShape, subject: ResponseSubject) {
  const [now] = subject.states;
  if (typeof now === 'string' && (now === state?.going || now === state?.gone)) {
    if (REPEATABLE.has(call.operation)) return responseOf(shape, subject);
    return rejected(shape, subject, wrongState(call, now));
  }
  const failure = call.fault('partialFailure');
  return failure && hasPartialFailures(shape) ? responseOf(shape, subject, failure) : undefined;
}

/**
 * The behaviour of a removing operation.
 *
 * @param shelf where the resources are
 * @param facts what it removes
 * @param shape the operation
 * @returns the handler
 */
export function deleteHandler(shelf: SampleStore, facts: DeleteSpec, shape: OperationShape): AnyHandler {
  const member = new Map(shape.output.structIterator());
  return (given: never, call: Call) => {
    const input = given as Fields;
    const target = find(shelf, call, facts, input);
    if (target === undefined) {
      const [name = ''] = facts.places[0]?.matches[0]?.input.split('.') ?? [];
      const named = input[name] ?? '';
      const id = typeof named === 'string' ? named : JSON.stringify(named);
      const nothing = { id, input, before: [], after: [], states: [undefined, undefined] } as const;
      return rejected(shape, nothing, notFound(call, name, id));
    }
    const { row } = target;
    const { chain } = target.located;
    const subject = subjectOf(facts, target, input);
    const early = withoutChange(call, facts, shape, subject);
    if (early) return early;
    try {
      refuseForInterfaces(shelf, call, row);
      if (chain.length === 0) refuseDependencies(shelf, call, input, row);
    } catch (error) {
      if (error instanceof AwsError) return rejected(shape, subject, error);
      throw error;
    }
    if (member.has('operation') || member.has('operations')) {
      const operation = startOperation(
        call,
        { resourceName: row.id, resourceType: 'Instance', operationType: call.operation, rows: [row] },
        () => {
          drop(facts, target);
        },
      );
      keepStale(call, row);
      return member.has('operation') ? { operation } : { operations: [operation] };
    }
    releaseInterfaces(shelf, call, row);
    transition(call, withoutInstances(facts, input), target);
    cascade(shelf, call, row.id);
    return responseOf(shape, subjectOf(facts, target, input, subject.before, subject.states[0]));
  };
}
