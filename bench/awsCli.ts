import { findProgram } from '../scripts/lib/machine.mjs';
import { capture } from '../test/harness/guarded.ts';
import { inTurns, timed, type Figure } from './measurement.ts';
import { FIVE_KINDS, ExtensionUnderTest } from './extensionUnderTest.ts';
import { withSandbox, type SandboxProcess } from './sandboxProcess.ts';

const REGIONS = ['eu-west-1', 'us-east-1', 'eu-central-1'];
const LATENCY_MS = 100;
/** An account of the sandbox with a few resources of every type. */
const PROFILE = 'dev';
/** Few, because the AWS CLI takes half a minute. */
const READINGS = 2;

const FIGURE = {
  name: `the five kinds, ${REGIONS.length} Regions, listed (${LATENCY_MS} ms latency)`,
  unit: 'ms',
  goal: 'at most 0.2 times',
} as const;

/** Measures listing the five kinds. Baseline: the AWS CLI, one request after the other. */
export async function measureAwsCli(): Promise<Figure[]> {
  const aws = findProgram('aws');
  if (aws === undefined) return [{ ...FIGURE, readings: [], note: 'skipped, there is no `aws` on the PATH' }];
  return withSandbox({ latencyMs: LATENCY_MS }, async (sandbox) => {
    const ours = async () => {
      const product = new ExtensionUnderTest(sandbox);
      const ms = await timed(async () => product.list(FIVE_KINDS, await product.targets(PROFILE, REGIONS)));
      await product.dispose();
      return ms;
    };
    const cli = () => timed(() => listWithCli(aws, sandbox));
    const { readings, baseline } = await inTurns(READINGS, ours, cli);
    return [{ ...FIGURE, readings, baseline: { what: 'the AWS CLI, one call after the other', readings: baseline } }];
  });
}

async function listWithCli(aws: string, sandbox: SandboxProcess): Promise<void> {
  const outer = Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_'));
  const env = {
    ...Object.fromEntries(outer),
    AWS_CONFIG_FILE: sandbox.configFile,
    AWS_SHARED_CREDENTIALS_FILE: sandbox.credentialsFile,
  };
  for (const region of REGIONS) {
    const run = async (...args: string[]) => {
      const options = [
        '--profile',
        PROFILE,
        '--region',
        region,
        '--output',
        'json',
        '--endpoint-url',
        sandbox.endpoint,
      ];
      return JSON.parse((await capture(aws, [...args, ...options], env)) || '{}') as Readonly<Record<string, unknown>>;
    };
    await run('ec2', 'describe-route-server-peers');
    await run('ec2', 'describe-ipam-external-resource-verification-tokens');
    const { buckets } = await run('lightsail', 'get-buckets');
    for (const { name } of (buckets ?? []) as { name: string }[]) {
      await run('lightsail', 'get-bucket-access-keys', '--bucket-name', name);
    }
    await run('lightsail', 'get-key-pairs');
    await run('lightsail', 'get-key-pairs', '--include-default-key-pair');
    await run('lightsail', 'get-instances');
    await run('directconnect', 'describe-connections');
    await run('directconnect', 'describe-lags');
    await run('directconnect', 'describe-interconnects');
  }
}
