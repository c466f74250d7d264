import { AwsCallError } from '../../src/aws/errors/callError.ts';
import type { Target } from '../../src/aws/identity/target.ts';
import { kindById } from '../../src/catalog/index.ts';
import type { ServiceId } from '../../src/catalog/model/services.ts';
import { getPath } from '../../src/inventory/listing/memberPath.ts';
import type { Structure } from '../../src/catalog/model/structure.ts';
import type { Core } from '../../src/core.ts';
import type { Resource } from '../../src/inventory/resource.ts';

/** The ids of the resources that earlier steps created, by step. */
type Ids = ReadonlyMap<string, string>;

/** A resource without costs: how to create it, and how the cleanup deletes it without Teardown. */
interface Step {
  readonly name: string;
  /** The id of Teardown's kind. */
  readonly kind: string;
  readonly service: ServiceId;
  readonly create: readonly [operation: string, input: (run: string, ids: Ids) => Structure, idPath: string];
  readonly cleanUp: readonly [operation: string, input: (id: string) => Structure];
}

const tags = (type: string, run: string) => ({
  TagSpecifications: [{ ResourceType: type, Tags: [{ Key: 'teardown-live-test', Value: run }] }],
});

function ec2(
  name: string,
  kind: string,
  type: string,
  create: readonly [string, (ids: Ids, run: string) => Structure, string],
  cleanUp: readonly [operation: string, member: string],
): Step {
  const [operation, input, idPath] = create;
  return {
    ...{ name, kind, service: 'ec2' },
    create: [operation, (run, ids) => ({ ...input(ids, run), ...tags(type, run) }), idPath],
    cleanUp: [cleanUp[0], (id) => ({ [cleanUp[1]]: id })],
  };
}

const VPC = (ids: Ids) => ({ VpcId: ids.get('vpc') });

/**
 * The steps, each after those that it needs. Their resources cost nothing (https://aws.amazon.com/ec2/pricing/,
 * https://aws.amazon.com/vpc/pricing/).
 */
export const STEPS: readonly Step[] = [
  ec2(
    'keyPair',
    'ec2.keyPair',
    'key-pair',
    ['CreateKeyPair', (_, run) => ({ KeyName: run }), 'KeyPairId'],
    ['DeleteKeyPair', 'KeyPairId'],
  ),
  ec2(
    'vpc',
    'ec2.vpc',
    'vpc',
    ['CreateVpc', () => ({ CidrBlock: '10.213.0.0/24' }), 'Vpc.VpcId'],
    ['DeleteVpc', 'VpcId'],
  ),
  ec2(
    'subnet1',
    'ec2.subnet',
    'subnet',
    ['CreateSubnet', (ids) => ({ ...VPC(ids), CidrBlock: '10.213.0.0/28' }), 'Subnet.SubnetId'],
    ['DeleteSubnet', 'SubnetId'],
  ),
  ec2(
    'subnet2',
    'ec2.subnet',
    'subnet',
    ['CreateSubnet', (ids) => ({ ...VPC(ids), CidrBlock: '10.213.0.16/28' }), 'Subnet.SubnetId'],
    ['DeleteSubnet', 'SubnetId'],
  ),
  ec2(
    'routeTable',
    'ec2.routeTable',
    'route-table',
    ['CreateRouteTable', VPC, 'RouteTable.RouteTableId'],
    ['DeleteRouteTable', 'RouteTableId'],
  ),
  ec2(
    'securityGroup',
    'ec2.securityGroup',
    'security-group',
    [
      'CreateSecurityGroup',
      (ids, run) => ({ ...VPC(ids), GroupName: run, Description: 'Teardown live test' }),
      'GroupId',
    ],
    ['DeleteSecurityGroup', 'GroupId'],
  ),
  ec2(
    'launchTemplate',
    'ec2.launchTemplate',
    'launch-template',
    [
      'CreateLaunchTemplate',
      (_, run) => ({ LaunchTemplateName: run, LaunchTemplateData: { InstanceType: 't3.micro' } }),
      'LaunchTemplate.LaunchTemplateId',
    ],
    ['DeleteLaunchTemplate', 'LaunchTemplateId'],
  ),
  ec2(
    'placementGroup',
    'ec2.placementGroup',
    'placement-group',
    ['CreatePlacementGroup', (_, run) => ({ GroupName: run, Strategy: 'spread' }), 'PlacementGroup.GroupName'],
    ['DeletePlacementGroup', 'GroupName'],
  ),
  ec2(
    'prefixList',
    'ec2.managedPrefixList',
    'prefix-list',
    [
      'CreateManagedPrefixList',
      (_, run) => ({ PrefixListName: run, MaxEntries: 1, AddressFamily: 'IPv4' }),
      'PrefixList.PrefixListId',
    ],
    ['DeleteManagedPrefixList', 'PrefixListId'],
  ),
  ec2(
    'dhcpOptions',
    'ec2.dhcpOptions',
    'dhcp-options',
    [
      'CreateDhcpOptions',
      () => ({ DhcpConfigurations: [{ Key: 'domain-name', Values: ['example.com'] }] }),
      'DhcpOptions.DhcpOptionsId',
    ],
    ['DeleteDhcpOptions', 'DhcpOptionsId'],
  ),
  {
    name: 'lightsailKeyPair',
    kind: 'lightsail.keyPair',
    service: 'lightsail',
    create: [
      'CreateKeyPair',
      (run) => ({ keyPairName: run, tags: [{ key: 'teardown-live-test', value: run }] }),
      'keyPair.name',
    ],
    cleanUp: ['DeleteKeyPair', (id) => ({ keyPairName: id })],
  },
];

