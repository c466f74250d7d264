import { Agent, ClientRequest, type IncomingMessage } from 'node:http';
import { Agent as SecureAgent } from 'node:https';

/** A request to an address of this machine. */
export interface DirectRequest {
  readonly url: URL;
  readonly method?: 'GET' | 'PUT';
  readonly headers?: Readonly<Record<string, string>>;
  /** Milliseconds until the response must be complete. */
  readonly timeoutMs: number;
}

/** A response, whatever its status. */
export interface DirectResponse {
  readonly status: number;
  readonly body: string;
}

/** Credentials have some kilobytes. */
const MAX_BYTES = 1024 * 1024;

class ResponseTooLargeError extends Error {
  override readonly name = 'ResponseTooLarge';
}

/**
 * Sends a request that never goes through a proxy. VS Code replaces `request` and `get` of Node's `http` and `https`
 * for extensions, and with `http.proxySupport: override` it sends everything to the proxy: the credentials would be
 * those of the proxy's machine. It does not replace `ClientRequest`, and an agent of its own ignores
 * NODE_USE_ENV_PROXY. Throws the system's error where there is no response in time.
 */
export function sendDirectly({ url, method = 'GET', headers = {}, timeoutMs }: DirectRequest): Promise<DirectResponse> {
  const agent = url.protocol === 'https:' ? new SecureAgent() : new Agent();
  return new Promise((resolve, reject) => {
    const onResponse = (response: IncomingMessage): void => {
      const chunks: Buffer[] = [];
      let size = 0;
      response.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        size += chunk.byteLength;
        if (size > MAX_BYTES) response.destroy(new ResponseTooLargeError());
      });
      response.on('error', reject);
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8') });
      });
    };
    const { protocol, port, pathname, search } = url;
    const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
    const signal = AbortSignal.timeout(timeoutMs);
    const options = { protocol, host, port, path: pathname + search, method, headers: { ...headers }, agent, signal };
    new ClientRequest(options, onResponse).on('error', reject).end();
  });
}
