// Lists one kind in a process of its own, and tells what it cost: node --expose-gc --import tsx bench/bulkDeleteMain.ts ORDER
import { Bare } from './sdkBaseline.ts';
import { Product, kindOf } from './extensionUnderTest.ts';
import type { ManyCost, ManyOrder } from './bulkDelete.ts';

const { sandbox, bare, profile, region, warmRegion } = JSON.parse(process.argv[2] ?? '') as ManyOrder;
const PEERS = kindOf('ec2.routeServerPeer');

/** Bytes that are in use, once all that can go has gone. */
function inUse(): number {
  for (let times = 0; times < 3; times++) globalThis.gc?.();
  const { heapUsed, external, arrayBuffers } = process.memoryUsage();
  return heapUsed + external - arrayBuffers;
}

/** Does the work and measures it; what it returns is kept until the memory was looked at. */
async function measured(work: () => Promise<() => number>): Promise<ManyCost> {
  const before = inUse();
  const cpu = process.cpuUsage();
  const started = performance.now();
  const kept = await work();
  const ms = performance.now() - started;
  const { user, system } = process.cpuUsage(cpu);
  const bytes = inUse() - before;
  return { ms, cpuMs: (user + system) / 1_000, bytes, count: kept() };
}

async function withSdk(): Promise<ManyCost> {
  const sdk = new Bare(sandbox, profile);
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

async function withTeardown(): Promise<ManyCost> {
  const product = new Product(sandbox);
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
