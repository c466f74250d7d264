import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { writeAwsFiles } from './awsFiles.ts';
import type { Prepared, Reply } from './pipeline.ts';
import { delayOf, openEntry, prepare } from './pipeline.ts';
import { portalRoute, preparePortal } from './identityEndpoints/identityEndpoints.ts';
import { address, receive } from './request.ts';
import type { OpenEntry } from './requestLog.ts';
import { Sandbox } from './sandbox.ts';
import { control } from './controlApi/routes.ts';
import type { SandboxInfo, SettingsPatch } from './types.ts';

/** How to start a sandbox. */
export interface SandboxOptions {
  /** The port on 127.0.0.1; one that is free if 0 or not given. */
  readonly port?: number;
  /** The folder for the config and credentials files; one of their own if not given. */
  readonly files?: string;
  /** What of the default settings is to be otherwise. */
  readonly settings?: SettingsPatch;
}

/** A sandbox that runs. */
export interface RunningSandbox extends SandboxInfo {
  /** Breaks all connections, stops listening, removes the temporary files. Twice is no mistake. */
  readonly close: () => Promise<void>;
}

function send(response: ServerResponse, reply: Extract<Reply, { how: 'answer' | 'truncate' }>): void {
  const { encoded, how, clockSkewMs } = reply;
  const until = reply.how === 'answer' ? reply.until : undefined;
  const bytes = Buffer.from(encoded.body, 'utf8');
  if (clockSkewMs !== 0) response.setHeader('date', new Date(Date.now() + clockSkewMs).toUTCString());
  response.writeHead(encoded.status, { ...encoded.headers, 'content-length': bytes.length });
  const middle = Math.floor(bytes.length / 2);
  if (until) {
    response.write(bytes.subarray(0, middle));
    void until.then(() => response.end(bytes.subarray(middle)));
  } else if (how === 'answer') response.end(bytes);
  else response.write(bytes.subarray(0, middle), () => response.destroy());
}

function conclude(sandbox: Sandbox, entry: OpenEntry, reply: Reply, response: ServerResponse): void {
  switch (reply.how) {
    case 'hang':
      entry.ending = 'hung';
      return;
    case 'reset':
      entry.ending = 'reset';
      response.destroy();
      return;
    case 'answer':
    case 'truncate':
      entry.ending = reply.how === 'answer' ? 'answered' : 'truncated';
      entry.status = reply.encoded.status;
      if (sandbox.settings.log.bodies) entry.body = reply.encoded.body;
      send(response, reply);
  }
}

/** A request that is for nobody: said as a web server would. */
const NOBODY = {
  status: 404,
  headers: { 'content-type': 'text/plain' },
  body: 'No service of the sandbox is addressed.',
};

/** Waits as long as the call has to, carries it out and answers. */
async function finish(
  sandbox: Sandbox,
  { effects, run }: Prepared,
  entry: OpenEntry,
  response: ServerResponse,
): Promise<void> {
  const delay = delayOf(sandbox, effects);
  if (delay > 0) await wait(delay);
  // A client that has given up by now is not asked: what it wanted is carried out, as AWS would.
  const gaveUp = response.destroyed;
  conclude(sandbox, entry, run(), response);
  if (gaveUp) entry.ending = 'gone';
}

async function answer(sandbox: Sandbox, message: IncomingMessage, response: ServerResponse): Promise<void> {
  const request = await receive(message);
  if (request.url.pathname.startsWith('/_sandbox/')) {
    const { status, body } = control(sandbox, request);
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    return;
  }
  const route = portalRoute(request);
  const addressed = route === undefined ? address(request, sandbox.services) : null;
  const entry = openEntry(sandbox, request, addressed);
  if (route !== undefined) {
    await finish(sandbox, preparePortal(sandbox, route, request, entry), entry, response);
  } else if (addressed !== null) {
    await finish(sandbox, prepare(sandbox, addressed, request.body, entry), entry, response);
  } else {
    conclude(sandbox, entry, { how: 'answer', encoded: NOBODY, clockSkewMs: 0 }, response);
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
 * Starts a stand-in for AWS on the loopback interface: all services at one endpoint, with a config and a credentials file
 * of profiles that lead there.
 *
 * @param options port and settings
 * @returns what it is reached by, and how it is ended; rejects if the port is taken
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<RunningSandbox> {
  const sandbox = new Sandbox(options.settings);
  const server = createServer((message, response) => {
    answer(sandbox, message, response).catch(() => response.destroy());
  });
  // Tests hold connections open between calls for longer than Node's five seconds.
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
