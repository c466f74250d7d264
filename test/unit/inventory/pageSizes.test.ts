import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import * as directconnect from '@aws-sdk/client-direct-connect';
import * as ec2 from '@aws-sdk/client-ec2';
import * as lightsail from '@aws-sdk/client-lightsail';
import { NormalizedSchema } from '@smithy/core/schema';
import { describe, it } from 'mocha';
import { KINDS } from '../../../src/catalog/index.ts';
import { SERVICES, type ServiceId } from '../../../src/catalog/model/services.ts';
import { pageSize } from '../../../src/catalog/pageSizes.ts';
import { bindClient } from '../../../src/inventory/listing/boundClient.ts';
import { paginate } from '../../../src/inventory/listing/paginate.ts';
import { DEV_TARGET } from '../support/devTarget.ts';

const CLIENTS: Readonly<Record<ServiceId, Readonly<Record<string, unknown>>>> = { ec2, lightsail, directconnect };

/** Returns the listings of the catalog for which AWS accepts a page size, with the member for it. */
function sizedLists(): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { service, sources, auxiliarySources } of KINDS) {
    const { size } = SERVICES[service].page;
    for (const source of [...sources, ...auxiliarySources]) {
      for (const operation of [source.operation, ...(source.child ? [source.child.operation] : [])]) {
        const schema = CLIENTS[service][`${operation}$`] as readonly unknown[];
        const input = NormalizedSchema.of(schema.at(-2) as Parameters<typeof NormalizedSchema.of>[0]);
        if ([...input.structIterator()].some(([member]) => member === size)) found.set(operation, size);
      }
    }
  }
  return found;
}

/** Prints the bounds of each operation's page size in the service models of another client. */
const BOUNDS = `
import botocore.session, json
session = botocore.session.get_session()
bounds = {}
for name in ['ec2', 'lightsail', 'directconnect']:
    model = session.get_service_model(name)
    for operation in model.operation_names:
        shape = model.operation_model(operation).input_shape
        for member in ('MaxResults', 'maxResults'):
            if shape is not None and member in shape.members:
                bounds[operation] = [shape.members[member].metadata.get('min'), shape.members[member].metadata.get('max')]
print(json.dumps(bounds))
`;

describe('the paging of a listing', () => {
  it('sets the page size for every operation that accepts one', () => {
    const lists = sizedLists();
    assert.ok(lists.size >= 100, `${lists.size}`);
    assert.deepEqual(
      [...lists.keys()].filter((operation) => pageSize(operation, {}) === undefined),
      [],
    );
  });

  it('sets page sizes within the bounds of the service model', function () {
    const { status, stdout } = spawnSync('python3', ['-c', BOUNDS], { encoding: 'utf8' });
    // This needs the models of another client, which may not be installed.
    if (status !== 0) this.skip();
    const bounds = JSON.parse(stdout) as Readonly<Record<string, readonly [number | null, number | null]>>;
    const outside = [...sizedLists().keys()].filter((operation) => {
      const size = pageSize(operation, {}) ?? 0;
      const [min, max] = bounds[operation] ?? [null, null];
      return size < (min ?? 5) || size > (max ?? 1_000);
    });
    assert.deepEqual(outside, []);
  });

  it('sets no page size together with a list of ids, which several operations reject', () => {
    assert.equal(pageSize('DescribeInstances', { InstanceIds: ['i-1'] }), undefined);
    assert.equal(pageSize('DescribeInstances', { Filters: [] }), 1_000);
  });

  describe('ends with an error and keeps the elements when pages never end', () => {
    const generous = { pages: 1_000, emptyPages: 1_000, minutes: 60 };
    const vpcsOf = (page: number, isEmpty: boolean) => (isEmpty ? [] : [{ VpcId: `vpc-${page}` }]);
    for (const [what, isEmpty, limits, name, requests] of [
      ['and have an item each', () => false, undefined, 'TooManyPages', 1_001],
      ['and are all empty', () => true, undefined, 'TooManyPages', 500],
      ['and only the first has an item', (page: number) => page > 0, undefined, 'TooManyPages', 501],
      ['and most are empty', (page: number) => page % 150 > 0, undefined, 'TooManyPages', 1_001],
      ['within the time limit', () => false, { ...generous, minutes: 0 }, 'ListTimeout', 1],
    ] as const) {
      it(what, async () => {
        let page = 0;
        const call = () => {
          const output = { Vpcs: vpcsOf(page, isEmpty(page)), NextToken: `${page}` };
          page += 1;
          return Promise.resolve({ output, status: 200, attempts: 1, durationMs: 0 });
        };
        const client = bindClient({ call }, DEV_TARGET, 'ec2');
        const { elements, failure } = await paginate(client, 'DescribeVpcs', 'Vpcs', {}, undefined, limits);
        assert.equal(failure?.name, name);
        assert.equal(page, requests);
        assert.equal(elements.length, Array.from({ length: page }, (_, n) => n).filter((n) => !isEmpty(n)).length);
      });
    }
  });

  describe('limits the time of requests alone', () => {
    const MINUTE_MS = 60_000;
    for (const [what, durations, minutes, name] of [
      ['and ends a list whose requests take longer', [MINUTE_MS / 2, MINUTE_MS / 2, 0], 1, 'ListTimeout'],
      ['and not that of queues and pauses', [0, 0, 0], 1e-9, undefined],
      ['and counts a request with an MFA prompt as a minute', [20 * MINUTE_MS, 0, 0], 2, undefined],
    ] as const) {
      it(what, async () => {
        let page = 0;
        const call = () => {
          const durationMs = durations[page] ?? 0;
          page += 1;
          const more = page < durations.length && { NextToken: `${page}` };
          return Promise.resolve({ output: { Vpcs: [], ...more }, status: 200, attempts: 1, durationMs });
        };
        const limits = { pages: 10, emptyPages: 10, minutes };
        const { failure } = await paginate(
          bindClient({ call }, DEV_TARGET, 'ec2'),
          'DescribeVpcs',
          'Vpcs',
          {},
          undefined,
          limits,
        );
        assert.equal(failure?.name, name);
      });
    }
  });
});
