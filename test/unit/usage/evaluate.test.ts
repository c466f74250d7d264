import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Structure } from '../../../src/catalog/model/structure.ts';
import { evaluateUsage } from '../../../src/inventory/usage/evaluate.ts';
import type { Usage, UsageFacts } from '../../../src/inventory/usage/usage.ts';
import { ACCOUNT, DENIED, listingsOf, NOTHING_ELSE, NOW, resourceOf, usageAmong } from './support/account.ts';

const DAY_MS = 86_400_000;
/** A lookup without results. */
const NO_FACTS: UsageFacts = { rolesOf: () => undefined, lookupOf: () => undefined };
const told = ({ word, reason }: Usage) => `${word}: ${reason}`;
const volume = (item: Structure = {}) =>
  resourceOf('ec2.volume', { VolumeId: 'vol-0a1b2c3d4e5f', State: 'available', ...item });
const group = (item: Structure = {}) =>
  resourceOf('ec2.securityGroup', { GroupId: 'sg-0a1b2c3d4e5f', GroupName: 'web', ...item });
const image = (item: Structure = {}) =>
  resourceOf('ec2.image', { ImageId: 'ami-0a1b2c3d4e5f', State: 'available', ...item });

describe('the usage of a resource', () => {
  it('is derived from its own members, with the date of the change', () => {
    const created = new Date(NOW - 41 * DAY_MS);
    assert.deepEqual(usageAmong(volume({ CreateTime: created })), {
      word: 'unused',
      reason: 'not attached',
      since: { at: created, event: 'created' },
    });
    assert.equal(told(usageAmong(volume({ State: 'in-use' }))), 'used: attached');
    assert.equal(told(usageAmong(volume({ State: 'creating' }))), 'unknown: its state is creating');
  });

  it('is derived from the first sign that applies', () => {
    const flowLog = (DeliverLogsStatus: string) =>
      told(usageAmong(resourceOf('ec2.flowLog', { FlowLogId: 'fl-0a1b2c3d', DeliverLogsStatus })));
    assert.equal(flowLog('FAILED'), 'unused: its logs are not delivered');
    assert.equal(flowLog('SUCCESS'), 'used: its logs are delivered');
    const request = (State: string) =>
      told(usageAmong(resourceOf('ec2.spotInstanceRequest', { SpotInstanceRequestId: 'sir-0a1b2c3d', State })));
    assert.equal(request('closed'), 'unused: its state is closed');
    assert.equal(request('active'), 'used: the request is active');
  });

  it('is derived from references in any listing', () => {
    const nat = resourceOf('ec2.natGateway', { NatGatewayId: 'nat-0a1b2c3d4e5f', State: 'available' });
    assert.equal(told(usageAmong(nat)), 'unused: no route points to it');
    const table = resourceOf('ec2.routeTable', {
      RouteTableId: 'rtb-0a1b2c3d4e5f',
      Routes: [{ NatGatewayId: nat.id }],
    });
    assert.equal(told(usageAmong(nat, [table])), 'used: route table rtb-0a1b2c3d4e5f refers to it');
    const policy = resourceOf('ec2.vpcEndpoint', {
      VpcEndpointId: 'vpce-0a1b2c3d',
      PolicyDocument: `{"x":["arn:aws:ec2:::natgateway/${nat.id}"]}`,
    });
    assert.equal(usageAmong(nat, [policy]).user, policy);
    // AWS writes the id of a NAT gateway into the description of its own interface.
    const own = resourceOf('ec2.networkInterface', {
      NetworkInterfaceId: 'eni-0a1b2c3d',
      Description: `Interface for NAT Gateway ${nat.id}`,
    });
    assert.equal(usageAmong(nat, [own]).word, 'unused');
  });

  it("is not derived from names in other Regions, nor from a security group's own rules", () => {
    const pair = resourceOf('ec2.keyPair', { KeyPairId: 'key-0a1b2c3d', KeyName: 'web' });
    const instance = (region: string) =>
      resourceOf('ec2.instance', { InstanceId: 'i-0a1b2c3d', KeyName: 'web' }, region);
    assert.equal(usageAmong(pair, [instance('eu-west-1')]).word, 'unused');
    assert.equal(usageAmong(pair, [instance('us-east-1')]).word, 'used');
    const rule = (GroupId: string) =>
      resourceOf('ec2.securityGroupIngressRule', {
        ...{ SecurityGroupRuleId: 'sgr-0a1b2c3d', IsEgress: false, GroupId },
        ReferencedGroupInfo: { GroupId: group().id },
      });
    assert.equal(told(usageAmong(group(), [rule(group().id)])), 'unused: no interface, instance or rule refers to it');
    assert.equal(usageAmong(group(), [rule('sg-ffff2c3d4e5f')]).word, 'used');
  });

  it('is unknown if a service that is not read may use the resource', () => {
    const usageWith = (roles: ReturnType<typeof NOTHING_ELSE.rolesOf>) =>
      told(usageAmong(group(), [], { ...NOTHING_ELSE, rolesOf: () => roles }));
    const principals = new Set(['autoscaling.amazonaws.com']);
    assert.equal(usageWith({ principals }), 'unknown: EC2 Auto Scaling may use it, and its lists are not read');
    assert.equal(usageWith(undefined), 'unknown: EC2 Auto Scaling may use it, and its lists are not read');
    assert.equal(
      usageWith({ failed: 'AccessDenied' }),
      'unknown: EC2 Auto Scaling may use it, and ListRoles failed: AccessDenied',
    );
    assert.match(usageWith({ principals: new Set(['rds.amazonaws.com']) }), /^unused/);
  });

  it('is unknown for all that such a service refers to, also when it runs nothing', () => {
    const keyPair = resourceOf('ec2.keyPair', { KeyPairId: 'key-0a1b2c3d', KeyName: 'web' });
    const subnet = resourceOf('ec2.subnet', { SubnetId: 'subnet-0a1b2c3d', State: 'available' });
    const snapshot = resourceOf('ec2.snapshot', {
      ...{ SnapshotId: 'snap-0a1b2c3d', VolumeId: 'vol-0a1b2c3d', State: 'completed' },
    });
    const reservation = resourceOf('ec2.capacityReservation', {
      ...{ CapacityReservationId: 'cr-0a1b2c3d', State: 'active', AvailableInstanceCount: 2, TotalInstanceCount: 2 },
    });
    const users = [
      ['autoscaling', 'EC2 Auto Scaling', [group(), subnet, keyPair, image(), snapshot, reservation]],
      ['batch', 'AWS Batch', [group(), subnet, keyPair, image()]],
      ['eks-nodegroup', 'Amazon EKS', [group(), subnet, keyPair]],
      ['ecs', 'Amazon ECS', [group(), subnet]],
      ['rds', 'Amazon RDS', [subnet]],
      ['elasticache', 'Amazon ElastiCache', [subnet]],
      ['redshift', 'Amazon Redshift', [subnet]],
    ] as const;
    for (const [principal, name, resources] of users) {
      const rolesOf = () => ({ principals: new Set([`${principal}.amazonaws.com`]) });
      for (const resource of resources) {
        const { word, reason } = usageAmong(resource, [], { ...NOTHING_ELSE, rolesOf });
        assert.equal(word, 'unknown', `${resource.kind.id} with ${name}: ${reason}`);
        assert.equal(reason, `${name} may use it, and its lists are not read`);
      }
    }
  });

  it('is unknown for snapshots that Kubernetes manages', () => {
    for (const Key of ['CSIVolumeSnapshotName', 'ebs.csi.aws.com/cluster']) {
      const snapshot = resourceOf('ec2.snapshot', {
        ...{ SnapshotId: 'snap-0a1b2c3d', VolumeId: 'vol-0a1b2c3d', State: 'completed' },
        Tags: [{ Key, Value: 'true' }],
      });
      assert.equal(told(usageAmong(snapshot)), 'unknown: a volume snapshot of Kubernetes may need it');
    }
  });

  it('is unknown if another account may use or owns the resource', () => {
    const lookup = (result: ReturnType<typeof NOTHING_ELSE.lookupOf>) =>
      told(usageAmong(image(), [], { ...NOTHING_ELSE, lookupOf: () => result }));
    assert.equal(lookup('found'), 'unknown: it is shared with other accounts');
    assert.equal(lookup(undefined), 'unknown: DescribeImageAttribute was not requested');
    assert.equal(
      lookup({ failed: 'UnauthorizedOperation' }),
      'unknown: DescribeImageAttribute failed: UnauthorizedOperation',
    );
    assert.match(lookup('empty'), /^unused/);
    assert.equal(told(usageAmong(image({ Public: true }))), 'unknown: it is public');
    const target = resourceOf('ec2.trafficMirrorTarget', { TrafficMirrorTargetId: 'tmt-0a1b2c3d', OwnerId: ACCOUNT });
    assert.equal(told(usageAmong(target)), 'unknown: it may be shared with other accounts');
    assert.equal(told(usageAmong(group({ OwnerId: '444455556666' }))), 'unknown: account 444455556666 owns it');
  });

  it('is unknown for AMIs if a launch template hides its own', () => {
    const version = resourceOf('ec2.launchTemplateVersion', {
      ...{ LaunchTemplateId: 'lt-0a1b2c3d', VersionNumber: 1 },
      LaunchTemplateData: { ImageId: 'resolve:ssm:/my/ami' },
    });
    assert.equal(
      told(usageAmong(image(), [version])),
      'unknown: a launch template or fleet takes its AMI from a parameter of Systems Manager',
    );
  });

  it('is unknown if a required listing failed or is missing', () => {
    const verdict = (listings: ReturnType<typeof listingsOf>) => {
      const usage = evaluateUsage(listings, NOTHING_ELSE, NOW).get(group().key);
      return usage && told(usage);
    };
    const isInterfaces = (id: string) => id === 'ec2.networkInterface';
    assert.equal(
      verdict(listingsOf([group()], (one) => (isInterfaces(one.kind.id) ? { ...one, failures: [DENIED] } : one))),
      'unknown: network interfaces could not be listed: UnauthorizedOperation',
    );
    assert.equal(
      verdict(listingsOf([group()], (one) => (isInterfaces(one.kind.id) ? undefined : one))),
      'unknown: network interfaces were not listed',
    );
  });

  it('includes snapshots whose source still exists', () => {
    const snapshot = (VolumeId?: string) =>
      resourceOf('ec2.snapshot', {
        SnapshotId: 'snap-0a1b2c3d',
        State: 'completed',
        ...(VolumeId !== undefined && { VolumeId }),
      });
    assert.equal(told(usageAmong(snapshot(volume().id), [volume()])), 'used: its volume exists');
    assert.match(told(usageAmong(snapshot('vol-0ffff'), [volume()])), /^unused: its volume is deleted/);
    assert.equal(
      told(usageAmong(snapshot('vol-ffffffff'))),
      'unknown: it is a copy, and AWS does not return its volume',
    );
    assert.equal(told(usageAmong(snapshot())), 'unknown: AWS does not return what it was made from');
    const copied = resourceOf('lightsail.diskSnapshot', {
      name: 'copy',
      fromDiskArn: 'arn:aws:lightsail:eu-west-1:1:Disk/x',
      state: 'completed',
    });
    assert.equal(told(usageAmong(copied)), 'unknown: what it was made from is in eu-west-1');
  });

  it('is that of the template for a version, which is never unused if the template is used', () => {
    const template = resourceOf('ec2.launchTemplate', { LaunchTemplateId: 'lt-0a1b2c3d', LaunchTemplateName: 'web' });
    const parent = { noun: 'launch template', id: template.id, raw: {} };
    const version = resourceOf(
      'ec2.launchTemplateVersion',
      { LaunchTemplateId: template.id, VersionNumber: 1 },
      'us-east-1',
      parent,
    );
    assert.equal(usageAmong(version, [template]).word, 'unused');
    const instance = resourceOf('ec2.instance', {
      InstanceId: 'i-0a1b2c3d',
      Tags: [{ Key: 'aws:ec2launchtemplate:id', Value: template.id }],
    });
    assert.equal(usageAmong(version, [template, instance]).word, 'unknown');
    assert.equal(usageAmong(template, [instance]).word, 'used');
  });

  it('is never "unused" from listings alone if lookups are required', () => {
    for (const resource of [image(), group()]) assert.equal(usageAmong(resource, [], NO_FACTS).word, 'unknown');
  });
});
