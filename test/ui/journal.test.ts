import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { endExtensionHosts } from '../harness/processes.ts';
import { until } from '../harness/until.ts';
import { newPublicKey } from '../unit/restore/support/restoreHarness.ts';
import { test } from './support/fixtures.ts';
import { entryOf, openDeletions } from './support/deletions.ts';
import { keyOfLag } from './support/macSecDeletions.ts';
import { ownKeyPair, peerThatIsUp } from './support/deletionSteps.ts';
import {
  confirm,
  DEV,
  flat,
  LABELS,
  openKinds,
  deleteRequests,
  RESOURCES,
  rowOf,
  settleDeletions,
} from './support/steps.ts';

const PEERS = { ...DEV, kind: 'ec2.routeServerPeer' } as const;
const LAB = {
  dialog: { message: 'Delete route server peer "edge-fw-lab"?', detail: [], button: 'Delete Route Server Peer' },
};

test.describe('The Deletions view', () => {
  test.use({ window: 'new' });

  test('shows response, plan and scripts of a deletion, and restores it', async ({ aws, workbench, server }) => {
    test.setTimeout(360_000);
    const peer = await peerThatIsUp(aws);
    const pair = await ownKeyPair(aws);
    await openKinds(workbench, LABELS.peers, LABELS.keyPairs);
    for (const removal of [peer, pair]) {
      await workbench.contextMenu(rowOf(workbench, removal.label), 'Delete…');
      await confirm(workbench, removal);
      await workbench.toast(removal.toast).waitFor();
    }
    await openDeletions(workbench);
    const rows = await until(async () => {
      const drawn = await workbench.rowTexts('Deletions');
      return drawn.length === 2 ? drawn : undefined;
    }, 'two entries');
    assert.deepEqual(
      // The time comes early: a side bar cuts off the end.
      rows.map(({ label, description }) => [
        label,
        description
          .replace(/ · (now|\d+ seconds? ago) · /, ' · WHEN · ')
          .split(' · ')
          .slice(0, 4)
          .join(' · '),
      ]),
      [
        ['ci-runner', 'deleted · WHEN · key pair · eu-west-1'],
        ['edge-fw-1', 'deleted · WHEN · route server peer · eu-west-1'],
      ],
    );
    const entry = entryOf(workbench, 'edge-fw-1');
    await entry.locator('.codicon-pass').waitFor();
    assert.deepEqual(await workbench.contextMenuEntries(entry), [
      ...['Show Response', 'Show Details', 'Show Plan', 'Copy ID'],
      ...['Copy as AWS CLI', 'Copy as boto3', 'Restore…'],
    ]);
    const says = (text: string) => until(async () => flat(await workbench.editorText()).includes(text), text);
    await workbench.contextMenu(entry, 'Show Plan');
    await workbench.page.getByRole('tab', { name: 'Deletion plan.md' }).waitFor();
    assert.equal(await workbench.page.getByRole('button', { name: 'Confirm Plan…' }).count(), 0);
    await workbench.screenshot('deletions-plan');
    await workbench.contextMenu(entry, 'Show Details');
    await says('"operation": "DeleteRouteServerPeer"');
    await workbench.contextMenu(entry, 'Show Response');
    // AWS's response alone, as the channel has it.
    await says(`EC2 DeleteRouteServerPeer ${peer.subject} eu-west-1 ${DEV.account} (dev) 200`);
    assert.doesNotMatch(await workbench.editorText(), /"operation"/);
    await workbench.screenshot('deletions-response');
    const copied = (text: string) => until(async () => (await workbench.clipboard()).includes(text), text);
    await workbench.contextMenu(entry, 'Copy as AWS CLI');
    await copied('aws ec2 delete-route-server-peer');
    await workbench.contextMenu(entry, 'Copy as boto3');
    await copied('delete_route_server_peer(');

    await workbench.contextMenu(entry, 'Restore…');
    const question = await workbench.dialog(/^Restore .*edge-fw-1/).shown();
    assert.equal(await question.focusedButton(), 'Show Details');
    await workbench.screenshot('restore-question');
    await question.element.getByRole('button', { name: /^Restore/ }).click();
    await workbench.toast(/Restored edge-fw-1 .*: route server peer in account/).waitFor();
    await entryOf(workbench, 'edge-fw-1', /^restored · /).waitFor();
    await rowOf(workbench, 'edge-fw-1').waitFor();
    const back = (await aws.rows(PEERS)).find(({ item }) => item.PeerAddress === '10.0.1.21');
    assert.notEqual(back?.id, peer.subject);
    await workbench.screenshot('restored');

    await workbench.contextMenu(entryOf(workbench, 'ci-runner'), 'Restore…');
    await workbench.quickInput().waitFor();
    await workbench.answer(newPublicKey());
    const pairQuestion = await workbench.dialog(/^Restore .*ci-runner/).shown();
    await pairQuestion.element.getByRole('button', { name: /^(Restore|Import)/ }).click();
    await workbench.toast(/Restored ci-runner: key pair in account/).waitFor();
    await rowOf(workbench, 'ci-runner').waitFor();

    const file = path.join(server.folder, 'teardown-deletions.jsonl');
    await workbench.runCommand('Teardown: Export Deletions…');
    await until(async () => (await workbench.inputBox().inputValue()) === file, 'the name that is offered');
    await workbench.quickInput().getByRole('button', { name: 'OK', exact: true }).click();
    await workbench.toast(/Exported \d+ entries\./).waitFor();
    const exported = readFileSync(file, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    assert.deepEqual(
      exported
        .filter(({ action }) => action !== 'dryRun')
        .map(({ action, operation }) => [action, operation])
        .sort(),
      [
        ['delete', 'DeleteKeyPair'],
        ['delete', 'DeleteRouteServerPeer'],
        ['restore', 'CreateRouteServerPeer'],
        ['restore', 'ImportKeyPair'],
      ],
    );
  });

  test('restores a MACsec key, decodes an authorization failure and retries', async ({ aws, workbench }) => {
    test.setTimeout(360_000);
    const key = await keyOfLag(aws);
    await openKinds(workbench, LABELS.macSecKeys, LABELS.peers);
    await workbench.contextMenu(rowOf(workbench, key.label, key.description), 'Disassociate…');
    await confirm(workbench, key);
    const toast = workbench.toast(key.toast);
    await toast.waitFor();
    await toast.getByRole('button', { name: 'Restore…' }).click();
    const question = await workbench.dialog(/^(Restore|Associate) /).shown();
    await question.element.getByRole('button', { name: /^(Restore|Associate)/ }).click();
    await workbench.toast(/Restored .*: MACsec key in account/).waitFor();
    assert.equal((await aws.requests({ operation: 'AssociateMacSecKey' })).length, 1);

    // Where the response was lost, there is none to show.
    await aws.addFault({ operation: 'DeleteRouteServerPeer', dryRun: false }, { type: 'resetAfter' });
    await workbench.contextMenu(rowOf(workbench, 'edge-fw-2'), 'Delete…');
    const peer = { ...LAB.dialog, message: 'Delete route server peer "edge-fw-2"?' };
    await confirm(workbench, { dialog: peer, typed: 'edge-fw-2' });
    const lost = workbench.toast('Deleted edge-fw-2 ');
    await lost.getByRole('button', { name: 'Show Deletions' }).waitFor();
    assert.equal(await lost.getByRole('button', { name: 'Show Response' }).count(), 0);
    await openDeletions(workbench);
    const offered = await workbench.contextMenuEntries(entryOf(workbench, 'edge-fw-2', /^deleted · /));
    assert.ok(offered.includes('Show Details') && !offered.includes('Show Response'), offered.join(', '));
    await aws.removeFaults();

    await aws.addFault({ operation: 'DeleteRouteServerPeer', dryRun: false }, { type: 'accessDenied' });
    await workbench.contextMenu(rowOf(workbench, 'edge-fw-lab'), 'Delete…');
    await confirm(workbench, LAB);
    const denied = workbench.toast(
      /edge-fw-lab .* was not deleted\. No permission: ec2:DeleteRouteServerPeer is denied to user.alice by an identity-based policy./,
    );
    await denied.waitFor();
    await denied.getByRole('button', { name: 'Decode Message' }).click();
    await until(async () => flat(await workbench.editorText()).includes('"action": "ec2:DeleteRouteServerPeer"'), 'it');
    await workbench.screenshot('decoded');
    await aws.removeFaults();
    await workbench.contextMenu(entryOf(workbench, 'edge-fw-lab', /^denied · /), 'Reveal in Resources');
    // It takes the focus, and a menu that is open then would close.
    await rowOf(workbench, 'edge-fw-lab').and(workbench.page.locator('[aria-selected="true"]')).waitFor();
    await workbench.contextMenu(entryOf(workbench, 'edge-fw-lab', /^denied · /), 'Retry…');
    await confirm(workbench, LAB);
    await workbench.toast('Deleted edge-fw-lab ').waitFor();
    await entryOf(workbench, 'edge-fw-lab', /^deleted · /).waitFor();
  });
});

test.describe('A deletion in several windows', () => {
  test.use({ window: 'new' });

  test('is sent by the window that holds the lock; the other one reports that', async ({
    aws,
    openWindow,
    workbench,
  }) => {
    test.setTimeout(360_000);
    const other = await openWindow();
    await aws.configure({ settling: { inProgress: 'manual' } });
    await aws.addFault({ operation: 'DeleteRouteServerPeer', dryRun: false }, { type: 'slow', ms: 8000 });
    for (const window of [workbench, other]) {
      await openKinds(window, LABELS.peers);
      await window.contextMenu(rowOf(window, 'edge-fw-lab'), 'Delete…');
      await window.dialog(LAB.dialog.message).shown();
    }
    await confirm(workbench, LAB);
    await until(async () => (await deleteRequests(aws)).length === 1, 'the call');
    await confirm(other, LAB);
    await other.toast(/edge-fw-lab .*was not deleted. Another window is deleting or restoring it./).waitFor();
    await other.screenshot('two-windows');
    await settleDeletions(aws);
    await workbench.toast('Deleted edge-fw-lab ').waitFor();
    // Both read the same journal.
    for (const window of [workbench, other]) {
      await openDeletions(window);
      await entryOf(window, 'edge-fw-lab', /^deleted · /).waitFor();
    }
    assert.equal((await deleteRequests(aws)).length, 1);
  });

  test('is polled on after a reload, and recovered from AWS after the extension host is killed', async ({
    aws,
    server,
    workbench,
  }) => {
    test.setTimeout(900_000);
    await aws.configure({ settling: { inProgress: 'manual' } });
    const remove = async (name: string): Promise<void> => {
      await openKinds(workbench, LABELS.peers);
      const dialog = { ...LAB.dialog, message: `Delete route server peer "${name}"?` };
      await until(async () => {
        // After a reload, VS Code may run a command without its row. A message reports that, and a refresh helps.
        await workbench.contextMenu(rowOf(workbench, name), 'Delete…');
        const question = workbench.dialog(dialog.message).element;
        if (
          await question.waitFor({ timeout: 5000 }).then(
            () => true,
            () => false,
          )
        )
          return true;
        await workbench.viewMenu(RESOURCES, 'Refresh');
        return false;
      }, 'the question');
      await confirm(workbench, { dialog, ...(name !== 'edge-fw-lab' && { typed: name }) });
    };
    const seenAgain = async (name: string, word: RegExp): Promise<void> => {
      await workbench.reload();
      await openDeletions(workbench);
      await entryOf(workbench, name, word).waitFor();
    };
    const called = (count: number) => until(async () => (await deleteRequests(aws)).length === count, `${count} calls`);

    // A reload while AWS is at work.
    await remove('edge-fw-lab');
    await rowOf(workbench, 'edge-fw-lab', /^deleting/).waitFor();
    await seenAgain('edge-fw-lab', /^deleting · /);
    await workbench.screenshot('reloaded');
    await settleDeletions(aws);
    await entryOf(workbench, 'edge-fw-lab', /^deleted · /).waitFor();
    const left = readdirSync(path.join(server.userData, 'User/globalStorage/teardown.teardown-aws/journal'));
    assert.equal(left.filter((file) => file.endsWith('.exited')).length, 1, 'the window before has said that it ended');
    await called(1);

    // Killed before the call that would have been heard: AWS throttled the first, and the next one had not left.
    const throttled = await aws.addFault({ operation: 'DeleteRouteServerPeer', dryRun: false }, { type: 'throttled' });
    await remove('edge-fw-1');
    await called(3);
    assert.ok((await endExtensionHosts(server.process.pid)) > 0);
    await aws.removeFaults(throttled);
    const sent = (await deleteRequests(aws)).length;
    await seenAgain('edge-fw-1', /^failed · /);
    await called(sent);
    assert.ok((await aws.rows(PEERS)).some(({ item }) => item.PeerAddress === '10.0.1.21'));

    // Killed while it polls one deletion, and after AWS executed another request and before its response arrived.
    await remove('transit-fw');
    await rowOf(workbench, 'transit-fw', /^deleting/).waitFor();
    await aws.addFault({ operation: 'DeleteRouteServerPeer', dryRun: false }, { type: 'slow', ms: 8000 });
    await remove('edge-fw-2');
    await called(sent + 2);
    assert.ok((await endExtensionHosts(server.process.pid)) > 0);
    await until(
      async () => (await deleteRequests(aws)).some(({ executed, ending }) => executed && ending !== 'responded'),
      'AWS to execute the request without a response',
    );
    await aws.removeFaults();
    await seenAgain('edge-fw-2', /^deleting · /);
    await entryOf(workbench, 'transit-fw', /^deleting · /).waitFor();
    await aws.settle();
    for (const name of ['edge-fw-2', 'transit-fw']) await entryOf(workbench, name, /^deleted · /).waitFor();
    await called(sent + 2);
    await workbench.screenshot('killed-while-settling');
  });
});
