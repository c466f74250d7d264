import type { LoggedRequest } from '../sandbox/types.ts';
import type { AwsClient } from '../src/aws/client/sdkClient.ts';
import { serviceExistsIn } from '../src/aws/regions/regions.ts';
import { LISTED_KINDS } from '../src/catalog/index.ts';
import { scan, type ScanStep } from '../src/inventory/scan.ts';
import { SdkBaseline, placeOf, recorded } from './sdkBaseline.ts';
import { inTurns, timed, type Figure } from './measurement.ts';
import { ExtensionUnderTest } from './extensionUnderTest.ts';
import { withSandbox } from './sandboxProcess.ts';

const REGIONS = ['eu-west-1', 'us-east-1', 'eu-central-1', 'us-west-2', 'ap-southeast-1'];
const LATENCY_MS = 100;
const READINGS = 5;
const PROFILE = 'dev';

/**
 * Measures a scan of all kinds over five Regions. Baseline: the same requests with the bare SDK. Token buckets are full before each reading:
 * a scan empties the buckets of some operations, which take longer to fill than the next reading takes to begin.
 */
export async function measureScan(): Promise<Figure[]> {
  return withSandbox({ latencyMs: LATENCY_MS, throttlingSpeed: 1 }, async (sandbox) => {
    const most = new Map<string, number>();
    const counts: number[] = [];
    const ours = async () => {
      await sandbox.restart();
      const product = new ExtensionUnderTest(sandbox, { interceptClient: (client) => counted(client, most) });
      const targets = await product.targets(PROFILE, REGIONS);
      const ms = await timed(async () => {
        const steps = LISTED_KINDS.flatMap((kind): ScanStep[] =>
          targets.filter((target) => isListed(kind, target.region)).map((target) => ({ kind, target })),
        );
        const lister = product.inventory.batchLister();
        const { done, failed } = await scan(steps, lister, new AbortController().signal, () => undefined);
        if (done < steps.length || failed > 0) throw new Error(`${done} of ${steps.length} lists, ${failed} failed`);
      });
      await product.dispose();
      counts.push((await sandbox.control.requests()).filter(isThrottled).length);
      return ms;
    };
    // The first run loads everything, and shows which requests are sent.
    await ours();
    const calls = recorded(await sandbox.control.requests()).filter(({ service }) => service !== 'sts');
    const bare = async () => {
      await sandbox.restart();
      const sdk = new SdkBaseline(sandbox, PROFILE);
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
        goal: 'at most 1.05 times',
      },
      { name: 'calls throttled in a scan, documented buckets', unit: '', readings: counts, goal: 'none' },
    ];
  });
}

const isThrottled = ({ error }: LoggedRequest) => error?.code === 'RequestLimitExceeded';

/** Returns whether the scan command lists a kind in a Region. */
function isListed({ service, homeRegion }: ScanStep['kind'], region: string): boolean {
  return serviceExistsIn(service, region) !== 'no' && (homeRegion === undefined || homeRegion === region);
}

/** Returns a client that records the maximum number of simultaneous requests to each service and Region. */
function counted(client: AwsClient, most: Map<string, number>): AwsClient {
  const now = new Map<string, number>();
  return {
    async call(target, service, ...rest) {
      const place = placeOf({ service, region: target.region });
      const count = (now.get(place) ?? 0) + 1;
      now.set(place, count);
      most.set(place, Math.max(count, most.get(place) ?? 0));
      try {
        return await client.call(target, service, ...rest);
      } finally {
        now.set(place, (now.get(place) ?? 1) - 1);
      }
    },
  };
}
