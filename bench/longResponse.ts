import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../scripts/lib/run.mjs';
import type { Target } from '../src/aws/identity/target.ts';
import { startGuarded } from '../test/harness/guarded.ts';
import { until } from '../test/harness/until.ts';
import { inStorageDirectory, kindOf, ExtensionUnderTest } from './extensionUnderTest.ts';
import { inTurns, type Figure } from './measurement.ts';
import { withSandbox, type SandboxProcess } from './sandboxProcess.ts';
import { SdkBaseline, type SdkRequest } from './sdkBaseline.ts';
import { TaskWatch } from './taskWatch.ts';

const PROFILE = 'empty';
const REGION = 'eu-west-1';
const READINGS = 5;
/** The size of AWS's response with 5,000 instances. */
const BYTES = 22_000_000;

/** A list, and its response from a server that ignores the page size. */
interface Case {
  readonly kind: string;
  readonly call: Omit<SdkRequest, 'region' | 'input'>;
  readonly body: () => string;
}

const TAGS = Array.from({ length: 20 }, (_, n) => ({ key: `key-${n}`, value: 'v'.repeat(40) }));

/** Repeats an element until the response is long enough. */
function repeated(element: (n: number) => string, separator = ''): string {
  const count = Math.ceil(BYTES / element(0).length);
  return Array.from({ length: count }, (_, n) => element(n)).join(separator);
}

const tagXml = TAGS.map(({ key, value }) => `<item><key>${key}</key><value>${value}</value></item>`).join('');
const instanceXml = (n: number) =>
  `<item><instanceId>i-${n}</instanceId><instanceState><code>16</code><name>running</name></instanceState><tagSet>${tagXml}</tagSet></item>`;
const inReservations = (reservations: string) =>
  `<DescribeInstancesResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>r-1</requestId><reservationSet>${reservations}</reservationSet></DescribeInstancesResponse>`;

const CASES: Readonly<Record<string, Case>> = {
  'EC2, a reservation for each instance': {
    kind: 'ec2.instance',
    call: { service: 'ec2', operation: 'DescribeInstances' },
    body: () => inReservations(repeated((n) => `<item><instancesSet>${instanceXml(n)}</instancesSet></item>`)),
  },
  'EC2, all in one reservation': {
    kind: 'ec2.instance',
    call: { service: 'ec2', operation: 'DescribeInstances' },
    body: () => inReservations(`<item><instancesSet>${repeated(instanceXml)}</instancesSet></item>`),
  },
  Lightsail: {
    kind: 'lightsail.disk',
    call: { service: 'lightsail', operation: 'GetDisks' },
    body: () => `{"disks":[${repeated((n) => JSON.stringify({ name: `disk-${n}`, tags: TAGS }), ',')}]}`,
  },
  'Direct Connect': {
    kind: 'directconnect.connection',
    call: { service: 'directconnect', operation: 'DescribeConnections' },
    body: () => `{"connections":[${repeated((n) => JSON.stringify({ connectionId: `dxcon-${n}`, tags: TAGS }), ',')}]}`,
  },
};

/**
 * Measures the longest task of the host while one response of 22 MB is listed, in milliseconds of processor time.
 * Baseline: the SDK's client alone, which parses the response in one task.
 */
export async function measureLongResponse(): Promise<Figure[]> {
  return withSandbox({}, async (sandbox) => {
    const figures: Figure[] = [];
    for (const [name, one] of Object.entries(CASES))
      figures.push(await inStorageDirectory((at) => measure(name, one, at, sandbox)));
    return figures;
  });
}

async function measure(name: string, one: Case, directory: string, sandbox: SandboxProcess): Promise<Figure> {
  const file = path.join(directory, 'body');
  writeFileSync(file, one.body());
  const env = Object.fromEntries(Object.entries(process.env).filter(([key]) => !key.startsWith('AWS_')));
  const server = startGuarded(process.execPath, ['--import', 'tsx', path.join(ROOT, 'bench/bodyServer.ts'), file], env);
  try {
    const url = await until(() => /^http.*$/m.exec(server.output())?.[0], 'the server says where it is');
    // Loads the modules.
    await ours(one, sandbox, url);
    const { readings, baseline } = await inTurns(
      READINGS,
      () => ours(one, sandbox, url),
      () => bare(one, sandbox, url),
    );
    return {
      name: `longest task while a response of 22 MB is listed: ${name}`,
      unit: 'ms',
      readings,
      baseline: { what: "the SDK's client alone", readings: baseline },
      goal: 'at most 100 ms',
    };
  } finally {
    await server.stop();
  }
}

async function ours({ kind, call }: Case, sandbox: SandboxProcess, url: string): Promise<number> {
  const product = new ExtensionUnderTest(sandbox);
  const targets = await product.targets(PROFILE, [REGION]);
  const served = targets.map((target): Target => ({ ...target, endpoints: { [call.service]: url } }));
  const watch = new TaskWatch();
  const [listing] = await product.list([kindOf(kind)], served);
  const longest = watch.end();
  await product.dispose();
  if ((listing?.resources.length ?? 0) < 10_000) throw new Error(`${listing?.resources.length ?? 0} were listed.`);
  return longest;
}

async function bare({ call }: Case, sandbox: SandboxProcess, url: string): Promise<number> {
  const client = new SdkBaseline({ ...sandbox, endpoint: url }, PROFILE);
  const watch = new TaskWatch();
  await client.send({ ...call, region: REGION, input: {} });
  const longest = watch.end();
  client.dispose();
  return longest;
}
