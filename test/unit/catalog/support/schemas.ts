import assert from 'node:assert/strict';
import * as directconnect from '@aws-sdk/client-direct-connect';
import * as ec2 from '@aws-sdk/client-ec2';
import * as lightsail from '@aws-sdk/client-lightsail';
import { NormalizedSchema } from '@smithy/core/schema';
import type { $Schema } from '@smithy/types';
import type { Kind } from '../../../../src/catalog/model/kind.ts';
import type { Source } from '../../../../src/catalog/model/source.ts';
import type { ServiceId } from '../../../../src/catalog/model/services.ts';
import { declarationsOf } from './sdkDeclarations.ts';

const CLIENTS: Readonly<Record<ServiceId, Readonly<Record<string, unknown>>>> = { ec2, lightsail, directconnect };

/** Returns the input and the output of an operation from the SDK's schema. */
export function shapes(service: ServiceId, operation: string): { input: NormalizedSchema; output: NormalizedSchema } {
  const schema = CLIENTS[service][`${operation}$`] as readonly unknown[] | undefined;
  assert.ok(schema, `${service} has ${operation}`);
  const [input, output] = schema.slice(-2).map((part) => NormalizedSchema.of(part as $Schema));
  assert.ok(input && output);
  return { input, output };
}

/** Returns the members of a structure by name. */
export function membersOf(shape: NormalizedSchema): ReadonlyMap<string, NormalizedSchema> {
  return new Map(shape.isStructSchema() ? shape.structIterator() : []);
}

/** Returns a member by its dotted path. Throws if the structure has none. */
export function memberOf(shape: NormalizedSchema, dotted: string): NormalizedSchema {
  let found = shape;
  for (const name of dotted.split('.')) {
    const next = membersOf(found).get(name);
    assert.ok(next, `${found.getName() ?? ''} has ${name} of ${dotted}`);
    found = next;
  }
  return found;
}

/** Returns the elements of a list, lists within lists opened. A structure is a list of one, an empty path all of it. */
export function elementOf(shape: NormalizedSchema, list: string): NormalizedSchema {
  let found = shape;
  for (const name of list === '' ? [] : list.split('.')) {
    const next = memberOf(found, name);
    found = next.isListSchema() ? next.getValueSchema() : next;
  }
  return found;
}

/** Returns the description of a source's parents; undefined if it has none. */
export function parentOf(service: ServiceId, { operation, items, nestedList, child }: Source) {
  return nestedList || child ? elementOf(shapes(service, operation).output, items) : undefined;
}

/** Returns the description of a source's resources. */
export function itemOf(service: ServiceId, source: Source): NormalizedSchema {
  const { operation, items, nestedList, child } = source;
  if (child) return elementOf(shapes(service, child.operation).output, child.items);
  const listed = elementOf(shapes(service, operation).output, items);
  return nestedList ? elementOf(listed, nestedList.items) : listed;
}

/** Returns the description of a kind's resources from its first source. */
export function itemOfKind({ service, sources: [source] }: Kind): NormalizedSchema {
  assert.ok(source);
  return itemOf(service, source);
}

/** Returns the values that AWS documents for a member; undefined if it documents none. */
export function enumOf(service: ServiceId, structure: NormalizedSchema, member: string): readonly string[] | undefined {
  const { structures, enums } = declarationsOf(service);
  const type = structures.get(structure.getName() ?? '')?.get(member)?.type;
  return type === undefined ? undefined : enums.get(type.replace('[]', ''));
}

/** Returns the documented values of a member at a dotted path. */
export function enumAt(service: ServiceId, structure: NormalizedSchema, dotted: string): readonly string[] | undefined {
  const names = dotted.split('.');
  const last = names.pop() ?? '';
  return enumOf(service, names.length === 0 ? structure : memberOf(structure, names.join('.')), last);
}
