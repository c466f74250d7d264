import assert from 'node:assert/strict';
import {
  JsonShapeDeserializer2,
  JsonShapeSerializer2,
  QueryShapeSerializer,
  XmlShapeDeserializer,
} from '@aws-sdk/core/protocols';
import type { NormalizedSchema } from '@smithy/core/schema';
import { wireServices } from '../../../sandbox/wire/services.ts';
import type { RpcService } from '../../../sandbox/wire/services.ts';

const WHEN = new Date('2025-03-04T05:06:07.000Z');
const MAX_DEPTH = 6;

function sampleLeaf(schema: NormalizedSchema): unknown {
  if (schema.isStringSchema()) return `text & <${schema.getMemberName()}>`;
  if (schema.isBooleanSchema()) return true;
  if (schema.isNumericSchema()) return 17;
  if (schema.isBigIntegerSchema()) return 17n;
  if (schema.isTimestampSchema()) return WHEN;
  return schema.isBlobSchema() ? Uint8Array.from([1, 2, 254]) : undefined;
}

function sampleStructure(schema: NormalizedSchema, depth: number): unknown {
  const result: Record<string, unknown> = {};
  for (const [name, member] of schema.structIterator()) {
    const value = sample(member, depth + 1);
    if (value === undefined) continue;
    result[name] = value;
    if (schema.isUnionSchema()) break;
  }
  return Object.keys(result).length === 0 && depth > 0 ? undefined : result;
}

/** Returns a value with every member of a schema. Structures can be recursive, so the depth is limited. */
function sample(schema: NormalizedSchema, depth = 0): unknown {
  const leaf = sampleLeaf(schema);
  if (leaf !== undefined || depth > MAX_DEPTH) return leaf;
  if (schema.isStructSchema()) return sampleStructure(schema, depth);
  const inner = sample(schema.getValueSchema(), depth + 1);
  if (inner === undefined) return undefined;
  return schema.isListSchema() ? [inner, inner] : { 'a.b': inner };
}

const TIMESTAMPS = { useTrait: true, default: 5 } as const;

function writeForm(service: RpcService, schema: NormalizedSchema, value: unknown): string {
  const ec2 = service === 'ec2';
  const serializer = new QueryShapeSerializer({
    timestampFormat: TIMESTAMPS,
    serializeEmptyLists: !ec2,
    ...(ec2 && { capitalizeKeys: true, flattenLists: true, ec2: true }),
  });
  serializer.write(schema, value);
  return `Action=X&Version=Y${String(serializer.flush())}`;
}

describe("the sandbox's wire format", () => {
  const services = wireServices();

  it('includes all operations', () => {
    assert.ok(services.ec2.operations.size > 700);
    assert.ok(services.lightsail.operations.size > 150);
    assert.ok(services.directconnect.operations.size > 60);
    assert.ok(services.sts.operations.has('GetCallerIdentity'));
    assert.ok(services.iam.operations.has('SimulatePrincipalPolicy'));
  });

  for (const service of ['ec2', 'sts', 'iam'] as const) {
    it(`decodes every ${service} input that the SDK serializes`, () => {
      const { protocol, operations } = services[service];
      for (const operation of operations.values()) {
        if (!operation.input.isStructSchema()) continue;
        const value = sample(operation.input);
        const form = writeForm(service, operation.input, value);
        assert.deepEqual(protocol.decode(operation, form), value, operation.name);
      }
    });

    it(`encodes every ${service} output so that the SDK can deserialize it`, async () => {
      const { protocol, operations } = services[service];
      for (const operation of operations.values()) {
        if (!operation.output.isStructSchema()) continue;
        const value = sample(operation.output) as Record<string, unknown>;
        const { body } = protocol.encode(operation, value, 'r-1');
        const reader = new XmlShapeDeserializer({
          xmlNamespace: '',
          serviceNamespace: '',
          timestampFormat: TIMESTAMPS,
        });
        const key = service === 'ec2' ? undefined : `${operation.name}Result`;
        const read = (await reader.read(operation.output, body, key)) as Record<string, unknown>;
        assert.deepEqual(read, value, operation.name);
      }
    });
  }

  for (const service of ['lightsail', 'directconnect'] as const) {
    it(`decodes and encodes every ${service} structure like the SDK`, async () => {
      const settings = { timestampFormat: { useTrait: true, default: 7 }, jsonName: false } as const;
      const { protocol, operations } = services[service];
      for (const operation of operations.values()) {
        if (operation.input.isStructSchema()) {
          const value = sample(operation.input);
          const writer = new JsonShapeSerializer2(settings);
          writer.write(operation.input.getSchema(), value);
          const text = new TextDecoder().decode(writer.flush());
          assert.deepEqual(protocol.decode(operation, text), value, operation.name);
        }
        if (operation.output.isStructSchema()) {
          const value = sample(operation.output) as Record<string, unknown>;
          const { body } = protocol.encode(operation, value, 'r-1');
          const read: unknown = await new JsonShapeDeserializer2(settings).read(operation.output.getSchema(), body);
          assert.deepEqual(read, value, operation.name);
        }
      }
    });
  }
});
