import assert from 'node:assert/strict';
import { NormalizedSchema } from '@smithy/core/schema';
import type { $Schema } from '@smithy/types';
import { REDACTED } from '../../../src/common/secrets/redacted.ts';
import type { Target } from '../../../src/aws/identity/target.ts';
import { KINDS } from '../../../src/catalog/index.ts';
import type { Structure } from '../../../src/catalog/model/structure.ts';
import {
  toJsonLine,
  SENSITIVE_MEMBERS,
  restoreDates,
  extractDates,
} from '../../../src/deletion/journal/format/json.ts';
import {
  ResourceMismatchError,
  deserializeResource,
  serializeResource,
} from '../../../src/deletion/journal/format/storedResource.ts';
import { deleteInput } from '../../../src/deletion/planning/deleteInput.ts';
import { refreshResource } from '../../../src/inventory/listing/listKind.ts';
import type { Resource } from '../../../src/inventory/resource.ts';
import { kindOf, TestEnvironment } from '../support/testEnvironment.ts';
import { Folder } from './support/folder.ts';
import { RESPONSE, intentFor } from './support/samples.ts';

/** Members whose names look secret although their values are not, with their meaning. */
const REVIEWED: ReadonlyMap<string, string> = new Map([
  ['Config', 'of an OpenVPN client of Verified Access, which Teardown never requests'],
  ['PreSharedKeyArn', 'the ARN of a secret in Secrets Manager'],
  ['SqlServerCredentials', 'the ARN of a secret in Secrets Manager'],
  ['TargetEnvironment', 'the virtualization software of an export'],
  ['TokenValue', 'published in a DNS TXT record by its purpose'],
  ['ciphers', 'names of TLS ciphers'],
  ['passwordData', 'a structure whose secret member is marked'],
  ['passwordField', 'the name of a field in a form'],
  ['secretARN', 'the ARN of a secret in Secrets Manager'],
  ['signatureAlgorithm', 'the name of an algorithm'],
]);

describe('a resource in the journal', function () {
  let world: TestEnvironment;
  before(async () => {
    world = await TestEnvironment.start();
  });
  after(() => world.close());

  const throughDisk = async (resource: Resource) => {
    const folder = new Folder();
    try {
      await folder
        .open()
        .intend({ ...intentFor(), resource: serializeResource(resource), input: deleteInput(resource) });
      const [entry] = await folder.open().entries();
      assert.ok(entry);
      return entry.resource;
    } finally {
      await folder.remove();
    }
  };

  for (const { id, homeRegion } of KINDS) {
    it(`is deserialized with all members and dates, and can be refreshed: ${id}`, async () => {
      const resources = await world.list(id, 'dev', homeRegion);
      assert.ok(resources.length > 0);
      for (const resource of resources) {
        const again = deserializeResource(await throughDisk(resource), resource.target, resource.kind);
        assert.deepEqual(again, resource);
      }
      const [first] = resources;
      assert.ok(first);
      const reread = await refreshResource(
        world.client,
        deserializeResource(await throughDisk(first), first.target, first.kind),
      );
      assert.equal(reread?.key, first.key);
    });
  }

  it('is deserialized through another profile of the same account, and rejected in any other location', async () => {
    const peer = await world.find('ec2.routeServerPeer', 'edge-fw-lab');
    const kept = await throughDisk(peer);
    const { target, kind } = peer;
    const { identity } = target;
    const asSomebodyElse: Target = {
      ...target,
      identity: {
        ...identity,
        source: { kind: 'environment' },
        arn: 'arn:aws:iam::111122223333:role/other',
        accessKeyId: 'AKIAOTHER',
      },
    };
    assert.equal(deserializeResource(kept, asSomebodyElse, kind).key, peer.key);
    const elsewhere: [ResourceMismatchError['field'], Target][] = [
      ['account', { ...target, identity: { ...identity, accountId: '444455556666' } }],
      ['partition', { ...target, identity: { ...identity, partition: 'aws-cn' } }],
      ['region', { ...target, region: 'us-east-1' }],
      ['endpoint', { ...target, endpoints: {} }],
      ['endpoint', { ...target, endpoints: { ...target.endpoints, ec2: 'http://127.0.0.1:1' } }],
    ];
    for (const [differs, other] of elsewhere) {
      assert.throws(
        () => deserializeResource(kept, other, kind),
        (error) =>
          error instanceof ResourceMismatchError &&
          error.field === differs &&
          // The plan of a restore has the same message for another account.
          error.message.startsWith(differs === 'account' ? 'It was deleted from account ' : 'The location differs: '),
        differs,
      );
    }
    assert.throws(() => deserializeResource(kept, target, kindOf('lightsail.keyPair')), { field: 'kind' });
    assert.throws(() => deserializeResource({ ...kept, key: 'other' }, target, kind), { field: 'content' });
    assert.throws(() => deserializeResource({ ...kept, before: { ...kept.before, item: {} } }, target, kind), {
      field: 'content',
    });
  });

  it('keeps its source, by its operation, when the order of sources in the catalog changes', async () => {
    const key = await world.find('directconnect.macSecKey', 'carrier-ams');
    const kept = serializeResource(key);
    assert.equal(key.kind.sources[key.entry.source]?.operation, 'DescribeInterconnects');
    const sources = key.kind.sources.toReversed();
    const moved = deserializeResource(kept, key.target, { ...key.kind, sources });
    assert.equal(sources[moved.entry.source]?.operation, 'DescribeInterconnects');
    assert.throws(() => deserializeResource(kept, key.target, { ...key.kind, sources: [] }), { field: 'kind' });
  });

  it('keeps dates apart from strings that look like dates, under any member name', () => {
    const when = new Date(Date.UTC(2026, 1, 3));
    const all = {
      when,
      text: when.toISOString(),
      'a/b~c': [when, { ['__proto__']: when }],
      none: null,
      bad: new Date(NaN),
    };
    const { json, dates } = extractDates(all);
    const parsed = JSON.parse(toJsonLine(json)) as Structure;
    const back = restoreDates(parsed, dates);
    const expected: Structure = { ...all, bad: null };
    assert.deepEqual(back, expected);
    assert.deepEqual([back['when'], back['text']], [when, when.toISOString()]);
    assert.deepEqual(restoreDates({ when: 'yesterday' }, ['/when', '/nowhere/0']), { when: 'yesterday' });
  });

  it('is rejected when it has values without a JSON form', () => {
    for (const value of [new Map([[1, 2]]), new Set([1]), () => 1, Symbol('s'), new URL('http://x')]) {
      assert.throws(() => extractDates({ a: [value] }), /What stands at \/a\/0 has no form in JSON/);
    }
  });
});

