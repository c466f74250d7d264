import { SdkBaseline, type SdkRequest } from './sdkBaseline.ts';
import { inTurns, timed, type Figure } from './measurement.ts';
import { FIVE_KINDS, ExtensionUnderTest } from './extensionUnderTest.ts';
import { withSandbox } from './sandboxProcess.ts';

const REGIONS = ['eu-west-1', 'us-east-1', 'eu-central-1'];
const EACH = 2_000;
const LATENCY_MS = 100;
const READINGS = 3;
/** An account of the sandbox that starts empty. */
const PROFILE = 'empty';
const ACCOUNT = '777788889999';

/** Measures listing all rows of the five kinds in three Regions, two thousand of each. */
export async function measureListing(): Promise<Figure[]> {
  return withSandbox({}, async (sandbox) => {
    for (const region of REGIONS) {
      for (const { id } of FIVE_KINDS)
        await sandbox.control.addMany({ account: ACCOUNT, region, kind: id as never }, EACH);
    }
    await sandbox.control.configure({ latencyMs: LATENCY_MS });
    const ours = async () => {
      const product = new ExtensionUnderTest(sandbox);
      const targets = await product.targets(PROFILE, REGIONS);
      const ms = await timed(async () => {
        const listings = await product.list(FIVE_KINDS, targets);
        expectAll(listings.reduce((sum, { resources }) => sum + resources.length, 0));
      });
      await product.dispose();
      return ms;
    };
    const bare = async () => {
      const sdk = new SdkBaseline(sandbox, PROFILE);
      const ms = await timed(async () => {
        const counts = await Promise.all(REGIONS.map((region) => listWithSdk(sdk, region)));
        expectAll(counts.reduce((sum, count) => sum + count, 0));
      });
      sdk.dispose();
      return ms;
    };
    const turns = await inTurns(READINGS, ours, bare);
    return [
      {
        name: `all rows: five kinds, ${REGIONS.length} Regions, ${EACH} each, ${LATENCY_MS} ms latency`,
        unit: 'ms',
        readings: turns.readings,
        baseline: { what: 'the bare SDK, everything at once that can be', readings: turns.baseline },
        goal: 'at most 1.15 times',
      },
    ];
  });
}

function expectAll(found: number): void {
  const all = REGIONS.length * FIVE_KINDS.length * EACH;
  if (found !== all) throw new Error(`${found} of ${all} were listed.`);
}

/** Lists the same pages with the bare SDK. Only pages wait for tokens, and children for their parents. */
async function listWithSdk(sdk: SdkBaseline, region: string): Promise<number> {
  let count = 0;
  const all = async (service: SdkRequest['service'], operation: string, member: string, input: object = {}) => {
    const kept: object[] = [];
    await sdk.pages({ service, region, operation, input }, member, (items) => kept.push(...items));
    return kept;
  };
  const add = async (list: Promise<readonly object[]>) => {
    const { length } = await list;
    count += length;
  };
  const keysOf = async (bucketName: string) =>
    add(
      sdk
        .send({ service: 'lightsail', region, operation: 'GetBucketAccessKeys', input: { bucketName } })
        .then(({ accessKeys }) => accessKeys as object[]),
    );
  const bucketKeys = async () => {
    const requests: Promise<void>[] = [];
    await sdk.pages({ service: 'lightsail', region, operation: 'GetBuckets', input: {} }, 'buckets', (buckets) => {
      requests.push(...(buckets as { name: string }[]).map(({ name }) => keysOf(name)));
    });
    await Promise.all(requests);
  };
  const macSecKeys = async (operation: string, member: string) => {
    const parents = (await all('directconnect', operation, member)) as { macSecKeys?: object[] }[];
    for (const { macSecKeys: keys = [] } of parents) count += keys.length;
  };
  await Promise.all([
    add(all('ec2', 'DescribeRouteServerPeers', 'RouteServerPeers')),
    add(all('ec2', 'DescribeIpamExternalResourceVerificationTokens', 'IpamExternalResourceVerificationTokens')),
    bucketKeys(),
    add(all('lightsail', 'GetKeyPairs', 'keyPairs')),
    all('lightsail', 'GetKeyPairs', 'keyPairs', { includeDefaultKeyPair: true }),
    all('lightsail', 'GetInstances', 'instances'),
    macSecKeys('DescribeConnections', 'connections'),
    macSecKeys('DescribeLags', 'lags'),
    macSecKeys('DescribeInterconnects', 'interconnects'),
  ]);
  return count;
}
