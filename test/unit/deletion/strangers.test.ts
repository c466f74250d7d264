import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import type { AwsClient } from '../../../src/aws/client/sdkClient.ts';
import { LISTED_KINDS } from '../../../src/catalog/index.ts';
import type { Structure } from '../../../src/catalog/model/structure.ts';
import { createAlongReader } from '../../../src/deletion/planning/deletedAlong.ts';
import { runProbes } from '../../../src/deletion/planning/probes.ts';
import { availableActions, type Resource } from '../../../src/inventory/resource.ts';
import { lookUpUsage } from '../../../src/inventory/usage/lookups.ts';
import { TestEnvironment } from '../support/testEnvironment.ts';
import { FastClock } from './support/fastClock.ts';

const WILD = 'a*b?c\\d';
const ESCAPED = 'a\\*b\\?c\\\\d';

/** Returns a value with {@link WILD} in place of each string. */
function withWildTexts(value: unknown): unknown {
  if (typeof value === 'string') return WILD;
  if (Array.isArray(value)) return value.map(withWildTexts);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withWildTexts(member)]));
}

/**
 * Filters that match every element, for operations that reject a request without filters
 * (https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_SearchTransitGatewayRoutes.html).
 */
const REQUIRED_FILTERS: Readonly<Record<string, Structure>> = {
  SearchTransitGatewayRoutes: { Filters: [{ Name: 'type', Values: ['propagated', 'static'] }] },
};

/** Optional members that filter a listing of Direct Connect, whose requests have no `Filters`. */
const NARROWING: Readonly<Record<string, ReadonlySet<string>>> = {
  DescribeConnections: new Set(['connectionId']),
  DescribeInterconnects: new Set(['interconnectId']),
  DescribeLags: new Set(['lagId']),
  DescribeVirtualInterfaces: new Set(['connectionId', 'virtualInterfaceId']),
  DescribeDirectConnectGateways: new Set(['directConnectGatewayId']),
};

interface Sent {
  readonly operation: string;
  readonly input: Structure;
}

const isFilters = (member: string) => /^filters?$/i.test(member);

/** Returns the values of all filters of a request. */
const filterValues = ({ input }: Sent): readonly unknown[] =>
  Object.entries(input).flatMap(([member, filters]) =>
    isFilters(member) ? (filters as readonly Structure[]).flatMap((one) => (one['Values'] ?? []) as unknown[]) : [],
  );

describe('a read request with filters', () => {
  let world: TestEnvironment;
  /** All samples, once for each available action. */
  const resources: Resource[] = [];
  before(async function () {
    this.timeout(120_000);
    world = await TestEnvironment.start();
    for (const kind of LISTED_KINDS) resources.push(...(await world.list(kind.id)).flatMap(availableActions));
    assert.ok(new Set(resources.map(({ kind }) => kind.id)).size > 200);
  });
  after(() => world.close());

  /** Runs all probes and usage rules for a resource, and returns their findings. */
  async function findings(resource: Resource, client: AwsClient): Promise<readonly string[]> {
    const signal = AbortSignal.timeout(60_000);
    const along = createAlongReader([resource], { client, clock: new FastClock(), resourceRules: () => [] }, signal);
    const evidence = [...(await runProbes(resource, client, signal)), ...(await along(resource))];
    const used = await lookUpUsage(client, resource, Date.now(), signal);
    return [
      ...evidence.map(({ check, level, text, blockers }) => JSON.stringify([check, level, text, blockers])),
      ...used.map((one) => JSON.stringify(one)),
    ].sort();
  }

  it('escapes wildcards in its filter values, for every resource type', async () => {
    const sent: Sent[] = [];
    const client: AwsClient = {
      call: (_target, _service, operation, input) => {
        sent.push({ operation, input });
        return Promise.resolve({ output: {}, status: 200, attempts: 1, durationMs: 1 });
      },
    };
    const failed: string[] = [];
    for (const resource of resources) {
      const { entry } = resource;
      const wild = { ...entry, item: withWildTexts(entry.item) as Structure };
      const parent = entry.parent && { ...entry.parent, id: WILD, raw: withWildTexts(entry.parent.raw) as Structure };
      const renamed = { ...resource, id: WILD, name: WILD, entry: { ...wild, ...(parent && { parent }) } };
      await findings(renamed, client).catch((error: unknown) => failed.push(`${resource.kind.id}: ${String(error)}`));
    }
    assert.deepEqual(failed, []);
    const values = sent.flatMap((one) => filterValues(one).map((value) => [one.operation, value] as const));
    const wild = values.filter(([, value]) => /[*?\\]/.test(String(value)));
    assert.ok(new Set(wild.map(([operation]) => operation)).size > 15, `${wild.length}`);
    assert.deepEqual([...new Set(wild.filter(([, value]) => value !== ESCAPED).map(String))], []);
  }).timeout(120_000);

  it('finds no hosted connection of another LAG, but one without a LAG', async () => {
    const lag = resources.find(({ kind }) => kind.id === 'directconnect.lag');
    assert.ok(lag);
    const found = async (connection: Structure) => {
      const client: AwsClient = {
        call: (_target, _service, operation) => {
          const output = operation === 'DescribeHostedConnections' ? { connections: [connection] } : {};
          return Promise.resolve({ output, status: 200, attempts: 1, durationMs: 1 });
        },
      };
      return (await lookUpUsage(client, lag, Date.now())).includes('found');
    };
    assert.equal(await found({ connectionId: 'dxcon-1', lagId: 'dxlag-other' }), false);
    assert.equal(await found({ connectionId: 'dxcon-1', lagId: lag.id }), true);
    assert.equal(await found({ connectionId: 'dxcon-1' }), true);
  });

  it('returns the same findings on an endpoint that ignores filters, for every resource type', async () => {
    const widened = (operation: string, input: Structure) => {
      const isNarrowing = (member: string) => isFilters(member) || NARROWING[operation]?.has(member) === true;
      const rest = Object.entries(input).filter(([member]) => !isNarrowing(member));
      return { ...Object.fromEntries(rest), ...REQUIRED_FILTERS[operation] };
    };
    const ignoringFilters: AwsClient = {
      call: (target, service, operation, input, options) =>
        world.client.call(target, service, operation, widened(operation, input), options),
    };
    const wrong: object[] = [];
    const seen = new Map<string, number>();
    for (const resource of resources) {
      const count = (seen.get(resource.kind.id) ?? 0) + 1;
      seen.set(resource.kind.id, count);
      if (count > 2) continue;
      const [usual, ignored] = [await findings(resource, world.client), await findings(resource, ignoringFilters)];
      const unrelated = ignored.filter((one) => !usual.includes(one));
      if (unrelated.length > 0) wrong.push({ kind: resource.kind.id, id: resource.id, unrelated });
    }
    assert.deepEqual(wrong, []);
  }).timeout(180_000);
});
