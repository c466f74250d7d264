import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { writeAwsFiles } from './awsFiles.ts';
import type { Prepared, Reply } from './pipeline.ts';
import { delayOf, openEntry, prepare } from './pipeline.ts';
import { identityRoute, prepareIdentityRequest } from './identityEndpoints/identityEndpoints.ts';
import { identifyOperation, receive } from './request.ts';
import type { OpenEntry } from './requestLog.ts';
import { Sandbox } from './sandbox.ts';
import { control } from './controlApi/routes.ts';
import type { SandboxInfo, SettingsPatch } from './types.ts';

/** How a sandbox starts. */
export interface SandboxOptions {
  /** The port on 127.0.0.1. A free one if 0 or absent. */
  readonly port?: number;
  /** The folder of the config and credentials files. A temporary one if absent. */
  readonly files?: string;
  /** Changes of the default settings. */
  readonly settings?: SettingsPatch;
}

/** A running sandbox. */
export interface RunningSandbox extends SandboxInfo {
  /** Closes all connections, stops listening and deletes the files. Later calls return the first one's promise. */
  readonly close: () => Promise<void>;
}

function sendBody(response: ServerResponse, reply: Extract<Reply, { how: 'respond' | 'truncate' }>): void {
  const { encoded, how, clockSkewMs } = reply;
  const until = reply.how === 'respond' ? reply.until : undefined;
  const bytes = Buffer.from(encoded.body, 'utf8');
  if (clockSkewMs !== 0) response.setHeader('date', new Date(Date.now() + clockSkewMs).toUTCString());
  response.writeHead(encoded.status, { ...encoded.headers, 'content-length': bytes.length });
  const middle = Math.floor(bytes.length / 2);
  if (until) {
    response.write(bytes.subarray(0, middle));
    void until.then(() => response.end(bytes.subarray(middle)));
  } else if (how === 'respond') response.end(bytes);
  else response.write(bytes.subarray(0, middle), () => response.destroy());
}

function sendReply(sandbox: Sandbox, entry: OpenEntry, reply: Reply, response: ServerResponse): void {
  switch (reply.how) {
    case 'hang':
      entry.ending = 'hung';
      return;
    case 'reset':
      entry.ending = 'reset';
      response.destroy();
      return;
    case 'respond':
    case 'truncate':
      entry.ending = reply.how === 'respond' ? 'responded' : 'truncated';
      entry.status = reply.encoded.status;
      if (sandbox.settings.log.bodies) entry.body = reply.encoded.body;
      sendBody(response, reply);
  }
}

/** The response to a request that names no service. */
const NO_SERVICE = {
  status: 404,
  headers: { 'content-type': 'text/plain' },
  body: 'The request names no service of the sandbox.',
};

/** Waits for the request's delay, executes it and responds. */
async function finish(
  sandbox: Sandbox,
  { effects, run }: Prepared,
  entry: OpenEntry,
  response: ServerResponse,
): Promise<void> {
  const delay = delayOf(sandbox, effects);
  if (delay > 0) await wait(delay);
  // AWS executes a request although its client has disconnected. So does the sandbox.
  const disconnected = response.destroyed;
  sendReply(sandbox, entry, run(), response);
  if (disconnected) entry.ending = 'disconnected';
}

async function respond(sandbox: Sandbox, message: IncomingMessage, response: ServerResponse): Promise<void> {
  const request = await receive(message);
  if (request.url.pathname.startsWith('/_sandbox/')) {
    const { status, body } = control(sandbox, request);
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    return;
  }
  const route = identityRoute(request);
  const addressed = route === undefined ? identifyOperation(request, sandbox.services) : null;
  const entry = openEntry(sandbox, request, addressed);
  if (route !== undefined) {
    await finish(sandbox, prepareIdentityRequest(sandbox, route, request, entry), entry, response);
  } else if (addressed !== null) {
    await finish(sandbox, prepare(sandbox, addressed, request.body, entry), entry, response);
  } else {
    sendReply(sandbox, entry, { how: 'respond', encoded: NO_SERVICE, clockSkewMs: 0 }, response);
  }
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

/**
 * Starts a sandbox on the loopback interface: one endpoint for all services, and config and credentials files whose
 * profiles use it. Rejects if the port is taken.
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<RunningSandbox> {
  const sandbox = new Sandbox(options.settings);
  const server = createServer((message, response) => {
    respond(sandbox, message, response).catch(() => response.destroy());
  });
  // Tests keep connections open between requests for longer than Node's five seconds.
  server.keepAliveTimeout = 0;
  const port = await listen(server, options.port ?? 0);
  const endpoint = `http://127.0.0.1:${port}`;
  const files = await writeAwsFiles(endpoint, options.files);
  let closing: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    const closed = new Promise<void>((resolve) =>
      server.close(() => {
        resolve();
      }),
    );
    server.closeAllConnections();
    await Promise.all([closed, files.remove()]);
  };
  return {
    endpoint,
    configFile: files.configFile,
    credentialsFile: files.credentialsFile,
    profiles: files.profiles,
    close: () => (closing ??= close()),
  };
}
