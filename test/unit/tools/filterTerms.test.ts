import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'mocha';
import type { AwsClient } from '../../../src/aws/client/sdkClient.ts';
import type { Target } from '../../../src/aws/identity/target.ts';
import type { Structure } from '../../../src/catalog/model/structure.ts';
import { LISTED_KINDS } from '../../../src/catalog/index.ts';
import type { Core } from '../../../src/core.ts';
import type { FilterContext } from '../../../src/inventory/query/usageTerms.ts';
import { toNumber } from '../../../src/pricing/money.ts';
import { listResources } from '../../../src/tools/listResourcesTool.ts';
import { listRequest } from '../../../src/tools/toolInput.ts';
import { TestEnvironment } from '../support/testEnvironment.ts';

const UNENDING = new AbortController().signal;

/** Tags of an owner and a tool. */
const TAGS = [
  { Key: 'owner', Value: 'jane@example.com' },
  { Key: 'aws:cloudformation:stack-name', Value: 'web' },
];

/** Returns a list whose first volume has these tags. */
const withTags = (client: AwsClient): AwsClient => ({
  async call(target, service, operation, input, options) {
    const response = await client.call(target, service, operation, input, options);
    if (operation !== 'DescribeVolumes') return response;
    const [first, ...rest] = response.output['Volumes'] as readonly Structure[];
    return { ...response, output: { ...response.output, Volumes: [{ ...first, Tags: TAGS }, ...rest] } };
  },
});

interface Result {
  readonly matching: number;
  readonly unknown?: string;
  readonly resources: readonly {
    readonly usage?: string;
    readonly reason?: string;
    readonly owners?: readonly string[];
    readonly managedBy?: readonly { readonly tool: string; readonly tag: string }[];
    readonly monthlyListPrice?: string;
  }[];
}

describe('the filter terms of an agent', () => {
  let world: TestEnvironment;
  let core: Core;
  let target: Target;
  let folder: string;
  let isPriced = true;
  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'teardown-prices-'));
    world = await TestEnvironment.start();
    const settings = { prices: () => isPriced };
    core = world.createCore({ storageDirectory: folder, interceptClient: withTags, settings });
    target = await world.target('dev');
  });
  after(async () => {
    await world.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const list = async (filter: string, kind = 'ec2.volume'): Promise<Result> => {
    const { inventory, usage, prices } = core;
    const filterContext: FilterContext = {
      usageOf: (resource) => usage.usageOf(resource),
      monthlyCostOf(resource) {
        const cost = prices.costOf(resource);
        return cost && ('unknown' in cost ? 'unknown' : toNumber(cost.monthly));
      },
      version: () => usage.version + prices.version,
      ownerTags: () => ['Owner'],
    };
    const deps = {
      ...{ inventory, usage, prices, filterContext },
      kinds: () => LISTED_KINDS,
      protectionAt: () => undefined,
      holdStill: <T>(work: Promise<T>) => work,
    };
    const text = await listResources(listRequest({ kind, filter }, filterContext), [target], deps, UNENDING);
    return JSON.parse(text) as Result;
  };

  it('select unused resources, with the reason', async () => {
    const { matching, resources } = await list('is:unused');
    assert.ok(matching > 0);
    for (const { usage, reason } of resources) {
      assert.equal(usage, 'unused');
      assert.match(reason ?? '', /^not attached/);
    }
    const { matching: used } = await list('is:used');
    const { matching: other } = await list('-is:used');
    assert.equal(other, matching, `${used} are used`);
  });

  it('select by the time since which a resource is unused', async () => {
    const { matching } = await list('is:unused');
    assert.equal((await list('unused-for:1min')).matching, matching);
    assert.equal((await list('unused-for:100y')).matching, 0);
  });

  it('select by owner and by tool, and the result has both', async () => {
    for (const filter of ['managed-by:cloudformation', 'owner:jane']) {
      const { matching, resources } = await list(filter);
      assert.equal(matching, 1, filter);
      assert.deepEqual(resources[0]?.owners, ['jane@example.com'], filter);
      assert.deepEqual(resources[0].managedBy, [{ tool: 'CloudFormation', tag: 'web' }], filter);
    }
    assert.equal((await list('managed-by:terraform')).matching, 0);
    assert.equal((await list('owner:joe')).matching, 0);
  });

  it('request prices only for terms that compare them', async () => {
    await world.control.clearRequests();
    await list('is:unused');
    const isPricing = ({ operation }: { readonly operation: string | null }) => operation === 'GetProducts';
    assert.equal((await world.requests({})).filter(isPricing).length, 0);
    const { matching, resources, unknown } = await list('cost:>10');
    assert.ok((await world.requests({})).some(isPricing));
    assert.equal(unknown, undefined);
    // 19.80 and 55.00, see test/unit/pricing.
    assert.equal(matching, 2);
    assert.deepEqual(resources.map(({ monthlyListPrice }) => monthlyListPrice).sort(), ['19.80 USD', '55.00 USD']);
    assert.equal((await list('cost:>20')).matching, 1);
  });

  it('match no cost if prices are off', async () => {
    isPriced = false;
    await world.control.clearRequests();
    assert.equal((await list('cost:>10')).matching, 0);
    isPriced = true;
  });
});
