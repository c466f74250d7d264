import type { NotUsing, UsageRules, UsageSign } from '../model/usage.ts';
import { ec2Api, ec2Guide, ended, snapshotTags, stateless } from './shared.ts';

/** https://docs.aws.amazon.com/eks/latest/userguide/ebs-csi.html: volumes of Kubernetes wait for their pods without an attachment. */
const KUBERNETES_VOLUME: UsageSign = {
  when: [
    {
      member: 'tag',
      is: [
        'kubernetes.io/created-for/pv/name',
        'kubernetes.io/created-for/pvc/name',
        'ebs.csi.aws.com/cluster',
        'CSIVolumeName',
      ],
    },
  ],
  word: 'unknown',
  reason: 'a persistent volume claim of Kubernetes may need it',
};

/** https://github.com/kubernetes-sigs/aws-ebs-csi-driver/blob/master/docs/tagging.md: a VolumeSnapshot outlives its volume. */
const KUBERNETES_SNAPSHOT: UsageSign = {
  when: [{ member: 'tag', is: ['CSIVolumeSnapshotName', 'ebs.csi.aws.com/cluster'] }],
  word: 'unknown',
  reason: 'a volume snapshot of Kubernetes may need it',
};

const COPY: NotUsing = {
  kind: 'ec2.image',
  member: 'SourceImageId',
  reason: 'a copy of an AMI does not need the original',
};

const LAUNCHES = {
  'ec2.instance': 'KeyName',
  'ec2.launchTemplateVersion': 'LaunchTemplateData.KeyName',
  'ec2.spotFleetRequest': 'SpotFleetRequestConfig.LaunchSpecifications.KeyName',
  'ec2.spotInstanceRequest': 'LaunchSpecification.KeyName',
};

