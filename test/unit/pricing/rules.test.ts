import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { LISTED_KINDS } from '../../../src/catalog/index.ts';
import { PRICE_RULES, priceActions } from '../../../src/catalog/prices/index.ts';
import type { Structure } from '../../../src/catalog/model/structure.ts';

const PLACE = { region: 'eu-west-1', accountId: '111122223333' };
const zone = { AvailabilityZone: 'eu-west-1b' };

/** Returns the result of a rule: the reason for no price, or the quantities by usage type. */
function told(id: string, item: Structure): unknown {
  const pricing = PRICE_RULES.get(id)?.(item, PLACE);
  assert.ok(pricing, id);
  if ('none' in pricing) return pricing.none;
  const parts = pricing.parts.map((part) => {
    const name =
      'product' in part ? (part.product.usageType ?? Object.values(part.product.attributes).join(' ')) : 'own';
    return `${part.quantity}${part.per === undefined ? '' : `/${part.per}`} ${name}`;
  });
  return [...(pricing.upTo ? ['up to'] : []), ...parts];
}

describe('the rules of list prices', () => {
  it('exist only for existing resource types', () => {
    const ids = new Set(LISTED_KINDS.map(({ id }) => id));
    for (const id of PRICE_RULES.keys()) assert.ok(ids.has(id), id);
    assert.deepEqual(priceActions('ec2.volume'), ['pricing:GetProducts']);
    assert.deepEqual(priceActions('lightsail.bucket'), ['lightsail:GetBucketBundles']);
    assert.deepEqual(priceActions('ec2.vpc'), []);
  });

  it('reject quantities that are no numbers', () => {
    const zoned = { VolumeType: 'gp3', isSystemDisk: false, powerId: 'nano-1' };
    for (const value of [undefined, '', '8', -1, 1.5, true, Number.NaN, Infinity, 2 ** 60]) {
      const item = { ...zoned, Size: value, Iops: value, VolumeSize: value, sizeInGb: value, scale: value };
      for (const id of [
        'ec2.volume',
        'ec2.snapshot',
        'lightsail.disk',
        'lightsail.diskSnapshot',
        'lightsail.containerService',
      ])
        assert.equal(
          told(id, id === 'ec2.volume' ? { ...zone, ...item } : item),
          'undescribed',
          `${id} ${String(value)}`,
        );
    }
  });

  it('of volumes count provisioned capacity beyond the included one', () => {
    const volume = (item: Structure) => told('ec2.volume', { ...zone, State: 'available', ...item });
    assert.deepEqual(volume({ VolumeType: 'gp3', Size: 8, Iops: 3_000, Throughput: 125 }), ['8 EBS:VolumeUsage.gp3']);
    assert.deepEqual(volume({ VolumeType: 'gp3', Size: 8, Iops: 4_000, Throughput: 250 }), [
      '8 EBS:VolumeUsage.gp3',
      '1000 EBS:VolumeP-IOPS.gp3',
      '125/1024 EBS:VolumeP-Throughput.gp3',
    ]);
    assert.deepEqual(volume({ VolumeType: 'io2', Size: 4, Iops: 70_000 }), [
      '4 EBS:VolumeUsage.io2',
      '32000 EBS:VolumeP-IOPS.io2',
      '32000 EBS:VolumeP-IOPS.io2.tier2',
      '6000 EBS:VolumeP-IOPS.io2.tier3',
    ]);
    assert.deepEqual(volume({ VolumeType: 'standard', Size: 1 }), ['1 EBS:VolumeUsage']);
    assert.equal(volume({ VolumeType: 'gp9', Size: 1 }), 'variant');
    assert.equal(volume({ VolumeType: 'constructor', Size: 1 }), 'variant');
    assert.equal(volume({ VolumeType: 'gp2' }), 'undescribed');
    assert.equal(volume({ VolumeType: 'gp2', Size: 1, AvailabilityZone: 'eu-west-1-ham-1a' }), 'otherPlace');
    assert.equal(volume({ VolumeType: 'gp2', Size: 1, OutpostArn: 'arn' }), 'otherPlace');
    assert.deepEqual(volume({ VolumeType: 'gp2', Size: 1, State: 'deleting' }), []);
  });

  it('of snapshots are upper bounds, except in the archive', () => {
    const full = { FullSnapshotSizeInBytes: 2 ** 30, VolumeSize: 8 };
    assert.deepEqual(told('ec2.snapshot', full), ['up to', '1073741824/1073741824 EBS:SnapshotUsage']);
    assert.deepEqual(told('ec2.snapshot', { ...full, StorageTier: 'archive' }), [
      '1073741824/1073741824 EBS:SnapshotArchiveStorage',
    ]);
    assert.deepEqual(told('ec2.snapshot', { VolumeSize: 8 }), ['up to', '8 EBS:SnapshotUsage']);
    assert.equal(told('ec2.snapshot', {}), 'undescribed');
  });

  it('of instances count running hours, and the public addresses that end with the instance', () => {
    const instance = (item: Structure) =>
      told('ec2.instance', {
        State: { Name: 'running' },
        InstanceType: 't3.micro',
        UsageOperation: 'RunInstances:0002',
        Placement: { ...zone, Tenancy: 'default' },
        ...item,
      });
    const hour = '1 t3.micro RunInstances:0002 Shared Used OnDemand';
    assert.deepEqual(instance({}), [hour]);
    assert.deepEqual(instance({ State: { Name: 'stopped' } }), []);
    assert.deepEqual(instance({ InstanceLifecycle: 'spot' }), ['up to', hour]);
    assert.equal(instance({ InstanceLifecycle: 'capacity-block' }), 'prepaid');
    assert.equal(instance({ ProductCodes: [{ ProductCodeType: 'marketplace' }] }), 'marketplace');
    assert.deepEqual(instance({ Placement: { ...zone, Tenancy: 'host' } }), []);
    const addresses = ['amazon', PLACE.accountId].map((IpOwnerId) => ({
      Association: { IpOwnerId, PublicIp: '192.0.2.1' },
    }));
    assert.deepEqual(instance({ NetworkInterfaces: [{ PrivateIpAddresses: addresses }] }), [
      hour,
      '1 PublicIPv4:InUseAddress',
    ]);
  });

  it('exclude what another account pays, and prepaid resources', () => {
    const reservation = {
      ...zone,
      State: 'active',
      InstanceType: 'c5.large',
      InstancePlatform: 'Linux/UNIX',
      AvailableInstanceCount: 2,
    };
    assert.deepEqual(told('ec2.capacityReservation', reservation), [
      '2 c5.large RunInstances Shared UnusedCapacityReservation OnDemand',
    ]);
    assert.equal(told('ec2.capacityReservation', { ...reservation, OwnerId: '444455556666' }), 'otherAccount');
    assert.equal(told('ec2.dedicatedHost', { ...zone, State: 'available', HostReservationId: 'hr-1' }), 'prepaid');
    assert.equal(
      told('ec2.transitGatewayVpcAttachment', { State: 'available', VpcOwnerId: '444455556666' }),
      'otherAccount',
    );
    assert.equal(
      told('directconnect.connection', { connectionState: 'down', ownerAccount: '444455556666' }),
      'otherAccount',
    );
  });

  it('of attachments apply after the acceptance', () => {
    for (const kind of ['ec2.transitGatewayVpcAttachment', 'ec2.transitGatewayPeeringAttachment']) {
      for (const state of ['initiating', 'initiatingRequest', 'pendingAcceptance', 'deleted'])
        assert.deepEqual(told(kind, { State: state }), [], `${kind} ${state}`);
      assert.notDeepEqual(told(kind, { State: 'available' }), [], kind);
    }
  });

  it('of endpoints count Availability Zones', () => {
    const endpoint = { VpcEndpointType: 'Interface', State: 'available', SubnetIds: ['a', 'b', 'c'] };
    assert.deepEqual(told('ec2.vpcEndpoint', endpoint), ['3 VpcEndpoint-Hours']);
    assert.deepEqual(told('ec2.vpcEndpoint', { ...endpoint, VpcEndpointType: 'Gateway' }), []);
    assert.equal(told('ec2.vpcEndpoint', { ...endpoint, VpcEndpointType: 'Resource' }), 'variant');
    assert.equal(told('ec2.vpcEndpoint', { ...endpoint, RequesterManaged: true }), 'otherAccount');
    assert.deepEqual(told('ec2.vpcEndpoint', { ...endpoint, State: 'Deleted' }), []);
  });
});
