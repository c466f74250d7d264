import {
  bufferOf,
  cutInto,
  PART_BYTES,
  Turns,
  WHOLE_ELEMENTS,
  wholeResponse,
  type Cut,
  type ResponsePart,
} from './responseParts.ts';

const [QUOTE, BACKSLASH, COMMA, COLON] = [0x22, 0x5c, 0x2c, 0x3a];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT, SPACE] = [0x5b, 0x5d, 0x7b, 0x7d, 0x20];

/** No document: the SDK reports it as it reports every response that is cut off. */
const NOT_WELL_FORMED = wholeResponse(Buffer.from('{'));

/**
 * Splits a long response in JSON into several that have some elements of its lists each, so that reading one does not block.
 *
 * Returns the response alone where it is short, and nothing that can be read where it is long and its brackets do not match.
 */
export async function splitJson(body: Uint8Array, partBytes = PART_BYTES): Promise<readonly ResponsePart[]> {
  if (body.byteLength <= 2 * partBytes) return wholeResponse(body);
  const bytes = bufferOf(body);
  const scan = new JsonScan(bytes, partBytes);
  const turns = new Turns();
  for (let at = 0; at < bytes.byteLength;) {
    const next = scan.read(at);
    if (next === undefined) return NOT_WELL_FORMED;
    at = next;
    await turns.at(at);
  }
  return scan.isComplete ? cutInto(bytes, scan.cuts) : NOT_WELL_FORMED;
}

/** A list or an object that is open, and the text that opens it in its parent: with its name, where it has one. */
interface Container {
  readonly isList: boolean;
  readonly open: string;
}

/** Follows the brackets of a document. */
class JsonScan {
  readonly #bytes: Buffer;
  readonly #partBytes: number;
  readonly cuts: Cut[] = [];
  readonly #open: Container[] = [];
  #hasRoot = false;
  #partStart = 0;
  /** Where the last text begins and ends, and whether a colon came after it: the name of the next value. */
  #text: readonly [start: number, end: number] = [0, 0];
  #isName = false;

  constructor(bytes: Buffer, partBytes: number) {
    this.#bytes = bytes;
    this.#partBytes = partBytes;
  }

  /** Whether everything that was opened is closed. */
  get isComplete(): boolean {
    return this.#hasRoot && this.#open.length === 0;
  }

  /** Reads what begins at a position. Returns where it ends; undefined where the document is not well-formed. */
  read(at: number): number | undefined {
    const byte = this.#bytes[at] ?? 0;
    if (this.isComplete && byte > SPACE) return undefined;
    switch (byte) {
      case QUOTE:
        return this.#readText(at);
      case COLON:
        this.#isName = true;
        break;
      case OPEN_LIST:
      case OPEN_OBJECT:
        this.#push(byte === OPEN_LIST);
        break;
      case CLOSE_LIST:
      case CLOSE_OBJECT:
        if (this.#open.pop()?.isList !== (byte === CLOSE_LIST)) return undefined;
        this.#isName = false;
        break;
      case COMMA:
        this.#isName = false;
        if (this.#open.at(-1)?.isList) this.#cutAt(at);
        break;
      default:
    }
    return at + 1;
  }

  #readText(start: number): number | undefined {
    for (let end = this.#bytes.indexOf(QUOTE, start + 1); end >= 0; end = this.#bytes.indexOf(QUOTE, end + 1)) {
      let escapes = 0;
      while (this.#bytes[end - 1 - escapes] === BACKSLASH) escapes += 1;
      if (escapes % 2 === 1) continue;
      this.#text = [start, end + 1];
      return end + 1;
    }
    return undefined;
  }

  #push(isList: boolean): void {
    const name = this.#isName ? `${this.#bytes.toString('utf8', ...this.#text)}:` : '';
    this.#open.push({ isList, open: `${name}${isList ? '[' : '{'}` });
    this.#isName = false;
    this.#hasRoot = true;
  }

  /** Cuts at a comma between elements where the part is long enough; within an element of a list only where it is very long. */
  #cutAt(at: number): void {
    const length = at - this.#partStart;
    if (length < this.#partBytes) return;
    const shared = this.#open.filter(({ isList }) => isList).length - 1;
    if (shared > 0 && length < WHOLE_ELEMENTS * this.#partBytes) return;
    const close = this.#open.map(({ isList }) => (isList ? ']' : '}')).toReversed();
    const open = this.#open.map((container) => container.open);
    this.cuts.push({ end: at, start: at + 1, close: close.join(''), open: open.join(''), shared });
    this.#partStart = at + 1;
  }
}
