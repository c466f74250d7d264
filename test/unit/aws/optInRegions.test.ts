import assert from 'node:assert/strict';
import { appendFileSync } from 'node:fs';
import { after, before, beforeEach, describe, it } from 'mocha';
import { CredentialsError } from '../../../src/aws/credentials/credentialsError.ts';
import { shortFailureLabel } from '../../../src/aws/errors/errorMessages.ts';
import { listEnabledRegions } from '../../../src/aws/regions/regions.ts';
import { listKind } from '../../../src/inventory/listing/listKind.ts';
import { DEV, kindOf, TestEnvironment } from '../support/testEnvironment.ts';

/** One resource type of each service. */
const TYPES = ['ec2.vpc', 'directconnect.connection', 'lightsail.keyPair'] as const;
const OPT_IN = 'ap-southeast-3';

describe('an opt-in Region', () => {
  let env: TestEnvironment;
  before(async () => {
    env = await TestEnvironment.start();
  });
  after(() => env.close());
  beforeEach(() => env.reset());

  it('is the reported reason if it rejects valid keys, and can be listed after it is enabled', async () => {
    const core = env.createCore();
    const target = await core.profiles.target('dev', OPT_IN);
    assert.equal(target.identity.accountId, DEV.account);
    for (const type of TYPES) {
      const { failures } = await listKind(core.client, kindOf(type), target);
      assert.deepEqual([...new Set(failures.map(shortFailureLabel))], ['Region not enabled'], type);
    }
    await env.control.optIn(DEV.account, [OPT_IN]);
    for (const type of TYPES) {
      const { failures } = await listKind(env.createCore().client, kindOf(type), target);
      assert.deepEqual(failures, [], type);
    }
  });

  it('is not the reported reason if the keys are invalid everywhere', async () => {
    const keys = 'aws_access_key_id = AKIAWRONG\naws_secret_access_key = wrong';
    appendFileSync(env.sandbox.configFile, `\n[profile wrong]\nendpoint_url = ${env.sandbox.endpoint}\n${keys}\n`);
    await assert.rejects(env.createCore().profiles.target('wrong', OPT_IN), (error: unknown) => {
      assert.ok(error instanceof CredentialsError);
      return error.problem === 'invalidCredentials' && error.message.includes('us-east-1');
    });
  });

  it('is an enabled Region after the account opted in', async () => {
    const regions = async (): Promise<readonly string[]> =>
      (await listEnabledRegions(await env.target(), async (...call) => (await env.client.call(...call)).output))
        .regions;
    assert.ok(!(await regions()).includes(OPT_IN));
    await env.control.optIn(DEV.account, [OPT_IN]);
    assert.ok((await regions()).includes(OPT_IN));
  });
});
