import { NormalizedSchema } from '@smithy/core/schema';

/** A reference to a schema, as the SDK clients export them. */
export type SchemaRef = Parameters<typeof NormalizedSchema.of>[0];

/** An operation's name, and the schemas of its input and output. */
export interface OperationShape {
  readonly name: string;
  readonly input: NormalizedSchema;
  readonly output: NormalizedSchema;
}

const OPERATION = 9;

/**
 * Returns the operations among the schemas that an SDK client exports (`DeleteRouteServerPeer$` and others), by name.
 * An operation is `[9, namespace, name, traits, input, output]`.
 */
export function operationsOf(schemas: object): ReadonlyMap<string, OperationShape> {
  const found = new Map<string, OperationShape>();
  for (const value of Object.values(schemas) as unknown[]) {
    if (!Array.isArray(value) || value[0] !== OPERATION) continue;
    const [, , name, , input, output] = value as [number, string, string, unknown, SchemaRef, SchemaRef];
    found.set(name, { name, input: NormalizedSchema.of(input), output: NormalizedSchema.of(output) });
  }
  return found;
}

/** Returns the required members of a structure, in the order of the schema: schemas put them first and count them. */
export function requiredMembers(schema: NormalizedSchema): readonly string[] {
  if (!schema.isStructSchema()) return [];
  const [, , , , names, , count] = schema.getSchema() as unknown as [
    number,
    string,
    string,
    unknown,
    string[],
    unknown,
    number?,
  ];
  return names.slice(0, count ?? 0);
}

/**
 * Returns a copy of a JSON value in which ISO 8601 strings and epoch seconds are dates where the schema has
 * timestamps.
 */
export function revive(schema: NormalizedSchema, value: unknown): unknown {
  if (value === null || value === undefined) return undefined;
  if (schema.isTimestampSchema()) {
    if (typeof value === 'number') return new Date(value * 1000);
    return typeof value === 'string' ? new Date(value) : value;
  }
  if (schema.isStructSchema() && typeof value === 'object') {
    const given = value as Record<string, unknown>;
    const result: Record<string, unknown> = {};
    for (const [name, member] of schema.structIterator()) {
      const revived = revive(member, given[name]);
      if (revived !== undefined) result[name] = revived;
    }
    return result;
  }
  if (schema.isListSchema() && Array.isArray(value)) {
    const member = schema.getValueSchema();
    return value.map((item: unknown) => revive(member, item));
  }
  return value;
}
