import { kindById } from '../src/catalog/index.ts';
import { ExtensionUnderTest } from './extensionUnderTest.ts';
import type { Figure } from './measurement.ts';
import { withSandbox } from './sandboxProcess.ts';
import { TaskWatch } from './taskWatch.ts';

const PLACE = { account: '777788889999', region: 'eu-west-1', operation: 'DescribeInstances' };
/** An account of the sandbox that starts empty. */
const PROFILE = 'empty';
const ALL = 5_000;
const AT_ONCE = 500;
const READINGS = 5;

/** Returns an instance with about as many members as AWS's have. */
function instance(n: number): object {
  const id = String(n).padStart(17, '0');
  const groups = [{ GroupId: `sg-${id}`, GroupName: 'web' }];
  const Tags = Array.from({ length: 10 }, (_, k) => ({ Key: `key-${k}`, Value: `value-${n}-${k}` }));
  const place = { SubnetId: `subnet-${id}`, VpcId: `vpc-${id}`, PrivateIpAddress: '10.0.0.157' };
  const ebs = { VolumeId: `vol-${id}`, Status: 'attached', DeleteOnTermination: true };
  const own = {
    NetworkInterfaceId: `eni-${id}`,
    ...place,
    Status: 'in-use',
    Groups: groups,
    InterfaceType: 'interface',
  };
  return {
    InstanceId: `i-${id}`,
    State: { Code: 16, Name: 'running' },
    ...{ InstanceType: 't3.micro', ImageId: `ami-${id}`, KeyName: 'key', Architecture: 'x86_64', Hypervisor: 'xen' },
    ...place,
    ...{ SecurityGroups: groups, Tags, NetworkInterfaces: [own] },
    BlockDeviceMappings: [{ DeviceName: '/dev/xvda', Ebs: ebs }],
  };
}

/**
 * Measures the longest task of the extension host while 5,000 instances are listed, in milliseconds of processor
 * time. Other processes do not count.
 */
export async function measureLongList(): Promise<Figure[]> {
  return withSandbox({}, async (sandbox) => {
    for (let from = 0; from < ALL; from += AT_ONCE) {
      const Instances = Array.from({ length: AT_ONCE }, (_, n) => ({ Instances: [instance(from + n)] }));
      await sandbox.control.putItems(PLACE, Instances);
    }
    const kind = kindById('ec2.instance');
    if (!kind) throw new Error('There are no instances in the catalog.');
    const readings: number[] = [];
    // The first turn loads the modules and does not count.
    for (let turn = 0; turn <= READINGS; turn += 1) {
      const product = new ExtensionUnderTest(sandbox);
      const targets = await product.targets(PROFILE, [PLACE.region]);
      const watch = new TaskWatch();
      const [listing] = await product.list([kind], targets);
      const longest = watch.end();
      if (turn > 0) readings.push(longest);
      await product.dispose();
      if (listing?.resources.length !== ALL) throw new Error(`${listing?.resources.length ?? 0} were listed.`);
    }
    const name = `longest task while ${ALL} instances are listed`;
    return [{ name, unit: 'ms', readings, goal: 'at most 100 ms' }];
  });
}
