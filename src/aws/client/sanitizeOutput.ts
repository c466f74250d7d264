import { t } from '@vscode/l10n';
import type { $Schema } from '@smithy/types';
import { NormalizedSchema } from '@smithy/core/schema';
import type { Structure } from '../../catalog/model/structure.ts';
import { perObject } from '../../common/perObject.ts';
import { REDACTED } from '../../common/secrets/redacted.ts';
import { UNMARKED_SECRETS } from '../../common/secrets/secretMembers.ts';
import { redactSecrets } from '../../common/secrets/redactSecrets.ts';
import { parseTime } from '../../common/text/parseTime.ts';

/** Members that are marked as secrets but are identifiers that must be seen (Lightsail). */
const NON_SENSITIVE_MEMBERS: ReadonlySet<string> = new Set(['accessKeyId']);

/**
 * Returns a response, or a part of it, with exactly the members that AWS documents, in the order in which they came:
 * nothing that the SDK adds, no secrets, bytes as base64. Dates are `Date`s, which `JSON.stringify` writes as ISO 8601.
 * Members without a value of their type are left out. `schema` is that of the operation's output, as the SDK's client
 * exports it.
 *
 * Throws an error named `ForeignResponse` when a member has another type than AWS documents, or, with `requireMembers`,
 * when the response has no documented member.
 */
export function sanitizeOutput(schema: $Schema, value: object, requireMembers = false): Structure {
  const output = NormalizedSchema.of(schema);
  const members = membersOf(output);
  if (
    requireMembers &&
    members.size > 0 &&
    !Object.entries(value).some(([name, member]) => members.has(name) && !isBlank(member))
  ) {
    throw new ShapeMismatchError(t('The response has none of the members that AWS documents.'));
  }
  return structure(output, value);
}

/** Names of members that hold a sentence of AWS, which may quote a secret. */
const MESSAGE = /(?:(?:message|reason|detail|error|fault|explanation|warning)s?|comment|standardOutput)$/i;

const isBlank = (member: unknown): boolean => member === null || member === undefined || member === '';

/** Returns whether AWS documents members of a structure. */
export function hasMembers(schema: $Schema): boolean {
  return membersOf(NormalizedSchema.of(schema)).size > 0;
}

/** Thrown when a response holds something else than AWS documents, and so does not come from AWS. */
class ShapeMismatchError extends Error {
  /** Without it, the SDK adds a hint for its own developers to the message. */
  readonly $metadata = {};

  constructor(message: string) {
    super(message);
    this.name = 'ForeignResponse';
  }
}

const mismatch = (name: string) =>
  new ShapeMismatchError(t('In the response, {0} has another type than AWS documents.', name));

/** A member of a structure, or what a list or map has in it. */
interface Part {
  readonly schema: NormalizedSchema;
  readonly sensitive: boolean;
}

const partOf = (schema: NormalizedSchema): Part => ({
  schema,
  sensitive: Boolean(schema.getMergedTraits().sensitive),
});

/** Computes something of a schema once: a list of a thousand asks for it a thousand times. */
function perSchema<V>(compute: (schema: NormalizedSchema) => V): (schema: NormalizedSchema) => V {
  const known = perObject((schema: object) => compute(NormalizedSchema.of(schema as $Schema)));
  return (schema) => {
    const key: unknown = schema.getSchema();
    return typeof key === 'object' && key !== null ? known(key) : compute(schema);
  };
}

const membersOf = perSchema(
  (schema): ReadonlyMap<string, Part> =>
    new Map([...schema.structIterator()].map(([name, member]) => [name, partOf(member)])),
);
const elementOf = perSchema((schema) => partOf(schema.getValueSchema()));

function structure(schema: NormalizedSchema, value: object): Structure {
  const members = membersOf(schema);
  const result: Record<string, unknown> = {};
  for (const name of Object.keys(value)) {
    const member = (value as Structure)[name];
    const part = members.get(name);
    const plain = part && member !== undefined ? toPlainValue(part, member, name) : undefined;
    if (plain !== undefined) result[name] = plain;
  }
  return result;
}

function isSecret({ sensitive }: Part, name: string): boolean {
  return !NON_SENSITIVE_MEMBERS.has(name) && (sensitive || UNMARKED_SECRETS.has(name));
}

const isComposite = (schema: NormalizedSchema) => schema.isStructSchema() || schema.isMapSchema();

function toPlainValue(part: Part, value: unknown, name: string): unknown {
  if (value === null) return null;
  if (isSecret(part, name)) return REDACTED;
  const { schema } = part;
  if (schema.isListSchema() !== Array.isArray(value) || (typeof value !== 'object' && isComposite(schema))) {
    throw mismatch(name);
  }
  if (typeof value === 'object') return toPlainObject(schema, value, name);
  const scalar = readScalar(schema, value);
  return typeof scalar === 'string' && MESSAGE.test(name) ? redactSecrets(scalar) : scalar;
}

function toPlainObject(schema: NormalizedSchema, value: object, name: string): unknown {
  if (value instanceof Date) return finite(value.getTime()) === undefined ? undefined : value;
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (Array.isArray(value)) {
    const element = elementOf(schema);
    if (value.includes(null)) throw mismatch(name);
    const elements = value.map((item: unknown) => toPlainValue(element, item, name));
    // A filtered array reserves room for 17 elements, which most lists of tags do not have.
    return elements.includes(undefined) ? elements.filter((item) => item !== undefined) : elements;
  }
  if (schema.isStructSchema()) return structure(schema, value);
  if (!schema.isMapSchema()) throw mismatch(name);
  const element = elementOf(schema);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, toPlainValue(element, item, key)]));
}

/**
 * Reads a scalar. Undefined where it is no value of its type: one member is then missing, and not the whole response.
 * Numbers, booleans and times arrive as text, see `scalarsAsText.ts`.
 */
function readScalar(schema: NormalizedSchema, value: unknown): unknown {
  if (typeof value === 'string') return readText(schema, value);
  if (typeof value === 'boolean') return schema.isBooleanSchema() ? value : undefined;
  if (typeof value !== 'number') return value;
  if (schema.isTimestampSchema()) return parseTime(value);
  if (schema.isBooleanSchema()) return undefined;
  return schema.isStringSchema() ? String(value) : finite(value);
}

function readText(schema: NormalizedSchema, text: string): unknown {
  if (schema.isTimestampSchema()) return parseTime(text);
  if (schema.isNumericSchema()) return text.trim() === '' ? undefined : finite(Number(text));
  return schema.isBooleanSchema() ? BOOLEANS.get(text.trim().toLowerCase()) : text;
}

const BOOLEANS: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['false', false],
]);

const finite = (value: number): number | undefined => (Number.isFinite(value) ? value : undefined);
