import type * as Lightsail from '@aws-sdk/client-lightsail';
import { lightsailError } from '../../wire/commonErrors.ts';
import type { Call } from '../call.ts';
import type { Handlers } from '../handlers.ts';
import { newAccessKeyId, newHex } from '../ids.ts';
import { showAll } from '../paging.ts';
import { keepStale } from '../deletion.ts';
import { lightsailPage } from './listing.ts';
import { startOperation } from './operations.ts';

const MAX_KEYS = 2;

/** The prefix of the secret of every new bucket access key. */
export const BUCKET_SECRET_PREFIX = 'sandbox-bucket-secret-';

function requireBucket(call: Call, name: string): void {
  if (call.resources('lightsail.bucket').find(name, call.now) === undefined) {
    throw lightsailError('NotFoundException', `The Bucket does not exist: ${name}`, 'Check the name of the bucket.');
  }
}

/**
 * Buckets and their access keys. A key's item does not name its bucket, and only `CreateBucketAccessKey` returns the
 * secret (https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_AccessKey.html).
 */
export const buckets: Handlers<typeof Lightsail> = {
  GetBuckets: (input, call) => {
    const { bucketName: name } = input;
    if (name !== undefined) requireBucket(call, name);
    const { items, next } = lightsailPage(
      call,
      call.resources('lightsail.bucket'),
      input.pageToken,
      (row) => name === undefined || row.id === name,
    );
    return { buckets: items, nextPageToken: next };
  },

  GetBucketAccessKeys: (input, call) => {
    const name = input.bucketName ?? '';
    requireBucket(call, name);
    const keys = call.resources('lightsail.bucketAccessKey');
    return { accessKeys: showAll(call, keys, keys.childrenOf(name)) };
  },

  CreateBucketAccessKey: (input, call) => {
    const name = input.bucketName ?? '';
    requireBucket(call, name);
    const keys = call.resources('lightsail.bucketAccessKey');
    if (keys.childrenOf(name).filter((row) => !row.deleted).length >= MAX_KEYS) {
      throw lightsailError(
        'InvalidInputException',
        `The bucket ${name} has the maximum number of access keys (${MAX_KEYS}).`,
      );
    }
    const id = newAccessKeyId();
    const row = keys.put(
      id,
      {
        accessKeyId: id,
        status: 'Active',
        createdAt: new Date(call.now),
        lastUsed: { region: 'N/A', serviceName: 'N/A' },
      },
      name,
    );
    const operation = startOperation(call, {
      resourceName: name,
      resourceType: 'Bucket',
      operationType: 'CreateBucketAccessKey',
      details: id,
    });
    return { accessKey: { ...row.item, secretAccessKey: BUCKET_SECRET_PREFIX + newHex(16) }, operations: [operation] };
  },

  DeleteBucketAccessKey: (input, call) => {
    const [name, id] = [input.bucketName ?? '', input.accessKeyId ?? ''];
    requireBucket(call, name);
    const keys = call.resources('lightsail.bucketAccessKey');
    const row = keys.find(id, call.now);
    if (row?.parent !== name) {
      throw lightsailError('NotFoundException', `The access key does not exist: ${id}`, 'List the keys of the bucket.');
    }
    keepStale(call, row);
    const operation = startOperation(
      call,
      { resourceName: name, resourceType: 'Bucket', operationType: 'DeleteBucketAccessKey', details: id, rows: [row] },
      () => {
        keys.remove(row);
      },
    );
    return { operations: [operation] };
  },
};
