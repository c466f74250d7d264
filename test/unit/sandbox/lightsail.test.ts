import assert from 'node:assert/strict';
import {
  CreateBucketAccessKeyCommand,
  CreateKeyPairCommand,
  DeleteBucketAccessKeyCommand,
  DeleteKeyPairCommand,
  DownloadDefaultKeyPairCommand,
  GetBucketAccessKeysCommand,
  GetBucketsCommand,
  GetInstancesCommand,
  GetKeyPairCommand,
  GetKeyPairsCommand,
  GetOperationCommand,
  GetRegionsCommand,
  ImportKeyPairCommand,
  NotFoundException,
} from '@aws-sdk/client-lightsail';
import type { AccessKey } from '@aws-sdk/client-lightsail';
import { secrets } from '../../../sandbox/secrets.ts';
import { DEV, failure, first, useSandbox } from './support.ts';

describe("the sandbox's Lightsail", () => {
  const bench = useSandbox();

  const keysOf = async (bucketName: string): Promise<AccessKey[]> =>
    (await bench.lightsail().send(new GetBucketAccessKeysCommand({ bucketName }))).accessKeys ?? [];
  const pairNames = async (includeDefaultKeyPair: boolean): Promise<(string | undefined)[]> =>
    (await bench.lightsail().send(new GetKeyPairsCommand({ includeDefaultKeyPair }))).keyPairs?.map((p) => p.name) ??
    [];
  const statusOf = async (operationId: string | undefined): Promise<string | undefined> =>
    (await bench.lightsail().send(new GetOperationCommand({ operationId }))).operation?.status;

  it('lists at most two keys of a bucket, some inactive, one unused, and none with a secret', async () => {
    const { buckets = [] } = await bench.lightsail().send(new GetBucketsCommand());
    const all: AccessKey[] = [];
    for (const { name } of buckets) {
      const keys = await keysOf(name ?? '');
      assert.ok(keys.length <= 2);
      all.push(...keys);
    }
    assert.ok(all.length >= 4);
    assert.ok(all.some((key) => key.status === 'Inactive'));
    assert.ok(all.every((key) => key.secretAccessKey === undefined));
    const unused = first(all.filter((key) => key.lastUsed?.lastUsedDate === undefined));
    assert.deepEqual(unused.lastUsed, { region: 'N/A', serviceName: 'N/A' });
  });

  it('deletes a key through an operation that succeeds later', async () => {
    const key = first(await keysOf('media-prod'));
    const command = new DeleteBucketAccessKeyCommand({ bucketName: 'media-prod', accessKeyId: key.accessKeyId });
    const operation = first((await bench.lightsail().send(command)).operations);
    assert.deepEqual(
      [operation.status, operation.isTerminal, operation.operationType, operation.resourceName],
      ['Started', false, 'DeleteBucketAccessKey', 'media-prod'],
    );
    assert.equal((await keysOf('media-prod')).length, 2);
    assert.equal(await statusOf(operation.id), 'Succeeded');
    assert.deepEqual((await keysOf('media-prod')).length, 1);
    const again = await failure(bench.lightsail().send(command));
    assert.ok(again instanceof NotFoundException);
    assert.equal(again.code, 'NotFoundException');
    assert.ok(again.docs !== undefined && again.tip !== undefined);
    assert.equal(again.$metadata.httpStatusCode, 400);
  });

  it('finds a key only in its own bucket', async () => {
    const key = first(await keysOf('media-prod'));
    const command = new DeleteBucketAccessKeyCommand({ bucketName: 'backups-2023', accessKeyId: key.accessKeyId });
    assert.equal((await failure(bench.lightsail().send(command))).name, 'NotFoundException');
    const elsewhere = bench.lightsail('prod', 'eu-west-1');
    const there = new DeleteBucketAccessKeyCommand({ bucketName: 'media-prod', accessKeyId: key.accessKeyId });
    assert.equal((await failure(elsewhere.send(there))).name, 'NotFoundException');
  });

  it('creates at most two keys, with a secret', async () => {
    const command = new CreateBucketAccessKeyCommand({ bucketName: 'backups-2023' });
    const { accessKey } = await bench.lightsail().send(command);
    assert.ok(secrets.some((secret) => accessKey?.secretAccessKey?.startsWith(secret)));
    const error = await failure(bench.lightsail().send(command));
    assert.equal(error.name, 'InvalidInputException');
  });

  it('lists the default key pair only on request', async () => {
    const without = await pairNames(false);
    assert.ok(without.length >= 4);
    assert.ok(!without.includes('LightsailDefaultKeyPair'));
    assert.ok((await pairNames(true)).includes('LightsailDefaultKeyPair'));
  });

  it('deletes a key pair by name', async () => {
    const { operation } = await bench.lightsail().send(new DeleteKeyPairCommand({ keyPairName: 'ci-runner' }));
    assert.equal(operation?.operationType, 'DeleteKeyPair');
    // In AWS's response, the operation has already succeeded.
    assert.equal(operation.status, 'Succeeded');
    assert.equal(await statusOf(operation.id), 'Succeeded');
    assert.ok(!(await pairNames(false)).includes('ci-runner'));
    const error = await failure(bench.lightsail().send(new GetKeyPairCommand({ keyPairName: 'ci-runner' })));
    assert.equal(error.name, 'NotFoundException');
  });

  it('requires the fingerprint of the default key pair, and rejects one for any other pair', async () => {
    const client = bench.lightsail();
    const deletePair = (keyPairName: string, expectedFingerprint?: string): Promise<unknown> =>
      client.send(new DeleteKeyPairCommand({ keyPairName, ...(expectedFingerprint && { expectedFingerprint }) }));
    const name = 'LightsailDefaultKeyPair';
    assert.equal((await failure(deletePair(name))).name, 'InvalidInputException');
    assert.equal((await failure(deletePair(name, 'aa:bb'))).name, 'InvalidInputException');
    assert.equal((await failure(deletePair('deploy', 'aa:bb'))).name, 'InvalidInputException');
    const { keyPair } = await client.send(new GetKeyPairCommand({ keyPairName: name }));
    await deletePair(name, keyPair?.fingerprint);
    await bench.control.settle();
    assert.ok(!(await pairNames(true)).includes(name));

    await client.send(new DownloadDefaultKeyPairCommand());
    assert.ok((await pairNames(true)).includes(name), 'DownloadDefaultKeyPair creates the default pair');
  });

  it('creates and imports key pairs', async () => {
    const created = await bench.lightsail().send(new CreateKeyPairCommand({ keyPairName: 'created' }));
    assert.match(created.privateKeyBase64 ?? '', /BEGIN EC PRIVATE KEY/);
    const publicKeyBase64 = `ssh-rsa AAAAB3NzaC1yc2E${'A'.repeat(40)} me@example`;
    const command = new ImportKeyPairCommand({ keyPairName: 'imported', publicKeyBase64 });
    const { operation } = await bench.lightsail().send(command);
    assert.equal(operation?.resourceName, 'imported');
    assert.deepEqual((await pairNames(false)).slice(-2), ['created', 'imported']);
    assert.equal((await failure(bench.lightsail().send(command))).name, 'InvalidInputException');
    const encoded = Buffer.from(publicKeyBase64).toString('base64');
    const twice = new ImportKeyPairCommand({ keyPairName: 'encoded', publicKeyBase64: encoded });
    assert.match((await failure(bench.lightsail().send(twice))).message, /format of this public key/);
  });

  it('lists instances with the names of their key pairs', async () => {
    const { instances = [] } = await bench.lightsail().send(new GetInstancesCommand());
    const instancesOf = (pair: string): (string | undefined)[] =>
      instances.filter((instance) => instance.sshKeyName === pair).map((instance) => instance.name);
    assert.deepEqual(instancesOf('deploy'), ['web-1', 'web-2']);
    assert.deepEqual(instancesOf('LightsailDefaultKeyPair'), ['bastion', 'win-jump']);
    assert.ok(instances.some((instance) => instance.blueprintId?.startsWith('windows')));
  });

  it('returns pages of the configured size, and rejects foreign tokens', async () => {
    await bench.control.configure({ pageSizes: { lightsail: 2 } });
    const names: (string | undefined)[] = [];
    let pageToken: string | undefined;
    do {
      const command = new GetKeyPairsCommand({ includeDefaultKeyPair: true, ...(pageToken && { pageToken }) });
      const page = await bench.lightsail().send(command);
      assert.ok((page.keyPairs?.length ?? 0) <= 2);
      names.push(...(page.keyPairs ?? []).map((pair) => pair.name));
      pageToken = page.nextPageToken;
    } while (pageToken !== undefined);
    assert.equal(names.length, 5);
    const error = await failure(bench.lightsail().send(new GetKeyPairsCommand({ pageToken: 'created-up' })));
    assert.equal(error.name, 'InvalidInputException');
  });

  it('names the missing member', async () => {
    const error = await failure(bench.lightsail().send(new DeleteKeyPairCommand({ keyPairName: undefined })));
    assert.equal(error.name, 'InvalidInputException');
    assert.match(error.message, /keyPairName/);
  });

  it('lists its Regions', async () => {
    const { regions = [] } = await bench.lightsail().send(new GetRegionsCommand());
    assert.ok(regions.some((region) => region.name === DEV.region));
    assert.ok(!regions.some((region) => (region.name as string) === 'eu-central-2'));
  });
});
