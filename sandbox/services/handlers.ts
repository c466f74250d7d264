import type { Call } from './call.ts';

/** The commands that an SDK client exports, by the name of their operation. */
type Commands<Module> = { [K in keyof Module as K extends `${infer Operation}Command` ? Operation : never]: Module[K] };

type InputOf<Command> = Command extends new (...args: never[]) => { input: infer Input } ? Input : never;

type OutputOf<Command> = Command extends new (...args: never[]) => {
  resolveMiddleware: (...args: never[]) => (...args: never[]) => Promise<{ output: infer Output }>;
}
  ? Omit<Output & object, '$metadata'>
  : never;

/**
 * What the operations of a service do: input and output are those of the SDK client's commands, so that a wrong name or
 * member does not compile. A handler throws an `AwsError` to refuse.
 */
export type Handlers<Module> = {
  readonly [Operation in keyof Commands<Module>]?: (
    input: InputOf<Commands<Module>[Operation]>,
    call: Call,
  ) => OutputOf<Commands<Module>[Operation]>;
};

/** A handler whose input and output are known to the wire only. */
export type AnyHandler = (input: never, call: Call) => object;

/**
 * Puts the handlers of a service's files together. Two that are for the same operation are a mistake.
 *
 * @param parts what the files export
 * @returns the handlers by operation
 */
export function handlerTable(...deps: readonly object[]): ReadonlyMap<string, AnyHandler> {
  const table = new Map<string, AnyHandler>();
  for (const part of deps) {
    for (const [operation, handler] of Object.entries(part) as [string, AnyHandler][]) {
      if (table.has(operation)) throw new Error(`Two handlers for ${operation}`);
      table.set(operation, handler);
    }
  }
  return table;
}
