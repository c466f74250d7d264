import { setMaxListeners } from 'node:events';
import type { AwsCredentialIdentityProvider } from '@smithy/types';
import type { Structure } from '../../catalog/model/structure.ts';
import { PromiseCache } from '../../common/promiseCache.ts';
import type { ServiceId } from '../../catalog/model/services.ts';
import { agents, endpointConfig } from './clientConfig.ts';
import { connectionSlots } from './connections.ts';
import {
  RESPONSE_LIMITS,
  assertFromAws,
  hasContent,
  readBody,
  returnsFalse,
  type ExpectedResponse,
  type ResponseLimits,
} from './responseGuard.ts';
import { AwsCallError } from '../errors/callError.ts';
import { parsePlainXmlFirst } from './parsePlainXmlFirst.ts';
import { readInParts } from './readInParts.ts';
import { readScalarsAsText } from './scalarsAsText.ts';
import { ServerClock } from './serverClock.ts';
import {
  commandOf,
  loadService,
  outputSchema,
  type Client,
  type Command,
  type ServiceModule,
} from './serviceModules.ts';
import { splitJson } from './splitJson.ts';
import { splitXml } from './splitXml.ts';
import { HeldBackError, metadataOf, toCallFailure } from './toCallFailure.ts';
import type { AimdLimiter } from '../throttling/aimdLimiter.ts';
import { targetKey, type Target } from '../identity/target.ts';

/** AWS's response to one call. */
export interface AwsResponse {
  /** Exactly what AWS documents, secrets redacted, dates as dates. */
  readonly output: Structure;
  /** HTTP status. */
  readonly status: number;
  readonly requestId?: string;
  /** How many requests it took. */
  readonly attempts: number;
  readonly durationMs: number;
}

/** How a call is to be made. */
export interface CallOptions {
  readonly signal?: AbortSignal;
  /** True for calls that remove: they are sent once, and never repeated blindly. */
  readonly noRetry?: boolean;
  /** Returns whether the request may still be sent. Called when it is signed, which can take minutes where a person is asked for a code. */
  readonly mayLeave?: () => boolean;
}

/** The one way to AWS for everything above this layer. */
export interface AwsClient {
  /**
   * Sends a request to the account and Region of `target`. `input` has AWS's member names; `options` hold the abort
   * signal, and whether the request may be repeated. Throws an `AwsCallError` when it fails, whatever the reason.
   */
  call(
    target: Target,
    service: ServiceId,
    operation: string,
    input: Structure,
    options?: CallOptions,
  ): Promise<AwsResponse>;
}

/** How long to wait, in milliseconds: for a connection, and for the first byte of a response; then its own limits count. */
export interface Timeouts extends ResponseLimits {
  readonly connectionMs: number;
  readonly requestMs: number;
}

const loadModules = (service: ServiceId) => Promise.all([loadService(service), import('./sanitizeOutput.ts')]);

const TIMEOUTS: Timeouts = { connectionMs: 6_000, requestMs: 30_000, ...RESPONSE_LIMITS };

/** A client, with a slot for each of its connections. */
interface OpenClient {
  readonly client: Client;
  readonly slots: AimdLimiter;
}

/** Calls AWS with the SDK's own clients, each made for one whole target and for no other. */
export class SdkAwsClient implements AwsClient {
  /** The time of AWS, by its responses. */
  readonly serverClock = new ServerClock();
  readonly #credentials: (target: Target) => AwsCredentialIdentityProvider;
  readonly #timeouts: Timeouts;
  /** An opening may fail, for example where a CA bundle cannot be read. */
  readonly #clients = new PromiseCache<string, OpenClient>();
  readonly #modules = new PromiseCache<ServiceId, Awaited<ReturnType<typeof loadModules>>>();

  /** `credentials` returns the credentials of a target; it is called again before each signature. */
  constructor(credentials: (target: Target) => AwsCredentialIdentityProvider, timeouts: Partial<Timeouts> = {}) {
    this.#credentials = credentials;
    this.#timeouts = { ...TIMEOUTS, ...timeouts };
  }