/** The result of a step: passed, failed, or skipped because the endpoint could not create its resource. */
export interface StepResult {
  readonly name: string;
  readonly result: 'passed' | 'failed' | 'skipped';
  readonly reason?: string;
}

/** How a scenario runs. */
export interface ScenarioOptions {
  /** The name of everything that it creates. */
  readonly run: string;
  /** The names of steps to skip. */
  readonly skip: ReadonlySet<string>;
  readonly report: (line: string) => void;
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Creates the steps' resources, deletes them in one plan, and always cleans up what remains. */
export async function runScenario(
  core: Core,
  target: Target,
  options: ScenarioOptions,
): Promise<readonly StepResult[]> {
  const results = new Map<string, StepResult>();
  const ids = new Map<string, string>();
  try {
    await createAll(core, target, options, ids, results);
    await deleteAll(core, target, options, ids, results);
  } catch (error) {
    for (const name of ids.keys()) {
      if (!results.has(name)) results.set(name, { name, result: 'failed', reason: messageOf(error) });
    }
  } finally {
    await cleanUpAll(core, target, options, ids, results);
  }
  return [...results.values()];
}

async function createAll(
  core: Core,
  target: Target,
  { run, skip, report }: ScenarioOptions,
  ids: Map<string, string>,
  results: Map<string, StepResult>,
): Promise<void> {
  for (const { name, service, create } of STEPS) {
    const [operation, input, idPath] = create;
    if (skip.has(name)) {
      results.set(name, { name, result: 'skipped', reason: 'left out by --skip' });
      continue;
    }
    try {
      const { output } = await core.client.call(target, service, operation, input(run, ids), { noRetry: true });
      const id = getPath(output, idPath);
      if (typeof id !== 'string') throw new Error(`${operation} returned no ${idPath}`);
      ids.set(name, id);
      report(`created ${name}: ${id}`);
    } catch (error) {
      results.set(name, { name, result: 'skipped', reason: messageOf(error) });
    }
  }
}

async function deleteAll(
  core: Core,
  target: Target,
  { report }: ScenarioOptions,
  ids: ReadonlyMap<string, string>,
  results: Map<string, StepResult>,
): Promise<void> {
  const found: { readonly name: string; readonly resource: Resource }[] = [];
  for (const { name, kind } of STEPS) {
    const id = ids.get(name);
    const listed = kindById(kind);
    if (id === undefined || !listed) continue;
    const { resources } = await core.inventory.list(listed, target);
    const resource = resources.find((one) => one.id === id || one.name === id);
    if (resource) found.push({ name, resource });
    else results.set(name, { name, result: 'failed', reason: `Teardown does not list ${id}` });
  }
  const { plan } = await core.deletion.plan(found.map(({ resource }) => resource));
  const outcomes = await core.deletion.execute(plan);
  plan.items.forEach(({ resource }, index) => {
    const step = found.find((one) => one.resource.key === resource.key);
    const outcome = outcomes[index];
    if (!step || !outcome) return;
    report(`${outcome.kind} ${step.name}${outcome.reason === undefined ? '' : `: ${outcome.reason}`}`);
    const passed = outcome.kind === 'deleted';
    const reason = outcome.reason ?? outcome.kind;
    results.set(
      step.name,
      passed ? { name: step.name, result: 'passed' } : { name: step.name, result: 'failed', reason },
    );
  });
}

/** Deletes what remains, last created first. Ignores resources that no longer exist. */
async function cleanUpAll(
  core: Core,
  target: Target,
  { report }: ScenarioOptions,
  ids: ReadonlyMap<string, string>,
  results: ReadonlyMap<string, StepResult>,
): Promise<void> {
  for (const { name, service, cleanUp } of [...STEPS].reverse()) {
    const id = ids.get(name);
    if (id === undefined || results.get(name)?.result === 'passed') continue;
    const [operation, input] = cleanUp;
    try {
      await core.client.call(target, service, operation, input(id), { noRetry: true });
      report(`cleaned up ${name}: ${id}`);
    } catch (error) {
      if (error instanceof AwsCallError && error.failure.cause === 'notFound') continue;
      report(`LEFT BEHIND ${name}: ${id} (${messageOf(error)})`);
    }
  }
}
