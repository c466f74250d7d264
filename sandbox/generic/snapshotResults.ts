import type { Call } from '../services/call.ts';
import type { Fields } from '../types.ts';
import type { SampleStore } from './sampleStore.ts';

/** Returns the snapshots of an AMI. */
const snapshotsOf = (image: Fields | undefined): readonly string[] =>
  ((image?.['BlockDeviceMappings'] ?? []) as readonly Fields[]).flatMap(({ Ebs }) => {
    const id = (Ebs as Fields | undefined)?.['SnapshotId'];
    return typeof id === 'string' ? [id] : [];
  });

/**
 * Deletes the snapshots of a deregistered AMI where the request demands it, and returns the result of each. One that another AMI uses is
 * skipped (https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteSnapshotReturnCode.html).
 */
export function deleteSnapshots(store: SampleStore, call: Call, input: Fields, image: Fields | undefined): Fields {
  if (call.operation !== 'DeregisterImage' || input['DeleteAssociatedSnapshots'] !== true) return {};
  const rowsOf = (list: string) => {
    const listing = store.listings.get(list);
    return listing && store.collection(call, listing);
  };
  const others = (rowsOf('DescribeImages')?.rows() ?? []).filter(({ item }) => item['ImageId'] !== input['ImageId']);
  const used = new Set(others.flatMap(({ item }) => snapshotsOf(item)));
  const snapshots = rowsOf('DescribeSnapshots');
  return {
    DeleteSnapshotResults: [...new Set(snapshotsOf(image))].map((SnapshotId) => {
      if (used.has(SnapshotId)) return { SnapshotId, ReturnCode: 'skipped' };
      for (const row of snapshots?.rows() ?? []) if (row.item['SnapshotId'] === SnapshotId) snapshots?.remove(row);
      return { SnapshotId, ReturnCode: 'success' };
    }),
  };
}
