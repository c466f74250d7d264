import { always } from '../../builder/evidence.ts';
import { defineKinds } from '../../builder/rowBuilder.ts';

const ec2 = defineKinds('ec2');

const ended = always('ended', 'warning', 'Its progress is lost.');

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ConversionTask.html */
const conversionTask = ec2.kind({
  noun: 'conversion task',
  icon: 'cloud-upload',
  sources: [ec2.list('DescribeConversionTasks', 'ConversionTasks', { getOne: ['ConversionTaskIds'] })],
  members: { id: 'ConversionTaskId', name: 'tag', state: 'State', tags: 'Tags', expires: 'ExpirationTime' },
  fields: ['StatusMessage', 'ExpirationTime'],
  matches: ({ item }) => item.State !== 'completed',
  evidence: [ended],
  action: 'CancelConversionTask',
  restorability: 'ImportInstance or ImportVolume starts again, if the source still exists.',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ExportTask.html */
const exportTask = ec2.kind({
  noun: 'export task',
  icon: 'cloud-download',
  sources: [ec2.list('DescribeExportTasks', 'ExportTasks', { getOne: ['ExportTaskIds'] })],
  members: { id: 'ExportTaskId', name: 'tag', state: 'State', tags: 'Tags' },
  fields: ['Description', ['InstanceExportDetails.InstanceId', 'Instance'], 'StatusMessage'],
  matches: ({ item }) => item.State !== 'completed',
  evidence: [ended],
  action: { operation: 'CancelExportTask', dryRun: false },
  recreateOperation: 'CreateInstanceExportTask',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ExportImageTask.html ("active, completed, deleting, deleted") */
const exportImageTask = ec2.kind({
  noun: 'export image task',
  icon: 'cloud-download',
  sources: [ec2.list('DescribeExportImageTasks', 'ExportImageTasks', { getOne: ['ExportImageTaskIds'] })],
  members: { id: 'ExportImageTaskId', name: 'tag', state: 'Status', tags: 'Tags' },
  fields: ['ImageId', 'Progress', 'Description', 'StatusMessage'],
  matches: ({ item }) => !['completed', 'deleted', 'deleting'].includes(item.Status ?? ''),
  evidence: [ended],
  action: { operation: 'CancelExportTask', dryRun: false, input: { ExportTaskId: 'ExportImageTaskId' } },
  recreateOperation: 'ExportImage',
});

const IMPORT_ENDED = ['completed', 'deleted', 'deleting'];

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ImportImageTask.html */
const importImageTask = ec2.kind({
  noun: 'import image task',
  icon: 'cloud-upload',
  sources: [ec2.list('DescribeImportImageTasks', 'ImportImageTasks', { getOne: ['ImportTaskIds'] })],
  members: { id: 'ImportTaskId', name: 'tag', state: 'Status', tags: 'Tags' },
  fields: ['Progress', 'Description', 'StatusMessage'],
  matches: ({ item }) => !IMPORT_ENDED.includes(item.Status ?? ''),
  evidence: [ended],
  action: 'CancelImportTask',
  recreateOperation: 'ImportImage',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ImportSnapshotTask.html */
const importSnapshotTask = ec2.kind({
  noun: 'import snapshot task',
  icon: 'cloud-upload',
  sources: [ec2.list('DescribeImportSnapshotTasks', 'ImportSnapshotTasks', { getOne: ['ImportTaskIds'] })],
  members: { id: 'ImportTaskId', name: 'tag', state: 'SnapshotTaskDetail.Status', tags: 'Tags' },
  fields: [['SnapshotTaskDetail.Progress', 'Progress'], 'Description'],
  matches: ({ item }) => !IMPORT_ENDED.includes(item.SnapshotTaskDetail?.Status ?? ''),
  evidence: [ended],
  action: 'CancelImportTask',
  recreateOperation: 'ImportSnapshot',
});

export const IMPORT_EXPORT_KINDS = ec2.kinds('Import & export', {
  conversionTask,
  exportTask,
  exportImageTask,
  importImageTask,
  importSnapshotTask,
});
