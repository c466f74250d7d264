import { rowsOf } from '../define.ts';

const ec2 = rowsOf('ec2');

const ended = {
  check: 'ended',
  assess: () => ({ level: 'warning', text: 'What it has done so far is lost.' }) as const,
};

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ConversionTask.html */
export const conversionTask = ec2.kind({
  id: 'ec2.conversionTask',
  category: 'Import & export',
  noun: 'conversion task',
  icon: 'cloud-upload',
  sources: [ec2.list('DescribeConversionTasks', 'ConversionTasks', { again: ['ConversionTaskIds'] })],
  members: { id: 'ConversionTaskId', name: 'tag', state: 'State', tags: 'Tags' },
  show: ['StatusMessage', 'ExpirationTime'],
  applies: ({ item }) => item.State !== 'completed',
  evidence: [ended],
  removal: { operation: 'CancelConversionTask', verb: 'cancel', input: 'ConversionTaskId' },
  wayBack: 'ImportInstance or ImportVolume begins anew, if the source is still there.',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ExportTask.html */
export const exportTask = ec2.kind({
  id: 'ec2.exportTask',
  category: 'Import & export',
  noun: 'export task',
  icon: 'cloud-download',
  sources: [ec2.list('DescribeExportTasks', 'ExportTasks', { again: ['ExportTaskIds'] })],
  members: { id: 'ExportTaskId', name: 'tag', state: 'State', tags: 'Tags' },
  show: ['Description', ['InstanceExportDetails.InstanceId', 'Instance'], 'StatusMessage'],
  applies: ({ item }) => item.State !== 'completed',
  evidence: [ended],
  removal: { operation: 'CancelExportTask', verb: 'cancel', dryRun: false, input: 'ExportTaskId' },
  remake: 'CreateInstanceExportTask',
});

const IMPORT_ENDED = ['completed', 'deleted', 'deleting'];
const importStates = { states: { removing: ['deleting'], gone: ['deleted', 'completed'], failed: [] } };

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ImportImageTask.html */
export const importImageTask = ec2.kind({
  id: 'ec2.importImageTask',
  category: 'Import & export',
  noun: 'import image task',
  icon: 'cloud-upload',
  sources: [ec2.list('DescribeImportImageTasks', 'ImportImageTasks', { again: ['ImportTaskIds'] })],
  members: { id: 'ImportTaskId', name: 'tag', state: 'Status', tags: 'Tags' },
  show: ['Progress', 'Description', 'StatusMessage'],
  applies: ({ item }) => !IMPORT_ENDED.includes(item.Status ?? ''),
  settling: importStates,
  evidence: [ended],
  removal: { operation: 'CancelImportTask', verb: 'cancel', input: { ImportTaskId: 'ImportTaskId' } },
  remake: 'ImportImage',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ImportSnapshotTask.html */
export const importSnapshotTask = ec2.kind({
  id: 'ec2.importSnapshotTask',
  category: 'Import & export',
  noun: 'import snapshot task',
  icon: 'cloud-upload',
  sources: [ec2.list('DescribeImportSnapshotTasks', 'ImportSnapshotTasks', { again: ['ImportTaskIds'] })],
  members: { id: 'ImportTaskId', name: 'tag', state: 'SnapshotTaskDetail.Status', tags: 'Tags' },
  show: [['SnapshotTaskDetail.Progress', 'Progress'], 'Description'],
  applies: ({ item }) => !IMPORT_ENDED.includes(item.SnapshotTaskDetail?.Status ?? ''),
  settling: importStates,
  evidence: [ended],
  removal: { operation: 'CancelImportTask', verb: 'cancel', input: { ImportTaskId: 'ImportTaskId' } },
  remake: 'ImportSnapshot',
});
