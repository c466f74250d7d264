import { setImmediate as nextTurn } from 'node:timers/promises';

/** About as many bytes of XML as the SDK reads in ten milliseconds. */
const PART_BYTES = 32 * 1024;

/** After so many bytes the scan lets other work run. */
const TURN_BYTES = 512 * 1024;

const [LESS, GREATER, SLASH, EXCLAMATION, QUESTION] = [0x3c, 0x3e, 0x2f, 0x21, 0x3f];
const ITEM = Buffer.from('item');

/** A place between two items of a list, with the tags of the list around it. */
interface Cut {
  readonly at: number;
  readonly open: Uint8Array;
  readonly close: string;
}

/**
 * Splits a long response of EC2 into several that have some items of its lists each, so that reading one does not block: the SDK reads
 * a response at once, which takes more than a second for a thousand instances. Together they have every element of the response.
 *
 * Returns the response alone where it is short, has no list, or is not well-formed, which the SDK then reports. All of EC2's lists have
 * elements named `item`: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/making-api-requests.html.
 */
export async function splitResponse(body: Uint8Array, partBytes = PART_BYTES): Promise<readonly Uint8Array[]> {
  if (body.byteLength <= 2 * partBytes) return [body];
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const found = await findCuts(bytes, partBytes);
  if (found === undefined) return [body];
  const { rootOpen, rootClose, cuts } = found;
  return [undefined, ...cuts].map((from, n) => {
    const to = cuts[n];
    return Buffer.concat([
      ...(from ? [rootOpen, from.open] : []),
      bytes.subarray(from?.at ?? 0, to?.at),
      ...(to ? [Buffer.from(to.close + rootClose)] : []),
    ]);
  });
}

/** Joins what was read of the parts of one response: lists are joined, and everything else is in one part. */
export function joinParts(parts: readonly object[]): object {
  const joined: Record<string, unknown> = {};
  for (const part of parts) {
    for (const [name, value] of Object.entries(part) as [string, unknown][]) {
      const before = joined[name];
      if (Array.isArray(before) && Array.isArray(value)) for (const one of value as unknown[]) before.push(one);
      else joined[name] ??= value;
    }
  }
  return joined;
}

interface Cuts {
  readonly rootOpen: Uint8Array;
  readonly rootClose: string;
  readonly cuts: readonly Cut[];
}

const nameOf = (tag: Buffer): string => /^<\/?([^\s/>]+)/.exec(tag.toString('latin1'))?.[1] ?? '';

/** Finds where the lists can be cut; undefined where the tags are not those of one whole document. */
async function findCuts(bytes: Buffer, partBytes: number): Promise<Cuts | undefined> {
  const scan = new Scan(bytes, partBytes);
  let turnStart = 0;
  for (let start = bytes.indexOf(LESS); start >= 0; start = bytes.indexOf(LESS, start + 1)) {
    const end = bytes.indexOf(GREATER, start);
    // EC2 sends no comments, no sections and no document types.
    if (end < 0 || bytes[start + 1] === EXCLAMATION) return undefined;
    if (bytes[start + 1] !== QUESTION) scan.readTag(start, end);
    if (end - turnStart > TURN_BYTES) {
      turnStart = end;
      await nextTurn();
    }
  }
  return scan.result();
}

/** Follows the depth of a document's tags. */
class Scan {
  readonly #bytes: Buffer;
  readonly #partBytes: number;
  readonly #cuts: Cut[] = [];
  #depth = 0;
  #partStart = 0;
  #isItem = false;
  #root: Buffer | undefined;
  #list: Buffer | undefined;

  constructor(bytes: Buffer, partBytes: number) {
    this.#bytes = bytes;
    this.#partBytes = partBytes;
  }

  /** Reads the tag between two brackets. */
  readTag(start: number, end: number): void {
    const isClosing = this.#bytes[start + 1] === SLASH;
    const isEmpty = this.#bytes[end - 1] === SLASH;
    if (isClosing) this.#depth -= 1;
    else this.#open(start, end);
    if (isClosing || isEmpty) this.#cutAfter(end + 1);
    if (!isClosing && !isEmpty) this.#depth += 1;
  }

  #open(start: number, end: number): void {
    const tag = () => this.#bytes.subarray(start, end + 1);
    if (this.#depth === 0) this.#root ??= tag();
    if (this.#depth === 1) this.#list = tag();
    if (this.#depth === 2)
      this.#isItem = tag()
        .subarray(1, 1 + ITEM.byteLength)
        .equals(ITEM);
  }

  /** Cuts after an item where the part is long enough. */
  #cutAfter(at: number): void {
    if (this.#depth !== 2 || !this.#isItem || !this.#list || at - this.#partStart < this.#partBytes) return;
    this.#partStart = at;
    this.#cuts.push({ at, open: this.#list, close: `</${nameOf(this.#list)}>` });
  }

  result(): Cuts | undefined {
    if (!this.#root || this.#depth !== 0) return undefined;
    return { rootOpen: this.#root, rootClose: `</${nameOf(this.#root)}>`, cuts: this.#cuts };
  }
}

/** Calls a function with each part, and lets other work run in between. Returns the results in order. */
export async function inTurns<Part, Result>(
  parts: readonly Part[],
  read: (part: Part) => Result | Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (const part of parts) {
    if (results.length > 0) await nextTurn();
    results.push(await read(part));
  }
  return results;
}
