import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { ServiceName } from './types.ts';
import type { RpcService, WireService } from './wire/services.ts';

/** A request that has arrived whole. */
export interface Received {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What a request says about itself, before anything of it is believed. */
export interface Addressed {
  readonly service: RpcService;
  readonly operation: string;
  /** Null for a request that is not signed. */
  readonly signature: Signature | null;
}

/** What the Authorization header says (https://docs.aws.amazon.com/IAM/latest/UserGuide/create-signed-request.html). */
export interface Signature {
  readonly accessKeyId: string;
  readonly region: string;
  readonly service: ServiceName;
  readonly sessionToken: string | null;
  /** Milliseconds since 1970; NaN if the request does not say. */
  readonly signedAt: number;
}

const MAX_BODY = 20 * 1024 * 1024;

/**
 * Reads a request to its end.
 *
 * @param message the request
 * @returns the request with its body; rejects if the client went away or says too much
 */
export async function receive(message: IncomingMessage): Promise<Received> {
  const deps: Buffer[] = [];
  let size = 0;
  for await (const part of message as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > MAX_BODY) throw new Error('The request is too large.');
    deps.push(part);
  }
  return {
    method: message.method ?? 'GET',
    url: new URL(message.url ?? '/', 'http://sandbox'),
    headers: message.headers,
    body: Buffer.concat(deps).toString('utf8'),
  };
}

/**
 * A header as one text.
 *
 * @param headers the headers
 * @param name in lower case
 * @returns its value, or null
 */
export function header(headers: IncomingHttpHeaders, name: string): string | null {
  const value = headers[name];
  return value === undefined ? null : Array.isArray(value) ? value.join(', ') : value;
}

/** `20250131T235959Z` */
function parseAmzDate(text: string | null): number {
  const deps = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text ?? '');
  if (deps === null) return NaN;
  const [, year, month, day, hour, minute, second] = deps.map(Number);
  return Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute, second);
}

/**
 * Reads the signature's scope.
 *
 * @param headers of the request
 * @returns what it says, or null if the request is not signed
 */
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
 * Finds out which operation of which service a request is for: by `X-Amz-Target`, or by the form's `Action` together with
 * the signature's service (or, unsigned, the form's API version).
 *
 * @param request the request
 * @param services that there are
 * @returns the operation by name (it need not exist), or null if nobody is addressed
 */
export function address(request: Received, services: Readonly<Record<RpcService, WireService>>): Addressed | null {
  const signature = readSignature(request.headers);
  const entries = Object.entries(services) as [RpcService, WireService][];
  const target = header(request.headers, 'x-amz-target');
  if (target !== null) {
    // botocore writes CloudTrail's name with its namespace: com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.
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
