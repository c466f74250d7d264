import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { COMMANDS } from '../../src/contributions.ts';
import { filterSummary } from '../../src/views/resources/sync/filterMessage.ts';
import { kindNode, listening, sandbox, shownTree, type Tree } from './support/host.ts';

describe('Find Unused Resources', () => {
  let tree: Tree;
  before(async () => {
    await sandbox().reset();
    tree = await shownTree();
    await vscode.commands.executeCommand(COMMANDS.refresh);
  });
  after(async () => {
    await vscode.commands.executeCommand(COMMANDS.clearFilter);
    await sandbox().reset();
  });

  it('reports a failed listing in its message and in that of the filter', async () => {
    await sandbox().addFault({ operation: 'DescribeNatGateways' }, { type: 'accessDenied' });
    const said = await listening(
      () => undefined,
      async () => {
        await vscode.commands.executeCommand(COMMANDS.findUnusedHere, kindNode(tree, 'ec2.natGateway'));
      },
    );
    assert.match(
      said.at(-1)?.message ?? '',
      /^Nothing unused was found\. 1 listing failed or is incomplete\. Its row shows the error\.$/,
    );
    const { incomplete, notListed } = tree.gaps;
    assert.equal(incomplete, 1);
    // The number of shown resources depends on earlier listings in this window.
    assert.match(
      filterSummary(tree.counts(), { incomplete, notListed }, true),
      /^showing \d+ of \d+\. (.*\. )?1 resource type could not be listed completely\. \d+ resource types not listed yet$/,
    );
  });
});
