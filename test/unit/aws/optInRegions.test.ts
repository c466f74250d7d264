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

  describe('from which credentials of a role are requested', () => {
    const addRole = (name: string, more: string) => {
      const role = `role_arn = arn:aws:iam::444455556666:role/Deployer\nsource_profile = dev\n${more}`;
      appendFileSync(env.sandbox.configFile, `\n[profile ${name}]\nendpoint_url = ${env.sandbox.endpoint}\n${role}\n`);
    };
    const stsRequests = async () =>
      (await env.control.requests({ service: 'sts' })).map(
        ({ operation, region }) => `${operation ?? '?'} ${region ?? '?'}`,
      );

    it('does not fail those who wait for the same credentials', async () => {
      addRole('anywhere', '');
      const { profiles } = env.createCore();
      const targets = await Promise.all([OPT_IN, 'us-east-1'].map((region) => profiles.target('anywhere', region)));
      assert.deepEqual(
        targets.map(({ identity }) => identity.accountId),
        ['444455556666', '444455556666'],
      );
      assert.deepEqual((await stsRequests()).slice(0, 2), [`AssumeRole ${OPT_IN}`, 'AssumeRole us-east-1']);
    });

    it('is the only one where the profile names it', async () => {
      addRole('there', `region = ${OPT_IN}`);
      await assert.rejects(env.createCore().profiles.target('there', 'us-east-1'), (error: unknown) => {
        assert.ok(error instanceof CredentialsError);
        return error.problem === 'invalidCredentials' && error.message.includes(OPT_IN);
      });
      assert.deepEqual(await stsRequests(), [`AssumeRole ${OPT_IN}`]);
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
