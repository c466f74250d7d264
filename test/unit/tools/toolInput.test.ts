import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { localizedManifest } from '../../../scripts/lib/manifest.ts';
import { toolResultText } from '../../../src/tools/toolResponse.ts';
import { ToolError } from '../../../src/tools/toolError.ts';
import { listRequest, deletionRequest } from '../../../src/tools/toolInput.ts';
import { DELETION_INPUT, LIST_INPUT, MAX_LIMIT, MAX_REFERENCES, REFERENCE } from '../../../src/tools/toolSchemas.ts';
import { SERVICES } from '../../../src/catalog/model/services.ts';
import { INVISIBLE_CHARACTERS } from '../../../src/common/text/displayText.ts';
import { SEED } from '../support/seed.ts';

const PEER = { kind: 'ec2.routeServerPeer', id: 'rsp-1', region: 'eu-west-1' };

interface Schema {
  readonly properties: Readonly<Record<string, Schema>>;
  readonly items: Schema;
  readonly required?: readonly string[];
  readonly enum?: readonly string[];
  readonly maximum?: number;
  readonly maxItems?: number;
  readonly additionalProperties?: boolean;
}
interface Manifest {
  readonly contributes: {
    readonly languageModelTools: readonly {
      readonly name: string;
      readonly when: string;
      readonly inputSchema: Schema;
    }[];
  };
}
const { languageModelTools } = (localizedManifest() as Manifest).contributes;
const schemaOf = (name: string) => {
  const tool = languageModelTools.find((one) => one.name === name);
  assert.ok(tool, name);
  return tool.inputSchema;
};

