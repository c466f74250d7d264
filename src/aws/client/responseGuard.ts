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
 * Thrown instead of a response that is not AWS's, or that does not end. {@link classifyCause} classifies it by `name`
 * or by the status; the SDK retries a `ServerError` alone.
 */
class ResponseError extends Error {
  readonly $metadata: { readonly httpStatusCode: number };

  constructor(
    name: 'ForeignResponse' | 'ResponseTooLarge' | 'ResponseTimeout' | 'ServerError',
    message: string,
    status: number,
  ) {
    super(message);
    this.name = name;
    this.$metadata = { httpStatusCode: status };
  }
}

/** A response as the SDK's HTTP handler returns it: the body is a stream until it is read. */
export interface HttpResponse {
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
 * Reads the body of a response within its limits, and leaves the bytes in its place. `started` is when the request was
 * sent, by `performance.now()`. Throws a `ResponseError` when the body is too large, or does not end in time.
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
 * Checks that AWS returned a response: proxies and login portals respond with pages of their own, often with status
 * 200. A page that passed for an empty list would pass for a deleted resource.
 *
 * Throws a `ResponseError` named `ForeignResponse` when the response lacks what marks AWS's: for EC2 the operation's
 * root element and the request id within it
 * (https://docs.aws.amazon.com/AWSEC2/latest/APIReference/making-api-requests.html), for the JSON services the header
 * `x-amzn-requestid` and a JSON object.
 */
export function assertFromAws(response: HttpResponse, body: Uint8Array, expected: ExpectedResponse): void {
  const { statusCode: status, headers } = response;
  assertNoPage(response, body);
  if (status >= 300) {
    assertErrorOfAws(response, ascii(body), expected);
    return;
  }
  const start = startOf(body);
  if (expected.service === 'ec2') {
    if (!isResponseOf(expected.operation, start, ascii(body))) {
      throw notAResponse(expected.operation, status);
    }
    if (!hasRequestId(start, ascii(body))) throw noRequestId(status);
    return;
  }
  if (!headers['x-amzn-requestid']) throw noRequestId(status);
  if (!isObjectOf(expected, status, start)) throw noObject(status);
}

/**
 * Checks that no proxy or login portal responded with a page or a redirect. A load balancer of AWS's own sends pages
 * with 5xx. Throws a `ResponseError` named `ForeignResponse` or `ServerError`.
 */
function assertNoPage({ statusCode: status }: HttpResponse, body: Uint8Array): void {
  const isPage = /^(<!doctype html|<html)/i.test(startOf(body));
  if (isPage && status >= 500) throw unmarkedError(status);
  if (isPage) throw foreign(status, t('Something other than AWS responded with a web page, status {0}.', status));
  if (status >= 300 && status < 400) {
    throw foreign(status, t('Something other than AWS responded with a redirect, status {0}.', status));
  }
}

/**
 * Checks the response of a service outside the catalog: of STS and IAM the operation's element from its beginning to
 * its end (https://docs.aws.amazon.com/IAM/latest/APIReference/CommonParameters.html), of the others a JSON object.
 * `operation` is undefined where the protocol is not AWS's query protocol. Throws a `ResponseError` named
 * `ForeignResponse` or `ServerError`.
 */
export function assertNotForeign(response: HttpResponse, body: Uint8Array, operation: string | undefined): void {
  const { statusCode: status } = response;
  assertNoPage(response, body);
  if (status >= 300) return;
  if (operation === undefined) {
    if (status === 204 || !startOf(body).startsWith('{')) throw noObject(status);
    return;
  }
  const root = new RegExp(`^(<\\?xml[^>]*\\?>\\s*)?<${operation}Response[\\s>]`);
  const isWhole = root.test(startOf(body)) && endOf(ascii(body)).endsWith(`</${operation}Response>`);
  if (!isWhole || LIST_WITHOUT_MEMBERS.test(startOf(body))) {
    throw notAResponse(operation, status);
  }
}

/** The SDK reads a list of IAM with text, or with other elements, as an empty one. */
const LIST_WITHOUT_MEMBERS = /<(Roles|AccountAliases|EvaluationResults)>(?!\s*(<member[\s>/]|<\/\1>))/;

const startOf = (body: Uint8Array): string =>
  ascii(body, Math.min(body.byteLength, 2_048)).toString('utf8').trimStart();

const foreign = (status: number, why: string) => new ResponseError('ForeignResponse', why, status);

const noRequestId = (status: number) => foreign(status, t('The response has no request ID, so it is not from AWS.'));

const noObject = (status: number) => foreign(status, t('The response is no JSON object, so it is not from AWS.'));

const notAResponse = (operation: string, status: number) =>
  foreign(status, t('The response is no {0}Response, so it is not from AWS.', operation));

/**
 * Returns the error for an error response without AWS's marks. With 5xx it comes from a server in front of AWS: its
 * code means nothing, and whether AWS executed the request is unknown.
 */
function unmarkedError(status: number): ResponseError {
  if (status < 500) return noRequestId(status);
  return new ResponseError(
    'ServerError',
    t('A server responded with status {0}, and without an error of AWS.', status),
    status,
  );
}

function isObjectOf({ hasOutput }: ExpectedResponse, status: number, start: string): boolean {
  return (!hasOutput && start === '') || (status !== 204 && start.startsWith('{'));
}

/**
 * Checks that an error has a request id and a code, as every error of AWS: in the body of EC2
 * (https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html), and in the headers or the body of the JSON services
 * (https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html#operation-error-serialization). A code alone is not AWS's: a proxy's "not
 * found" would pass for a deleted resource. Nor is a request id: a proxy that replaces AWS's body may keep its headers, and AWS may have
 * executed the request.
 */
function assertErrorOfAws({ statusCode, headers }: HttpResponse, body: Buffer, { service }: ExpectedResponse): void {
  const short = body.byteLength > SHORT_BYTES ? '' : body.toString('latin1');
  const isOfEc2 = /^\s*(?:<\?xml[^>]*\?>\s*)?<Response(?:\s[^>]*)?>/.test(short);
  const hasId = Boolean(headers['x-amzn-requestid']) || (isOfEc2 && /<RequestID>\s*[^\s<]/.test(short));
  if (!hasId) throw unmarkedError(statusCode);
  const codeInXml = isOfEc2 ? /<Code>\s*([^<]*)/.exec(short)?.[1] : undefined;
  const code = service === 'ec2' ? codeInXml : jsonErrorCode(headers, short);
  if (code !== undefined && /^[a-z]/i.test(code)) return;
  throw statusCode < 500
    ? foreign(statusCode, t('The response has no error code, so it is not from AWS.'))
    : unmarkedError(statusCode);
}

/** Returns the code of an error of a JSON service, from where the SDK reads it. */
function jsonErrorCode(headers: HttpResponse['headers'], body: string): string | undefined {
  const inHeader = headers['x-amzn-errortype'];
  try {
    const { code, __type: type } = JSON.parse(body) as Readonly<Record<string, unknown>>;
    const found = code ?? inHeader ?? type;
    return typeof found === 'string' ? found : undefined;
  } catch {
    return inHeader;
  }
}

/**
 * Returns whether a body is one element of an operation, with lists of items alone. EC2 sends no sections: beside one,
 * the SDK's reader drops the items of a list, as it drops everything else in a list. One list has no items: the
 * `groupSet` of a launch template's interface.
 */
function isResponseOf(operation: string, start: string, body: Buffer): boolean {
  const root = new RegExp(`^(<\\?xml[^>]*\\?>\\s*)?<${operation}Response[\\s>]`);
  if (!root.test(start) || body.includes('<![CDATA[')) return false;
  if (
    body.byteLength <= SHORT_BYTES &&
    /<(\w+Set)>(?!\s*(<(item|groupId)[\s>/]|<!--|<\/\1>))/.test(body.toString('latin1'))
  )
    return false;
  const isOne = body.indexOf(`<${operation}Response`) === body.lastIndexOf(`<${operation}Response`);
  return isOne && endOf(body).endsWith(`</${operation}Response>`);
}

/** Returns whether a short response of EC2 has more elements than the request id: then AWS documents one of them. */
export function hasContent(body: Uint8Array): boolean {
  if (body.byteLength > SHORT_BYTES) return false;
  const elements =
    ascii(body)
      .toString('latin1')
      .match(/<\w[^>]*>/g) ?? [];
  return elements.slice(1).some((element) => !/^<(requestId|return)\b/.test(element));
}

/** Returns whether the first or the last element within the root is a request id with a value. */
function hasRequestId(start: string, body: Buffer): boolean {
  const isFirst = /^(<\?xml[^>]*\?>\s*)?<\w+[^>]*>\s*<requestId>\s*[^\s<]/.test(start);
  return isFirst || /<requestId>\s*[^\s<][^<]*<\/requestId>\s*<\/\w+>$/.test(endOf(body));
}

const endOf = (body: Buffer): string => body.subarray(-1_024).toString('latin1').trimEnd();

/**
 * Returns whether EC2 returned `<return>false</return>` to an operation for which the SDK documents no output: the request failed, with
 * status 200 (https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteVpc.html, Response Elements).
 */
export function returnsFalse(body: Uint8Array, { service, hasOutput }: ExpectedResponse): boolean {
  if (service !== 'ec2' || hasOutput || body.byteLength > SHORT_BYTES) return false;
  return /<return>\s*false\s*<\/return>/.test(ascii(body).toString('latin1'));
}
