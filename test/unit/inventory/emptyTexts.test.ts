import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { withoutEmptyMembers } from '../../../src/inventory/listing/memberPath.ts';

describe('withoutEmptyMembers', () => {
  it('removes empty strings and null at every depth, except as the value of a tag', () => {
    const created = new Date(0);
    const item = {
      VolumeId: 'vol-1',
      SnapshotId: '',
      CreateTime: created,
      Attachments: [{ InstanceId: '' }, { InstanceId: 'i-1' }],
      Tags: [{ Key: 'a', Value: '' }],
      Nested: { Reason: '', Code: 0, Flag: false, Nothing: null },
    };
    assert.deepEqual(withoutEmptyMembers(item), {
      VolumeId: 'vol-1',
      CreateTime: created,
      Attachments: [{}, { InstanceId: 'i-1' }],
      Tags: [{ Key: 'a', Value: '' }],
      Nested: { Code: 0, Flag: false },
    });
  });

  it('returns the same object for a description without any', () => {
    const item = { VolumeId: 'vol-1', Tags: [{ Key: 'a', Value: '' }], Attachments: [{ InstanceId: 'i-1' }] };
    assert.equal(withoutEmptyMembers(item), item);
  });
});
