import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'mocha';
import { assertFromAws, returnsFalse } from '../../../src/aws/client/responseGuard.ts';
import { toCallFailure } from '../../../src/aws/client/toCallFailure.ts';
import { kindById } from '../../../src/catalog/index.ts';
import type { Structure } from '../../../src/catalog/model/structure.ts';
import { definiteOutcome } from '../../../src/deletion/execution/classifyFailure.ts';
import { failureInside } from '../../../src/deletion/execution/partialFailure.ts';
import { withSideResults } from '../../../src/deletion/execution/sideResults.ts';
import { deleteInput } from '../../../src/deletion/planning/deleteInput.ts';
import { createRestorePlan } from '../../../src/deletion/restore/restorePlan.ts';
import { CASES, Restores } from '../restore/support/restoreHarness.ts';
import { TestEnvironment } from '../support/testEnvironment.ts';
import { DeletionHarness } from './support/deletionHarness.ts';

const kindOf = (id: string) => {
  const kind = kindById(id);
  assert.ok(kind, id);
  return kind;
};

describe('a delete request', () => {
  let world: TestEnvironment;
  before(async () => {
    world = await TestEnvironment.start();
  });
  after(() => world.close());
  beforeEach(() => world.reset());

  it('fails when a response with status 200 contains `false`, under each member name and also when the SDK drops the member', async () => {
    for (const flag of ['Return', 'ReturnCode']) {
      assert.equal(failureInside(kindOf('ec2.keyPair'), { [flag]: false })?.name, 'ReturnFalse');
      assert.equal(failureInside(kindOf('ec2.keyPair'), { [flag]: true }), undefined);
    }
    const body = (value: string) =>
      Buffer.from(`<DeleteVpcResponse><requestId>r</requestId><return>${value}</return></DeleteVpcResponse>`);
    const expected = { service: 'ec2', operation: 'DeleteVpc', hasOutput: false } as const;
    assertFromAws({ statusCode: 200, headers: {} }, body('false'), expected);
    assert.ok(returnsFalse(body('false'), expected));
    assert.ok(!returnsFalse(body('true'), expected));
    const vpc = (await world.list('ec2.vpc'))[0];
    assert.ok(vpc);
    const client = { ...world.client, call: world.client.call.bind(world.client) };
    const removals = new DeletionHarness(world, {
      client: {
        call: (...args: Parameters<typeof client.call>) =>
          args[2] === 'DeleteVpc'
            ? Promise.resolve({ output: { Return: false }, status: 200, attempts: 1, durationMs: 1 })
            : client.call(...args),
      },
    });
    const outcome = await removals.remove(vpc);
    assert.deepEqual([outcome.kind, outcome.failure?.name], ['failed', 'ReturnFalse']);
  });

  it('fails with AWS’s error code and reason, under the member names of each operation', () => {
    const cases: readonly [string, Structure, string, RegExp][] = [
      [
        'ec2.applicationStatusCheckAssociation',
        { UnsuccessfulResults: [{ Reason: 'No such instance.' }] },
        'UnsuccessfulResults',
        /No such instance\./,
      ],
      [
        'ec2.flexCostAllocationPolicy',
        { Failed: [{ FailureCode: 'InUse', FailureReason: 'It is in use.' }] },
        'InUse',
        /It is in use\./,
      ],
      [
        'ec2.fastSnapshotRestore',
        {
          Unsuccessful: [
            {
              SnapshotId: 's',
              FastSnapshotRestoreStateErrors: [{ Error: { Code: 'InvalidState', Message: 'Wait.' } }],
            },
          ],
        },
        'InvalidState',
        /Wait\./,
      ],
      [
        'ec2.securityGroupIngressRule',
        { Return: true, UnknownIpPermissions: [{ IpProtocol: 'tcp' }] },
        'UnknownIpPermissions',
        /tcp/,
      ],
    ];
    for (const [id, output, name, message] of cases) {
      const failure = failureInside(kindOf(id), output);
      assert.equal(failure?.name, name, id);
      assert.match(failure.message, message);
    }
  });

  it('has an outcome for each snapshot of an AMI', () => {
    const withMappings = (id: string, count: number) => {
      const mappings = Array.from({ length: count }, (_, index) => ({ Ebs: { SnapshotId: `snap-${index}` } }));
      const item = { ImageId: 'ami-1', BlockDeviceMappings: [...mappings, { VirtualName: 'ephemeral0' }] };
      return { kind: kindOf(id), entry: { item, extra: undefined, source: 0 } };
    };
    const image = withMappings('ec2.image.withSnapshots', 2);
    const results = (...codes: readonly string[]) => ({
      DeleteSnapshotResults: codes.map((ReturnCode, index) => ({ SnapshotId: `snap-${index}`, ReturnCode })),
    });
    const done = withSideResults({ kind: 'deleted' }, image, results('success', 'skipped'));
    assert.deepEqual(done, {
      kind: 'deleted',
      reason: 'Snapshot snap-0: deleted. Snapshot snap-1: kept, AWS skipped it.',
    });
    for (const code of ['missing-permissions', 'internal-error', 'client-error']) {
      const { kind: end, reason = '' } = withSideResults({ kind: 'deleted' }, image, results('success', code));
      assert.equal(end, 'failed');
      assert.ok(reason.includes(`Snapshot snap-1: not deleted (${code}).`), reason);
    }
    for (const output of [undefined, {}, results()])
      assert.match(
        withSideResults({ kind: 'deleted' }, image, output).reason ?? '',
        /did not return what became of each/,
      );
    assert.deepEqual(withSideResults({ kind: 'deleted' }, image, results('success')), {
      kind: 'deleted',
      reason: 'Snapshot snap-0: deleted. Snapshot snap-1: AWS returned no result.',
    });
    assert.deepEqual(withSideResults({ kind: 'deleted' }, withMappings('ec2.image', 2), results('internal-error')), {
      kind: 'deleted',
    });
  });

  it('has an outcome for each snapshot of an AMI that AWS still lists, or did not deregister', () => {
    const image = { kind: kindOf('ec2.image.withSnapshots'), entry: { item: {}, extra: undefined, source: 0 } };
    const output = {
      DeleteSnapshotResults: [
        { SnapshotId: 'snap-0', ReturnCode: 'success' },
        { SnapshotId: 'snap-1', ReturnCode: 'client-error' },
      ],
    };
    const both = 'Snapshot snap-0: deleted. Snapshot snap-1: not deleted (client-error).';
    for (const kind of ['unknown', 'deleting', 'reverted', 'changed', 'failed'] as const)
      assert.deepEqual(withSideResults({ kind, reason: 'So.' }, image, output), { kind, reason: `So. ${both}` });
    assert.deepEqual(withSideResults({ kind: 'unknown', reason: 'So.' }, image, undefined), {
      kind: 'unknown',
      reason: 'So.',
    });
    assert.equal(failureInside(image.kind, { Return: false, ...output })?.message, `AWS returned false. ${both}`);
  });

  it('is never built with a part of its ARN missing', async () => {
    const tags = await world.list('directconnect.tag');
    assert.ok(tags.length > 0);
    for (const tag of tags) {
      const { parent } = tag.entry;
      assert.ok(parent);
      for (const member of ['region', 'ownerAccount']) {
        const raw = { ...parent.raw, [member]: undefined };
        const incomplete = { ...tag, entry: { ...tag.entry, parent: { ...parent, raw } } };
        assert.throws(() => deleteInput(incomplete), /resourceArn/, member);
      }
      const noParent = { ...tag, entry: { ...tag.entry, parent: { ...parent, id: '' } } };
      assert.throws(() => deleteInput(noParent), /resourceArn/);
    }
  });
});

