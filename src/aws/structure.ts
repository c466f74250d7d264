import type { $Schema } from '@smithy/types';
import { NormalizedSchema } from '@smithy/core/schema';
import type { Structure } from '../catalog/kind.ts';
import { REDACTED } from './redacted.ts';

/** Secrets that the service models forget to mark, by the name of their member (Direct Connect). */
const ALSO_SECRET: ReadonlySet<string> = new Set(['authKey', 'customerRouterConfig']);

/** Members that are marked as secrets but are identifiers that must be seen (Lightsail). */
const NOT_SECRET: ReadonlySet<string> = new Set(['accessKeyId']);

/**
 * A reply, or a part of it, with exactly the members that AWS documents, in the order in which they came: nothing that the
 * SDK adds, no secrets, bytes as base64. Dates stay dates; `JSON.stringify` writes them as ISO 8601.
 *
 * @param schema the schema of the operation's output, as the SDK's client exports it
 * @param value what the SDK returned
 * @returns a structure of plain values
 */
export function documented(schema: $Schema, value: object): Structure {
  return structure(NormalizedSchema.of(schema), value);
}

function structure(schema: NormalizedSchema, value: object): Structure {
  const members = new Map(schema.structIterator());
  const result: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(value) as [string, unknown][]) {
    const memberSchema = members.get(name);
    if (memberSchema && member !== undefined) result[name] = plain(memberSchema, member, name);
  }
  return result;
}

function isSecret(schema: NormalizedSchema, name: string): boolean {
  if (NOT_SECRET.has(name)) return false;
  return ALSO_SECRET.has(name) || Boolean(schema.getMergedTraits().sensitive);
}

function plain(schema: NormalizedSchema, value: unknown, name: string): unknown {
  if (value === null) return null;
  if (isSecret(schema, name)) return REDACTED;
  if (value instanceof Date) return value;
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (Array.isArray(value)) {
    const element = schema.isListSchema() ? schema.getValueSchema() : undefined;
    return value.map((item: unknown) => (element ? plain(element, item, name) : item));
  }
  if (typeof value !== 'object') return value;
  if (schema.isStructSchema()) return structure(schema, value);
  if (!schema.isMapSchema()) return value;
  const element = schema.getValueSchema();
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(element, item, key)]));
}
