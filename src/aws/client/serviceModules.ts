import type { $Schema } from '@smithy/types';
import type { Structure } from '../../catalog/model/structure.ts';
import type { ServiceId } from '../../catalog/model/services.ts';
import type { ResponseProtocol } from './scalarsAsText.ts';

/** The part of an SDK command that a middleware is added to. */
export interface Command {
  readonly middlewareStack: {
    add(
      middleware: (next: (args: object) => Promise<{ response: unknown }>) => (args: object) => Promise<object>,
      options: { readonly step: 'deserialize'; readonly priority: 'low'; readonly name: string },
    ): void;
  };
}

/** The part of a service's client that is in use. */
export interface Client {
  readonly config: { readonly protocol: ResponseProtocol };
  readonly middlewareStack: { remove(name: string): boolean };
  send(command: object, options: { abortSignal?: AbortSignal }): Promise<object>;
  destroy(): void;
}

/** A service of the SDK. */
export interface ServiceModule {
  /** What the package exports: commands and schemas. */
  readonly exports: Readonly<Record<string, unknown>>;
  create(config: object): Client;
}

const LOADERS: Readonly<Record<ServiceId, () => Promise<ServiceModule>>> = {
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

/** Loads a service of the SDK when it is first needed, and not before: nothing of an SDK is loaded at activation. */
export function loadService(service: ServiceId): Promise<ServiceModule> {
  return LOADERS[service]();
}

/** Returns the command of an operation with its input. */
export function commandOf(module: ServiceModule, operation: string, input: Structure): Command {
  const Constructor = module.exports[`${operation}Command`] as (new (input: object) => Command) | undefined;
  if (!Constructor) throw new Error(`The SDK has no operation ${operation}.`);
  return new Constructor(input);
}

/** Returns the schema of an operation's output: the last element of the operation's own schema. */
export function outputSchema(module: ServiceModule, operation: string): $Schema {
  const schema = module.exports[`${operation}$`] as readonly unknown[] | undefined;
  const output = schema?.at(-1);
  return (typeof output === 'function' ? (output as () => $Schema)() : output) as $Schema;
}
