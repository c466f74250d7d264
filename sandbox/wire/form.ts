import type { NormalizedSchema } from '@smithy/core/schema';

/** The query protocols, which name the fields of a form differently. */
export type QueryProtocol = 'ec2Query' | 'awsQuery';

interface Field {
  value: string | undefined;
  readonly children: Map<string, Field>;
}

const newField = (): Field => ({ value: undefined, children: new Map() });

/** Sorts fields like `Filter.1.Value.2=x` into a tree. */
function toTree(parameters: URLSearchParams): Field {
  const root = newField();
  for (const [name, value] of parameters) {
    let at = root;
    for (const part of name.split('.')) {
      const next = at.children.get(part) ?? newField();
      at.children.set(part, next);
      at = next;
    }
    at.value = value;
  }
  return root;
}

/**
 * Returns a member's key in a form: EC2 has a trait for it, or capitalizes the XML name. The other services use the
 * XML name as it is (https://smithy.io/2.0/aws/protocols/aws-ec2-query-protocol.html#query-key-resolution).
 */
function memberKey(member: NormalizedSchema, name: string, protocol: QueryProtocol): string {
  const traits = member.getMergedTraits();
  const key = traits.xmlName ?? name;
  if (protocol === 'awsQuery') return key;
  const own = traits['ec2QueryName'];
  return typeof own === 'string' ? own : key.charAt(0).toUpperCase() + key.slice(1);
}

/** Returns the children `1`, `2`, ... by number. Gaps are legal. */
function numbered(field: Field): Field[] {
  return [...field.children]
    .filter(([key]) => /^\d+$/.test(key))
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([, child]) => child);
}

function readList(schema: NormalizedSchema, field: Field, protocol: QueryProtocol): unknown[] {
  const member = schema.getValueSchema();
  const flat = protocol === 'ec2Query' || schema.getMergedTraits().xmlFlattened !== undefined;
  const holder = flat ? field : field.children.get(member.getMergedTraits().xmlName ?? 'member');
  return holder === undefined ? [] : numbered(holder).map((item) => read(member, item, protocol));
}

function readMap(schema: NormalizedSchema, field: Field, protocol: QueryProtocol): Record<string, unknown> {
  const [key, value] = [schema.getKeySchema(), schema.getValueSchema()];
  const flat = schema.getMergedTraits().xmlFlattened !== undefined;
  const holder = flat ? field : (field.children.get('entry') ?? newField());
  const result: Record<string, unknown> = {};
  for (const entry of numbered(holder)) {
    const name = entry.children.get(key.getMergedTraits().xmlName ?? 'key')?.value;
    const held = entry.children.get(value.getMergedTraits().xmlName ?? 'value');
    if (name !== undefined && held !== undefined) result[name] = read(value, held, protocol);
  }
  return result;
}

function readText(schema: NormalizedSchema, text: string): unknown {
  if (schema.isBooleanSchema()) return text === 'true';
  if (schema.isNumericSchema()) return Number(text);
  if (schema.isBigIntegerSchema()) return BigInt(text);
  if (schema.isTimestampSchema()) return new Date(text);
  if (schema.isBlobSchema()) return Uint8Array.from(Buffer.from(text, 'base64'));
  return text;
}

function read(schema: NormalizedSchema, field: Field, protocol: QueryProtocol): unknown {
  if (schema.isListSchema()) return readList(schema, field, protocol);
  if (schema.isMapSchema()) return readMap(schema, field, protocol);
  if (!schema.isStructSchema()) return field.value === undefined ? undefined : readText(schema, field.value);
  const result: Record<string, unknown> = {};
  for (const [name, member] of schema.structIterator()) {
    const child = field.children.get(memberKey(member, name, protocol));
    if (child === undefined) continue;
    const value = read(member, child, protocol);
    if (value !== undefined) result[name] = value;
  }
  return result;
}

/**
 * Decodes a form into an operation's input, with the member names that AWS documents. `Action` and `Version` are
 * ignored.
 */
export function readForm(
  schema: NormalizedSchema,
  parameters: URLSearchParams,
  protocol: QueryProtocol,
): Record<string, unknown> {
  if (!schema.isStructSchema()) return {};
  return read(schema, toTree(parameters), protocol) as Record<string, unknown>;
}
