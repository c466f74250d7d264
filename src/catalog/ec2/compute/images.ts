import { defineKinds } from '../../builder/rowBuilder.ts';

const ec2 = defineKinds('ec2');

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Image.html */
export const image = ec2.kind({
  id: 'ec2.image',
  category: 'Images',
  noun: 'AMI',
  icon: 'package',
  sources: [
    ec2.list('DescribeImages', 'Images', {
      input: { Owners: ['self'], IncludeDisabled: true },
      getOne: ['ImageIds'],
    }),
  ],
  members: { id: 'ImageId', name: 'Name', state: 'State', tags: 'Tags', created: 'CreationDate' },
  identity: ['ImageId', 'CreationDate'],
  fields: ['Architecture', 'PlatformDetails', 'Public', 'LastLaunchedTime'],
  evidence: [
    {
      check: 'deregistrationProtection',
      assess: ({ item: { DeregistrationProtection: protection } }) =>
        protection !== undefined && protection !== 'disabled'
          ? { level: 'blocker', text: `Deregistration protection is on (${protection}): it is left alone.` }
          : undefined,
    },
    {
      check: 'snapshots',
      assess: ({ item }) => {
        const count = (item.BlockDeviceMappings ?? []).filter(({ Ebs }) => Ebs?.SnapshotId !== undefined).length;
        return count === 0
          ? undefined
          : {
              level: 'ok',
              text: `Its ${count === 1 ? 'snapshot stays and is' : `${count} snapshots stay and are`} billed on.`,
            };
      },
    },
    {
      check: 'public',
      assess: ({ item }) =>
        item.Public ? { level: 'warning', text: 'It is public: other accounts may launch it.' } : undefined,
    },
  ],
  action: { operation: 'DeregisterImage', verb: 'deregister', input: 'ImageId' },
  restorability: 'Only a Recycle Bin rule brings it back (RestoreImageFromRecycleBin).',
  recreateOperation: 'RegisterImage',
});

/** AWS can take the snapshots along: that is a verb of its own, and never assumed. */
export const imageWithSnapshots = ec2.action(image, {
  id: 'ec2.image.withSnapshots',
  matches: ({ item }) => (item.BlockDeviceMappings ?? []).some(({ Ebs }) => Ebs?.SnapshotId !== undefined),
  evidence: [
    {
      check: 'snapshots',
      assess: () => ({
        level: 'warning',
        severe: true,
        text: 'Its snapshots are deleted too, unless another AMI uses them.',
      }),
    },
  ],
  action: {
    operation: 'DeregisterImage',
    verb: 'deregister',
    label: 'Deregister AMI and Delete Its Snapshots',
    input: { ImageId: 'ImageId', DeleteAssociatedSnapshots: { value: true } },
  },
  restorability: 'Only Recycle Bin rules bring AMI and snapshots back.',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CancelImageLaunchPermission.html */
export const imageLaunchPermission = ec2.kind({
  id: 'ec2.imageLaunchPermission',
  category: 'Images',
  noun: 'launch permission of a shared AMI',
  pluralNoun: 'launch permissions of shared AMIs',
  icon: 'organization',
  sources: [ec2.list('DescribeImages', 'Images', { input: { ExecutableUsers: ['self'] } })],
  members: { id: 'ImageId', name: 'Name', tags: 'Tags', created: 'CreationDate' },
  fields: ['OwnerId', 'Architecture', 'PlatformDetails'],
  action: { operation: 'CancelImageLaunchPermission', verb: 'cancel', input: 'ImageId' },
  restorability: 'Only the owner of the AMI can share it with this account again.',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ImageWatermark.html */
export const imageWatermark = ec2.kind({
  id: 'ec2.imageWatermark',
  category: 'Images',
  parentKinds: ['ec2.image'],
  noun: 'AMI watermark',
  icon: 'tag',
  sources: [
    ec2.nested(
      'DescribeImages',
      'Images',
      'ImageWatermarks',
      { noun: 'AMI', id: 'ImageId', name: 'Name' },
      ['ImageIds'],
      { Owners: ['self'], IncludeDisabled: true },
    ),
  ],
  members: { id: 'WatermarkKey' },
  action: {
    operation: 'DetachImageWatermark',
    verb: 'detach',
    input: { ImageId: { parent: 'id' }, WatermarkKey: 'WatermarkKey' },
  },
  recreateOperation: 'AttachImageWatermark',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ImageUsageReport.html */
export const imageUsageReport = ec2.kind({
  id: 'ec2.imageUsageReport',
  category: 'Images',
  noun: 'AMI usage report',
  icon: 'graph',
  sources: [ec2.list('DescribeImageUsageReports', 'ImageUsageReports', { getOne: ['ReportIds'] })],
  members: { id: 'ReportId', state: 'State', tags: 'Tags', created: 'CreationTime' },
  fields: ['ImageId', 'ExpirationTime'],
  action: { operation: 'DeleteImageUsageReport', verb: 'delete', input: 'ReportId' },
  recreateOperation: 'CreateImageUsageReport',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeFastLaunchImagesSuccessItem.html */
export const fastLaunchImage = ec2.kind({
  id: 'ec2.fastLaunchImage',
  category: 'Images',
  noun: 'Windows fast launch of an AMI',
  pluralNoun: 'Windows fast launches of AMIs',
  icon: 'rocket',
  sources: [ec2.list('DescribeFastLaunchImages', 'FastLaunchImages', { getOne: ['ImageIds'] })],
  members: { id: 'ImageId', state: 'State' },
  fields: ['ResourceType', 'MaxParallelLaunches'],
  evidence: [
    {
      check: 'snapshots',
      assess: () => ({ level: 'warning', text: 'The snapshots that were made ready are deleted.' }),
    },
  ],
  action: { operation: 'DisableFastLaunch', verb: 'disable', input: 'ImageId' },
  recreateOperation: 'EnableFastLaunch',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_FpgaImage.html */
export const fpgaImage = ec2.kind({
  id: 'ec2.fpgaImage',
  category: 'Images',
  noun: 'FPGA image',
  icon: 'circuit-board',
  sources: [ec2.list('DescribeFpgaImages', 'FpgaImages', { input: { Owners: ['self'] }, getOne: ['FpgaImageIds'] })],
  members: { id: 'FpgaImageId', name: 'Name', state: 'State.Code', tags: 'Tags', created: 'CreateTime' },
  identity: ['FpgaImageId', 'CreateTime'],
  fields: ['FpgaImageGlobalId', 'Public'],
  // `failed` is how its making ended, not its removal.
  completion: { states: { inProgress: [], deleted: [], failed: [] } },
  action: { operation: 'DeleteFpgaImage', verb: 'delete', input: 'FpgaImageId' },
  restorability: 'CreateFpgaImage makes another one, if the design checkpoint is still there.',
});
