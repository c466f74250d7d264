import assert from 'node:assert/strict';
import type { SandboxClient } from '../../sandbox/client.ts';
import { until } from '../harness/until.ts';
import { test } from './support/fixtures.ts';
import {
  DEV,
  found,
  LABELS,
  lines,
  openKinds,
  deleteRequests,
  responses,
  rowOf,
  settleDeletions,
} from './support/steps.ts';

/** Hostile names, and how they must be shown. */
const HOSTILE = [
  { what: 'a line break', name: 'safe\nDelete me too', shown: 'safe⟨U+000A⟩Delete me too' },
  {
    what: 'Markdown and HTML',
    name: '**bold** [x](command:workbench.action.quit) <b>b</b> &lt;i&gt; `c` https://example.com',
    shown: '**bold** [x](command:workbench.action.quit) <b>b</b> &lt;i&gt; `c` https://example.com',
  },
  { what: 'a codicon', name: '$(trash) deploy', shown: '$(trash) deploy' },
  { what: 'a right-to-left override', name: 'invoice\u202egnp.exe', shown: 'invoice⟨U+202E⟩gnp.exe' },
  { what: '300 characters', name: `${'long-'.repeat(59)}tail!`, shown: `${'long-'.repeat(59)}tail!` },
] as const;

/** Shortens a name for a sentence, with both of its ends. */
function inSentence(shown: string): string {
  return shown.length <= 64 ? shown : `${shown.slice(0, 32)}…${shown.slice(-31)}`;
}

/** Shortens a name to its length in a row. */
const inRow = ({ name, shown }: (typeof HOSTILE)[number]) =>
  name.length <= 24 ? shown : `${shown.slice(0, 10)}…${shown.slice(-9)}`;

/** Adds a space where VS Code would show a link or an icon. */
const defused = (name: string) => name.replaceAll('](', '] (').replaceAll('$(', '$ (');

test.describe('A hostile resource name', () => {
  const PEERS = { ...DEV, kind: 'ec2.routeServerPeer' } as const;
  const ids = HOSTILE.map((_, index) => `rsp-00000000000000bad${index}`);

  async function addPeers(aws: SandboxClient): Promise<void> {
    const { item } = found(await aws.rows(PEERS), 'peer', (row) => row.item.PeerAddress === '10.0.1.31');
    for (const [index, { name }] of HOSTILE.entries()) {
      const RouteServerPeerId = ids[index] ?? '';
      await aws.put(PEERS, { ...item, RouteServerPeerId, Tags: [{ Key: 'Name', Value: name }] });
    }
  }

  test('is shown as text in the row, the tooltip, the dialog and the details', async ({ aws, workbench }) => {
    await addPeers(aws);
    await openKinds(workbench, LABELS.peers);
    await rowOf(workbench, 'edge-fw-1').waitFor();
    await workbench.screenshot('hostile-tree');
    for (const hostile of HOSTILE) {
      const { what, shown } = hostile;
      const row = rowOf(workbench, inRow(hostile));
      assert.equal(await row.count(), 1, what);
      const hover = lines(await workbench.hover(row));
      assert.equal(hover[0], `${shown} route server peer`, what);
      assert.ok(hover.includes(`Tag Name: ${shown}`), hover.join('\n'));
      const links = workbench.page.locator('.monaco-hover:visible a, .workbench-hover:visible a');
      assert.equal(await links.count(), 0, `${what}: a link in the tooltip`);
      await workbench.screenshot(`hostile-tooltip-${what}`);

      await workbench.contextMenu(row, 'Delete…');
      const message = `Delete route server peer "${inSentence(shown)}"?`;
      const dialog = await workbench.dialog(message).shown();
      assert.equal(await dialog.message(), message);
      await workbench.screenshot(`hostile-dialog-${what}`);
      await dialog.press('Cancel');
    }
    const reversed = HOSTILE.findIndex(({ name }) => name.includes('\u202e'));
    await workbench.contextMenu(rowOf(workbench, HOSTILE[reversed]?.shown ?? ''), 'Show Details');
    await until(async () => (await workbench.editorText()).includes(ids[reversed] ?? ''), 'the details');
    assert.doesNotMatch(await workbench.editorText(), /[\u202e]/);
    await workbench.screenshot('hostile-details');
    assert.deepEqual(await deleteRequests(aws), []);
  });

  test('stays text in messages that can have icons and links', async ({ aws, workbench }) => {
    await addPeers(aws);
    await aws.configure({ settling: { inProgress: 'manual' } });
    await openKinds(workbench, LABELS.peers);
    for (const [index, hostile] of HOSTILE.filter(({ name }) => /^\$|^\*/.test(name)).entries()) {
      const { what, shown } = hostile;
      const name = inSentence(shown);
      await workbench.contextMenu(rowOf(workbench, inRow(hostile)), 'Delete…');
      const dialog = await workbench.dialog(`Delete route server peer "${name}"?`).shown();
      await dialog.press('Delete Route Server Peer');
      await workbench.statusBarItem(`Teardown: deleting ${defused(name)}`).waitFor();
      await settleDeletions(aws, index + 1);
      const toast = workbench.toast(`Deleted ${defused(name)}`);
      await toast.waitFor();
      assert.equal(await toast.locator('.notification-list-item-message .codicon').count(), 0, what);
      assert.equal(await toast.locator('.notification-list-item-message a').count(), 0, what);
      await workbench.screenshot(`hostile-toast-${what}`);
    }
  });

  test('is sent unchanged in the request if it is the id', async ({ aws, workbench }) => {
    const PAIRS = { ...DEV, kind: 'lightsail.keyPair' } as const;
    const { item } = found(await aws.rows(PAIRS), 'key pair', ({ id }) => id === 'ci-runner');
    const name = 'deploy\u202eyek';
    await aws.put(PAIRS, { ...item, name });
    await openKinds(workbench, LABELS.keyPairs);
    const row = rowOf(workbench, 'deploy⟨U+202E⟩yek');
    await workbench.contextMenu(row, 'Copy ID');
    await until(async () => (await workbench.clipboard()) === name, 'the true id in the clipboard');
    await workbench.contextMenu(row, 'Delete…');
    const dialog = await workbench.dialog('Delete key pair "deploy⟨U+202E⟩yek"?').shown();
    await workbench.screenshot('hostile-dialog-id');
    await dialog.press('Delete Key Pair');
    await row.waitFor({ state: 'detached' });
    assert.deepEqual(
      (await deleteRequests(aws)).map(({ input }) => input),
      [{ keyPairName: name }],
    );
    const [record] = await responses(workbench, 1);
    assert.equal(record?.head[2], 'deploy⟨U+202E⟩yek');
    assert.equal((record.body['operation'] as { resourceName?: string }).resourceName, name);
  });
});
