import { always } from '../../builder/evidence.ts';
import { defineKinds } from '../../builder/rowBuilder.ts';
import { managedByBackup } from './managedByBackup.ts';

const ec2 = defineKinds('ec2');

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Image.html */
const image = ec2.kind({
  noun: 'AMI',
  icon: 'package',
  sources: [
    ec2.list('DescribeImages', 'Images', { input: { Owners: ['self'], IncludeDisabled: true }, getOne: ['ImageIds'] }),
  ],
  members: { id: 'ImageId', name: 'Name', state: 'State', tags: 'Tags', created: 'CreationDate' },
  identity: ['ImageId', 'CreationDate'],
  fields: ['Architecture', 'PlatformDetails', 'Public', 'LastLaunchedTime'],
  evidence: [
    managedByBackup,
    {
      check: 'deregistrationProtection',
      assess: ({ item: { DeregistrationProtection: protection } }) =>
        protection !== undefined && protection !== 'disabled'
          ? {
              level: 'blocker',
              text: `Deregistration protection is on (${protection}). Teardown does not turn it off.`,
            }
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
              text:
                count === 1
                  ? 'Its snapshot remains and is still billed.'
                  : `Its ${count} snapshots remain and are still billed.`,
            };
      },
    },
    {
      check: 'public',
      assess: ({ item }) =>
        item.Public ? { level: 'warning', text: 'It is public. Other accounts may launch it.' } : undefined,
    },
  ],
  action: 'DeregisterImage',
  restorability: 'Only a Recycle Bin rule restores it (RestoreImageFromRecycleBin).',
  recreateOperation: 'RegisterImage',
});

/** AWS can delete the snapshots too: a further action, never the default. */
const imageWithSnapshots = ec2.action(image, {
  matches: ({ item }) => (item.BlockDeviceMappings ?? []).some(({ Ebs }) => Ebs?.SnapshotId !== undefined),
  completion: { unmatched: 'present' },
  evidence: [
    managedByBackup,
    always('snapshots', 'severe', 'Its snapshots are deleted too, unless another AMI uses them.'),
  ],
  action: {
    operation: 'DeregisterImage',
    label: 'Deregister AMI and Delete Its Snapshots',
    input: { ImageId: 'ImageId', DeleteAssociatedSnapshots: { value: true } },
    // API_DeleteSnapshotReturnCode: success, skipped, missing-permissions, internal-error, client-error.
    sideResults: {
      ...{ member: 'DeleteSnapshotResults', noun: 'Snapshot', id: 'SnapshotId', code: 'ReturnCode' },
      ...{ deleted: 'success', kept: 'skipped' },
      expected: ({ item }) => (item.BlockDeviceMappings ?? []).flatMap(({ Ebs }) => Ebs?.SnapshotId ?? []),
    },
  },
  restorability: 'Only Recycle Bin rules restore the AMI and its snapshots.',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CancelImageLaunchPermission.html */
const imageLaunchPermission = ec2.kind({
  noun: 'launch permission of a shared AMI',
  pluralNoun: 'launch permissions of shared AMIs',
  icon: 'organization',
  sources: [ec2.list('DescribeImages', 'Images', { input: { ExecutableUsers: ['self'] } })],
  members: { id: 'ImageId', name: 'Name', tags: 'Tags', created: 'CreationDate' },
  fields: ['OwnerId', 'Architecture', 'PlatformDetails'],
  action: 'CancelImageLaunchPermission',
  restorability: 'Only the owner of the AMI can share it with this account again.',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ImageWatermark.html */
const imageWatermark = ec2.kind({
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
  members: { id: 'WatermarkKey', created: 'WatermarkCreationTime' },
  identity: ['WatermarkKey', 'WatermarkCreationTime'],
  action: { operation: 'DetachImageWatermark', input: { ImageId: { parent: 'id' }, WatermarkKey: 'WatermarkKey' } },
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ImageUsageReport.html */
const imageUsageReport = ec2.kind({
  noun: 'AMI usage report',
  icon: 'graph',
  sources: [ec2.list('DescribeImageUsageReports', 'ImageUsageReports', { getOne: ['ReportIds'] })],
  members: { id: 'ReportId', state: 'State', tags: 'Tags', created: 'CreationTime', expires: 'ExpirationTime' },
  fields: ['ImageId', 'ExpirationTime'],
  action: 'DeleteImageUsageReport',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeFastLaunchImagesSuccessItem.html */
const fastLaunchImage = ec2.kind({
  noun: 'Windows fast launch of an AMI',
  pluralNoun: 'Windows fast launches of AMIs',
  icon: 'rocket',
  sources: [ec2.list('DescribeFastLaunchImages', 'FastLaunchImages', { getOne: ['ImageIds'] })],
  members: { id: 'ImageId', state: 'State' },
  fields: ['ResourceType', 'MaxParallelLaunches'],
  evidence: [always('snapshots', 'warning', 'The pre-provisioned snapshots are deleted.')],
  action: 'DisableFastLaunch',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_FpgaImage.html */
const fpgaImage = ec2.kind({
  noun: 'FPGA image',
  icon: 'circuit-board',
  sources: [ec2.list('DescribeFpgaImages', 'FpgaImages', { input: { Owners: ['self'] }, getOne: ['FpgaImageIds'] })],
  members: { id: 'FpgaImageId', name: 'Name', state: 'State.Code', tags: 'Tags', created: 'CreateTime' },
  identity: ['FpgaImageId', 'CreateTime'],
  fields: ['FpgaImageGlobalId', 'Public'],
  // `failed` is the result of its creation, not of its deletion.
  completion: { states: { present: ['failed'] } },
  action: 'DeleteFpgaImage',
  restorability: 'CreateFpgaImage creates another one, if the design checkpoint still exists.',
});

export const IMAGE_KINDS = ec2.kinds('Images', {
  image,
  'image.withSnapshots': imageWithSnapshots,
  imageLaunchPermission,
  imageWatermark,
  imageUsageReport,
  fastLaunchImage,
  fpgaImage,
});