  async call(
    target: Target,
    service: ServiceId,
    operation: string,
    input: Structure,
    options: CallOptions = {},
  ): Promise<AwsResponse> {
    const started = performance.now();
    // A scan makes hundreds of calls that one signal ends: nothing leaks, though Node would warn of the eleventh.
    if (options.signal) setMaxListeners(0, options.signal);
    const [module, { hasMembers }] = await this.#modules.get(service, () => loadModules(service));
    const elapsed = () => Math.round(performance.now() - started);
    try {
      const { client, slots } = await this.#client(module, target, service, options.noRetry ?? false);
      const command = commandOf(module, operation, input);
      const hasOutput = hasMembers(outputSchema(module, operation));
      const expected = { service, operation, hasOutput };
      const guard = guardRequest(command, { ...expected, ...options }, this.#timeouts, this.serverClock);
      const send = () => client.send(command, options.signal ? { abortSignal: options.signal } : {});
      const sent = await slots.run(send, options.signal);
      const { $metadata, ...output } = sent as { readonly $metadata?: object };
      const metadata = metadataOf({ $metadata });
      return {
        output: guard.returnedFalse ? { Return: false } : output,
        status: metadata.httpStatusCode ?? 0,
        ...(metadata.requestId !== undefined && { requestId: metadata.requestId }),
        attempts: metadata.attempts ?? 1,
        durationMs: elapsed(),
      };
    } catch (error) {
      const aborted = options.signal?.aborted ?? false;
      throw new AwsCallError(toCallFailure(error, { target, service, operation, durationMs: elapsed(), aborted }));
    }
  }

  /** Closes all connections. */
  dispose(): void {
    this.#clients.clear(({ client }) => {
      client.destroy();
    });
  }

  #client(module: ServiceModule, target: Target, service: ServiceId, once: boolean): Promise<OpenClient> {
    const key = JSON.stringify([targetKey(target), service, once]);
    return this.#clients.get(key, () => this.#open(module, target, service, once));
  }

  async #open(module: ServiceModule, target: Target, service: ServiceId, once: boolean): Promise<OpenClient> {
    const [{ NodeHttpHandler }, { sanitizeOutput }] = await Promise.all([
      import('@smithy/node-http-handler'),
      import('./sanitizeOutput.ts'),
    ]);
    const client = module.create({
      region: target.region,
      // A profile is never named here: with one, the client would read the endpoint of AWS_PROFILE.
      ...endpointConfig(service, target),
      credentials: this.#credentials(target),
      maxAttempts: once ? 1 : 3,
      retryMode: 'standard',
      requestHandler: new NodeHttpHandler({
        connectionTimeout: this.#timeouts.connectionMs,
        requestTimeout: this.#timeouts.requestMs,
        throwOnRequestTimeout: true,
        ...agents(target),
      }),
      customUserAgent: [['teardown-aws']],
    });
    // It copies every response for a logger, also where there is none.
    client.middlewareStack.remove('loggerMiddleware');
    readScalarsAsText(client.config.protocol);
    const isXml = service === 'ec2';
    readInParts(client.config.protocol, {
      split: isXml ? splitXml : splitJson,
      sanitize: (schema, output, bytes) => sanitizeOutput(schema, output, !isXml || hasContent(bytes)),
    });
    parsePlainXmlFirst(client.config.protocol);
    return { client, slots: connectionSlots() };
  }
}

/**
 * Sends each attempt only where it may still leave, and checks each response before the SDK parses it. The result shows whether EC2
 * returned `false` where the SDK documents no output and drops it.
 */
function guardRequest(
  command: Command,
  expected: ExpectedResponse & Pick<CallOptions, 'mayLeave'>,
  limits: ResponseLimits,
  serverClock: ServerClock,
): { readonly returnedFalse: boolean } {
  const guard = { returnedFalse: false };
  command.middlewareStack.add(
    (next) => async (args) => {
      if (expected.mayLeave?.() === false) throw new HeldBackError();
      const started = performance.now();
      const result = await next(args);
      const response = result.response as Parameters<typeof readBody>[0];
      const body = await readBody(response, started, limits);
      assertFromAws(response, body, expected);
      serverClock.observe(response.headers['date']);
      response.body = body;
      guard.returnedFalse = returnsFalse(body, expected);
      return result;
    },
    { step: 'deserialize', priority: 'low', name: 'teardownGuard' },
  );
  return guard;
}
