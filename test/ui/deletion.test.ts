import assert from 'node:assert/strict';
import type { Locator } from '@playwright/test';
import { until } from '../harness/until.ts';
import { test, type UiFixtures } from './support/fixtures.ts';
import { keyOfInterconnect, keyOfLag, lastKeyOfConnection } from './support/macSecDeletions.ts';
import type { DeletionCase } from './support/deletionCase.ts';
import { defaultKeyPair, lastActiveKey, ownKeyPair, peerThatIsUp, validToken } from './support/deletionSteps.ts';
import {
  confirm,
  DEV,
  flat,
  lines,
  openKinds,
  deleteRequests,
  responses,
  RESPONSES,
  rowOf,
  settleDeletions,
} from './support/steps.ts';

/** One resource of each of the five types, and those with an irregular delete request. */
const CASES = [
  { title: 'an IPAM verification token', of: validToken, picture: 'token' },
  { title: 'a route server peer', of: peerThatIsUp, picture: 'peer' },
  { title: "a bucket's access key", of: lastActiveKey, picture: 'bucket-key' },
  { title: "the Region's default key pair", of: defaultKeyPair, picture: 'default-key-pair' },
  { title: 'a key pair of one’s own', of: ownKeyPair, picture: 'key-pair' },
  { title: "a connection's MACsec key", of: lastKeyOfConnection, picture: 'macsec-connection' },
  { title: "a LAG's MACsec key", of: keyOfLag, picture: 'macsec-lag' },
  { title: "an interconnect's MACsec key", of: keyOfInterconnect, picture: 'macsec-interconnect' },
] as const;

/** Where a deletion is looked at. */
type Place = Pick<UiFixtures, 'aws' | 'workbench'>;

test.describe('A deletion, end to end', () => {
  for (const { title, of, picture } of CASES) {
    test(`${title} is listed, confirmed, deleted by one request and shown with its response`, async ({
      aws,
      workbench,
    }) => {
      // What is on its way stays so until the test lets it happen: every state can be looked at.
      await aws.configure({ settling: { inProgress: 'manual' } });
      const removal = await of(aws);
      await openKinds(workbench, removal.kind);
      const row = rowOf(workbench, removal.label, removal.description);
      await row.waitFor();

      const place = { aws, workbench };
      await rowTells(place, row, removal);
      await dialogAsks(place, row, removal);
      await goes(place, row, removal);
      await wasCalledOnce(place, removal);
      await isAnswered(place, removal);
    });

    async function rowTells({ workbench }: Place, row: Locator, removal: DeletionCase): Promise<void> {
      assert.equal(await row.count(), 1);
      assert.equal(flat(await row.locator('.label-description').innerText()), removal.description);
      const hover = lines(await workbench.hover(row));
      for (const line of removal.tooltip) assert.ok(hover.includes(line), `${line}\nin\n${hover.join('\n')}`);
      await workbench.screenshot(`tooltip-${picture}`);
      assert.deepEqual(await workbench.contextMenuEntries(row), removal.menu);
    }

    async function dialogAsks({ aws, workbench }: Place, row: Locator, removal: DeletionCase): Promise<void> {
      const { menu, dialog: expected } = removal;
      await workbench.contextMenu(row, menu.at(-1) ?? '');
      const dialog = await workbench.dialog(expected.message).shown();
      assert.equal(flat(await dialog.message()), expected.message);
      assert.equal(flat(await dialog.detail()), flat(expected.detail.join(' ')));
      assert.ok(await dialog.isUnbroken(DEV.region), 'the Region is broken at a hyphen');
      assert.deepEqual(await dialog.buttons(), [
        removal.typed === undefined ? expected.button : `${expected.button}…`,
        ...['Cancel', 'Show Plan'],
      ]);
      assert.equal(await dialog.focusedButton(), 'Show Plan');
      await workbench.screenshot(`dialog-${picture}`);
      assert.deepEqual(await deleteRequests(aws), []);
      await confirm(workbench, removal);
    }

    async function goes({ aws, workbench }: Place, row: Locator, removal: DeletionCase): Promise<void> {
      const going = rowOf(workbench, removal.label, removal.progress);
      await going.waitFor();
      await going.locator('.codicon-loading').waitFor();
      await workbench.statusBarItem(`Teardown: ${removal.progress}`).waitFor();
      await workbench.screenshot(`deleting-${picture}`);
      // Nothing offers to remove what is on its way out.
      const offered = await workbench.contextMenuEntries(going);
      assert.deepEqual(
        offered.filter((entry) => /Delete|Disassociate|Dry Run/.test(entry)),
        [],
      );
      assert.equal(await workbench.toast(removal.toast).count(), 0, 'it was said to be gone before it was');
      await settleDeletions(aws);
      await row.waitFor({ state: 'detached' });
      await going.waitFor({ state: 'detached' });
      await workbench.toast(removal.toast).waitFor();
    }

    async function wasCalledOnce({ aws }: Place, { service, operation, input }: DeletionCase): Promise<void> {
      const calls = (await deleteRequests(aws)).map((call) => ({
        service: call.service,
        operation: call.operation,
        account: call.accountId,
        region: call.region,
        input: call.input,
        status: call.status,
        attempt: call.attempt,
      }));
      assert.deepEqual(calls, [{ service, operation, ...DEV, input, status: 200, attempt: 1 }]);
      // It makes a default key pair where there is none, so it is not a look.
      assert.deepEqual(await aws.requests({ operation: 'DownloadDefaultKeyPair' }), []);
    }

    async function isAnswered({ aws, workbench }: Place, removal: DeletionCase): Promise<void> {
      const [call] = await deleteRequests(aws);
      const [record, ...more] = await responses(workbench, 1);
      assert.deepEqual(more, []);
      assert.ok(call?.output);
      assert.deepEqual(record?.body, call.output);
      const [time = '', ...fields] = record.head;
      assert.equal(new Date(time).toISOString(), time);
      assert.match(fields.pop() ?? '', /^\d+ ms$/);
      assert.deepEqual(fields, [
        `${removal.channelService} ${removal.operation}`,
        removal.subject,
        DEV.region,
        `${DEV.account} (dev)`,
        '200',
        `req ${call.requestId}`,
        '1 attempt',
      ]);
      await workbench.toast(removal.toast).getByRole('button', { name: 'Show Response' }).click();
      const end = (await workbench.output(RESPONSES)).trimEnd().split('\n').slice(-4).join('\n');
      await until(async () => (await workbench.panelText()).includes(end), 'the end of the response in the panel');
      await workbench.screenshot(`response-${picture}`);
    }
  }
});
