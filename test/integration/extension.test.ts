import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { COMMANDS, VIEWS } from '../../src/contributions.ts';

describe('the extension in its host', () => {
  it('activates, and registers every command that it names', async () => {
    const extension = vscode.extensions.getExtension('teardown.teardown-aws');
    assert.ok(extension);
    await extension.activate();
    assert.equal(extension.isActive, true);
    const registered = new Set(await vscode.commands.getCommands(true));
    assert.deepEqual(
      Object.values(COMMANDS).filter((id) => !registered.has(id)),
      [],
    );
  });

  it('has its view, which can be focused', async () => {
    await vscode.commands.executeCommand(`${VIEWS.resources}.focus`);
  });

  it('is alone with the sandbox: nothing of AWS comes from outside', () => {
    const { AWS_CONFIG_FILE, AWS_SHARED_CREDENTIALS_FILE, AWS_ACCESS_KEY_ID, TEARDOWN_SANDBOX } = process.env;
    assert.match(TEARDOWN_SANDBOX ?? '', /^http:\/\/127\.0\.0\.1:\d+$/);
    assert.ok(AWS_CONFIG_FILE && AWS_SHARED_CREDENTIALS_FILE);
    assert.equal(AWS_ACCESS_KEY_ID, undefined);
    const allowed = vscode.workspace.getConfiguration('teardown').get('dryRunEndpoints');
    assert.deepEqual(allowed, [TEARDOWN_SANDBOX]);
  });
});
