// Lists one kind in a process of its own, and prints the cost: node --expose-gc --import tsx bench/bulkListingMain.ts
// ORDER
import { SdkBaseline } from './sdkBaseline.ts';
import { ExtensionUnderTest, kindOf } from './extensionUnderTest.ts';
import type { ListingCost, BulkListingTask } from './bulkListing.ts';

const { sandbox, bare, profile, region, warmRegion } = JSON.parse(process.argv[2] ?? '') as BulkListingTask;
const PEERS = kindOf('ec2.routeServerPeer');

/** Returns the bytes in use after a garbage collection. */
function inUse(): number {
  for (let times = 0; times < 3; times++) globalThis.gc?.();
  const { heapUsed, external, arrayBuffers } = process.memoryUsage();
  return heapUsed + external - arrayBuffers;
}

/** Runs and measures the work. Its result stays referenced until the memory is measured. */
async function measured(work: () => Promise<() => number>): Promise<ListingCost> {
  const before = inUse();
  const cpu = process.cpuUsage();
  const started = performance.now();
  const kept = await work();
  const ms = performance.now() - started;
  const { user, system } = process.cpuUsage(cpu);
  const bytes = inUse() - before;
  return { ms, cpuMs: (user + system) / 1_000, bytes, count: kept() };
}

async function withSdk(): Promise<ListingCost> {
  const sdk = new SdkBaseline(sandbox, profile);
  const list = async (where: string) => {
    const items: object[] = [];
    const call = { service: 'ec2', region: where, operation: 'DescribeRouteServerPeers', input: {} } as const;
    await sdk.pages(call, 'RouteServerPeers', (page) => {
      for (const item of page) items.push(item);
    });
    return () => items.length;
  };
  await list(warmRegion);
  const cost = await measured(() => list(region));
  sdk.dispose();
  return cost;
}

async function withTeardown(): Promise<ListingCost> {
  const product = new ExtensionUnderTest(sandbox);
  const targets = await product.targets(profile, [warmRegion, region]);
  const list = async (where: string) => {
    const target = targets.find((one) => one.region === where);
    if (!target) throw new Error(`There is no target in ${where}.`);
    await product.list([PEERS], [target]);
    return () => product.inventory.state(PEERS, target).listing?.resources.length ?? 0;
  };
  await list(warmRegion);
  const cost = await measured(() => list(region));
  await product.dispose();
  return cost;
}

console.log(JSON.stringify(await (bare ? withSdk() : withTeardown())));
