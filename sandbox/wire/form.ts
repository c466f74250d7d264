import type { NormalizedSchema } from '@smithy/core/schema';

/** How a query protocol names the fields of a form. */
export type FormFlavour = 'ec2Query' | 'awsQuery';

interface Field {
  value: string | undefined;
  readonly children: Map<string, Field>;
}

const newField = (): Field => ({ value: undefined, children: new Map() });

/** Puts `Filter.1.Value.2=x` where it belongs in a tree. */
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
 * The name under which a member goes into a form: EC2 has a name of its own or the capitalised XML name, the query
 * protocol of the other services takes the XML name as it is
 * (https://smithy.io/2.0/aws/protocols/aws-ec2-query-protocol.html#query-key-resolution).
 */
function memberKey(member: NormalizedSchema, name: string, flavour: FormFlavour): string {
  const traits = member.getMergedTraits();
  const key = traits.xmlName ?? name;
  if (flavour === 'awsQuery') return key;
  const own = traits['ec2QueryName'];
  return typeof own === 'string' ? own : key.charAt(0).toUpperCase() + key.slice(1);
}

/** `1`, `2`, ... in the order of their numbers; gaps are legal. */
function numbered(field: Field): Field[] {
  return [...field.children]
    .filter(([key]) => /^\d+$/.test(key))
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([, child]) => child);
}

function readList(schema: NormalizedSchema, field: Field, flavour: FormFlavour): unknown[] {
  const member = schema.getValueSchema();
  const flat = flavour === 'ec2Query' || schema.getMergedTraits().xmlFlattened !== undefined;
  const holder = flat ? field : field.children.get(member.getMergedTraits().xmlName ?? 'member');
  return holder === undefined ? [] : numbered(holder).map((item) => read(member, item, flavour));
}

function readMap(schema: NormalizedSchema, field: Field, flavour: FormFlavour): Record<string, unknown> {
  const [key, value] = [schema.getKeySchema(), schema.getValueSchema()];
  const flat = schema.getMergedTraits().xmlFlattened !== undefined;
  const holder = flat ? field : (field.children.get('entry') ?? newField());
  const result: Record<string, unknown> = {};
  for (const entry of numbered(holder)) {
    const name = entry.children.get(key.getMergedTraits().xmlName ?? 'key')?.value;
    const held = entry.children.get(value.getMergedTraits().xmlName ?? 'value');
    if (name !== undefined && held !== undefined) result[name] = read(value, held, flavour);
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

function read(schema: NormalizedSchema, field: Field, flavour: FormFlavour): unknown {
  if (schema.isListSchema()) return readList(schema, field, flavour);
  if (schema.isMapSchema()) return readMap(schema, field, flavour);
  if (!schema.isStructSchema()) return field.value === undefined ? undefined : readText(schema, field.value);
  const result: Record<string, unknown> = {};
  for (const [name, member] of schema.structIterator()) {
    const child = field.children.get(memberKey(member, name, flavour));
    if (child === undefined) continue;
    const value = read(member, child, flavour);
    if (value !== undefined) result[name] = value;
  }
  return result;
}

/**
 * Reads a form back into the structure that a client serialised into it.
 *
 * @param schema the operation's input
 * @param parameters the form, `Action` and `Version` included
 * @param flavour which query protocol
 * @returns the input, with the member names that AWS documents
 */
export function readForm(
  schema: NormalizedSchema,
  parameters: URLSearchParams,
  flavour: FormFlavour,
): Record<string, unknown> {
  if (!schema.isStructSchema()) return {};
  return read(schema, toTree(parameters), flavour) as Record<string, unknown>;
}
