import assert from 'node:assert/strict';
import { NetworkInterfaceType } from '@aws-sdk/client-ec2';
import { after, before, describe, it } from 'mocha';
import { isServiceManaged, serviceOwner } from '../../../src/catalog/ec2/vpc/interfaceOwner.ts';
import { ownerFindings } from '../../../src/deletion/planning/owners.ts';
import type { Resource } from '../../../src/inventory/resource.ts';
import { DEV, TestEnvironment } from '../support/testEnvironment.ts';

describe('the owner of a resource', () => {
  let world: TestEnvironment;
  before(async () => {
    world = await TestEnvironment.start();
  });
  after(() => world.close());

  let count = 0;
  async function instance(members: object, tags: Readonly<Record<string, string>> = {}): Promise<Resource> {
    count += 1;
    const InstanceId = `i-0a1b2c3d4e5f6${String(count).padStart(4, '0')}`;
    const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
    await world.control.putItems({ ...DEV, operation: 'DescribeInstances' }, [
      { Instances: [{ InstanceId, State: { Code: 16, Name: 'running' }, Tags, ...members }] },
    ]);
    return world.find('ec2.instance', InstanceId);
  }
  const findings = async (tags: Readonly<Record<string, string>>) => ownerFindings(await instance({}, tags));

  // owners.ts links AWS's documentation of each owner.
  for (const [tags, text] of [
    [{ 'aws:autoscaling:groupName': 'web' }, /"web" .*launches another.*ShouldDecrementDesiredCapacity/],
    [{ 'aws:autoscaling:groupName': 'eks-1', 'eks:nodegroup-name': 'nodes' }, /node group "nodes".*DeleteNodegroup/],
    [{ 'aws:autoscaling:groupName': 'awseb-1', 'elasticbeanstalk:environment-name': 'shop' }, /TerminateEnvironment/],
    [{ 'aws:autoscaling:groupName': 'b', AWSBatchServiceTag: 'batch' }, /AWS Batch.*DeleteComputeEnvironment/],
    [{ 'aws:elasticmapreduce:job-flow-id': 'j-1' }, /EMR cluster "j-1".*TerminateJobFlows/],
    [{ 'karpenter.sh/nodepool': 'default' }, /Karpenter node pool "default"/],
    [{ 'aws:ecs:serviceName': 'api', 'aws:ecs:clusterName': 'main' }, /ECS service "api".*DeleteService/],
    [{ 'aws:ecs:clusterName': 'main' }, /ECS cluster "main".*StopTask/],
  ] as const) {
    it(`is named in a severe warning with the alternative to a deletion, for these tags: ${Object.keys(tags).join(', ')}`, async () => {
      const found = await findings(tags);
      assert.deepEqual(
        found.map(({ level, severe }) => [level, severe]),
        [['warning', true]],
      );
      assert.match(found[0]?.text ?? '', text);
    });
  }

  it('is named in addition to the CloudFormation stack', async () => {
    const found = await findings({ 'aws:cloudformation:stack-name': 's', 'aws:autoscaling:groupName': 'web' });
    assert.equal(found.length, 2);
  });

  it('is not derived from tags of other tools', async () => {
    assert.deepEqual(await findings({ AWSBatchServiceTag: 'mine', autoscaling: 'web' }), []);
  });

  it('is AWS Backup for a resource of a restore test', async () => {
    const [found] = await findings({ 'awsbackup-restore-test': 'plan' });
    assert.match(found?.text ?? '', /^A restore test of AWS Backup/);
  });

  it('blocks the deletion of an instance that a service provider manages', async () => {
    const managed = await instance({ Operator: { Managed: true, Principal: 'eks.amazonaws.com' } });
    assert.deepEqual(ownerFindings(managed), [
      {
        level: 'blocker',
        text: 'eks.amazonaws.com manages it, and only that service can terminate it. Delete it there.',
      },
    ]);
    assert.deepEqual(ownerFindings(await instance({ Operator: { Managed: false } })), []);
  });
});

describe('the owner of a network interface', () => {
  const attachment = { AttachmentId: 'eni-attach-1', InstanceOwnerId: '111122223333' };

  it('is a service for every interface type of the service model that only services create', () => {
    const own = ['interface', 'efa', 'efa-only', 'trunk', 'branch'];
    for (const type of Object.values(NetworkInterfaceType)) {
      const managed = isServiceManaged({ InterfaceType: type, Attachment: attachment, Status: 'in-use' });
      assert.equal(managed, !own.includes(type), type);
    }
  });

  it('is none once the service has detached the interface', () => {
    const left = {
      RequesterManaged: true,
      RequesterId: 'amazon-elb',
      Description: 'ELB web',
      Status: 'available',
    } as const;
    assert.equal(isServiceManaged(left), false);
    assert.equal(serviceOwner(left), undefined);
    assert.equal(isServiceManaged({ ...left, Status: 'in-use' }), true);
    assert.equal(isServiceManaged({ ...left, Attachment: { AttachmentId: 'ela-attach-1' } }), true);
  });

  it('is the service provider that manages the interface', () => {
    for (const place of [{ Attachment: attachment, Status: 'in-use' }, { Status: 'available' }] as const) {
      const owner = serviceOwner({
        Operator: { Managed: true, Principal: 'eks.amazonaws.com' },
        Description: 'node',
        ...place,
      });
      assert.equal(owner?.text, 'eks.amazonaws.com (node)', place.Status);
    }
  });
});