/** Instances, images, volumes and capacity. */
export const COMPUTE_USAGE: UsageRules = {
  volume: {
    unused: 'not attached',
    own: [
      { when: [{ member: 'State', is: ['in-use'] }], word: 'used', reason: 'attached' },
      { when: [{ member: 'Attachments', present: true }], word: 'used', reason: 'attached' },
      { when: [{ member: 'State', is: ['error'] }], word: 'unused', reason: 'its hardware failed' },
      KUBERNETES_VOLUME,
    ],
    by: { 'ec2.instance': 'BlockDeviceMappings.Ebs.VolumeId' },
    notUsing: [{ kind: 'ec2.snapshot', member: 'VolumeId', reason: 'a snapshot does not need its volume' }],
    pages: [ec2Api('Volume'), 'https://docs.aws.amazon.com/ebs/latest/userguide/ebs-deleting-volume.html'],
  },
  snapshot: {
    unused: 'its volume is deleted, and no AMI refers to it',
    own: [
      ...snapshotTags,
      KUBERNETES_SNAPSHOT,
      {
        // CopySnapshot and imports set an arbitrary volume id.
        when: [{ member: 'VolumeId', is: ['vol-ffffffff'] }],
        word: 'unknown',
        reason: 'it is a copy, and AWS does not return its volume',
      },
    ],
    keptBy: [{ member: 'VolumeId', kind: 'ec2.volume', reason: 'its volume exists' }],
    by: {
      'ec2.image': 'BlockDeviceMappings.Ebs.SnapshotId',
      'ec2.volume': 'SnapshotId',
      'ec2.launchTemplateVersion': 'LaunchTemplateData.BlockDeviceMappings.Ebs.SnapshotId',
      'ec2.fastSnapshotRestore': 'SnapshotId',
      'ec2.snapshotLock': 'SnapshotId',
      'ec2.fleet': 'LaunchTemplateConfigs.Overrides.BlockDeviceMappings.Ebs.SnapshotId',
      'ec2.spotFleetRequest': 'SpotFleetRequestConfig.LaunchSpecifications.BlockDeviceMappings.Ebs.SnapshotId',
      'ec2.spotInstanceRequest': 'LaunchSpecification.BlockDeviceMappings.Ebs.SnapshotId',
    },
    notUsing: [
      { kind: 'ec2.importImageTask', reason: 'the import that created it is over' },
      { kind: 'ec2.importSnapshotTask', reason: 'the import that created it is over' },
    ],
    // Launch configurations: https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_Ebs.html
    unread: ['autoScaling'],
    lookups: [
      {
        operation: 'DescribeSnapshotAttribute',
        input: { SnapshotId: 'SnapshotId', Attribute: { value: 'createVolumePermission' } },
        items: 'CreateVolumePermissions',
        word: 'unknown',
        reason: 'it is shared with other accounts',
      },
    ],
    pages: [ec2Api('Snapshot'), ec2Api('DescribeSnapshotAttribute')],
  },
  image: {
    unused: 'no instance, launch template or fleet refers to it',
    own: [{ when: [{ member: 'Public', is: [true] }], word: 'unknown', reason: 'it is public' }, ...snapshotTags],
    by: {
      'ec2.instance': 'ImageId',
      'ec2.launchTemplateVersion': 'LaunchTemplateData.ImageId',
      'ec2.fleet': 'LaunchTemplateConfigs.Overrides.ImageId',
      'ec2.spotFleetRequest': 'SpotFleetRequestConfig.LaunchSpecifications.ImageId',
      'ec2.spotInstanceRequest': 'LaunchSpecification.ImageId',
      'ec2.fastLaunchImage': 'ImageId',
      'ec2.exportImageTask': 'ImageId',
    },
    notUsing: [
      COPY,
      { kind: 'ec2.image', member: 'ImageWatermarks.SourceImageId', reason: COPY.reason },
      { kind: 'ec2.imageWatermark', reason: COPY.reason },
      { kind: 'ec2.imageUsageReport', reason: 'a report does not use the AMI' },
      { kind: 'ec2.importImageTask', reason: 'the import that created it is over' },
    ],
    // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_FleetLaunchTemplateOverrides.html
    hiddenIn: {
      members: {
        'ec2.launchTemplateVersion': 'LaunchTemplateData.ImageId',
        'ec2.fleet': 'LaunchTemplateConfigs.Overrides.ImageId',
      },
      prefix: 'resolve:ssm:',
      reason: 'a launch template or fleet takes its AMI from a parameter of Systems Manager',
    },
    // `ComputeResource` of Batch has `imageId`.
    unread: ['autoScaling', 'batch'],
    lookups: [
      {
        operation: 'DescribeImageAttribute',
        input: { ImageId: 'ImageId', Attribute: { value: 'launchPermission' } },
        items: 'LaunchPermissions',
        word: 'unknown',
        reason: 'it is shared with other accounts',
      },
    ],
    since: { member: 'LastLaunchedTime', event: 'lastLaunched' },
    pages: [ec2Api('Image'), ec2Api('DescribeImageAttribute'), ec2Guide('deregister-ami')],
  },
  launchTemplate: {
    unused: 'no instance or fleet was launched from it',
    by: {
      'ec2.instance': 'Tags.Value',
      'ec2.fleet': 'LaunchTemplateConfigs.LaunchTemplateSpecification.LaunchTemplateId',
      'ec2.spotFleetRequest':
        'SpotFleetRequestConfig.LaunchTemplateConfigs.LaunchTemplateSpecification.LaunchTemplateId',
      'ec2.fastLaunchImage': 'LaunchTemplate.LaunchTemplateId',
    },
    names: { path: 'LaunchTemplateName', members: ['LaunchTemplateName'] },
    notUsing: [{ kind: 'ec2.launchTemplateVersion', reason: 'its own version' }],
    unread: ['autoScaling', 'batch', 'eks'],
    pages: [
      ec2Api('LaunchTemplate'),
      'https://docs.aws.amazon.com/autoscaling/ec2/userguide/launch-templates.html',
      'https://docs.aws.amazon.com/batch/latest/userguide/launch-templates.html',
    ],
  },
  launchTemplateVersion: {
    unused: 'not the default version, and nothing was launched from its template',
    own: [{ when: [{ member: 'DefaultVersion', is: [true] }], word: 'used', reason: 'the default version' }],
    followsParent: true,
    pages: [ec2Api('LaunchTemplateVersion')],
  },
  keyPair: {
    unused: 'no instance or launch template refers to it',
    by: LAUNCHES,
    names: { path: 'KeyName', members: ['KeyName'] },
    // `ec2KeyPair` of Batch, `remoteAccess` of node groups.
    unread: ['autoScaling', 'batch', 'eks'],
    pages: [ec2Api('KeyPairInfo'), ec2Guide('delete-key-pair')],
  },
  placementGroup: {
    unused: 'no instance is in it',
    by: {
      'ec2.instance': ['Placement.GroupName', 'Placement.GroupId'],
      'ec2.launchTemplateVersion': ['LaunchTemplateData.Placement.GroupName', 'LaunchTemplateData.Placement.GroupId'],
      'ec2.fleet': 'LaunchTemplateConfigs.Overrides.Placement.GroupName',
      'ec2.spotFleetRequest': 'SpotFleetRequestConfig.LaunchSpecifications.Placement.GroupName',
      'ec2.spotInstanceRequest': 'LaunchSpecification.Placement.GroupName',
      'ec2.capacityReservation': 'PlacementGroupArn',
    },
    names: { path: 'GroupName', members: ['GroupName'] },
    aliases: ['GroupId'],
    unread: ['autoScaling'],
    shareable: true,
    pages: [ec2Api('PlacementGroup'), ec2Guide('share-placement-group')],
  },
  instanceEventWindow: {
    unused: 'no instance, host or tag is associated',
    own: [
      ...['InstanceIds', 'Tags', 'DedicatedHostIds'].map((member): UsageSign => ({
        when: [{ member: `AssociationTarget.${member}`, present: true }],
        word: 'used',
        reason: 'it has a target',
      })),
    ],
    pages: [ec2Api('InstanceEventWindow')],
  },
  capacityReservation: {
    unused: 'no instance runs in it',
    own: [
      {
        when: [{ member: 'AvailableInstanceCount', below: 'TotalInstanceCount' }],
        word: 'used',
        reason: 'instances run in it',
      },
      ...ended('State', ['expired', 'cancelled', 'failed']),
      {
        when: [{ member: 'AvailableInstanceCount', present: false }],
        word: 'unknown',
        reason: 'AWS does not return how many instances run in it',
      },
      {
        when: [{ member: 'TotalInstanceCount', present: false }],
        word: 'unknown',
        reason: 'AWS does not return how many instances run in it',
      },
    ],
    by: {
      'ec2.instance': [
        'CapacityReservationId',
        'CapacityReservationSpecification.CapacityReservationTarget.CapacityReservationId',
      ],
      'ec2.launchTemplateVersion':
        'LaunchTemplateData.CapacityReservationSpecification.CapacityReservationTarget.CapacityReservationId',
    },
    notUsing: [
      { kind: 'ec2.capacityReservationFleet', reason: 'the fleet only creates it' },
      { kind: 'ec2.capacityReservationBillingOwner', reason: 'who pays for it does not use it' },
      { kind: 'ec2.capacityReservationBillingRequest', reason: 'who pays for it does not use it' },
    ],
    // https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_CapacityReservationSpecification.html
    unread: ['autoScaling'],
    pages: [ec2Api('CapacityReservation')],
  },
  dedicatedHost: {
    unused: 'no instance is on it',
    own: [
      { when: [{ member: 'Instances', present: true }], word: 'used', reason: 'instances are on it' },
      {
        when: [{ member: 'MemberOfServiceLinkedResourceGroup', is: [true] }],
        word: 'unknown',
        reason: 'a host resource group of License Manager may place instances on it',
      },
    ],
    by: {
      'ec2.instance': 'Placement.HostId',
      'ec2.launchTemplateVersion': 'LaunchTemplateData.Placement.HostId',
    },
    notUsing: [
      { kind: 'ec2.instanceEventWindow', reason: 'a window for maintenance does not use it' },
      { kind: 'ec2.instanceEventWindowTarget', reason: 'a window for maintenance does not use it' },
    ],
    pages: [ec2Api('Host'), ec2Guide('dedicated-hosts-releasing')],
  },
  spotInstanceRequest: {
    unused: 'the request is closed',
    own: [
      ...ended('State', ['closed', 'cancelled', 'failed']),
      { when: [{ member: 'State', present: true }], word: 'used', reason: 'the request is active' },
      stateless('State'),
    ],
    by: { 'ec2.instance': 'SpotInstanceRequestId' },
    pages: [ec2Api('SpotInstanceRequest'), ec2Guide('spot-request-status')],
  },
  spotFleetRequest: {
    unused: 'the request is closed',
    own: [
      ...ended('SpotFleetRequestState', ['cancelled', 'failed']),
      { when: [{ member: 'SpotFleetRequestState', present: true }], word: 'used', reason: 'the request is active' },
      stateless('SpotFleetRequestState'),
    ],
    by: { 'ec2.instance': 'Tags.Value' },
    pages: [ec2Api('SpotFleetRequestConfig')],
  },
  fleet: {
    unused: 'the fleet is closed',
    own: [
      ...ended('FleetState', ['deleted', 'failed']),
      { when: [{ member: 'FleetState', present: true }], word: 'used', reason: 'the fleet is active' },
      stateless('FleetState'),
    ],
    by: { 'ec2.instance': 'Tags.Value' },
    pages: [ec2Api('FleetData')],
  },
};
