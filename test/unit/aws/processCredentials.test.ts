import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { CredentialsError } from '../../../src/aws/credentials/credentialsError.ts';
import { processCredentials } from '../../../src/aws/credentials/processCredentials.ts';

const run = (script: string, env = {}, timeoutMs?: number): Promise<unknown> =>
  processCredentials('it', `"${process.execPath}" -e "${script}"`, env, timeoutMs);

describe('processCredentials', () => {
  it('parses the output of the program, and passes the environment to it', async () => {
    const script =
      "console.log(JSON.stringify({Version:1,AccessKeyId:process.env.KEY,SecretAccessKey:'s',SessionToken:'t',Expiration:'2999-01-01T00:00:00Z'}))";
    assert.deepEqual(await run(script, { KEY: 'AKIA' }), {
      accessKeyId: 'AKIA',
      secretAccessKey: 's',
      sessionToken: 't',
      expiration: new Date('2999-01-01T00:00:00Z'),
    });
  });

  it('stops a program at its time limit', async () => {
    await assert.rejects(run('setTimeout(()=>{},2000)', {}, 20), (error: unknown) => {
      assert.ok(error instanceof CredentialsError);
      assert.equal(error.problem, 'processFailed');
      assert.match(error.message, /longer than 0\.02 seconds/);
      return true;
    });
  });

  it('uses no shell: it starts a program by its path, and expands and redirects nothing', async () => {
    const script =
      "console.log(JSON.stringify({Version:1,AccessKeyId:process.argv.slice(1).join(' '),SecretAccessKey:'s'}))";
    const command = `"${process.execPath}" -e "${script}" '$HOME' '~' a\\ b ';' '#x' > out`;
    const { accessKeyId } = await processCredentials('it', command, { HOME: '/h' });
    assert.equal(
      accessKeyId,
      process.platform === 'win32' ? "'$HOME' '~' a\\ b ';' '#x' > out" : '$HOME ~ a b ; #x > out',
    );
  });

  it('reports a program that cannot be started, and a command with an open quote', async () => {
    await assert.rejects(
      processCredentials('it', '/nowhere/get $HOME', {}),
      /could not be started \(ENOENT\).*without a shell/,
    );
    await assert.rejects(processCredentials('it', 'get "x', {}), /quote that is not closed/);
  });

  for (const end of ['17', '2999-01-01T00:00:00', '"2999-02-30T00:00:00Z"', '""', '0', 'soon']) {
    it(`rejects the Expiration ${end}`, async () => {
      const value = /^[\d"]*$/.test(end) ? end.replaceAll('"', "'") : `'${end.replaceAll('"', '')}'`;
      await assert.rejects(
        run(`console.log(JSON.stringify({Version:1,AccessKeyId:'A',SecretAccessKey:'s',Expiration:${value}}))`),
        /Expiration/,
      );
    });
  }

  it('closes the standard input of the program', async () => {
    await assert.rejects(run("process.stdin.on('data',()=>{}).on('end',()=>process.exit(7))"), /exit code 7/);
  });
});
