import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { CredentialsError } from '../../../src/aws/credentials/credentialsError.ts';
import { processCredentials } from '../../../src/aws/credentials/processCredentials.ts';

const run = (script: string, env = {}, timeoutMs?: number): Promise<unknown> =>
  processCredentials('it', `"${process.execPath}" -e "${script}"`, env, timeoutMs);

describe('processCredentials', () => {
  it('reads what the program prints, and gives it the environment', async () => {
    const script =
      "console.log(JSON.stringify({Version:1,AccessKeyId:process.env.KEY,SecretAccessKey:'s',SessionToken:'t',Expiration:'2999-01-01T00:00:00Z'}))";
    assert.deepEqual(await run(script, { KEY: 'AKIA' }), {
      accessKeyId: 'AKIA',
      secretAccessKey: 's',
      sessionToken: 't',
      expiration: new Date('2999-01-01T00:00:00Z'),
    });
  });

  it('stops a program that takes too long, and does not wait for what it left behind', async () => {
    await assert.rejects(run('setTimeout(()=>{},2000)', {}, 20), (error: unknown) => {
      assert.ok(error instanceof CredentialsError);
      assert.equal(error.problem, 'processFailed');
      assert.match(error.message, /longer than 0\.02 seconds/);
      return true;
    });
  });

  it('gives a program that asks for input none', async () => {
    await assert.rejects(run("process.stdin.on('data',()=>{}).on('end',()=>process.exit(7))"), /exit code 7/);
  });
});