describe('journal: secrets', () => {
  it('are redacted at every depth of requests, resources and responses', async () => {
    const folder = new Folder();
    const secrets = Object.fromEntries([...SENSITIVE_MEMBERS].map((name) => [name, `SECRET-${name}`]));
    const deep = { list: [{ inner: { ...secrets } }], ...secrets, accessKeyId: 'AKIASEEN' };
    const intent = intentFor();
    const writer = await folder.open().intend({
      ...intent,
      input: deep,
      resource: { ...intent.resource, before: { ...intent.resource.before, item: deep, parent: deep, extra: deep } },
    });
    await writer.recordCall();
    await writer.recordResponse({ ...RESPONSE, body: { Error: deep } });
    const text = folder.text();
    assert.ok(!text.includes('SECRET-'), text);
    assert.equal(text.split('AKIASEEN').length - 1, 5);
    assert.equal(text.split(`"cak":"${REDACTED}"`).length - 1, 10);
    await folder.remove();
  });

  it('include all members that the SDK always marks as sensitive', async () => {
    const names = new Map<string, boolean>();
    for (const client of [
      await import('@aws-sdk/client-ec2'),
      await import('@aws-sdk/client-lightsail'),
      await import('@aws-sdk/client-direct-connect'),
    ]) {
      const own = new Map<string, boolean>();
      for (const [name, schema] of Object.entries(client) as [string, $Schema][]) {
        if (!name.endsWith('$')) continue;
        const normalized = NormalizedSchema.of(schema);
        if (!normalized.isStructSchema()) continue;
        for (const [member, of] of normalized.structIterator()) {
          own.set(member, (own.get(member) ?? true) && Boolean(of.getMergedTraits().sensitive));
        }
      }
      for (const [member, always] of own) if (always) names.set(member, true);
    }
    const unknown = [...names.keys()].filter((name) => !SENSITIVE_MEMBERS.has(name));
    assert.deepEqual(unknown, []);
    assert.ok(names.has('secretAccessKey') && names.size > 15);
  });

  it('include all members whose names look secret, apart from the reviewed ones', async () => {
    const suspicious =
      /secret|passw|psk|pre_?shared|private_?key|credential|user_?data|material|presigned|signature|environment|command|argument|script(?!ion)|^config$|cipher|auth_?key|router_?config|(?<!next|page|client|http|purchase|verification|backward|forward)_?token(?!s|Endpoint|Name|Enforced)/i;
    const found = new Set<string>();
    for (const client of [
      await import('@aws-sdk/client-ec2'),
      await import('@aws-sdk/client-lightsail'),
      await import('@aws-sdk/client-direct-connect'),
    ]) {
      for (const [name, schema] of Object.entries(client) as [string, $Schema][]) {
        if (!name.endsWith('$')) continue;
        const normalized = NormalizedSchema.of(schema);
        if (!normalized.isStructSchema() || (normalized.getName() ?? '').endsWith('Request')) continue;
        for (const [member, of] of normalized.structIterator())
          if (suspicious.test(member) && !of.getMergedTraits().sensitive) found.add(member);
      }
    }
    const unreviewed = [...found].filter((name) => !SENSITIVE_MEMBERS.has(name) && !REVIEWED.has(name));
    assert.deepEqual(unreviewed, []);
    assert.ok(['environment', 'command', 'authKey'].every((name) => found.has(name)));
  });
});
