import assert from 'node:assert/strict';
import { until } from '../harness/until.ts';
import { test } from './support/fixtures.ts';
import { lastActiveKey, peerThatIsUp, validToken } from './support/deletionSteps.ts';
import { confirm, DEV, flat, LABELS, openKinds, deleteRequests, RESPONSES, responses, rowOf } from './support/steps.ts';

test.describe('The documents of a resource', () => {
  test('open as read-only JSON by a double click and by Show Details', async ({ aws, workbench }) => {
    const { label, input } = await peerThatIsUp(aws);
    await openKinds(workbench, LABELS.peers);
    await rowOf(workbench, 'edge-fw-2').dblclick();
    await workbench.page.getByRole('tab', { name: 'edge-fw-2.json' }).waitFor();
    await workbench.contextMenu(rowOf(workbench, label), 'Show Details');
    await workbench.page.getByRole('tab', { name: 'edge-fw-1.json' }).waitFor();
    await until(async () => (await workbench.editorText()).startsWith('{'), 'the text of the details');
    const text = await wholeText();
    const document = JSON.parse(text) as Record<string, unknown>;
    assert.deepEqual(
      { ...document, description: undefined, evidence: undefined, restorability: undefined },
      {
        kind: 'ec2.routeServerPeer',
        profile: 'dev',
        account: 'example-dev (111122223333)',
        region: 'eu-west-1',
        description: undefined,
        evidence: undefined,
        restorability: undefined,
        deletion: { operation: 'DeleteRouteServerPeer', input },
        creator: 'not looked up: choose Look Up Creator',
        history: [],
      },
    );
    assert.deepEqual(Object.keys(document['restorability'] as object), ['level', 'text']);
    assert.equal((document['description'] as Record<string, unknown>)['PeerAddress'], '10.0.1.21');
    await workbench.statusBarItem(/^JSON$/).waitFor();
    await workbench.page.keyboard.type('x');
    await workbench.page.getByRole('paragraph').getByText('Cannot edit in read-only editor').waitFor();
    await workbench.emptyClipboard();
    assert.equal(await wholeText(), text);
    await workbench.screenshot('details');

    // Only the lines that fit are drawn; what is copied is all of it.
    async function wholeText(): Promise<string> {
      await workbench.page.locator('.editor-group-container.active .view-lines').click();
      await workbench.page.keyboard.press('Control+A');
      await workbench.page.keyboard.press('Control+C');
      return until(() => workbench.clipboard(), 'the whole text');
    }
  });

  test('details that stay open show that their resource was deleted, and keep their text', async ({ workbench }) => {
    await openKinds(workbench, LABELS.peers);
    await workbench.clickRow(rowOf(workbench, 'edge-fw-lab'));
    await workbench.page.keyboard.press('Enter');
    await workbench.page.getByRole('tab', { name: 'edge-fw-lab.json' }).waitFor();
    await until(async () => (await workbench.editorText()).includes('"PeerAddress"'), 'the details');
    assert.doesNotMatch(flat(await workbench.editorText()), /no longer lists/);
    await workbench.contextMenu(rowOf(workbench, 'edge-fw-lab'), 'Delete…');
    await confirm(workbench, {
      dialog: { message: 'Delete route server peer "edge-fw-lab"?', detail: [], button: 'Delete Route Server Peer' },
    });
    const marked = /^\{ "status": "AWS no longer lists this resource\..*"kind": "ec2\.routeServerPeer".*"PeerAddress"/;
    await until(async () => marked.test(flat(await workbench.editorText())), 'the mark above the text');
    await workbench.screenshot('details-deleted');
  });

  test('contain earlier deletions of the resource', async ({ aws, workbench }) => {
    const { label, operation } = await peerThatIsUp(aws);
    await openKinds(workbench, LABELS.peers);
    await workbench.contextMenu(rowOf(workbench, label), 'Check Permission (Dry Run)');
    await workbench.toast(`: you have permission for ${operation} in account`).waitFor();
    await workbench.contextMenu(rowOf(workbench, label), 'Show Details');
    const text = await until(async () => {
      const drawn = await workbench.editorText();
      return drawn.includes('"history"') ? drawn : undefined;
    }, 'the details');
    const [, history = ''] = text.split('"history"');
    for (const said of ['"action": "dryRun"', `"operation": "${operation}"`, '"outcome": "allowed"'])
      assert.ok(flat(history).includes(said), history);
  });

  test('are copied by Copy ID and Copy ARN as AWS returns them', async ({ aws, workbench }) => {
    const token = await validToken(aws);
    const key = await lastActiveKey(aws);
    const rows = await aws.rows({
      ...DEV,
      kind: 'ec2.ipamExternalResourceVerificationToken',
    });
    const item = rows.find(({ id }) => id === token.subject)?.item;
    await openKinds(workbench, LABELS.tokens, LABELS.bucketKeys);
    const copied = (text: string | undefined) =>
      until(async () => (await workbench.clipboard()) === text, `${text ?? ''} in the clipboard`);
    await workbench.contextMenu(rowOf(workbench, token.label), 'Copy ID');
    await copied(token.subject);
    await workbench.statusBarItem('ID copied').waitFor();
    await workbench.contextMenu(rowOf(workbench, token.label), 'Copy ARN');
    await copied(item?.IpamExternalResourceVerificationTokenArn);
    // Its row is cut in the middle, its copy is not.
    await workbench.contextMenu(rowOf(workbench, key.label, key.description), 'Copy ID');
    await copied(key.input['accessKeyId'] as string);
    assert.deepEqual(await deleteRequests(aws), []);
  });

  test('color responses as JSON, without Problems', async ({ aws, workbench }) => {
    const peer = await peerThatIsUp(aws);
    await openKinds(workbench, peer.kind);
    await workbench.contextMenu(rowOf(workbench, peer.label), 'Delete…');
    await confirm(workbench, peer);
    await workbench.toast(peer.toast).waitFor();
    await responses(workbench, 1);
    await workbench.showOutput(RESPONSES);
    // A key, a value and punctuation have different colors.
    const tokens = workbench.page.locator('.part.panel .view-lines span[class^="mtk"]');
    const colours = await until(async () => {
      const classes = await tokens.evaluateAll((drawn: unknown) =>
        (drawn as { className: string }[]).map((e) => e.className),
      );
      return new Set(classes).size >= 3 ? new Set(classes) : undefined;
    }, 'at least three colours in the response');
    assert.ok(colours.size >= 3);
    await workbench.screenshot('responses');
    await workbench.runCommand('Problems: Focus on Problems View');
    await workbench.page.locator('.part.panel').getByText('No problems have been detected in the workspace.').waitFor();
    await workbench.screenshot('problems-empty');
  });
});
