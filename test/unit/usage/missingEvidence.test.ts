import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Structure } from '../../../src/catalog/model/structure.ts';
import { parseFilter } from '../../../src/inventory/query/filter.ts';
import { NO_CONTEXT } from '../../../src/inventory/query/usageTerms.ts';
import type { Usage } from '../../../src/inventory/usage/usage.ts';
import { kindOf, NOW, resourceOf, usageAmong } from './support/account.ts';

const told = ({ word, reason }: Usage) => `${word}: ${reason}`;

/** Resources without the member that shows their usage, or with an undocumented value. */
const UNTOLD: readonly (readonly [kind: string, item: Structure])[] = [
  ['ec2.fleet', { FleetId: 'fleet-0a1b2c3d' }],
  ['ec2.spotFleetRequest', { SpotFleetRequestId: 'sfr-0a1b2c3d' }],
  ['ec2.spotInstanceRequest', { SpotInstanceRequestId: 'sir-0a1b2c3d' }],
  ['ec2.capacityReservation', { CapacityReservationId: 'cr-0a1b2c3d', State: 'active', AvailableInstanceCount: 2 }],
  ['ec2.publicIpv4Pool', { PoolId: 'ipv4pool-ec2-0a1b2c3d', TotalAvailableAddressCount: 2 }],
  ['ec2.vpcPeeringConnection', { VpcPeeringConnectionId: 'pcx-0a1b2c3d' }],
  ['ec2.routeServerPeer', { RouteServerPeerId: 'rsp-0a1b2c3d', BgpStatus: { Status: 'connecting' } }],
  ['ec2.vpcEndpoint', { VpcEndpointId: 'vpce-0a1b2c3d', VpcEndpointType: 'Interface', State: 'Partial' }],
  ['ec2.vpcEndpoint', { VpcEndpointId: 'vpce-0a1b2c3d', VpcEndpointType: 'Tomorrow', State: 'available' }],
  ['ec2.vpcEndpoint', { VpcEndpointId: 'vpce-0a1b2c3d', State: 'available' }],
  [
    'ec2.ipamExternalResourceVerificationToken',
    { IpamExternalResourceVerificationTokenId: 'ipam-ext-res-ver-token-0a1b2c3d', Status: 'paused' },
  ],
  ['lightsail.disk', { name: 'data' }],
  ['lightsail.staticIp', { name: 'web' }],
];

const managed = { Operator: { Managed: true, Principal: 'eks.amazonaws.com' } };

/** Resources that an AWS service created for itself. */
const MANAGED: readonly (readonly [kind: string, item: Structure])[] = [
  ['ec2.volume', { VolumeId: 'vol-0a1b2c3d', State: 'available', ...managed }],
  ['ec2.launchTemplate', { LaunchTemplateId: 'lt-0a1b2c3d', LaunchTemplateName: 'node', ...managed }],
  ['ec2.networkInterface', { NetworkInterfaceId: 'eni-0a1b2c3d', Status: 'available', ...managed }],
  ['ec2.networkInterface', { NetworkInterfaceId: 'eni-0a1b2c3d', Status: 'available', RequesterManaged: true }],
  [
    'ec2.vpcEndpoint',
    {
      ...{ VpcEndpointId: 'vpce-0a1b2c3d', VpcEndpointType: 'GatewayLoadBalancer' },
      ...{ State: 'available', RequesterManaged: true },
    },
  ],
];

describe('the usage of a resource without evidence', () => {
  it('is unknown if AWS does not return the member that shows it', () => {
    for (const [kind, item] of UNTOLD)
      assert.equal(usageAmong(resourceOf(kind, item)).word, 'unknown', `${kind} ${JSON.stringify(item)}`);
  });

  it('is unknown if an AWS service manages the resource', () => {
    for (const [kind, item] of MANAGED)
      assert.equal(told(usageAmong(resourceOf(kind, item))), 'unknown: a service of AWS manages it', kind);
  });

  it('matches no filter for resource types without a rule, also negated', () => {
    const instance = resourceOf('ec2.instance', { InstanceId: 'i-0a1b2c3d', State: { Name: 'running' } });
    for (const text of ['is:used', '-is:used', 'is:unused', '-is:unused', 'is:unknown', '-is:unknown']) {
      const parsed = parseFilter(text, NO_CONTEXT);
      assert.ok(parsed && 'filter' in parsed);
      assert.equal(parsed.filter.match(instance, NOW), 'no', text);
    }
  });

  it('depends on the service for the association of an address', () => {
    const association = kindOf('ec2.addressAssociation');
    const matches = (item: Structure) =>
      association.matches?.({
        item: { AllocationId: 'eipalloc-0a1b2c3d', AssociationId: 'eipassoc-0a1b2c3d', ...item },
        extra: undefined,
        source: 0,
      });
    assert.equal(matches({ NetworkInterfaceOwnerId: '111122223333' }), true);
    assert.equal(matches({ NetworkInterfaceOwnerId: 'amazon-elb' }), false);
    assert.equal(matches({ ServiceManaged: 'rds' }), false);
  });

  it('is unknown for AMIs that a lifecycle policy keeps, or that a fleet reads from a parameter', () => {
    const image = (item: Structure = {}) =>
      resourceOf('ec2.image', { ImageId: 'ami-0a1b2c3d', State: 'available', ...item });
    assert.equal(
      told(usageAmong(image({ Tags: [{ Key: 'aws:dlm:lifecycle-policy-id', Value: 'policy-1' }] }))),
      'unknown: a policy of Data Lifecycle Manager keeps it',
    );
    const fleet = resourceOf('ec2.fleet', {
      ...{ FleetId: 'fleet-0a1b2c3d', FleetState: 'active' },
      LaunchTemplateConfigs: [{ Overrides: [{ InstanceType: 'm5.large' }, { ImageId: 'resolve:ssm:/golden' }] }],
    });
    assert.equal(
      told(usageAmong(image(), [fleet])),
      'unknown: a launch template or fleet takes its AMI from a parameter of Systems Manager',
    );
  });

  it('is derived from DNS records in any spelling of the name', () => {
    const balancer = resourceOf('lightsail.loadBalancer', { name: 'lb', dnsName: 'Abc-1.us-east-1.elb.amazonaws.com' });
    const bucket = resourceOf('lightsail.bucket', { name: 'logs', url: 'https://logs.s3.us-east-1.amazonaws.com' });
    const record = (target: string) =>
      resourceOf('lightsail.domainEntry', { id: '1', name: 'a.example.com', type: 'CNAME', target });
    assert.equal(usageAmong(balancer).word, 'unused');
    for (const target of ['abc-1.us-east-1.elb.amazonaws.com', 'Abc-1.US-EAST-1.elb.amazonaws.com.'])
      assert.equal(told(usageAmong(balancer, [record(target)])), 'used: DNS record a.example.com refers to it', target);
    assert.equal(usageAmong(bucket, [record('logs.s3.us-east-1.amazonaws.com')]).word, 'used');
  });
});