describe('a restore', () => {
  let world: TestEnvironment;
  before(async () => {
    world = await TestEnvironment.start();
  });
  after(() => world.close());

  it('fails when a response with status 200 contains `false`', async () => {
    const [its] = CASES;
    const was = await new Restores(world).removed(its);
    for (const flag of ['Return', 'Output']) {
      const client = {
        call: (...args: Parameters<typeof world.client.call>) =>
          args[2] === its.operation
            ? Promise.resolve({ output: { [flag]: false }, status: 200, attempts: 1, durationMs: 1 })
            : world.client.call(...args),
      };
      const restores = new Restores(world, { client });
      const outcome = await restores.restorer.execute(createRestorePlan(was));
      assert.deepEqual([outcome.kind, outcome.failure?.name], ['failed', 'ReturnFalse']);
    }
  });
});

describe('a network error', () => {
  const failureOf = (error: object) => {
    const target = { region: 'eu-west-1' } as Parameters<typeof toCallFailure>[1]['target'];
    return toCallFailure(error, { target, service: 'ec2', operation: 'DeleteVpc', durationMs: 1, aborted: false });
  };
  const errorOf = (code: string, syscall: string) => Object.assign(new Error(code), { code, syscall });
  const codes = [
    'ECONNREFUSED',
    'EHOSTUNREACH',
    'ENETUNREACH',
    'ECONNRESET',
    'ETIMEDOUT',
    'EPIPE',
    'ENOTFOUND',
    'EAI_AGAIN',
  ];

  it('means that nothing was sent only when it came from connecting', () => {
    for (const code of codes) {
      for (const syscall of ['connect', 'getaddrinfo'])
        assert.equal(definiteOutcome(failureOf(errorOf(code, syscall)))?.kind, 'failed', `${code} ${syscall}`);
      for (const syscall of ['read', 'write'])
        assert.equal(definiteOutcome(failureOf(errorOf(code, syscall))), undefined, `${code} ${syscall}`);
      assert.equal(definiteOutcome(failureOf(Object.assign(new Error(code), { code }))), undefined, code);
    }
  });

  it('means that nothing was sent only if connecting to all addresses failed in the first attempt', () => {
    const all = (...syscalls: readonly string[]) =>
      Object.assign(new AggregateError(syscalls.map((call) => errorOf('ECONNREFUSED', call))), {
        code: 'ECONNREFUSED',
      });
    assert.equal(definiteOutcome(failureOf(all('connect', 'connect')))?.kind, 'failed');
    assert.equal(definiteOutcome(failureOf(all('connect', 'read'))), undefined);
    const repeated = Object.assign(errorOf('ECONNREFUSED', 'connect'), { $metadata: { attempts: 2 } });
    assert.equal(definiteOutcome(failureOf(repeated)), undefined);
  });
});
