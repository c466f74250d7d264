import type { NodeHttpHandler, NodeHttpHandlerOptions } from '@smithy/node-http-handler';
import { connectionSlots } from './connections.ts';
import {
  RESPONSE_LIMITS,
  assertNotForeign,
  readBody,
  type HttpResponse,
  type ResponseLimits,
} from './responseGuard.ts';

type Handle = NodeHttpHandler['handle'];

/** Sends the requests of the small clients, and reads and checks each response before the SDK parses it. */
export class GuardedHandler implements Pick<NodeHttpHandler, 'handle' | 'metadata' | 'destroy'> {
  readonly metadata = { handlerProtocol: 'http/1.1' };
  readonly #options: NodeHttpHandlerOptions;
  readonly #limits: ResponseLimits;
  readonly #slots = connectionSlots();
  #handler: Promise<NodeHttpHandler> | undefined;

  /** `maxBytes` must exceed every response of the service. */
  constructor(options: NodeHttpHandlerOptions, maxBytes: number, responseMs = RESPONSE_LIMITS.responseMs) {
    this.#options = options;
    this.#limits = { responseMs, maxBytes };
  }

  /** Sends a request, as soon as a connection is free. */
  async handle(...[request, options]: Parameters<Handle>): ReturnType<Handle> {
    return this.#slots.run(() => this.#send(request, options), options?.abortSignal as AbortSignal | undefined);
  }

  async #send(...[request, options]: Parameters<Handle>): ReturnType<Handle> {
    const started = performance.now();
    this.#handler ??= import('@smithy/node-http-handler').then((sdk) => new sdk.NodeHttpHandler(this.#options));
    const result = await (await this.#handler).handle(request, options);
    const response = result.response as HttpResponse;
    const body = await readBody(response, started, this.#limits);
    assertNotForeign(response, body, operationOf(request.body));
    response.body = body;
    return result;
  }

  /** Closes all connections. */
  destroy(): void {
    void this.#handler?.then((handler) => {
      handler.destroy();
    });
  }
}

/** Returns the operation of a request in AWS's query protocol; undefined in any other. */
function operationOf(body: unknown): string | undefined {
  return typeof body === 'string' ? /^(?:[^{]*&)?Action=(\w+)/.exec(body)?.[1] : undefined;
}
