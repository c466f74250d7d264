import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { KINDS } from '../../../src/catalog/index.ts';
import type { Structure } from '../../../src/catalog/model/structure.ts';
import { deleteInput, MissingInputError } from '../../../src/deletion/planning/deleteInput.ts';
import type { Resource } from '../../../src/inventory/resource.ts';
import { TestEnvironment } from '../support/testEnvironment.ts';

/** Values that stand for a missing part of a key in a response. */
const NOTHING: readonly unknown[] = ['', ' ', '\t\n', '\u00a0', '\u200b', undefined];

/** Members for tags, whose values may be blank. */
const TAG = /tags?$|tagKeys$/i;

/** Returns the paths to all scalars of a value. */
function paths(value: unknown, start: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null || value instanceof Date) return [start];
  return Object.entries(value).flatMap(([name, member]) => paths(member, [...start, name]));
}

/** Returns a value with another scalar at a path. */
function withAt(value: unknown, [name, ...rest]: readonly string[], scalar: unknown): unknown {
  if (name === undefined) return scalar;
  const copy = (Array.isArray(value) ? [...(value as unknown[])] : { ...(value as object) }) as Record<string, unknown>;
  copy[name] = withAt(copy[name], rest, scalar);
  return copy;
}

/** Returns the strings of a request apart from its tags. */
const textsOf = (input: Structure): readonly string[] =>
  paths(input).flatMap((path) => {
    const value = path.reduce<unknown>((owner, name) => (owner as Structure)[name], input);
    return path.some((name) => TAG.test(name)) || typeof value !== 'string' ? [] : [value];
  });

const isIncomplete = (text: string): boolean =>
  /^[\s\u200b]*$|^\/|\s\/|[\s\u200b](?:[:/]|$)|(?:^|[:/])(?:undefined|null|NaN)(?:[:/]|$)/.test(text);

/** Yields the resource with one member missing at a time, in its description or in that of its parent. */
function* variants(resource: Resource): Generator<readonly [what: string, variant: Resource]> {
  const { entry } = resource;
  const { item, parent } = entry;
  for (const nothing of NOTHING) {
    const called = typeof nothing === 'string' ? JSON.stringify(nothing) : 'undefined';
    for (const path of paths(item)) {
      const changed = withAt(item, path, nothing) as Structure;
      yield [`${path.join('.')} is ${called}`, { ...resource, entry: { ...entry, item: changed } }];
    }
    if (!parent) continue;
    for (const path of paths(parent.raw)) {
      const raw = withAt(parent.raw, path, nothing) as Structure;
      const variant = { ...resource, entry: { ...entry, parent: { ...parent, raw } } };
      yield [`${path.join('.')} of the parent is ${called}`, variant];
    }
    const id = typeof nothing === 'string' ? nothing : '';
    yield [`the id of the parent is ${called}`, { ...resource, entry: { ...entry, parent: { ...parent, id } } }];
  }
}

describe('a delete request', () => {
  let world: TestEnvironment;
  before(async () => {
    world = await TestEnvironment.start();
  });
  after(() => world.close());

  it('is not built for a resource without a part of its key, for every resource type', async function () {
    this.timeout(120_000);
    let rejected = 0;
    for (const kind of KINDS) {
      const [sample] = await world.list(kind.id, 'dev', kind.homeRegion);
      assert.ok(sample, kind.id);
      assert.ok(!textsOf(deleteInput(sample)).some(isIncomplete), kind.id);
      for (const [what, variant] of variants(sample)) {
        try {
          const input = deleteInput(variant);
          assert.ok(!textsOf(input).some(isIncomplete), `${kind.id}, where ${what}: ${JSON.stringify(input)}`);
          assert.ok(
            !/\[\s*(?:null)?\s*\]|:null/.test(JSON.stringify(input)),
            `${kind.id}, where ${what}: ${JSON.stringify(input)}`,
          );
        } catch (error) {
          if (!(error instanceof MissingInputError)) throw error;
          rejected++;
        }
      }
    }
    assert.ok(rejected > KINDS.length);
  });

  it('is not built with an ARN of another partition, for every resource type', async function () {
    this.timeout(60_000);
    const withArns = new Set<string>();
    for (const kind of KINDS) {
      const [sample] = await world.list(kind.id, 'dev', kind.homeRegion);
      assert.ok(sample, kind.id);
      if (!textsOf(deleteInput(sample)).some((text) => text.startsWith('arn:'))) continue;
      withArns.add(kind.id);
      const moved = JSON.parse(
        JSON.stringify(sample.entry).replaceAll('"arn:aws:', '"arn:aws-cn:'),
      ) as Resource['entry'];
      const identity = { ...sample.target.identity, partition: 'aws-us-gov' };
      // An ARN that Teardown writes has the partition of the caller: it is never another one.
      const isWritten = kind.action.computedInput !== undefined;
      for (const variant of [
        { ...sample, entry: moved },
        { ...sample, target: { ...sample.target, identity } },
      ]) {
        if (isWritten)
          assert.ok(!textsOf(deleteInput(variant)).some((text) => text.startsWith('arn:aws-cn:')), kind.id);
        else assert.throws(() => deleteInput(variant), MissingInputError, kind.id);
      }
    }
    assert.ok(withArns.size > 2, [...withArns].join(' '));
  });

  it('is built for tags with an empty or blank value', async () => {
    const [sample] = await world.list('ec2.tag');
    assert.ok(sample);
    for (const Value of ['', ' ']) {
      const { Tags } = deleteInput({ ...sample, entry: { ...sample.entry, item: { ...sample.entry.item, Value } } });
      assert.deepEqual(
        (Tags as readonly Structure[]).map((tag) => tag['Value']),
        [Value],
      );
    }
  });
});
