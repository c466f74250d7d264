import assert from 'node:assert/strict';
import { EC2Client } from '@aws-sdk/client-ec2';
import { parsePlainXmlFirst } from '../../../src/aws/client/parsePlainXmlFirst.ts';
import { parsePlainXml } from '../../../src/aws/client/plainXml.ts';
import type { ResponseProtocol } from '../../../src/aws/client/scalarsAsText.ts';
import { randomFrom } from '../../../sandbox/random.ts';
import { replayable, SEED } from '../support/seed.ts';

const RUNS = 20_000;
const NAMES = [
  'item',
  'key',
  'value',
  'vpcId',
  'tagSet',
  'a',
  'a-b',
  'x:y',
  '_a',
  'constructor',
  '__proto__',
  'toString',
];
const TEXTS = [
  '',
  ' ',
  '\n',
  '\n  ',
  '\t\n',
  'web',
  'vpc-0123456789abcdef0',
  'größe',
  '漢字',
  '\u00a0',
  '\u00a0\n',
  ']]>',
  '>',
];
const ODD_TEXTS = ['&amp;', '&#x41;', '&', '\r\n', 'a\rb', '<!-- item -->', '<![CDATA[<item>]]>', '<?pi?>'];
const ATTRIBUTES = [' a="b"', ' ', " x='1'", ' item="&lt;"', '\n'];
const DECLARATIONS = [
  '<?xml version="1.0" encoding="UTF-8"?>\n',
  '<?xml version="1.0"?>',
  '',
  '\ufeff',
  '<!DOCTYPE x>',
];
const NAMESPACES = [' xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"', '', ' xmlns="a" b="c"', ' xmlns=""'];

const client = new EC2Client({ region: 'eu-west-1' });
const { deserializer } = client.config.protocol as unknown as Required<ResponseProtocol>;

/** Parses as the SDK does. Undefined where it rejects the document. */
function parseWithSdk(xml: string): unknown {
  try {
    return deserializer.parseXml?.(xml);
  } catch {
    return undefined;
  }
}

type Random = ReturnType<typeof randomFrom>;

/** Writes documents: mostly plain ones, where `oddity` is small. */
class Documents {
  readonly #random: Random;
  readonly #oddity: number;

  constructor(random: Random, oddity: number) {
    this.#random = random;
    this.#oddity = oddity;
  }

  next(): string {
    const root = this.#pick(['DescribeVpcsResponse', 'a', 'item']);
    const declaration = this.#isOdd() ? this.#pick(DECLARATIONS) : (DECLARATIONS[0] ?? '');
    const namespace = this.#isOdd() ? this.#pick(NAMESPACES) : (NAMESPACES[0] ?? '');
    const xml = `${declaration}<${root}${namespace}>${this.#elements(3)}</${root}>${this.#isOdd() ? 'more' : ''}`;
    return this.#isOdd() ? this.#damage(xml) : xml;
  }

  #elements(depth: number): string {
    const count = Math.floor(this.#random() * 4);
    return Array.from({ length: count }, () => this.#element(depth)).join(this.#pick(['', '\n', '\n    ']));
  }

  #element(depth: number): string {
    const name = this.#isOdd() ? this.#pick(NAMES) : this.#pick(NAMES.slice(0, 6));
    const attributes = this.#isOdd() ? this.#pick(ATTRIBUTES) : '';
    if (this.#random() < 0.1) return `<${name}${attributes}/>`;
    const content = depth > 0 && this.#random() < 0.5 ? this.#elements(depth - 1) : this.#text();
    return `<${name}${attributes}>${content}</${name}${this.#isOdd() ? ' ' : ''}>${this.#isOdd() ? this.#text() : ''}`;
  }

  #text(): string {
    return this.#pick(TEXTS) + (this.#isOdd() ? this.#pick(ODD_TEXTS) : '');
  }

  /** Leaves out, doubles or replaces some characters. */
  #damage(xml: string): string {
    const at = Math.floor(this.#random() * xml.length);
    const length = Math.floor(this.#random() * 4);
    return xml.slice(0, at) + this.#pick(['', '<', '>', '/', xml.slice(at, at + 2 * length)]) + xml.slice(at + length);
  }

  #pick<T>(from: readonly T[]): T {
    return from[Math.floor(this.#random() * from.length)] as T;
  }

  #isOdd(): boolean {
    return this.#random() < this.#oddity;
  }
}

describe('XML of EC2', () => {
  it('is parsed as the SDK parses it, or left to the SDK', async () => {
    await replayable(SEED, () => {
      const random = randomFrom(SEED);
      for (const oddity of [0, 0.005, 0.05]) {
        const documents = new Documents(random, oddity);
        let parsed = 0;
        for (let run = 0; run < RUNS; run += 1) {
          const xml = documents.next();
          const own = parsePlainXml(xml, (text) => text);
          if (own === undefined) continue;
          parsed += 1;
          assert.deepEqual(own, parseWithSdk(xml), JSON.stringify(xml));
        }
        assert.ok(parsed > RUNS / 100, `${parsed} of ${RUNS} documents were plain`);
      }
      return Promise.resolve();
    });
  });

  const LIST = '<R xmlns="x"><vpcSet><item><vpcId>vpc-1</vpcId></item><item><vpcId>vpc-1</vpcId></item></vpcSet></R>';

  /** Returns a protocol that counts the documents that the SDK parses. */
  function countingProtocol() {
    const protocol = {
      parsedBySdk: 0,
      deserializer: {
        parseXml: (xml: string): unknown => {
          protocol.parsedBySdk += 1;
          return parseWithSdk(xml);
        },
      },
      deserializeResponse: () => Promise.resolve({}),
    };
    parsePlainXmlFirst(protocol);
    return protocol;
  }

  it('is not parsed by the SDK where it is plain, and by nothing else where it is not', () => {
    const protocol = countingProtocol();
    assert.deepEqual(protocol.deserializer.parseXml(LIST), {
      vpcSet: { item: [{ vpcId: 'vpc-1' }, { vpcId: 'vpc-1' }] },
      xmlns: 'x',
    });
    assert.equal(protocol.parsedBySdk, 0);
    const withEntity = LIST.replace('vpc-1', 'a&amp;b');
    assert.deepEqual(protocol.deserializer.parseXml(withEntity), parseWithSdk(withEntity));
    assert.equal(protocol.parsedBySdk, 1);
  });

  it('is left to the SDK where it is nested too deeply', () => {
    const deep = `<R>${'<a>'.repeat(100_000)}${'</a>'.repeat(100_000)}</R>`;
    assert.equal(
      parsePlainXml(deep, (text) => text),
      undefined,
    );
  });
});
