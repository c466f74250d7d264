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

const [LESS, GREATER, SLASH, EXCLAMATION, QUESTION, SPACE] = [0x3c, 0x3e, 0x2f, 0x21, 0x3f, 0x20];
/** The bytes of the name of a list's elements, each with its place. */
const ITEM = [...Buffer.from('item').entries()];

const COMMENT = Buffer.from('<!--');

/** No document: the SDK reports it as it reports every response that is cut off. */
const NOT_WELL_FORMED = wholeResponse(Buffer.from('<'));

/**
 * Splits a long response of EC2 into several that have some items of its lists each, so that reading one does not block: the SDK reads
 * a response at once, which takes more than a second for a thousand instances.
 *
 * Returns the response alone where it is short, and nothing that can be read where it is long and not well-formed. All of EC2's lists have
 * elements named `item`: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/making-api-requests.html.
 */
export async function splitXml(body: Uint8Array, partBytes = PART_BYTES): Promise<readonly ResponsePart[]> {
  if (body.byteLength <= 2 * partBytes) return wholeResponse(body);
  const bytes = bufferOf(body);
  const scan = new XmlScan(bytes, partBytes);
  const turns = new Turns();
  for (let start = bytes.indexOf(LESS); start >= 0;) {
    const end = scan.read(start);
    if (end === undefined) return NOT_WELL_FORMED;
    await turns.at(end);
    start = bytes.indexOf(LESS, end);
  }
  return scan.isComplete ? cutInto(bytes, scan.cuts) : NOT_WELL_FORMED;
}

/** Follows the tags of a document. */
class XmlScan {
  readonly #bytes: Buffer;
  readonly #partBytes: number;
  readonly cuts: Cut[] = [];
  /** Where the tags begin and end that are open. */
  readonly #open: (readonly [start: number, end: number])[] = [];
  #hasRoot = false;
  #partStart = 0;

  constructor(bytes: Buffer, partBytes: number) {
    this.#bytes = bytes;
    this.#partBytes = partBytes;
  }

  /** Whether everything that was opened is closed. */
  get isComplete(): boolean {
    return this.#hasRoot && this.#open.length === 0;
  }

  /** Reads what begins with a bracket. Returns where it ends; undefined where the document is not well-formed. */
  read(start: number): number | undefined {
    if (this.#bytes[start + 1] === EXCLAMATION) return this.#skipComment(start);
    const end = this.#bytes.indexOf(GREATER, start);
    if (end < 0) return undefined;
    if (this.#bytes[start + 1] === QUESTION) return end + 1;
    if (this.#bytes[start + 1] === SLASH) return this.#close(start, end);
    if (this.#open.length === 0 && this.#hasRoot) return undefined;
    this.#hasRoot = true;
    if (this.#bytes[end - 1] !== SLASH) this.#open.push([start, end]);
    else if (this.#isItem(start)) this.#cutAfter(end + 1);
    return end + 1;
  }

  /** Skips a comment. EC2 sends no document types and no CDATA sections. */
  #skipComment(start: number): number | undefined {
    if (!this.#bytes.subarray(start, start + COMMENT.byteLength).equals(COMMENT)) return undefined;
    const end = this.#bytes.indexOf('-->', start + COMMENT.byteLength);
    return end < 0 ? undefined : end + 3;
  }

  #close(start: number, end: number): number | undefined {
    const opened = this.#open.pop();
    if (!opened || !this.#isNamedAs(opened[0], start, end)) return undefined;
    if (this.#isItem(opened[0])) this.#cutAfter(end + 1);
    return end + 1;
  }

  /** Returns whether an opening tag has the name of a closing one. */
  #isNamedAs(open: number, start: number, end: number): boolean {
    let [at, close] = [open + 1, start + 2];
    while (close < end && this.#bytes[close] !== SPACE && this.#bytes[at] === this.#bytes[close]) {
      at += 1;
      close += 1;
    }
    return (close === end || this.#bytes[close] === SPACE) && this.#endsName(at);
  }

  #isItem(start: number): boolean {
    // Not Buffer.compare, whose checks of its arguments took 20 of the 48 ms of a first scan.
    for (const [n, byte] of ITEM) if (this.#bytes[start + 1 + n] !== byte) return false;
    return this.#endsName(start + 1 + ITEM.length);
  }

  #endsName(at: number): boolean {
    const byte = this.#bytes[at] ?? 0;
    return byte <= SPACE || byte === GREATER || byte === SLASH;
  }

  /** Cuts after an item where the part is long enough; within another item only where it is very long. */
  #cutAfter(at: number): void {
    const length = at - this.#partStart;
    if (length < this.#partBytes) return;
    const shared = this.#open.filter(([start]) => this.#isItem(start)).length;
    if (shared > 0 && length < WHOLE_ELEMENTS * this.#partBytes) return;
    const tags = this.#open.map(([start, end]) => this.#bytes.toString('utf8', start, end + 1));
    const close = tags.toReversed().map((tag) => `</${/^<([^\s/>]+)/.exec(tag)?.[1] ?? ''}>`);
    this.cuts.push({ end: at, start: at, close: close.join(''), open: tags.join(''), shared });
    this.#partStart = at;
  }
}
