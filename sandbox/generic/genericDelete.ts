import type { NormalizedSchema } from '@smithy/core/schema';
import type { AnyHandler } from '../services/handlers.ts';
import type { Call } from '../services/call.ts';
import { startOperation } from '../services/lightsail/operations.ts';
import { keepStale } from '../services/deletion.ts';
import type { Fields } from '../types.ts';
import { AwsError } from '../wire/awsError.ts';
import type { OperationShape } from '../wire/shapes.ts';
import type { Collection, Row } from '../world/collection.ts';
import type { Step as TransitionStep } from '../world/transition.ts';
import { refuseDependencies, cascade } from './dependencies.ts';
import { locate, valueAt, without, withValue, type Located } from './pathTraversal.ts';
import type { DeleteSpec } from './deleteSpec.ts';
import { notFound } from './listing.ts';
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
  if (state.gone !== undefined && reverted === undefined) {
    steps.push({
      after: gone,
      apply: () => {
        drop(facts, target);
      },
    });
  }
  call.world.move([row], steps, call.now);
}

/** Some answers have texts where lists have times. */
const fitted = (schema: NormalizedSchema, value: unknown): unknown =>
  value instanceof Date && schema.isStringSchema() ? value.toISOString() : value;

/** The members of an answer that say something of what was removed, as far as its schema has them. */
function responseOf(shape: OperationShape, item: Fields): Fields {
  const answer: Fields = {};
  for (const [name, member] of shape.output.structIterator()) {
    if (/^return$/i.test(name)) answer[name] = true;
    else if (name in item) answer[name] = fitted(member, item[name]);
    else if (member.isStructSchema()) {
      const known = [...member.structIterator()].filter(([inner]) => inner in item);
      if (known.length > 0)
        answer[name] = Object.fromEntries(known.map(([inner, schema]) => [inner, fitted(schema, item[inner])]));
    }
  }
  return answer;
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
      const [name = '', id = ''] = Object.entries(input).find(([key]) => key !== 'DryRun') ?? [];
      throw notFound(facts.service, name, String(id));
    }
    const { row } = target;
    const { chain } = target.located;
    const going = facts.state && valueAt(row.item, facts.state.steps, chain);
    if (typeof going === 'string' && (going === facts.state?.going || going === facts.state?.gone)) {
      throw new AwsError('IncorrectState', `It is in the state '${going}'.`);
    }
    if (chain.length === 0) refuseDependencies(shelf, call, input, row);
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
    transition(call, facts, target);
    cascade(shelf, call, row.id);
    return responseOf(shape, row.item);
  };
}
