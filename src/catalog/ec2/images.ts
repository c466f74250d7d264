import { rowsOf } from '../define.ts';

const ec2 = rowsOf('ec2');

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Image.html */
export const image = ec2.kind({
  id: 'ec2.image',
  category: 'Images',
  noun: 'AMI',
  icon: 'package',
  sources: [
    ec2.list('DescribeImages', 'Images', {
      input: { Owners: ['self'], IncludeDisabled: true },
      again: ['ImageIds'],
    }),
  ],
  members: { id: 'ImageId', name: 'Name', state: 'State', tags: 'Tags', created: 'CreationDate' },
  identity: ['ImageId', 'CreationDate'],
  show: ['Architecture', 'PlatformDetails', 'Public', 'LastLaunchedTime'],
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
  removal: { operation: 'DeregisterImage', verb: 'deregister', input: 'ImageId' },
  wayBack: 'Only a Recycle Bin rule brings it back (RestoreImageFromRecycleBin).',
  remake: 'RegisterImage',
});

/** AWS can take the snapshots along: that is a verb of its own, and never assumed. */
export const imageWithSnapshots = ec2.verb(image, {
  id: 'ec2.image.withSnapshots',
  applies: ({ item }) => (item.BlockDeviceMappings ?? []).some(({ Ebs }) => Ebs?.SnapshotId !== undefined),
  evidence: [
    {
      check: 'snapshots',
      assess: () => ({
        level: 'warning',
        grave: true,
        text: 'Its snapshots are deleted too, unless another AMI uses them.',
      }),
    },
  ],
  removal: {
    operation: 'DeregisterImage',
    verb: 'deregister',
    label: 'Deregister AMI and Delete Its Snapshots',
    input: { ImageId: 'ImageId', DeleteAssociatedSnapshots: { value: true } },
  },
  wayBack: 'Only Recycle Bin rules bring AMI and snapshots back.',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CancelImageLaunchPermission.html */
export const imageLaunchPermission = ec2.kind({
  id: 'ec2.imageLaunchPermission',
  category: 'Images',
  noun: 'launch permission of a shared AMI',
  nouns: 'launch permissions of shared AMIs',
  icon: 'organization',
  sources: [ec2.list('DescribeImages', 'Images', { input: { ExecutableUsers: ['self'] } })],
  members: { id: 'ImageId', name: 'Name', tags: 'Tags', created: 'CreationDate' },
  show: ['OwnerId', 'Architecture', 'PlatformDetails'],
  removal: { operation: 'CancelImageLaunchPermission', verb: 'cancel', input: 'ImageId' },
  wayBack: 'Only the owner of the AMI can share it with this account again.',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ImageWatermark.html */
export const imageWatermark = ec2.kind({
  id: 'ec2.imageWatermark',
  category: 'Images',
  under: ['ec2.image'],
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
  removal: {
    operation: 'DetachImageWatermark',
    verb: 'detach',
    input: { ImageId: { parent: 'id' }, WatermarkKey: 'WatermarkKey' },
  },
  remake: 'AttachImageWatermark',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ImageUsageReport.html */
export const imageUsageReport = ec2.kind({
  id: 'ec2.imageUsageReport',
  category: 'Images',
  noun: 'AMI usage report',
  icon: 'graph',
  sources: [ec2.list('DescribeImageUsageReports', 'ImageUsageReports', { again: ['ReportIds'] })],
  members: { id: 'ReportId', state: 'State', tags: 'Tags', created: 'CreationTime' },
  show: ['ImageId', 'ExpirationTime'],
  removal: { operation: 'DeleteImageUsageReport', verb: 'delete', input: 'ReportId' },
  remake: 'CreateImageUsageReport',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeFastLaunchImagesSuccessItem.html */
export const fastLaunchImage = ec2.kind({
  id: 'ec2.fastLaunchImage',
  category: 'Images',
  noun: 'Windows fast launch of an AMI',
  nouns: 'Windows fast launches of AMIs',
  icon: 'rocket',
  sources: [ec2.list('DescribeFastLaunchImages', 'FastLaunchImages', { again: ['ImageIds'] })],
  members: { id: 'ImageId', state: 'State' },
  show: ['ResourceType', 'MaxParallelLaunches'],
  evidence: [
    {
      check: 'snapshots',
      assess: () => ({ level: 'warning', text: 'The snapshots that were made ready are deleted.' }),
    },
  ],
  removal: { operation: 'DisableFastLaunch', verb: 'disable', input: 'ImageId' },
  remake: 'EnableFastLaunch',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_FpgaImage.html */
export const fpgaImage = ec2.kind({
  id: 'ec2.fpgaImage',
  category: 'Images',
  noun: 'FPGA image',
  icon: 'circuit-board',
  sources: [ec2.list('DescribeFpgaImages', 'FpgaImages', { input: { Owners: ['self'] }, again: ['FpgaImageIds'] })],
  members: { id: 'FpgaImageId', name: 'Name', state: 'State.Code', tags: 'Tags', created: 'CreateTime' },
  identity: ['FpgaImageId', 'CreateTime'],
  show: ['FpgaImageGlobalId', 'Public'],
  // `failed` is how its making ended, not its removal.
  settling: { states: { removing: [], gone: [], failed: [] } },
  removal: { operation: 'DeleteFpgaImage', verb: 'delete', input: 'FpgaImageId' },
  wayBack: 'CreateFpgaImage makes another one, if the design checkpoint is still there.',
});
