import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Target } from '../../../../src/aws/identity/target.ts';
import type { ServiceId } from '../../../../src/catalog/model/services.ts';
import type { Structure } from '../../../../src/catalog/model/structure.ts';
import { TestEnvironment } from '../../support/testEnvironment.ts';

/** A server with the same response to every request, and the client that reads it. */
export class FixedResponse {
  /** The response of the server. */
  body: string | Buffer = '';
  status = 200;
  headers: Readonly<Record<string, string>> = { 'x-amzn-requestid': 'r-1' };
  readonly target: Target;
  readonly world: TestEnvironment;
  readonly #server: Server;

  private constructor(world: TestEnvironment, server: Server, target: Target) {
    this.world = world;
    this.#server = server;
    this.target = target;
  }

  /** Starts the server for all services of the catalog. */
  static async start(): Promise<FixedResponse> {
    const world = await TestEnvironment.start();
    const server = createServer((_, response) => response.writeHead(started.status, started.headers).end(started.body));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const endpoints = { ec2: url, lightsail: url, directconnect: url };
    const started: FixedResponse = new FixedResponse(world, server, { ...(await world.target()), endpoints });
    return started;
  }

  /** Sends a request, and returns the parsed output. */
  async read(service: ServiceId, operation: string, body = this.body): Promise<Structure> {
    this.body = body;
    return (await this.world.client.call(this.target, service, operation, {})).output;
  }

  /** Ends the server and the sandbox. */
  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await this.world.close();
  }
}
