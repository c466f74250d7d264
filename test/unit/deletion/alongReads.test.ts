import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import type { AwsClient, AwsResponse } from '../../../src/aws/client/sdkClient.ts';
import { AwsCallError, type CallFailure, type FailureCause } from '../../../src/aws/errors/callError.ts';
import { DELETED_ALONG } from '../../../src/catalog/deletedAlong.ts';
import type { ListedItem } from '../../../src/catalog/model/listedItem.ts';
import type { Structure } from '../../../src/catalog/model/structure.ts';
import { createAlongReader } from '../../../src/deletion/planning/deletedAlong.ts';
import type { Evidence } from '../../../src/deletion/planning/evidence.ts';
import { resourceFrom, type Resource } from '../../../src/inventory/resource.ts';
import { HOSTILE_RESPONSES } from '../aws/support/hostileBodies.ts';
import { HostileProxy } from '../aws/support/hostileProxy.ts';
import { kindOf, TestEnvironment } from '../support/testEnvironment.ts';
import { DeletionHarness } from './support/deletionHarness.ts';
import { FastClock } from './support/fastClock.ts';

/** The failures of a read: cause, error name and status. Errors for an unsupported operation are tested separately. */
const FAILURES: readonly (readonly [cause: FailureCause, name: string, status?: number])[] = [
  ['denied', 'UnauthorizedOperation', 403],
  ['throttled', 'RequestLimitExceeded', 503],
  ['server', 'InternalError', 500],
  ['server', 'ServerError', 500],
  ['server', 'ServerError', 501],
  ['malformedResponse', 'ForeignResponse', 200],
  ['malformedResponse', 'SyntaxError', 404],
  ['malformedResponse', 'SyntaxError', 502],
  ['unreachable', 'ResponseTimeout'],
  ['unreachable', 'ECONNRESET'],
  ['unknownHost', 'ENOTFOUND'],
  ['invalid', 'InvalidParameterValue', 400],
  ['conflict', 'Unsupported', 400],
];

/** A read of the search: its operation and its request. */
interface Read {
  readonly operation: string;
  readonly input: Structure;
}

type Send = AwsClient['call'];

const isSame = (read: Read, operation: string, input: Structure) =>
  read.operation === operation && JSON.stringify(read.input) === JSON.stringify(input);

