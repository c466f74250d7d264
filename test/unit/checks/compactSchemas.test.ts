import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { compactSchemas, type Shape } from '../../../scripts/lib/compactSchemas.ts';
import { readCompactSchemas } from '../../../src/aws/client/compactSchemas.ts';
import { schemaGraph } from '../support/schemaGraph.ts';

const NAMESPACE = 'com.amazonaws.sample';
const structure = (name: string, members: Readonly<Record<string, unknown>>, ...required: number[]): Shape => [
  ...([3, NAMESPACE, name, 0] as const),
  ...[Object.keys(members), Object.values(members), ...required],
];
const operation = (input: unknown, output: unknown = 'unit'): Shape => [
  ...([9, NAMESPACE, 'DescribeSamples', 2] as const),
  ...[input, output],
];

/** Writes operations as compact text, and returns what is read from it. */
function rewritten(operations: readonly Shape[]): (readonly unknown[])[] {
  const { namespace, templates, text, operations: written } = compactSchemas(operations);
  const read = readCompactSchemas(namespace, templates, text);
  return written.map(([name, traits, input, output]) => read(name, traits as number, input, output));
}

describe('compact schemas', () => {
  for (const client of ['cloudtrail', 'direct-connect', 'ec2', 'iam', 'lightsail', 'pricing', 'sso-oidc', 'sts']) {
    it(`contain every operation, shape and trait of ${client}`, async function () {
      this.timeout(60_000);
      const exports = (await import(`@aws-sdk/client-${client}`)) as Readonly<Record<string, unknown>>;
      const operations = Object.values(exports).filter(
        (value): value is Shape => Array.isArray(value) && value.length >= 6 && value[0] === 9,
      );
      assert.ok(operations.length > 3, String(operations.length));
      const graph = schemaGraph(operations);
      assert.deepEqual(schemaGraph(rewritten(operations)), graph);
    });
  }

  it('parse each shape once, when it is used', () => {
    const tag = structure('Tag', { Key: 0 }, 1);
    const tags = [1, NAMESPACE, 'Tags', 0, [() => tag, { xmlName: 'item' }]] as unknown as Shape;
    const [read] = rewritten([operation(structure('Request', { Tags: () => tags, Tag: () => tag }))]);
    const input = (read?.[4] as () => Shape)();
    assert.equal((read?.[4] as () => Shape)(), input, 'the SDK keeps with a shape what it computes of it');
    const [listed, single] = (input[5] as readonly (() => Shape)[]).map((member) => member());
    assert.equal((listed?.[4] as readonly (() => Shape)[])[0]?.(), single);
    assert.deepEqual(single, [3, NAMESPACE, 'Tag', 0, ['Key'], [0], 1]);
  });

  it('support a structure that contains itself', () => {
    const node: Shape = structure('Node', { Next: () => node });
    const graph = schemaGraph([operation(() => node)]);
    assert.deepEqual(schemaGraph(rewritten([operation(() => node)])), graph);
  });

  for (const [what, shape] of Object.entries({
    'a name with a separator': structure('Sample', { 'a:b': 0 }),
    'a name of two lines': structure('Sam\nple', { a: 0 }),
    'two namespaces': [3, 'com.amazonaws.other', 'Sample', 0, [], []] as const,
    'a trait that JSON does not support': structure('Sample', { a: [0, { pattern: /a/ }] }),
  })) {
    it(`reject ${what}`, () => {
      assert.throws(() => compactSchemas([operation(() => shape)]), assert.AssertionError);
    });
  }
});
