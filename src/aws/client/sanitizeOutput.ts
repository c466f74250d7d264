import { t } from '@vscode/l10n';
import type { $Schema } from '@smithy/types';
import { NormalizedSchema } from '@smithy/core/schema';
import type { Structure } from '../../catalog/model/structure.ts';
import { REDACTED } from '../../common/redacted.ts';

/** Secrets that the service models forget to mark, by the name of their member (Direct Connect). */
const EXTRA_SENSITIVE_MEMBERS: ReadonlySet<string> = new Set(['authKey', 'customerRouterConfig']);

/** Members that are marked as secrets but are identifiers that must be seen (Lightsail). */
const NON_SENSITIVE_MEMBERS: ReadonlySet<string> = new Set(['accessKeyId']);

/**
 * A reply, or a part of it, with exactly the members that AWS documents, in the order in which they came: nothing that the
 * SDK adds, no secrets, bytes as base64. Dates stay dates; `JSON.stringify` writes them as ISO 8601.
 *
 * @param schema the schema of the operation's output, as the SDK's client exports it
 * @param requireMembers true where a response without any documented member is no response of AWS: in JSON
 * @throws an error named `ForeignResponse` when a member has another type than AWS documents
 */
export function sanitizeOutput(schema: $Schema, value: object, requireMembers = false): Structure {
  const output = NormalizedSchema.of(schema);
  const result = structure(output, value);
  if (requireMembers && membersOf(output).size > 0 && Object.keys(result).length === 0) {
    throw new ShapeMismatchError(t('The response has none of the members that AWS documents.'));
  }
  return result;
}

/** Returns whether AWS documents members of a structure. */
export function hasMembers(schema: $Schema): boolean {
  return membersOf(NormalizedSchema.of(schema)).size > 0;
}

/** Thrown when a response holds something else than what AWS documents: then whoever responded was not AWS. */
class ShapeMismatchError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ForeignResponse';
  }
}

/** A member of a structure, or what a list or map has in it. */
interface Part {
  readonly schema: NormalizedSchema;
  readonly sensitive: boolean;
}

const partOf = (schema: NormalizedSchema): Part => ({
  schema,
  sensitive: Boolean(schema.getMergedTraits().sensitive),
});

/** What a schema consists of, worked out once: a list of a thousand asks for it a thousand times. */
const MEMBERS = new WeakMap<object, ReadonlyMap<string, Part>>();
const ELEMENTS = new WeakMap<object, Part>();

function membersOf(schema: NormalizedSchema): ReadonlyMap<string, Part> {
  return memoize(
    MEMBERS,
    schema,
    () => new Map([...schema.structIterator()].map(([name, member]) => [name, partOf(member)])),
  );
}

function elementOf(schema: NormalizedSchema): Part {
  return memoize(ELEMENTS, schema, () => partOf(schema.getValueSchema()));
}

function memoize<T>(known: WeakMap<object, T>, schema: NormalizedSchema, make: () => T): T {
  const key: unknown = schema.getSchema();
  if (typeof key !== 'object' || key === null) return make();
  const found = known.get(key) ?? make();
  known.set(key, found);
  return found;
}

function structure(schema: NormalizedSchema, value: object): Structure {
  const members = membersOf(schema);
  const result: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(value) as [string, unknown][]) {
    const part = members.get(name);
    if (part && member !== undefined) result[name] = toPlainValue(part, member, name);
  }
  return result;
}

function isSecret({ sensitive }: Part, name: string): boolean {
  return !NON_SENSITIVE_MEMBERS.has(name) && (sensitive || EXTRA_SENSITIVE_MEMBERS.has(name));
}

const isComposite = (schema: NormalizedSchema) => schema.isStructSchema() || schema.isMapSchema();

function toPlainValue(part: Part, value: unknown, name: string): unknown {
  if (value === null) return null;
  if (isSecret(part, name)) return REDACTED;
  const { schema } = part;
  if (schema.isListSchema() !== Array.isArray(value) || (typeof value !== 'object' && isComposite(schema))) {
    throw new ShapeMismatchError(t('In the response, {0} has another type than AWS documents.', name));
  }
  if (typeof value !== 'object') return value;
  if (value instanceof Date) return value;
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (Array.isArray(value)) {
    const element = elementOf(schema);
    return value.map((item: unknown) => toPlainValue(element, item, name));
  }
  if (schema.isStructSchema()) return structure(schema, value);
  if (!schema.isMapSchema()) return value;
  const element = elementOf(schema);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, toPlainValue(element, item, key)]));
}
