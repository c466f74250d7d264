import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { COMMANDS } from '../../src/contributions.ts';
import { DEV, listening, resourcesOf, sandbox, shownTree } from './support/host.ts';

const PEER = 'ec2.routeServerPeer';

describe('Report Issue', () => {
  it('has versions, settings and the log, and no names', async () => {
    await sandbox().reset();
    const tree = await shownTree();
    const names = (await resourcesOf(tree, PEER)).map(({ resource }) => resource);
    const message = `User: arn:aws:iam::${DEV.account}:user/alice may not see ${names[0]?.id ?? ''} of edge-fw-1`;
    await sandbox().addFault(
      { operation: 'DescribeRouteServerPeers' },
      { type: 'error', code: 'UnauthorizedOperation', message, status: 403 },
      { to: 1 },
    );
    await vscode.commands.executeCommand(COMMANDS.refresh);
    const said = await listening(
      ({ buttons }) => buttons.find((button) => button === 'Copy'),
      async () => {
        await vscode.commands.executeCommand(COMMANDS.reportIssue);
      },
    );
    assert.ok(said.some((one) => one.message.startsWith('The report was not sent.')));
    const document = vscode.window.activeTextEditor?.document;
    assert.ok(document);
    assert.deepEqual([document.languageId, document.uri.scheme], ['markdown', 'teardown']);
    const text = document.getText();
    assert.equal(await vscode.env.clipboard.readText(), text);
    assert.ok(text.includes(`VS Code: ${vscode.version}`));
    assert.match(text, /^Teardown: \d+\.\d+\.\d+$/m);
    assert.match(text, /^teardown\.dryRunEndpoints: \["name-\d+"\]$/m);
    assert.match(text, /^Lists that failed: 1$/m);
    assert.match(
      text,
      /List of ec2\.routeServerPeer failed: ec2:DescribeRouteServerPeers \(eu-west-1, HTTP 403, request id [\w-]+\): UnauthorizedOperation/,
    );
    for (const secret of [DEV.account, 'alice', 'edge-fw', ...names.map(({ id }) => id)]) {
      assert.ok(!text.includes(secret), `${secret} is in the report:\n${text}`);
    }
  });
});
