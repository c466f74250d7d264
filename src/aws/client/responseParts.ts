import { setImmediate as nextTurn } from 'node:timers/promises';

/** About as many bytes as the SDK reads in ten milliseconds. */
export const PART_BYTES = 32 * 1024;

/** So many times longer a part becomes before an element is cut in two. */
export const WHOLE_ELEMENTS = 4;

/** After so many bytes a scan lets other work run: for eight times as many, the first scan of a window took 50 ms on a slow machine. */
const TURN_BYTES = 64 * 1024;

/** A part of a response, and how many elements of lists, one in another, it shares with the part before it. */
export interface ResponsePart {
  readonly bytes: Uint8Array;
  readonly shared: number;
}

/** A place where a response can be cut: where one part ends and the next begins, what closes the one and opens the other. */
export interface Cut {
  readonly end: number;
  readonly start: number;
  readonly close: string;
  readonly open: string;
  readonly shared: number;
}

/** Returns the response alone, as it is. */
export const wholeResponse = (bytes: Uint8Array): readonly ResponsePart[] => [{ bytes, shared: 0 }];

/** Returns the bytes without a copy. */
export const bufferOf = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** Cuts a response. Together the parts have every element of it, and each is a document of its own. */
export function cutInto(bytes: Buffer, cuts: readonly Cut[]): readonly ResponsePart[] {
  return [undefined, ...cuts].map((from, n) => {
    const to = cuts[n];
    const content = bytes.subarray(from?.start ?? 0, to?.end);
    const pieces = [Buffer.from(from?.open ?? ''), content, Buffer.from(to?.close ?? '')];
    return { bytes: Buffer.concat(pieces), shared: from?.shared ?? 0 };
  });
}

/** Joins what was read of the parts of one response into the first: lists are joined, and everything else is in one part. */
export function joinParts(parts: readonly { readonly output: object; readonly shared: number }[]): object {
  const [first, ...rest] = parts;
  const joined = (first?.output ?? {}) as Record<string, unknown>;
  for (const { output, shared } of rest) joinInto(joined, output, shared);
  return joined;
}

function joinInto(joined: Record<string, unknown>, part: object, shared: number): void {
  for (const [name, value] of Object.entries(part) as [string, unknown][]) {
    const before = joined[name];
    if (Array.isArray(before) && Array.isArray(value)) joinLists(before, value, shared);
    else if (isStructure(before) && isStructure(value)) joinInto(before, value, shared);
    else joined[name] ??= value;
  }
}

function joinLists(joined: unknown[], part: readonly unknown[], shared: number): void {
  const [last, first] = [joined.at(-1), part[0]];
  const isShared = shared > 0 && isStructure(last) && isStructure(first);
  if (isShared) joinInto(last, first, shared - 1);
  for (const element of isShared ? part.slice(1) : part) joined.push(element);
}

const isStructure = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);

/** Counts bytes, and lets other work run after each {@link TURN_BYTES}. */
export class Turns {
  #from = 0;

  /** Returns a promise to wait for, where it is time. */
  at(position: number): Promise<void> | undefined {
    if (position - this.#from <= TURN_BYTES) return undefined;
    this.#from = position;
    return nextTurn();
  }
}

/** Calls a function with each part, and lets other work run in between. Returns the results in order. */
export async function inTurns<Part, Result>(
  parts: readonly Part[],
  read: (part: Part) => Result | Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (const part of parts) {
    if (parts.length > 1) await nextTurn();
    results.push(await read(part));
  }
  return results;
}
