import type { ForeignType } from '../support/foreignType.ts';
import type { Moto } from '../support/moto.ts';
import { amazonImage, newInstance, newInterface, newSubnet, newVolume, newVpc } from './prerequisites.ts';

const IMAGES = { operation: 'DescribeImages', input: { Owners: ['self'] }, path: 'Images[].ImageId' };

async function newImage(moto: Moto): Promise<string> {
  const instance = await newInstance(moto);
  return moto.one('CreateImage', { InstanceId: instance, Name: `golden ${instance}` }, 'ImageId');
}

async function newInstanceProfile(moto: Moto, name: string): Promise<string> {
  const path = 'InstanceProfile.Arn';
  return moto.one('CreateInstanceProfile', { InstanceProfileName: name }, path, 'iam');
}

async function newTemplate(moto: Moto): Promise<string> {
  const data = { ImageId: await amazonImage(moto), InstanceType: 't3.micro' };
  const LaunchTemplateName = `web-${await newVpc(moto)}`;
  return moto.one(
    'CreateLaunchTemplate',
    { LaunchTemplateName, LaunchTemplateData: data },
    'LaunchTemplate.LaunchTemplateId',
  );
}

/** Creates a fleet of one On-Demand Instance, and returns its id. */
export async function newFleet(moto: Moto): Promise<string> {
  const specification = { LaunchTemplateId: await newTemplate(moto), Version: '1' };
  return moto.one(
    'CreateFleet',
    {
      LaunchTemplateConfigs: [{ LaunchTemplateSpecification: specification }],
      TargetCapacitySpecification: { TotalTargetCapacity: 1, DefaultTargetCapacityType: 'on-demand' },
      Type: 'maintain',
    },
    'FleetId',
  );
}

async function newSpotFleet(moto: Moto): Promise<string> {
  const subnet = await newSubnet(moto, await newVpc(moto));
  return moto.one(
    'RequestSpotFleet',
    {
      SpotFleetRequestConfig: {
        TargetCapacity: 1,
        AllocationStrategy: 'lowestPrice',
        IamFleetRole: 'arn:aws:iam::123456789012:role/fleet',
        LaunchSpecifications: [{ ImageId: await amazonImage(moto), InstanceType: 't3.micro', SubnetId: subnet }],
      },
    },
    'SpotFleetRequestId',
  );
}

const FLEETS = {
  operation: 'DescribeFleets',
  path: "Fleets[?FleetState!='deleted_running' && FleetState!='deleted_terminating' && FleetState!='deleted'].FleetId",
};
const SPOT_FLEETS = {
  operation: 'DescribeSpotFleetRequests',
  path: "SpotFleetRequestConfigs[?SpotFleetRequestState=='active'].SpotFleetRequestId",
};

// Instances of a fleet that was deleted without them can still be terminated.
const SPOT_FLEETS_WITH_INSTANCES = {
  operation: 'DescribeSpotFleetRequests',
  path: "SpotFleetRequestConfigs[?SpotFleetRequestState=='active' || SpotFleetRequestState=='cancelled_running'].SpotFleetRequestId",
};

