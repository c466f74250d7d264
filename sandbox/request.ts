import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { ServiceName } from './types.ts';
import type { RpcService, WireService } from './wire/services.ts';

/** A complete HTTP request. */
export interface HttpRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** The service and operation that a request names, not yet checked. */
export interface ServiceRequest {
  readonly service: RpcService;
  readonly operation: string;
  /** Null for an unsigned request. */
  readonly signature: Signature | null;
}

/**
 * The content of the Authorization header
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/create-signed-request.html).
 */
export interface Signature {
  readonly accessKeyId: string;
  readonly region: string;
  readonly service: ServiceName;
  readonly sessionToken: string | null;
  /** Milliseconds since 1970; NaN without a date. */
  readonly signedAt: number;
}

const MAX_BODY = 20 * 1024 * 1024;

/** Reads a request to its end. Rejects if the client disconnects or the body is larger than 20 MiB. */
export async function receive(message: IncomingMessage): Promise<HttpRequest> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY) throw new Error('The request is too large.');
    chunks.push(chunk);
  }
  return {
    method: message.method ?? 'GET',
    url: new URL(message.url ?? '/', 'http://sandbox'),
    headers: message.headers,
    body: Buffer.concat(chunks).toString('utf8'),
  };
}

/** Returns a header as one string. `name` is in lower case. */
export function header(headers: IncomingHttpHeaders, name: string): string | null {
  const value = headers[name];
  return value === undefined ? null : Array.isArray(value) ? value.join(', ') : value;
}

/** Parses `20250131T235959Z`. */
function parseAmzDate(text: string | null): number {
  const digits = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text ?? '');
  if (digits === null) return NaN;
  const [, year, month, day, hour, minute, second] = digits.map(Number);
  return Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute, second);
}

/** Parses the signature's scope. Returns null for an unsigned request. */
function readSignature(headers: IncomingHttpHeaders): Signature | null {
  const found = /^AWS4-HMAC-SHA256 Credential=([^/,\s]+)\/\d{8}\/([^/,\s]+)\/([^/,\s]+)\/aws4_request/.exec(
    header(headers, 'authorization') ?? '',
  );
  if (found === null) return null;
  const [, accessKeyId = '', region = '', service = ''] = found;
  return {
    accessKeyId,
    region,
    service: service as ServiceName,
    sessionToken: header(headers, 'x-amz-security-token'),
    signedAt: parseAmzDate(header(headers, 'x-amz-date')),
  };
}

/**
 * Returns the service and operation of a request: by `X-Amz-Target`, or by the form's `Action` with the signature's
 * service (unsigned: with the form's API version). The operation may be unknown. Returns null if no service matches.
 */
export function identifyOperation(
  request: HttpRequest,
  services: Readonly<Record<RpcService, WireService>>,
): ServiceRequest | null {
  const signature = readSignature(request.headers);
  const entries = Object.entries(services) as [RpcService, WireService][];
  const target = header(request.headers, 'x-amz-target');
  if (target !== null) {
    // botocore sends CloudTrail's target with a namespace: com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.
    const [prefix, operation = ''] = target.split('.').slice(-2);
    const found = entries.find(([, service]) => service.target === prefix);
    return found === undefined ? null : { service: found[0], operation, signature };
  }
  const form = new URLSearchParams(request.body);
  const operation = form.get('Action');
  if (operation === null) return null;
  const found =
    entries.find(([name]) => name === signature?.service) ??
    entries.find(([, service]) => service.target === null && service.version === form.get('Version'));
  return found === undefined ? null : { service: found[0], operation, signature };
}
