import type { $OperationSchema, $Schema } from '@smithy/types';
import type { Structure } from '../../catalog/model/structure.ts';
import { inTurns, joinParts, type ResponsePart } from './responseParts.ts';
import type { ReadResponse, ResponseProtocol } from './scalarsAsText.ts';

/** How the responses of a client are read. */
interface Reading {
  /** Splits a long body. */
  readonly split: (body: Uint8Array) => Promise<readonly ResponsePart[]>;
  /** Returns what AWS documents of an output; `bytes` is the part that it was read from. */
  readonly sanitize: (schema: $Schema, output: object, bytes: Uint8Array) => Structure;
}

/** Makes a client read and sanitize long responses in parts, and let other work run in between. */
export function readInParts(protocol: ResponseProtocol, { split, sanitize }: Reading): void {
  const read = protocol.deserializeResponse.bind(protocol);
  protocol.deserializeResponse = async (operation, context, response) => {
    if (response.statusCode >= 300) return read(operation, context, response);
    let metadata: object = {};
    const outputs = await inTurns(await split(response.body), async ({ bytes, shared }) => {
      const output: { $metadata?: object } = await read(operation, context, copyWith(response, bytes));
      metadata = output.$metadata ?? metadata;
      return { output: sanitize(outputOf(operation), output, bytes), shared };
    });
    return { ...joinParts(outputs), $metadata: metadata };
  };
}

/** Copies a response with another body. The copy keeps the prototype, by which the SDK recognizes a response. */
function copyWith(response: ReadResponse, body: Uint8Array): ReadResponse {
  return Object.assign(Object.create(Object.getPrototypeOf(response) as object) as ReadResponse, response, { body });
}

function outputOf({ output }: $OperationSchema): $Schema {
  return typeof output === 'function' ? output() : output;
}