describe('the input of a language model tool', () => {
  it('is accepted if it matches the schema', () => {
    assert.deepEqual(listRequest({}), { limit: 50, offset: 0 });
    const { kind, service, region, filter, limit, offset } = listRequest({
      kind: PEER.kind,
      service: 'ec2',
      region: 'eu-west-1',
      filter: 'name:edge*',
      limit: 200,
      offset: 7,
    });
    assert.deepEqual(
      [kind?.id, service, region, filter?.text, limit, offset],
      [PEER.kind, 'ec2', 'eu-west-1', 'name:edge*', 200, 7],
    );
    const { references, withDependents } = deletionRequest({
      resources: [{ ...PEER, parentId: 'rs-1' }],
      withDependents: true,
    });
    assert.deepEqual(
      [references[0]?.kind.id, references[0]?.id, references[0]?.parentId, withDependents],
      [PEER.kind, 'rsp-1', 'rs-1', true],
    );
  });

  it('may have optional members missing or null, which models write', () => {
    assert.deepEqual(listRequest({ kind: null, limit: null }), listRequest({}));
    assert.equal(deletionRequest({ resources: [PEER], withDependents: null }).withDependents, false);
  });

  for (const [input, says] of [
    [undefined, /^The input must be an object\. It may have: kind, service, region/],
    [[], /must be an object/],
    ['everything', /must be an object/],
    [{ knid: 'x' }, /no member "knid".*kind, service, region/],
    [{ kind: 7 }, /"kind" must be a text/],
    [{ kind: ' ' }, /"kind" must be a text/],
    [{ kind: 'x'.repeat(3_000) }, /"kind" must be a text/],
    [{ kind: 'ec2.unicorn' }, /There is no kind "ec2\.unicorn"/],
    [{ kind: 'RouteServerPeers' }, /Similar ones: .*ec2\.routeServerPeer/],
    [{ kind: 'a\u202eb' }, /a⟨U\+202E⟩b/],
    [{ service: 's3' }, /There are: ec2, lightsail, directconnect/],
    [{ filter: 'colour:red' }, /"filter" is not understood/],
    [{ filter: '"' }, /quotation mark/],
    [{ limit: 0 }, /from 1 to 200/],
    [{ limit: 1.5 }, /from 1 to 200/],
    [{ limit: '5' }, /from 1 to 200/],
    [{ limit: 201 }, /^"limit" must be a whole number from 1 to 200\.$/],
    [{ offset: -1 }, /from 0/],
    [{ offset: Number.NaN }, /from 0/],
  ] as const) {
    it(`for a listing is rejected: ${input === undefined ? 'undefined' : JSON.stringify(input).slice(0, 40)}`, () => {
      assert.throws(
        () => listRequest(input),
        (error) => error instanceof ToolError && says.test(error.message),
      );
    });
  }

  for (const [input, says] of [
    [{}, /"resources" must be a list/],
    [{ resources: [] }, /it has 0/],
    [{ resources: Array.from({ length: 51 }, () => PEER) }, /it has 51/],
    [{ resources: PEER }, /"resources" must be a list/],
    [{ resources: ['rsp-1'] }, /^resources\[0\] must be an object\. It may have: kind, id, region, parentId\.$/],
    [{ resources: [[PEER]] }, /resources\[0\]/],
    [{ resources: [null] }, /resources\[0\] must be an object/],
    [{ resources: [PEER, { kind: PEER.kind, id: 'rsp-2' }] }, /"resources\[1\]\.region" must be a text/],
    [{ resources: [{ ...PEER, id: '' }] }, /"resources\[0\]\.id" must be a text/],
    [{ resources: [{ ...PEER, name: 'edge' }] }, /resources\[0\] has no member "name"/],
    [{ resources: [PEER], withDependents: 'yes' }, /true or false/],
    [{ resources: [PEER], force: true }, /no member "force"/],
  ] as const) {
    it(`for a deletion is rejected: ${JSON.stringify(input).slice(0, 60)}`, () => {
      assert.throws(
        () => deletionRequest(input),
        (error) => error instanceof ToolError && says.test(error.message),
      );
    });
  }

  it('is rejected with a short message, for names of any length', () => {
    for (const read of [listRequest, deletionRequest]) {
      assert.throws(
        () => read({ ['x'.repeat(100_000)]: 1, resources: [PEER] }),
        (error) => error instanceof ToolError && error.message.length < 250 && error.message.includes('has no member'),
      );
    }
  });

  it('is rejected by the length of its list, before an element is read', () => {
    let reads = 0;
    const reference = Object.defineProperty({ ...PEER }, 'kind', { enumerable: true, get: () => (reads++, PEER.kind) });
    const resources = Array.from({ length: 100_000 }, () => reference);
    assert.throws(() => deletionRequest({ resources }), /"resources" must be a list .* it has 100000\./);
    assert.equal(reads, 0);
  });

  it('treats names of Object.prototype like any members and words', () => {
    for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'prototype', 'valueOf']) {
      const own = JSON.parse(`{ "${name}": { "limit": 5 } }`) as object;
      const within = { ...PEER, ...JSON.parse(`{ "${name}": 1 }`) } as object;
      Object.defineProperty(within, name, { value: 1, enumerable: true });
      assert.throws(() => listRequest(own), /The input has no member/, name);
      assert.throws(() => deletionRequest({ resources: [within] }), /resources\[0\] has no member/, name);
      assert.throws(() => listRequest({ kind: name }), /There is no kind/, name);
      assert.throws(() => listRequest({ service: name }), /must be a service/, name);
    }
  });

  it('is rejected for values of another type, size or form, and never widened', () => {
    const wrong: readonly unknown[] = [
      ...[Number.NaN, Number.POSITIVE_INFINITY, -0.5, 1e21, true, [], {}, [1], { valueOf: 5 }, 10n, Symbol('x')],
    ];
    for (const value of [...wrong, '5']) {
      assert.throws(() => listRequest({ limit: value }), ToolError);
      assert.throws(
        () => deletionRequest({ resources: [PEER], withDependents: value === true ? 1 : value }),
        ToolError,
      );
    }
    for (const value of [...wrong, 'x'.repeat(1_000_000), ' '.repeat(1_000_000), '\t\n', '']) {
      for (const member of ['kind', 'service', 'region', 'filter'])
        assert.throws(() => listRequest({ [member]: value }), ToolError, member);
      for (const member of ['kind', 'id', 'region', 'parentId'])
        assert.throws(() => deletionRequest({ resources: [{ ...PEER, [member]: value }] }), ToolError, member);
    }
  });

  it('is accepted or rejected without invisible characters in the message, for random values', () => {
    const anything = fc.oneof(
      fc.anything(),
      fc.record({
        resources: fc.array(
          fc.oneof(
            fc.anything(),
            fc.record({ kind: fc.string({ unit: 'binary' }), id: fc.string(), region: fc.string() }),
          ),
        ),
      }),
      fc.record({ kind: fc.string({ unit: 'binary' }), filter: fc.string({ unit: 'binary' }) }),
    );
    fc.assert(
      fc.property(anything, (input) => {
        for (const read of [listRequest, deletionRequest]) {
          try {
            read(input);
          } catch (error) {
            assert.ok(error instanceof ToolError, String(error));
            assert.equal(error.message.search(INVISIBLE_CHARACTERS), -1, error.message);
          }
        }
      }),
      { seed: SEED },
    );
  });

  it('has the members, limits and services of the schemas in the manifest', () => {
    const list = schemaOf('teardown_list_resources');
    assert.deepEqual(Object.keys(list.properties), Object.keys(LIST_INPUT.entries));
    assert.equal(list.properties['limit']?.maximum, MAX_LIMIT);
    assert.deepEqual(list.properties['service']?.enum, Object.keys(SERVICES));
    for (const name of ['teardown_plan_deletion', 'teardown_delete_resources']) {
      const { properties, required, additionalProperties } = schemaOf(name);
      assert.deepEqual(Object.keys(properties), Object.keys(DELETION_INPUT.entries));
      assert.deepEqual(
        [required, additionalProperties, properties['resources']?.maxItems],
        [['resources'], false, MAX_REFERENCES],
      );
      assert.deepEqual(Object.keys(properties['resources']?.items.properties ?? {}), Object.keys(REFERENCE.entries));
    }
    for (const { when } of languageModelTools) assert.equal(when, 'isWorkspaceTrusted && config.teardown.agentTools');
  });
});

describe('the result of a language model tool', () => {
  it('escapes invisible characters, and stays one text', () => {
    const text = toolResultText({ name: 'a\u202e"b\n\u200b', tags: ['\u0007'] });
    assert.equal(text.search(INVISIBLE_CHARACTERS), -1);
    assert.deepEqual(JSON.parse(text), { name: 'a⟨U+202E⟩"b⟨U+000A⟩⟨U+200B⟩', tags: ['⟨U+0007⟩'] });
  });
});
