import { NormalizedSchema } from '@smithy/core/schema';

/** A reference to a schema, as the SDK clients export them. */
export type SchemaRef = Parameters<typeof NormalizedSchema.of>[0];

/** An operation of a service: its name and the schemas of what goes in and out. */
export interface OperationShape {
  readonly name: string;
  readonly input: NormalizedSchema;
  readonly output: NormalizedSchema;
}

const OPERATION = 9;

/**
 * Finds the operations among the schemas that an SDK client exports (`DeleteRouteServerPeer$` and such): an operation is
 * `[9, namespace, name, traits, input, output]`.
 *
 * @param schemas the client's module, or any object whose values are schemas
 * @returns the operations by name
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

/**
 * The members that a structure must have: schemas put them first and say how many there are.
 *
 * @param schema a structure's schema
 * @returns their names, in the order of the schema
 */
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
 * Turns what came out of JSON text into what a schema says: ISO 8601 texts and epoch seconds become dates.
 *
 * @param schema what the value is
 * @param value the value, left as it is
 * @returns a copy with dates
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
