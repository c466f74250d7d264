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

  it('uses no shell: a program is named by its path, and nothing is expanded or redirected', async () => {
    const script =
      "console.log(JSON.stringify({Version:1,AccessKeyId:process.argv.slice(1).join(' '),SecretAccessKey:'s'}))";
    const command = `"${process.execPath}" -e "${script}" '$HOME' '~' a\\ b ';' '#x' > out`;
    const { accessKeyId } = await processCredentials('it', command, { HOME: '/h' });
    assert.equal(
      accessKeyId,
      process.platform === 'win32' ? "'$HOME' '~' a\\ b ';' '#x' > out" : '$HOME ~ a b ; #x > out',
    );
  });

  it('says that a program could not be started, or that the command has no end', async () => {
    await assert.rejects(
      processCredentials('it', '/nowhere/get $HOME', {}),
      /could not be started \(ENOENT\).*without a shell/,
    );
    await assert.rejects(processCredentials('it', 'get "x', {}), /quote that is not closed/);
  });

  for (const end of ['17', '2999-01-01T00:00:00', '"2999-02-30T00:00:00Z"', '""', '0', 'soon']) {
    it(`does not take the Expiration ${end} for "never"`, async () => {
      const value = /^[\d"]*$/.test(end) ? end.replaceAll('"', "'") : `'${end.replaceAll('"', '')}'`;
      await assert.rejects(
        run(`console.log(JSON.stringify({Version:1,AccessKeyId:'A',SecretAccessKey:'s',Expiration:${value}}))`),
        /Expiration/,
      );
    });
  }

  it('gives a program that asks for input none', async () => {
    await assert.rejects(run("process.stdin.on('data',()=>{}).on('end',()=>process.exit(7))"), /exit code 7/);
  });
});
