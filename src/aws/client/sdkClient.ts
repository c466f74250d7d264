import { setMaxListeners } from 'node:events';
import type { AwsCredentialIdentityProvider, $Schema } from '@smithy/types';
import type { Structure } from '../../catalog/model/structure.ts';
import { PromiseCache } from '../../common/promiseCache.ts';
import type { ServiceId } from '../../catalog/model/services.ts';
import { endpointConfig, trustedAuthorities } from './clientConfig.ts';
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
import { readScalarsAsText, type ResponseProtocol } from './scalarsAsText.ts';
import { ServerClock } from './serverClock.ts';
import { splitJson } from './splitJson.ts';
import { splitXml } from './splitXml.ts';
import { HeldBackError, metadataOf, toCallFailure } from './toCallFailure.ts';
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

/** The part of an SDK command that a middleware is added to. */
interface Command {
  readonly middlewareStack: {
    add(
      middleware: (next: (args: object) => Promise<{ response: unknown }>) => (args: object) => Promise<object>,
      options: { readonly step: 'deserialize'; readonly priority: 'low'; readonly name: string },
    ): void;
  };
}

interface Client {
  readonly config: { readonly protocol: ResponseProtocol };
  readonly middlewareStack: { remove(name: string): boolean };
  send(command: object, options: { abortSignal?: AbortSignal }): Promise<object>;
  destroy(): void;
}

interface ServiceModule {
  readonly exports: Readonly<Record<string, unknown>>;
  create(config: object): Client;
}

/** Loads a service's client when it is first needed, and not before: nothing of an SDK is loaded at activation. */
const SERVICE_LOADERS: Readonly<Record<ServiceId, () => Promise<ServiceModule>>> = {
  async ec2() {
    const exports = await import('@aws-sdk/client-ec2');
    return { exports, create: (config) => new exports.EC2Client(config) };
  },
  async lightsail() {
    const exports = await import('@aws-sdk/client-lightsail');
    return { exports, create: (config) => new exports.LightsailClient(config) };
  },
  async directconnect() {
    const exports = await import('@aws-sdk/client-direct-connect');
    return { exports, create: (config) => new exports.DirectConnectClient(config) };
  },
};

const loadModules = (service: ServiceId) => Promise.all([SERVICE_LOADERS[service](), import('./sanitizeOutput.ts')]);

/** How long to wait, in milliseconds: for a connection, and for the first byte of a response; then its own limits count. */
export interface Timeouts extends ResponseLimits {
  readonly connectionMs: number;
  readonly requestMs: number;
}

const TIMEOUTS: Timeouts = { connectionMs: 6_000, requestMs: 30_000, ...RESPONSE_LIMITS };

/** Calls AWS with the SDK's own clients, each made for one whole target and for no other. */
export class SdkAwsClient implements AwsClient {
  /** The time of AWS, by its responses. */
  readonly serverClock = new ServerClock();
  readonly #credentials: (target: Target) => AwsCredentialIdentityProvider;
  readonly #timeouts: Timeouts;
  /** An opening may fail, for example where a CA bundle cannot be read. */
  readonly #clients = new PromiseCache<string, Client>();
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
      const client = await this.#client(module, target, service, options.noRetry ?? false);
      const command = commandOf(module, operation, input);
      const hasOutput = hasMembers(outputSchema(module, operation));
      const expected = { service, operation, hasOutput };
      const guard = guardRequest(command, { ...expected, ...options }, this.#timeouts, this.serverClock);
      const sent = await client.send(command, options.signal ? { abortSignal: options.signal } : {});
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
    this.#clients.clear((client) => {
      client.destroy();
    });
  }

  #client(module: ServiceModule, target: Target, service: ServiceId, once: boolean): Promise<Client> {
    const key = JSON.stringify([targetKey(target), service, once]);
    return this.#clients.get(key, () => this.#open(module, target, service, once));
  }

  async #open(module: ServiceModule, target: Target, service: ServiceId, once: boolean): Promise<Client> {
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
        ...trustedAuthorities(target),
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
    return client;
  }
}

function commandOf(module: ServiceModule, operation: string, input: Structure): Command {
  const Constructor = module.exports[`${operation}Command`] as (new (input: object) => Command) | undefined;
  if (!Constructor) throw new Error(`The SDK has no operation ${operation}.`);
  return new Constructor(input);
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

/** Returns the schema of an operation's output: the last element of the operation's own schema. */
function outputSchema(module: ServiceModule, operation: string): $Schema {
  const schema = module.exports[`${operation}$`] as readonly unknown[] | undefined;
  const output = schema?.at(-1);
  return (typeof output === 'function' ? (output as () => $Schema)() : output) as $Schema;
}