/** Instances, images, disks, fleets and Spot requests. */
export const COMPUTE_TYPES: readonly ForeignType[] = [
  {
    kind: 'ec2.instance',
    create: async (moto) => ({
      id: await newInstance(moto),
      listing: {
        operation: 'DescribeInstances',
        path: "Reservations[].Instances[] | [?State.Name!='terminated'].InstanceId",
      },
    }),
  },
  {
    kind: 'ec2.launchTemplate',
    create: async (moto) => ({
      id: await newTemplate(moto),
      listing: { operation: 'DescribeLaunchTemplates', path: 'LaunchTemplates[].LaunchTemplateId' },
    }),
  },
  {
    kind: 'ec2.iamInstanceProfileAssociation',
    async create(moto) {
      const instance = await newInstance(moto);
      const Arn = await newInstanceProfile(moto, `for-${instance}`);
      const id = await moto.one(
        'AssociateIamInstanceProfile',
        { InstanceId: instance, IamInstanceProfile: { Arn } },
        'IamInstanceProfileAssociation.AssociationId',
      );
      const path = 'IamInstanceProfileAssociations[].AssociationId';
      return { id, listing: { operation: 'DescribeIamInstanceProfileAssociations', path } };
    },
  },
  { kind: 'ec2.image', create: async (moto) => ({ id: await newImage(moto), listing: IMAGES }) },
  { kind: 'ec2.image.withSnapshots', create: async (moto) => ({ id: await newImage(moto), listing: IMAGES }) },
  {
    kind: 'ec2.volume',
    create: async (moto) => ({
      id: await newVolume(moto),
      listing: { operation: 'DescribeVolumes', path: 'Volumes[].VolumeId' },
    }),
  },
  {
    kind: 'ec2.volumeAttachment',
    async create(moto) {
      const volume = await newVolume(moto);
      const instance = await newInstance(moto);
      await moto.call('AttachVolume', { VolumeId: volume, InstanceId: instance, Device: '/dev/sdf' });
      const path = "Volumes[].Attachments[] | [?State=='attached'].InstanceId";
      return {
        id: instance,
        parent: volume,
        listing: { operation: 'DescribeVolumes', input: { VolumeIds: [volume] }, path },
      };
    },
  },
  {
    kind: 'ec2.snapshot',
    create: async (moto) => ({
      id: await moto.one('CreateSnapshot', { VolumeId: await newVolume(moto) }, 'SnapshotId'),
      listing: {
        operation: 'DescribeSnapshots',
        input: { OwnerIds: ['self'] },
        // moto ignores OwnerIds, so boto3 also gets the snapshots of Amazon.
        path: 'Snapshots[].SnapshotId',
      },
    }),
  },
  {
    kind: 'ec2.networkInterfaceAttachment',
    async create(moto) {
      const id = await newInterface(moto);
      const members = { NetworkInterfaceId: id, InstanceId: await newInstance(moto), DeviceIndex: 1 };
      await moto.call('AttachNetworkInterface', members);
      const path = 'NetworkInterfaces[?Attachment.AttachmentId].NetworkInterfaceId';
      return { id, listing: { operation: 'DescribeNetworkInterfaces', path } };
    },
  },
  {
    kind: 'ec2.dedicatedHost',
    create: async (moto) => ({
      id: await moto.one(
        'AllocateHosts',
        { AvailabilityZone: 'eu-west-1a', InstanceType: 'm5.large', Quantity: 1 },
        'HostIds[0]',
      ),
      listing: { operation: 'DescribeHosts', path: "Hosts[?State!='released'].HostId" },
    }),
  },
  { kind: 'ec2.fleet', create: async (moto) => ({ id: await newFleet(moto), listing: FLEETS }) },
  { kind: 'ec2.spotFleetRequest', create: async (moto) => ({ id: await newSpotFleet(moto), listing: SPOT_FLEETS }) },
  {
    kind: 'ec2.spotFleetRequest.withInstances',
    create: async (moto) => ({ id: await newSpotFleet(moto), listing: SPOT_FLEETS_WITH_INSTANCES }),
  },
  {
    kind: 'ec2.spotInstanceRequest',
    async create(moto) {
      const specification = { ImageId: await amazonImage(moto), InstanceType: 't3.micro' };
      const id = await moto.one(
        'RequestSpotInstances',
        { InstanceCount: 1, LaunchSpecification: specification },
        'SpotInstanceRequests[0].SpotInstanceRequestId',
      );
      const path = "SpotInstanceRequests[?State=='open' || State=='active'].SpotInstanceRequestId";
      return { id, listing: { operation: 'DescribeSpotInstanceRequests', path } };
    },
  },
];
