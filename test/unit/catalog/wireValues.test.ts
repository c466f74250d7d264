import assert from 'node:assert/strict';
import type { NormalizedSchema } from '@smithy/core/schema';
import { after, before, describe, it } from 'mocha';
import { randomFrom } from '../../../sandbox/random.ts';
import { KINDS } from '../../../src/catalog/index.ts';
import type { ServiceId } from '../../../src/catalog/model/services.ts';
import { getListPath } from '../../../src/inventory/listing/memberPath.ts';
import { FixedResponse } from '../aws/support/fixedResponse.ts';
import { replayable, SEED } from '../support/seed.ts';
import { membersOf, shapes } from './support/schemas.ts';

/** Values in place of a scalar: of its type, of another type, or empty. */
const VALUES = [
  ...[
    '',
    ' ',
    '0',
    '-1',
    '1e400',
    'true',
    'maybe',
    'never',
    'brand-new-state',
    '2026-11-28T18:02:03',
    '2026-11-28 18:02:03',
  ],
  ...['2026-02-30T25:61:00Z', '0000-00-00', '2026-11-28T18:02:03+14:00', '99999999999999999999', '\u202e', '&<>"'],
];
/** JSON has these too. */
const JSON_VALUES = [null, 0, -1, 1795888923.5, 1e308, true, false];

/** The lists of all resource types, each once. */
const LISTS = new Map(
  KINDS.flatMap(({ service, sources, auxiliarySources }) =>
    [...sources, ...auxiliarySources].flatMap(({ operation, items, child }) => [
      [`${service}.${operation}`, { service, operation, items }] as const,
      ...(child ? [[`${service}.${child.operation}`, { service, ...child }] as const] : []),
    ]),
  ).filter(([, { items }]) => items !== ''),
);

/** Writes the body of a response with a random value for every scalar. */
class OddResponse {
  readonly #service: ServiceId;
  readonly #random: () => number;

  constructor(service: ServiceId, random: () => number) {
    this.#service = service;
    this.#random = random;
  }

