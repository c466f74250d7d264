import type { $Schema, $OperationSchema } from '@smithy/types';

/** The part of the SDK's protocols that reads a response. */
export interface ResponseProtocol {
  /** Only protocols of XML parse it: this returns what is in the root element. */
  readonly deserializer?: { parseXml?(xml: string): unknown };
  deserializeResponse(operation: $OperationSchema, context: never, response: ReadResponse): Promise<object>;
}

/** A response whose body was read. */
export interface ReadResponse {
  readonly statusCode: number;
  readonly body: Uint8Array;
}

/**
 * Makes a client leave numbers, booleans and times in a response as they arrived; `sanitizeOutput` reads them. The SDK's own reader throws
 * away the whole response where one time does not parse, and reads an empty element as 0 or false.
 */
export function readScalarsAsText(protocol: ResponseProtocol): void {
  const read = protocol.deserializeResponse.bind(protocol);
  protocol.deserializeResponse = (operation, context, response) =>
    read({ ...operation, output: scalarsAsText(operation.output) as $Schema }, context, response);
}

/**
 * The SDK's static schemas are arrays that begin with what they are (`StaticSchema` of `@smithy/types`); a member with traits is a
 * pair, and a recursive reference a function.
 */
const [SIMPLE, LIST, MAP, STRUCTURE, UNION] = [0, 1, 2, 3, 4];

/** The SDK's schemas of scalars. A list or map of scalars has a number of its own: the sum with 64 or 128. */
const TEXT = 0;
const SCALARS: ReadonlySet<number> = new Set([1, 2, 4, 5, 6, 7]);
const CONTAINERS = [0, 64, 128];

const COPIES = new WeakMap<object, unknown>();

/** Returns a schema in which all numbers, booleans and times are texts. */
function scalarsAsText(schema: unknown): unknown {
  if (typeof schema === 'number') {
    const container = CONTAINERS.find((sum) => SCALARS.has(schema - sum));
    return container === undefined ? schema : container + TEXT;
  }
  if (typeof schema === 'function') return memoize(schema, () => () => scalarsAsText((schema as () => unknown)()));
  return Array.isArray(schema) ? memoize(schema, () => copyOf(schema)) : schema;
}

function copyOf(schema: readonly unknown[]): unknown {
  if (schema.length === 2) return [scalarsAsText(schema[0]), schema[1]];
  switch (schema[0]) {
    case SIMPLE:
    case LIST:
      return [...schema.slice(0, 4), scalarsAsText(schema[4]), ...schema.slice(5)];
    case MAP:
      return [...schema.slice(0, 5), scalarsAsText(schema[5]), ...schema.slice(6)];
    case STRUCTURE:
    case UNION:
      return [...schema.slice(0, 5), (schema[5] as readonly unknown[]).map(scalarsAsText), ...schema.slice(6)];
    default:
      return schema;
  }
}

function memoize(schema: object, copy: () => unknown): unknown {
  const known = COPIES.get(schema) ?? copy();
  COPIES.set(schema, known);
  return known;
}
