import assert from 'node:assert/strict';
import { createServer, request as forward, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, beforeEach } from 'mocha';
import type { AwsClient } from '../../../../src/aws/client/sdkClient.ts';
import type { Target } from '../../../../src/aws/identity/target.ts';
import { resourceFrom, type Resource } from '../../../../src/inventory/resource.ts';
import { TestEnvironment } from '../../support/testEnvironment.ts';
import type { Respond } from './hostileBodies.ts';

/** How the proxy handles the requests for an operation. */
export interface Interception {
  readonly respond: Respond;
  /** True if the sandbox gets the request too, and its response is lost. */
  readonly executes?: boolean;
}

/** An HTTP server between Teardown and the sandbox that responds to some operations in AWS's place. */
export class HostileProxy {
  /** By operation; everything else goes to the sandbox and back. */
  readonly intercepted = new Map<string, Interception>();
  /** Its requests go through the proxy. */
  readonly target: Target;
  readonly url: string;
  /** A client with short timeouts for the responses of the proxy. */
  readonly client: AwsClient;
  readonly #server: Server;

  private constructor(world: TestEnvironment, server: Server, target: Target) {
    this.#server = server;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const { url } = this;
    this.target = { ...target, endpoints: { ...target.endpoints, ec2: url, lightsail: url, directconnect: url } };
    const [patient, hasty] = [world.client, world.newClient({ responseMs: 50, maxBytes: 1_000_000 })];
    this.client = {
      call: (...args) => (this.intercepted.has(args[2]) ? hasty : patient).call(...args),
    };
  }

  static async start(world: TestEnvironment): Promise<HostileProxy> {
    const server = createServer((request, response) => {
      void respond(request, response);
    });
    const respond = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const body = Buffer.concat(chunks);
      const operation = operationOf(request, body);
      const interception = proxy.intercepted.get(operation);
      if (interception && !interception.executes) {
        interception.respond(response, operation);
        return;
      }
      const { method = '', url = '', headers } = request;
      forward(`${world.sandbox.endpoint}${url}`, { method, headers }, (incoming) => {
        if (!interception) {
          response.writeHead(incoming.statusCode ?? 500, incoming.headers);
          incoming.pipe(response);
          return;
        }
        incoming.resume().on('end', () => {
          interception.respond(response, operation);
        });
      })
        // A client that did not wait.
        .on('error', () => response.destroy())
        .end(body);
    };
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const proxy: HostileProxy = new HostileProxy(world, server, await world.target());
    return proxy;
  }

  /** Returns a resource whose target leads through the proxy. */
  behind({ kind, entry }: Resource): Resource {
    const resource = resourceFrom(kind, this.target, entry);
    assert.ok(resource);
    return resource;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

/** A test environment with a proxy in front of its sandbox. */
export interface ProxiedWorld {
  readonly world: TestEnvironment;
  readonly proxy: HostileProxy;
}

/**
 * Starts an environment and a proxy before the tests of the surrounding suite, and closes them after it. Each test finds the initial state,
 * and a proxy that intercepts nothing.
 */
export function behindHostileProxy(): ProxiedWorld {
  let started: ProxiedWorld | undefined;
  const current = (): ProxiedWorld => started ?? assert.fail('The suite has not started.');
  before(async () => {
    const world = await TestEnvironment.start();
    started = { world, proxy: await HostileProxy.start(world) };
  });
  beforeEach(async () => {
    const { world, proxy } = current();
    proxy.intercepted.clear();
    await world.reset();
  });
  after(async () => {
    if (!started) return;
    started.proxy.close();
    await started.world.close();
  });
  return {
    get world() {
      return current().world;
    },
    get proxy() {
      return current().proxy;
    },
  };
}

/** Returns the operation of a request: of EC2 in its form, of the JSON services in a header. */
function operationOf({ headers }: IncomingMessage, body: Buffer): string {
  const named = headers['x-amz-target'];
  if (typeof named === 'string') return named.slice(named.lastIndexOf('.') + 1);
  return new URLSearchParams(body.toString()).get('Action') ?? '';
}