describe('a plan for a resource whose deletion deletes others, too', function () {
  this.timeout(60_000);
  let world: TestEnvironment;
  let ids: { readonly instance: string; readonly volume: string; readonly networkInterface: string };
  before(async () => {
    world = await TestEnvironment.start();
    const idOf = async (kindId: string) => (await world.list(kindId))[0]?.id ?? assert.fail(kindId);
    ids = {
      instance: await idOf('ec2.instance'),
      volume: await idOf('ec2.volume'),
      networkInterface: await idOf('ec2.networkInterface'),
    };
  });
  after(() => world.close());

  /** Calls AWS: every fleet has an instance, and every instance a volume and a network interface deleted with it. */
  const call: Send = async (target, service, operation, input, options) => {
    const response = await world.client.call(target, service, operation, input, options);
    if (/^Describe(Spot)?FleetInstances$/.test(operation)) {
      return { ...response, output: { ...response.output, ActiveInstances: [{ InstanceId: ids.instance }] } };
    }
    if (operation !== 'DescribeInstances') return response;
    const attached = {
      BlockDeviceMappings: [{ Ebs: { DeleteOnTermination: true, VolumeId: ids.volume } }],
      NetworkInterfaces: [{ NetworkInterfaceId: ids.networkInterface, Attachment: { DeleteOnTermination: true } }],
    };
    const { Reservations = [] } = response.output as { Reservations?: readonly { Instances?: readonly Structure[] }[] };
    const output = {
      ...response.output,
      Reservations: Reservations.map((one) => ({
        ...one,
        Instances: (one.Instances ?? []).map((instance) => ({ ...instance, ...attached })),
      })),
    };
    return { ...response, output };
  };

  /** Returns a client in which a function responds to one read of the search. */
  const replacing = (read: Read, respond: (read: () => Promise<AwsResponse>) => Promise<AwsResponse>): AwsClient => ({
    call: (target, service, operation, input, options) => {
      const forward = () => call(target, service, operation, input, options);
      return isSame(read, operation, input) ? respond(forward) : forward();
    },
  });

  const failing = (read: Read, [cause, name, status]: (typeof FAILURES)[number]): AwsClient => {
    const failure: CallFailure = {
      ...{ cause, name, message: 'No.', action: `x:${read.operation}`, region: 'eu-west-1' },
      ...{ attempts: 1, durationMs: 0, details: {}, ...(status !== undefined && { status }) },
    };
    return replacing(read, () => Promise.reject(new AwsCallError(failure)));
  };

  const search = (holder: Resource, client: AwsClient): Promise<readonly Evidence[]> =>
    createAlongReader([holder], { client, clock: new FastClock(), resourceRules: () => [] }, undefined)(holder);

  const assertBlocks = (evidence: readonly Evidence[], { operation }: Read, what: string): void => {
    const blockers = evidence.filter(({ level }) => level === 'blocker');
    assert.ok(
      blockers.some(({ text }) => text.includes('could not be read') && text.includes(operation)),
      `${operation} ${what}: ${JSON.stringify(evidence)}`,
    );
  };

  /** Returns the sample for which the search sends the most reads, with those reads. */
  const searched = async (holderId: string): Promise<{ holder: Resource; reads: readonly Read[] }> => {
    const kind = kindOf(holderId);
    const found = await Promise.all(
      (await world.list(holderId, 'dev', kind.homeRegion)).map(async (listed) => {
        const reads: Read[] = [];
        const holder = await withAttached(listed);
        const client: AwsClient = {
          call: (target, service, operation, input, options) => {
            reads.push({ operation, input });
            return call(target, service, operation, input, options);
          },
        };
        await search(holder, client);
        return { holder, reads };
      }),
    );
    const [most] = found.sort((a, b) => b.reads.length - a.reads.length);
    assert.ok(most, holderId);
    return most;
  };

  /** Reads an instance again, with its attached volumes and network interfaces. */
  const withAttached = async (resource: Resource): Promise<Resource> => {
    const { kind, target, id, entry } = resource;
    if (kind.id !== 'ec2.instance') return resource;
    const { output } = await call(target, 'ec2', 'DescribeInstances', { InstanceIds: [id] });
    const { Reservations } = output as { Reservations: readonly { Instances: readonly Structure[] }[] };
    const item = Reservations[0]?.Instances[0];
    assert.ok(item);
    const again = resourceFrom(kind, target, { ...entry, item } satisfies ListedItem);
    assert.ok(again);
    return again;
  };

  /** Returns the read operations that the table and the sources of its resource types name. */
  const expected = (holderId: string): readonly string[] =>
    (DELETED_ALONG[holderId] ?? []).flatMap((entry) => {
      const { sources } = kindOf(entry.kind);
      if ('children' in entry) {
        return sources.flatMap(({ child, parentRef, operation }) => child?.operation ?? (parentRef ? operation : []));
      }
      const own = entry.list?.operation ?? sources[0]?.operation ?? '';
      return entry.lookUp ? [entry.lookUp.operation, own] : [own];
    });

  for (const holderId of Object.keys(DELETED_ALONG)) {
    if (expected(holderId).length === 0) continue;
    it(`is blocked by the failure of any read, and names the read: ${holderId}`, async () => {
      const { holder, reads } = await searched(holderId);
      const made = new Set(reads.map(({ operation }) => operation));
      for (const operation of expected(holderId)) assert.ok(made.has(operation), `${operation} was not sent`);
      for (const [index, read] of reads.entries()) {
        for (const failure of FAILURES) {
          assertBlocks(await search(holder, failing(read, failure)), read, failure.join(' '));
        }
        const failure = FAILURES[index % FAILURES.length];
        assert.ok(failure);
        const { engine } = new DeletionHarness(world, { client: failing(read, failure) });
        const { plan } = await engine.plan([holder], { timeLimitMs: 60_000, simulateOnly: true });
        assertBlocks(plan.items[0]?.evidence ?? [], read, failure.join(' '));
        const [outcome] = await engine.execute(plan);
        assert.equal(outcome?.kind, 'blocked');
      }
      const { action } = holder.kind;
      assert.deepEqual(
        (await world.requests({ operation: action.operation })).filter(({ dryRun }) => !dryRun),
        [],
      );
    });
  }

  for (const holderId of Object.keys(DELETED_ALONG)) {
    it(`is blocked when the resource itself cannot be read again: ${holderId}`, async () => {
      const { sources, homeRegion, action } = kindOf(holderId);
      const own = new Set(sources.flatMap(({ operation, child }) => [operation, child?.operation ?? operation]));
      const [holder] = await world.list(holderId, 'dev', homeRegion);
      assert.ok(holder);
      const client: AwsClient = {
        call: (target, service, operation, input, options) =>
          own.has(operation)
            ? failing({ operation, input }, ['server', 'InternalError', 500]).call(target, service, operation, input)
            : call(target, service, operation, input, options),
      };
      const { engine } = new DeletionHarness(world, { client });
      const { plan } = await engine.plan([holder], { timeLimitMs: 60_000, simulateOnly: true });
      const blocker = plan.items[0]?.evidence.find(
        ({ check, level }) => check === 'deletedAlong' && level === 'blocker',
      );
      assert.match(blocker?.text ?? '', /could not be read, and some of it may be protected\..*InternalError/);
      const [outcome] = await engine.execute(plan);
      assert.equal(outcome?.kind, 'blocked');
      assert.deepEqual(
        (await world.requests({ operation: action.operation })).filter(({ dryRun }) => !dryRun),
        [],
      );
    });
  }

  const NOT_FOUND = ['notFound', 'NotFoundException', 400] as const;

  it('lists no children after AWS returned "not found" twice for the parent, and all after it returned it once', async () => {
    for (const holderId of ['lightsail.bucket.withObjects', 'ec2.subnet']) {
      const { holder, reads } = await searched(holderId);
      const [read] = reads;
      assert.ok(read && reads.length === 1);
      const children = await search(holder, { call });
      assert.deepEqual(await search(holder, failing(read, NOT_FOUND)), []);
      let reading = 0;
      const behind = replacing(read, (forward) =>
        reading++ === 0 ? failing(read, NOT_FOUND).call(holder.target, 'ec2', read.operation, read.input) : forward(),
      );
      assert.deepEqual(await search(holder, behind), children);
      assert.equal(reading, 2);
    }
  });

  it('is blocked when AWS returns "not found" for the second page', async () => {
    const { holder, reads } = await searched('ec2.subnet');
    const [read] = reads;
    assert.ok(read);
    const client: AwsClient = {
      async call(target, service, operation, input, options) {
        if (operation !== read.operation) return call(target, service, operation, input, options);
        if (input['NextToken'] !== undefined)
          return failing(read, NOT_FOUND).call(target, service, operation, read.input);
        const response = await call(target, service, operation, input, options);
        return { ...response, output: { ...response.output, NextToken: 'second' } };
      },
    };
    assertBlocks(await search(holder, client), read, 'second page');
  });

  it('is blocked when a resource that is deleted along has no id', async () => {
    for (const [holderId, list, element] of [
      ['ec2.securityGroup', 'SecurityGroupRules', (GroupId: string) => ({ GroupId, IsEgress: false })],
      ['ec2.fleet.withInstances', 'ActiveInstances', () => ({ InstanceType: 't3.micro' })],
      ['lightsail.bucket.withObjects', 'accessKeys', () => ({ status: 'Active' })],
    ] as const) {
      const { holder, reads } = await searched(holderId);
      const [read] = reads;
      assert.ok(read);
      const nameless = replacing(read, async (forward) => {
        const response = await forward();
        return { ...response, output: { ...response.output, [list]: [element(holder.id)] } };
      });
      assertBlocks(await search(holder, nameless), read, 'without an ID');
    }
  });

  it('has an unknown finding, and no blocker, when AWS does not support the operation', async () => {
    const { holder, reads } = await searched('ec2.subnet');
    const [read] = reads;
    assert.ok(read);
    for (const [name, status] of [
      ['InvalidAction', 400],
      ['UnknownOperationException', 400],
      ['InternalFailure', 501],
    ] as const) {
      const found = await search(holder, failing(read, ['invalid', name, status]));
      assert.deepEqual(
        found.map(({ level, unsupported }) => [level, unsupported]),
        [['unknown', true]],
        name,
      );
    }
  });

  it('is blocked when AWS does not respond in time, and names what could not be read', async () => {
    const { holder, reads } = await searched('ec2.vpc');
    const [read] = reads;
    assert.ok(read);
    const { engine } = new DeletionHarness(world, {
      client: replacing(read, () => new Promise<never>(() => undefined)),
    });
    const { plan } = await engine.plan([holder], { timeLimitMs: 100, simulateOnly: true });
    const blocker = plan.items[0]?.evidence.find(({ check, level }) => check === 'deletedAlong' && level === 'blocker');
    assert.match(blocker?.text ?? '', /in time \(security groups, network ACLs, route tables, /);
    const [outcome] = await engine.execute(plan);
    assert.equal(outcome?.kind, 'blocked');
  });

  it('is blocked by every response that is not AWS’s', async () => {
    const proxy = await HostileProxy.start(world);
    try {
      for (const holderId of ['ec2.securityGroup', 'lightsail.bucket.withObjects']) {
        const { holder, reads } = await searched(holderId);
        const [read] = reads;
        assert.ok(read);
        for (const [what, respond] of HOSTILE_RESPONSES) {
          proxy.intercepted.set(read.operation, { respond });
          assertBlocks(await search(proxy.behind(holder), proxy.client), read, what);
        }
        proxy.intercepted.clear();
        assert.ok((await search(proxy.behind(holder), proxy.client)).every(({ level }) => level === 'warning'));
      }
    } finally {
      proxy.close();
    }
  });
});
