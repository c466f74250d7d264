import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { COMMANDS, RESPONSE_LANGUAGE, VIEWS } from '../../src/contributions.ts';
import { until } from '../harness/until.ts';
import { activated, sandbox, shownTree } from './support/host.ts';

// This is the first file of the suite. Later ones show the view.
describe('the activation', () => {
  it('sends no request while no view is visible', async () => {
    const { tree } = await activated();
    assert.deepEqual(await tree.getChildren(), []);
    assert.deepEqual(await sandbox().requests(), []);
  });

  it('registers exactly the commands in the manifest', async () => {
    const extension = vscode.extensions.getExtension('teardown.teardown-aws');
    const manifest = extension?.packageJSON as { contributes: { commands: { command: string }[] } };
    const named = manifest.contributes.commands.map(({ command }) => command).sort();
    assert.deepEqual(Object.values(COMMANDS).sort(), named);
    // VS Code creates commands for each view.
    const views = Object.values(VIEWS);
    const registered = (await vscode.commands.getCommands(true)).filter(
      (id) => id.startsWith('teardown.') && !views.some((view) => id.startsWith(`${view}.`)),
    );
    assert.deepEqual(registered.sort(), named);
  });

  it('reads the account and no resources when the view is first visible', async () => {
    await shownTree();
    const asked = (await sandbox().requests()).map(({ operation }) => operation);
    assert.ok(asked.includes('GetCallerIdentity'), asked.join(', '));
    assert.deepEqual(
      asked.filter((operation) => !/^(GetCallerIdentity|ListAccountAliases|DescribeRegions)$/.test(operation ?? '')),
      [],
    );
  });

  it('creates a response channel with its own language, without diagnostics', async () => {
    await vscode.commands.executeCommand(COMMANDS.showResponses);
    const channel = await until(
      () => vscode.workspace.textDocuments.find(({ languageId }) => languageId === RESPONSE_LANGUAGE),
      'the channel',
    );
    assert.equal(channel.uri.scheme, 'output');
    assert.deepEqual(vscode.languages.getDiagnostics(channel.uri), []);
  });

  it('uses only the sandbox', () => {
    const { AWS_CONFIG_FILE, AWS_SHARED_CREDENTIALS_FILE, AWS_ACCESS_KEY_ID, TEARDOWN_SANDBOX } = process.env;
    assert.match(TEARDOWN_SANDBOX ?? '', /^http:\/\/127\.0\.0\.1:\d+$/);
    assert.ok(AWS_CONFIG_FILE && AWS_SHARED_CREDENTIALS_FILE);
    assert.equal(AWS_ACCESS_KEY_ID, undefined);
    const allowed = vscode.workspace.getConfiguration('teardown').get('dryRunEndpoints');
    assert.deepEqual(allowed, [TEARDOWN_SANDBOX]);
  });
});
