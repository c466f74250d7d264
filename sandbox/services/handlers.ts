import type { Call } from './call.ts';

/** The commands that an SDK client exports, by operation. */
type Commands<Module> = { [K in keyof Module as K extends `${infer Operation}Command` ? Operation : never]: Module[K] };

type InputOf<Command> = Command extends new (...args: never[]) => { input: infer Input } ? Input : never;

type OutputOf<Command> = Command extends new (...args: never[]) => {
  resolveMiddleware: (...args: never[]) => (...args: never[]) => Promise<{ output: infer Output }>;
}
  ? Omit<Output & object, '$metadata'>
  : never;

/**
 * Handlers by operation. Inputs and outputs have the types of the SDK client's commands, so that a wrong name or
 * member does not compile. A handler throws an `AwsError` to reject a request.
 */
export type Handlers<Module> = {
  readonly [Operation in keyof Commands<Module>]?: (
    input: InputOf<Commands<Module>[Operation]>,
    call: Call,
  ) => OutputOf<Commands<Module>[Operation]>;
};

/** A handler without the types of its input and output. */
export type AnyHandler = (input: never, call: Call) => object;

/** Merges the handlers of a service's files. Throws if two handle the same operation. */
export function handlerTable(...handlerObjects: readonly object[]): ReadonlyMap<string, AnyHandler> {
  const table = new Map<string, AnyHandler>();
  for (const handlers of handlerObjects) {
    for (const [operation, handler] of Object.entries(handlers) as [string, AnyHandler][]) {
      if (table.has(operation)) throw new Error(`Two handlers handle ${operation}`);
      table.set(operation, handler);
    }
  }
  return table;
}
