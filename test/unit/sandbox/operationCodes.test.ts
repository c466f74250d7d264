import assert from 'node:assert/strict';
import * as ec2 from '@aws-sdk/client-ec2';
import type { NormalizedSchema } from '@smithy/core/schema';
import { after, before, describe, it } from 'mocha';
import { ERROR_CODES } from '../../../sandbox/facts/errorCodes.ts';
import { conflictCode, notFoundCode, type KnownCode } from '../../../sandbox/facts/operationCodes.ts';
import { BOUNDED_OPERATIONS, pageBounds } from '../../../sandbox/facts/pageBounds.ts';
import { deleteSpecs } from '../../../sandbox/generic/deleteSpec.ts';
import { listsFailures } from '../../../sandbox/generic/responses.ts';
import { operationsOf, type OperationShape } from '../../../sandbox/wire/shapes.ts';
import { classifyCause } from '../../../src/aws/errors/errorCodes.ts';
import { AwsCallError } from '../../../src/aws/errors/callError.ts';
import { pageSize } from '../../../src/catalog/pageSizes.ts';
import { KINDS } from '../../../src/catalog/index.ts';
import { failureInside } from '../../../src/deletion/execution/partialFailure.ts';
import { TestEnvironment } from '../support/testEnvironment.ts';

const SHAPES = operationsOf(ec2);
const DOCUMENTED = new Set(ERROR_CODES.map(([code]) => code));

/** Returns a value for a member of a request that identifies nothing. */
function unknownValue(schema: NormalizedSchema, path: readonly string[]): unknown {
  if (schema.isListSchema()) return [unknownValue(schema.getValueSchema(), path)];
  if (schema.isStructSchema()) {
    const [name = '', ...rest] = path;
    const member = new Map(schema.structIterator()).get(name);
    return member ? { [name]: unknownValue(member, rest) } : {};
  }
  if (schema.isNumericSchema()) return 65_000;
  return schema.isBooleanSchema() ? true : 'unknown-0123456789abcdef0';
}

/** Required members other than those that identify the resource. */
const REQUIRED = ['TerminateInstances'];

/** Lists of failures with ids and without codes. */
const WITHOUT_CODES = new Set(['DeleteNetworkingFlexCostAllocationPolicies', 'DisassociateApplicationStatusCheck']);

function requestFor(shape: OperationShape, named: readonly string[]): Record<string, unknown> {
  const members = new Map(shape.input.structIterator());
  const paths = [...named, ...REQUIRED];
  return Object.fromEntries(
    paths.flatMap((path) => {
      const [name = '', ...rest] = path.split('.');
      const member = members.get(name);
      return member ? [[name, unknownValue(member, rest)]] : [];
    }),
  );
}

describe("the sandbox's EC2", () => {
  let world: TestEnvironment;
  before(async () => {
    world = await TestEnvironment.start();
  });
  after(() => world.close());

  const send = async (operation: string, input: Record<string, unknown>) =>
    (await world.client.call(await world.target(), 'ec2', operation, input)).output;

  async function codeOf(operation: string, input: Record<string, unknown>): Promise<string | undefined> {
    try {
      const output = await send(operation, input);
      const kind = KINDS.find(({ action }) => action.operation === operation);
      return kind && failureInside(kind, output)?.name;
    } catch (error) {
      if (error instanceof AwsCallError) return error.failure.name;
      throw error;
    }
  }

  const isKnown = ({ code, source }: KnownCode): boolean =>
    source === 'documented' || source === 'modeled'
      ? DOCUMENTED.has(code)
      : !DOCUMENTED.has(code) || source === 'observed';

  for (const { operation, service, lookups } of deleteSpecs()) {
    const shape = SHAPES.get(operation);
    const paths = lookups[0]?.matches.map(({ input }) => input) ?? [];
    const [first = ''] = paths[0]?.split('.') ?? [];
    if (service !== 'ec2' || !shape) continue;
    it(`rejects ${operation} with EC2's codes for a missing resource and for dependencies`, async () => {
      const known = notFoundCode(operation, first);
      assert.ok(isKnown(known), `${known.code} is not on AWS's page`);
      assert.ok(isKnown(conflictCode(operation, 'use')) && isKnown(conflictCode(operation, 'state')));
      if (first !== '' && !WITHOUT_CODES.has(operation))
        assert.equal(await codeOf(operation, requestFor(shape, paths)), known.code);
      assert.equal(classifyCause(known.code, '', 400, operation), 'notFound');
      for (const reason of ['use', 'state'] as const) {
        assert.equal(classifyCause(conflictCode(operation, reason).code, '', 400, operation), 'conflict');
      }
    });
  }

  it('returns failures in a response of status 200 if the operation has a list of them', async () => {
    const shape = SHAPES.get('DeleteVpcEndpoints');
    assert.ok(shape && listsFailures(shape));
    const output = await send('DeleteVpcEndpoints', { VpcEndpointIds: ['vpce-0123456789abcdef0'] });
    assert.match(JSON.stringify(output), /"Code":"InvalidVpcEndpoint.NotFound"/);
  });

  it('returns pages only if the request has MaxResults', async () => {
    await world.control.configure({ pageSizes: { ec2: 1 } });
    const all = await send('DescribeVolumes', {});
    assert.equal((all['Volumes'] as unknown[]).length, 2);
    assert.equal(all['NextToken'], undefined);
    const some = await send('DescribeVolumes', { MaxResults: 5 });
    assert.equal((some['Volumes'] as unknown[]).length, 1);
    const rest = await send('DescribeVolumes', { MaxResults: 5, NextToken: some['NextToken'] });
    assert.notDeepEqual(rest['Volumes'], some['Volumes']);
    await world.reset();
  });

  for (const operation of BOUNDED_OPERATIONS.filter((one) => pageBounds(one).notBeside !== undefined)) {
    const { notBeside = '', max } = pageBounds(operation);
    it(`rejects MaxResults together with ${notBeside} for ${operation}`, async () => {
      assert.equal(pageSize(operation, { [notBeside]: ['any-1'] }), undefined);
      if (!deleteSpecs().some(({ lookups }) => lookups.some(({ list }) => list === operation))) return;
      const input = { [notBeside]: ['any-0123456789abcdef0'], MaxResults: Math.min(max, 100) };
      assert.equal(await codeOf(operation, input), 'InvalidParameterCombination');
    });
  }

  it('rejects MaxResults outside the bounds of the operation, which the catalog respects', async () => {
    const error = await codeOf('DescribeLaunchTemplates', { MaxResults: 201 });
    assert.equal(error, 'InvalidParameterValue');
    const wrong = BOUNDED_OPERATIONS.filter((operation) => {
      const size = pageSize(operation, {});
      const { min, max } = pageBounds(operation);
      return size !== undefined && (size < min || size > max);
    });
    assert.deepEqual(wrong, []);
  });
});
