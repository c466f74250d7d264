import { t } from '@vscode/l10n';
import type { ServiceId } from '../../catalog/model/services.ts';

/** How far a response may go: milliseconds from the request to its last byte, and bytes. */
export interface ResponseLimits {
  readonly responseMs: number;
  readonly maxBytes: number;
}

/**
 * Limits for every request. Pages of EC2 hold at most 1,000 items, a few megabytes; a server that ignores the page size may send more.
 */
export const RESPONSE_LIMITS: ResponseLimits = { responseMs: 60_000, maxBytes: 64 * 1024 * 1024 };

/**
 * Thrown instead of a response that is not AWS's, or that does not end. `name` is the code that {@link classifyCause} knows; the
 * SDK does not retry it.
 */
class ResponseError extends Error {
  readonly $metadata: { readonly httpStatusCode: number };

  /** @param name `ForeignResponse`, `ResponseTooLarge` or `ResponseTimeout` */
  constructor(name: 'ForeignResponse' | 'ResponseTooLarge' | 'ResponseTimeout', message: string, status: number) {
    super(message);
    this.name = name;
    this.$metadata = { httpStatusCode: status };
  }
}

/** A response as the SDK's HTTP handler returns it: the body is a stream until it is read. */
interface HttpResponse {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  body?: unknown;
}

/** What marks a response of an operation as AWS's. */
export interface ExpectedResponse {
  readonly service: ServiceId;
  readonly operation: string;
  /** Whether AWS documents members of its output: where it has none, the body may be empty. */
  readonly hasOutput: boolean;
}

/** The part of Node's `Readable` that a body is read with. */
interface BodyStream extends AsyncIterable<Uint8Array> {
  destroy(error?: Error): unknown;
}

/** Longer than every response without documented members. */
const SHORT_BYTES = 64 * 1024;

const ascii = (bytes: Uint8Array, end?: number) => Buffer.from(bytes.buffer, bytes.byteOffset, end ?? bytes.byteLength);

/**
 * Reads the body of a response within its limits, and leaves the bytes in its place.
 *
 * @param started when the request left, by `performance.now()`
 * @throws ResponseError when the body is too large, or does not end in time
 */
export async function readBody(response: HttpResponse, started: number, limits: ResponseLimits): Promise<Uint8Array> {
  const { body, statusCode } = response;
  if (body === undefined || body === null) return new Uint8Array();
  if (body instanceof Uint8Array) return body;
  const stream = body as BodyStream;
  const chunks: Uint8Array[] = [];
  let size = 0;
  const remainingMs = Math.max(1, started + limits.responseMs - performance.now());
  const timer = setTimeout(() => {
    const seconds = Math.round(limits.responseMs / 1_000);
    stream.destroy(
      new ResponseError('ResponseTimeout', t('The response did not end within {0} s.', seconds), statusCode),
    );
  }, remainingMs);
  try {
    for await (const chunk of stream) {
      chunks.push(chunk);
      size += chunk.byteLength;
      if (size > limits.maxBytes) {
        const mebibytes = Math.round(limits.maxBytes / 1024 / 1024);
        throw new ResponseError('ResponseTooLarge', t('The response is larger than {0} MiB.', mebibytes), statusCode);
      }
    }
  } finally {
    clearTimeout(timer);
    stream.destroy();
  }
  return Buffer.concat(chunks, size);
}

/**
 * Checks that AWS returned a response: proxies and login portals respond with pages of their own, often with status 200.
 * A page that passed for an empty list would pass for a deleted resource.
 *
 * @throws ResponseError `ForeignResponse` when it lacks what marks AWS's: for EC2 the operation's root element and the request id
 *   within it (https://docs.aws.amazon.com/AWSEC2/latest/APIReference/making-api-requests.html), for the JSON services the header
 *   `x-amzn-requestid` and a JSON object
 */
export function assertFromAws(response: HttpResponse, body: Uint8Array, expected: ExpectedResponse): void {
  const { statusCode: status } = response;
  const foreign = (why: string) => new ResponseError('ForeignResponse', why, status);
  const page = () => foreign(t('Something other than AWS responded with a web page, status {0}.', status));
  const noRequestId = () => foreign(t('The response has no request id, so it is not from AWS.'));
  const start = ascii(body, Math.min(body.byteLength, 2_048)).toString('utf8').trimStart();
  const isPage = /^(<!doctype html|<html)/i.test(start);
  if (status >= 300) {
    // A load balancer of AWS's own sends pages with 5xx; a redirect or a denial as a page is somebody else's.
    if (status < 500 && (isPage || status < 400)) {
      throw isPage ? page() : foreign(t('Something other than AWS responded with a redirect, status {0}.', status));
    }
    return;
  }
  if (isPage) throw page();
  if (expected.service === 'ec2') {
    if (!isResponseOf(expected.operation, start, ascii(body))) {
      throw foreign(t('The response is no {0}Response, so it is not from AWS.', expected.operation));
    }
    if (!ascii(body).includes('<requestId>')) throw noRequestId();
    return;
  }
  if (!response.headers['x-amzn-requestid']) throw noRequestId();
  if (!expected.hasOutput && start === '') return;
  if (status === 204 || !start.startsWith('{'))
    throw foreign(t('The response is no JSON object, so it is not from AWS.'));
}

/** EC2 sends no sections: beside one, the SDK's reader drops the items of a list. */
function isResponseOf(operation: string, start: string, body: Buffer): boolean {
  const root = new RegExp(`^(<\\?xml[^>]*\\?>\\s*)?<${operation}Response[\\s>]`);
  return root.test(start) && !body.includes('<![CDATA[');
}

/**
 * Returns whether EC2 returned `<return>false</return>` to an operation for which the SDK documents no output: the request failed, with
 * status 200 (https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteVpc.html, Response Elements).
 */
export function returnsFalse(body: Uint8Array, { service, hasOutput }: ExpectedResponse): boolean {
  if (service !== 'ec2' || hasOutput || body.byteLength > SHORT_BYTES) return false;
  return /<return>\s*false\s*<\/return>/.test(ascii(body).toString('latin1'));
}
