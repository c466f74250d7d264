import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { AwsCallError } from '../../../src/aws/errors/callError.ts';
import type { ServiceId } from '../../../src/catalog/model/services.ts';
import { FixedResponse } from './support/fixedResponse.ts';

/** Two volumes. In the first one, only the id and the texts have valid values. */
const VOLUMES = `<?xml version="1.0" encoding="UTF-8"?>
<DescribeVolumesResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>r-1</requestId><volumeSet>
<item><volumeId>vol-1</volumeId><createTime>yesterday</createTime><size>many</size><encrypted>maybe</encrypted><snapshotId/><status></status>
  <attachmentSet><item><instanceId/><attachTime/><deleteOnTermination/></item></attachmentSet><tagSet><item><key>empty</key><value/></item></tagSet></item>
<item><volumeId>vol-2</volumeId><createTime>2026-11-28T18:02:03</createTime><size>8</size><iops/><encrypted>True</encrypted>
  <attachmentSet><item><instanceId>i-1</instanceId><attachTime>2026-11-28T18:02:03.5Z</attachTime><deleteOnTermination>false</deleteOnTermination></item></attachmentSet></item>
</volumeSet></DescribeVolumesResponse>`;

const KEY_PAIRS = {
  keyPairs: [
    { name: 'a', createdAt: 'yesterday', supportCode: '' },
    { name: 'b', createdAt: 1795888923.5 },
    { name: 'c', createdAt: '2026-11-28 18:02:03' },
  ],
};

describe('a response with invalid values', () => {
  let aws: FixedResponse;
  before(async () => {
    aws = await FixedResponse.start();
  });
  after(() => aws.close());

  const respond = (service: ServiceId, operation: string, text: string) => aws.read(service, operation, text);

  it('is read without these members only, in the XML of EC2', async () => {
    assert.deepEqual(await respond('ec2', 'DescribeVolumes', VOLUMES), {
      Volumes: [
        {
          VolumeId: 'vol-1',
          SnapshotId: '',
          State: '',
          Attachments: [{ InstanceId: '' }],
          Tags: [{ Key: 'empty', Value: '' }],
        },
        {
          VolumeId: 'vol-2',
          CreateTime: new Date('2026-11-28T18:02:03Z'),
          Size: 8,
          Encrypted: true,
          Attachments: [
            { InstanceId: 'i-1', AttachTime: new Date('2026-11-28T18:02:03.500Z'), DeleteOnTermination: false },
          ],
        },
      ],
    });
  });

  it('is read without these members only, in the JSON of Lightsail and Direct Connect', async () => {
    assert.deepEqual(await respond('lightsail', 'GetKeyPairs', JSON.stringify(KEY_PAIRS)), {
      keyPairs: [
        { name: 'a', supportCode: '' },
        { name: 'b', createdAt: new Date('2026-11-28T18:02:03.500Z') },
        { name: 'c', createdAt: new Date('2026-11-28T18:02:03Z') },
      ],
    });
    const connections = [{ connectionId: 'dxcon-1', connectionName: '', vlan: '101', loaIssueTime: false }];
    assert.deepEqual(await respond('directconnect', 'DescribeConnections', JSON.stringify({ connections })), {
      connections: [{ connectionId: 'dxcon-1', connectionName: '', vlan: 101 }],
    });
  });

  it('is classified as malformed if a structure replaces a value', async () => {
    const connections = [{ connectionId: { id: 'dxcon-1' } }];
    await assert.rejects(
      respond('directconnect', 'DescribeConnections', JSON.stringify({ connections })),
      (error) => error instanceof AwsCallError && error.failure.cause === 'malformedResponse',
    );
  });
});
