import assert from 'node:assert/strict';
import { appendFileSync } from 'node:fs';
import { after, before, describe, it } from 'mocha';
import { listEnabledRegions } from '../../../src/aws/regions/regions.ts';
import { kindOf, TestEnvironment } from '../support/testEnvironment.ts';
import { listKind } from '../../../src/inventory/listing/listKind.ts';

describe('accounts of other partitions', () => {
  let world: TestEnvironment;
  before(async () => {
    world = await TestEnvironment.start();
  });
  after(() => world.close());

  for (const [partition, account, region, regions] of [
    ['aws-us-gov', '222233334444', 'us-gov-west-1', ['us-gov-east-1', 'us-gov-west-1']],
    ['aws-cn', '555566667777', 'cn-northwest-1', ['cn-north-1', 'cn-northwest-1']],
  ] as const) {
    it(`are identified and listed in their own Regions: ${partition}`, async () => {
      const { endpoint, configFile } = world.sandbox;
      const keys = { accessKeyId: `AKIA${partition}`, secretAccessKey: 'sandbox-secret-access-key-x' };
      const arn = `arn:${partition}:iam::${account}:user/me`;
      await world.control.putIdentity({ ...keys, accountId: account, arn, userId: 'U', deny: [] });
      const settings = `aws_access_key_id = ${keys.accessKeyId}\naws_secret_access_key = ${keys.secretAccessKey}`;
      appendFileSync(
        configFile,
        `\n[profile ${partition}]\nregion = ${region}\nendpoint_url = ${endpoint}\n${settings}\n`,
      );
      const target = await world.target(partition, region);
      assert.deepEqual([target.identity.partition, target.identity.arn], [partition, arn]);
      const enabled = await listEnabledRegions(
        target,
        async (where, service, operation, input) => (await world.client.call(where, service, operation, input)).output,
      );
      assert.deepEqual(enabled, { regions, origin: 'aws' });
      const { failures } = await listKind(world.client, kindOf('ec2.routeServerPeer'), target);
      assert.deepEqual(failures, []);
      const received = await world.control.requests({ account });
      assert.ok(received.length >= 3);
      assert.deepEqual([...new Set(received.map((request) => request.region))], [region]);
    });
  }
});
