import assert from 'node:assert/strict';
import type { SandboxClient } from '../../sandbox/client.ts';
import { TOOLS } from '../../src/contributions.ts';
import { until } from '../harness/until.ts';
import { test } from './support/fixtures.ts';
import { DEV, lines, deleteRequests } from './support/steps.ts';
import { callTool } from './support/testHelper.ts';

test.describe('A language model tool', () => {
  const PEERS = { ...DEV, kind: 'ec2.routeServerPeer' } as const;
  // Results of tools open in unsaved editors.
  test.use({ window: 'new' });
  const peer = async (aws: SandboxClient, name: string) => {
    const rows = await aws.rows(PEERS);
    const row = rows.find(({ item }) => JSON.stringify(item).includes(name));
    assert.ok(row, name);
    return row.id;
  };

  test('deletes only after the confirmations of VS Code and of Teardown', async ({ workbench, aws }) => {
    const id = await peer(aws, 'edge-fw-lab');
    const input = { resources: [{ kind: PEERS.kind, id, region: DEV.region }] };
    const first = 'Open a deletion plan in Teardown?';
    await callTool(workbench, TOOLS.deleteResources, input);
    const vscodes = await workbench.dialog(first).shown();
    assert.ok((await vscodes.detail()).includes(id));
    await workbench.screenshot('agent-vscode-question');
    await vscodes.press('Cancel');
    // The result opens in an editor, which would take the focus from the next dialog.
    await until(
      async () => (await workbench.editorText()).includes('Canceled'),
      'the answer to a call that was not let through',
    );
    assert.deepEqual(await deleteRequests(aws), []);

    await callTool(workbench, TOOLS.deleteResources, input);
    await (await workbench.dialog(first).shown()).type('Enter');
    const ours = await workbench.dialog('Delete route server peer "edge-fw-lab"?').shown();
    assert.equal(lines(await ours.detail())[0], 'An agent asks for this, through a tool of Teardown.');
    await workbench.screenshot('agent-teardown-question');
    await ours.press('Cancel');
    await until(async () => (await workbench.editorText()).includes('declined'), 'the answer for the agent');
    assert.deepEqual(await deleteRequests(aws), []);

    await callTool(workbench, TOOLS.deleteResources, input);
    await (await workbench.dialog(first).shown()).type('Enter');
    await (await workbench.dialog('Delete route server peer "edge-fw-lab"?').shown()).press('Delete Route Server Peer');
    await until(async () => (await workbench.editorText()).includes('"deleted":1'), 'the outcome for the agent');
    assert.equal((await deleteRequests(aws)).length, 1);
  });

  test('lists without a confirmation', async ({ workbench }) => {
    await callTool(workbench, TOOLS.listResources, { kind: PEERS.kind, limit: 1 });
    await until(async () => (await workbench.editorText()).includes('"account":"111122223333"'), 'the list');
    assert.equal(await workbench.hasDialog(), false);
  });
});