  body(operation: string): string {
    const { output } = shapes(this.#service, operation);
    if (this.#service !== 'ec2') return JSON.stringify(this.#json(output, 0));
    const content = this.#xml(output, 0);
    return `<${operation}Response xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>r-1</requestId>${content}</${operation}Response>`;
  }

  #json(schema: NormalizedSchema, depth: number): unknown {
    if (schema.isStructSchema()) {
      const members = depth > 6 ? [] : [...membersOf(schema)];
      return Object.fromEntries(members.map(([name, member]) => [name, this.#json(member, depth + 1)]));
    }
    if (schema.isListSchema()) return [0, 1].map(() => this.#text(schema.getValueSchema(), depth + 1));
    if (schema.isMapSchema()) return {};
    return this.#pick([...VALUES, ...JSON_VALUES]);
  }

  /** Returns an element of a list: AWS's lists have no null. */
  #text(schema: NormalizedSchema, depth: number): unknown {
    return schema.isStructSchema() || schema.isListSchema() || schema.isMapSchema()
      ? this.#json(schema, depth)
      : this.#pick(VALUES);
  }

  #xml(schema: NormalizedSchema, depth: number): string {
    if (schema.isStructSchema()) {
      const members = depth > 6 ? [] : [...membersOf(schema)];
      return members.map(([name, member]) => this.#element(xmlName(member, name), member, depth)).join('');
    }
    if (schema.isListSchema()) {
      const element = schema.getValueSchema();
      return this.#element('item', element, depth) + this.#element('item', element, depth);
    }
    return escapeXml(this.#pick(VALUES));
  }

  #element(name: string, schema: NormalizedSchema, depth: number): string {
    return `<${name}>${this.#xml(schema, depth + 1)}</${name}>`;
  }

  #pick<T>(values: readonly T[]): T {
    return values[Math.floor(this.#random() * values.length)] as T;
  }
}

const xmlName = (schema: NormalizedSchema, name: string) => schema.getMergedTraits().xmlName ?? name;

const escapeXml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Returns the paths of values that do not have the type of the model. */
function mismatches(schema: NormalizedSchema, value: unknown, path: string): readonly string[] {
  if (value === null || value === undefined) return [];
  if (schema.isStructSchema()) {
    const members = membersOf(schema);
    return Object.entries(value).flatMap(([name, member]) => {
      const own = members.get(name);
      return own ? mismatches(own, member, `${path}.${name}`) : [`${path}.${name}`];
    });
  }
  if (schema.isListSchema()) {
    if (!Array.isArray(value)) return [path];
    return value.flatMap((one: unknown, index) => mismatches(schema.getValueSchema(), one, `${path}[${index}]`));
  }
  if (schema.isMapSchema()) return typeof value === 'object' ? [] : [path];
  return isScalarOf(schema, value) ? [] : [`${path} = ${JSON.stringify(value)}`];
}

function isScalarOf(schema: NormalizedSchema, value: unknown): boolean {
  if (schema.isTimestampSchema()) return value instanceof Date && !Number.isNaN(value.getTime());
  if (schema.isNumericSchema()) return typeof value === 'number' && Number.isFinite(value);
  return schema.isBooleanSchema() ? typeof value === 'boolean' : typeof value === 'string';
}

/** Returns whether a dotted path leads to a list, or through one. */
function isList(schema: NormalizedSchema, path: string): boolean {
  const [first = '', ...rest] = path.split('.');
  const member = membersOf(schema).get(first);
  return member !== undefined && (member.isListSchema() || (rest.length > 0 && isList(member, rest.join('.'))));
}

describe('a response with random values in every member', () => {
  let aws: FixedResponse;
  before(async () => {
    aws = await FixedResponse.start();
  });
  after(() => aws.close());

  it('keeps every item of every list, and has no value of a wrong type', () =>
    replayable(SEED, async () => {
      const random = randomFrom(SEED);
      assert.ok(LISTS.size > 160, `${LISTS.size}`);
      const wrong: string[] = [];
      for (const [name, { service, operation, items }] of LISTS) {
        const body = new OddResponse(service, random).body(operation);
        const output = await aws.read(service, operation, body).catch((error: unknown) => String(error));
        if (typeof output === 'string') {
          wrong.push(`${name}: ${output}`);
          continue;
        }
        const found = getListPath(output, items).length;
        // The Spot data feed is one structure.
        if (found < (isList(shapes(service, operation).output, items) ? 2 : 1)) wrong.push(`${name}: ${found} items`);
        wrong.push(...mismatches(shapes(service, operation).output, output, name));
      }
      assert.deepEqual(wrong, []);
    })).timeout(60_000);

  it('has times in UTC if they have no time zone, in every list of EC2', async () => {
    const times = new Set<unknown>();
    for (const { service, operation, items } of LISTS.values()) {
      if (service !== 'ec2') continue;
      const body = new OddResponse(service, () => VALUES.indexOf('2026-11-28T18:02:03') / VALUES.length).body(
        operation,
      );
      const read = await aws.read(service, operation, body);
      assert.ok(getListPath(read, items).length > 0, operation);
      collectTimes(shapes(service, operation).output, read, times);
    }
    assert.deepEqual([...times], [Date.UTC(2026, 10, 28, 18, 2, 3)]);
  }).timeout(60_000);
});

function collectTimes(schema: NormalizedSchema, value: unknown, into: Set<unknown>): void {
  if (value instanceof Date) into.add(value.getTime());
  if (schema.isListSchema() && Array.isArray(value))
    for (const one of value) collectTimes(schema.getValueSchema(), one, into);
  if (!schema.isStructSchema() || typeof value !== 'object' || value === null) return;
  const members = membersOf(schema);
  for (const [name, member] of Object.entries(value)) {
    const own = members.get(name);
    if (own) collectTimes(own, member, into);
  }
}
