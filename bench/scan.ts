import type { AwsCaller } from '../src/aws/clients.ts';
import { serviceExistsIn } from '../src/aws/regions.ts';
import { LISTED_KINDS } from '../src/catalog/index.ts';
import { SYSTEM_CLOCK } from '../src/deletion/clock.ts';
import { Limiter } from '../src/deletion/limiter.ts';
import { scan, type ScanStep } from '../src/inventory/scan.ts';
import { Bare, placeOf, recorded } from './bare.ts';
import { inTurns, timed, type Figure } from './figure.ts';
import { Product } from './product.ts';
import { withSandbox } from './sandboxProcess.ts';

const REGIONS = ['eu-west-1', 'us-east-1', 'eu-central-1', 'us-west-2', 'ap-southeast-1'];
const LATENCY_MS = 100;
const READINGS = 3;
const PROFILE = 'dev';

/** How long a scan of all kinds over five Regions takes, beside the same calls made with the SDK alone. */
export async function measureScan(): Promise<Figure[]> {
  return withSandbox({ latencyMs: LATENCY_MS, throttlingSpeed: 1 }, async (sandbox) => {
    const most = new Map<string, number>();
    const ours = async () => {
      const product = new Product(sandbox, (caller) => counted(caller, most));
      const targets = await product.targets(PROFILE, REGIONS);
      const ms = await timed(async () => {
        const steps = LISTED_KINDS.flatMap((kind): ScanStep[] =>
          targets.filter((target) => isListed(kind, target.region)).map((target) => ({ kind, target })),
        );
        const parts = { list: product.inventory.listTogether(), newPace: () => new Limiter(SYSTEM_CLOCK) };
        const { done, failed } = await scan(steps, parts, new AbortController().signal, () => undefined);
        if (done < steps.length || failed > 0) throw new Error(`${done} of ${steps.length} lists, ${failed} failed`);
      });
      product.dispose();
      return ms;
    };
    // Once beforehand: everything is loaded then, and which calls are made is known.
    await ours();
    const requests = await sandbox.steer.requests();
    const calls = recorded(requests).filter(({ service }) => service !== 'sts');
    const throttled = requests.filter(({ error }) => error?.code === 'RequestLimitExceeded').length;
    const bare = async () => {
      const sdk = new Bare(sandbox, PROFILE);
      const ms = await timed(() => sdk.sendAll(calls, (place) => most.get(place) ?? 1));
      sdk.dispose();
      return ms;
    };
    const { readings, baseline } = await inTurns(READINGS, ours, bare);
    const atOnce = Math.max(...most.values());
    const what = `the same ${calls.length} calls with the bare SDK, as many at once (up to ${atOnce} in a service and Region)`;
    return [
      {
        name: `a scan of ${LISTED_KINDS.length} kinds over ${REGIONS.length} Regions (${LATENCY_MS} ms latency)`,
        unit: 'ms',
        readings,
        baseline: { what, readings: baseline },
        goal: 'at most 1.2 times',
      },
      { name: 'calls throttled in a scan, documented buckets', unit: '', readings: [throttled], goal: 'none' },
    ];
  });
}

/** As the command that scans sees it. */
function isListed({ service, onlyIn }: ScanStep['kind'], region: string): boolean {
  return serviceExistsIn(service, region) !== 'no' && (onlyIn === undefined || onlyIn === region);
}

/** Notes how many calls are under way at once, at most, to each service in each Region. */
function counted(caller: AwsCaller, most: Map<string, number>): AwsCaller {
  const now = new Map<string, number>();
  return {
    async call(target, service, ...rest) {
      const place = placeOf({ service, region: target.region });
      const count = (now.get(place) ?? 0) + 1;
      now.set(place, count);
      most.set(place, Math.max(count, most.get(place) ?? 0));
      try {
        return await caller.call(target, service, ...rest);
      } finally {
        now.set(place, (now.get(place) ?? 1) - 1);
      }
    },
  };
}
