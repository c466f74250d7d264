import type { NormalizedSchema } from '@smithy/core/schema';
import type { EffectOf } from '../services/call.ts';
import type { Fields } from '../types.ts';
import type { OperationShape } from '../wire/shapes.ts';

/** What a response describes. */
export interface ResponseSubject {
  readonly id: string;
  readonly input: Fields;
  /**
   * The sources of members before and after the request: an element inside a resource, then the resource, or the
   * resource alone.
   */
  readonly before: readonly Fields[];
  readonly after: readonly Fields[];
  /** The states before and after. Undefined for resources without states. */
  readonly states: readonly [unknown, unknown];
}

const SUCCEEDED = /^(success|terminating|cancelled|unassigned|connectionstatuses)/i;
const FAILED = /^(unsuccess|failed)/i;
/** Members for success, beside EC2's `Return`: the pages of the operations. */
const WORKED = /^(return|returncode|returnvalue|output|success)$/i;

/** Converts dates for responses that have a string where listings have a timestamp. */
const fitted = (schema: NormalizedSchema, value: unknown): unknown =>
  value instanceof Date && schema.isStringSchema() ? value.toISOString() : value;

/** Returns the value of a state member: the state itself, or the structure around it. */
function stateOf(schema: NormalizedSchema, name: string, { before, after, states }: ResponseSubject): unknown {
  const previous = name.startsWith('Previous');
  const state = previous ? states[0] : states[1];
  if (!schema.isStructSchema()) return state;
  const owner = (previous ? before : after)[0]?.[name.replace(/^(Previous|Current)/, '')];
  return typeof owner === 'object' ? owner : { Code: state };
}

/** Returns the value of a member: from the changed resource, else from the request. */
function valueOf(
  schema: NormalizedSchema,
  name: string,
  subject: ResponseSubject,
  sources: readonly Fields[] = subject.after,
): unknown {
  const { input } = subject;
  if (/^(Previous|Current)\w*(State|Status)$/.test(name)) return stateOf(schema, name, subject);
  const source = sources.find((one) => name in one);
  if (source) return fitted(schema, source[name]);
  if (schema.isListSchema() || schema.isStructSchema()) return undefined;
  if (name in input) return input[name];
  // A single member gets the value of the request's list.
  const list = input[`${name}s`];
  return Array.isArray(list) ? (list as unknown[])[0] : undefined;
}

/** Returns a structure from the source with most of its members: the element, or the resource around it. */
function structureOf(schema: NormalizedSchema, subject: ResponseSubject): Fields | undefined {
  const all = [...schema.structIterator()];
  const filled = subject.after.map((source) =>
    all.flatMap(([name, member]) => {
      const value = valueOf(member, name, subject, [source]);
      return value === undefined ? [] : [[name, value] as const];
    }),
  );
  const [known = []] = filled.sort((one, other) => other.length - one.length);
  // An IPv6 structure shares the id alone with an IPv4 association.
  const enough = known.length > 1 || (known.length === 1 && all.length <= 2);
  return enough ? Object.fromEntries(known) : undefined;
}

/** Returns an item of a list of failures in the schema's form: a code and a message at some level, and the resource. */
function failureOf(schema: NormalizedSchema, subject: ResponseSubject, fault: EffectOf<'partialFailure'>): unknown {
  if (schema.isListSchema()) return [failureOf(schema.getValueSchema(), subject, fault)];
  if (!schema.isStructSchema()) return subject.id;
  return Object.fromEntries(
    [...schema.structIterator()].flatMap(([name, member]) => {
      if (/^code$/i.test(name)) return [[name, fault.code]];
      if (/^message$/i.test(name)) return [[name, fault.message]];
      if (name === 'ResourceId') return [[name, subject.id]];
      if (/error/i.test(name)) return [[name, failureOf(member, subject, fault)]];
      const value = valueOf(member, name, subject);
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

/** Returns the list of successes: one structure, or the request's list. */
function successesOf(schema: NormalizedSchema, subject: ResponseSubject): unknown[] {
  const element = schema.getValueSchema();
  if (element.isStructSchema()) return [structureOf(element, subject) ?? {}];
  return (Object.values(subject.input).find((value) => Array.isArray(value)) as unknown[] | undefined) ?? [];
}

/** Returns whether an operation has a list of failures in its response. */
export function listsFailures(shape: OperationShape): boolean {
  return [...shape.output.structIterator()].some(([name, member]) => FAILED.test(name) && member.isListSchema());
}

/** Returns whether an operation can fail inside a response of status 200. */
export function hasPartialFailures(shape: OperationShape): boolean {
  return [...shape.output.structIterator()].some(([name]) => FAILED.test(name) || WORKED.test(name));
}

/**
 * Returns the response to a deletion, as far as its schema has members for it. With `fault`, the request fails inside
 * its response.
 */
export function responseOf(
  shape: OperationShape,
  subject: ResponseSubject,
  fault?: EffectOf<'partialFailure'>,
): Fields {
  const response: Fields = {};
  for (const [name, member] of shape.output.structIterator()) {
    if (WORKED.test(name) && member.isBooleanSchema()) response[name] = fault === undefined;
    else if (member.isListSchema() && FAILED.test(name)) {
      response[name] = fault ? [failureOf(member.getValueSchema(), subject, fault)] : [];
    } else if (member.isListSchema() && SUCCEEDED.test(name))
      response[name] = fault ? [] : successesOf(member, subject);
    else if (!fault) {
      const value =
        valueOf(member, name, subject) ?? (member.isStructSchema() ? structureOf(member, subject) : undefined);
      if (value !== undefined) response[name] = value;
    }
  }
  return response;
}
