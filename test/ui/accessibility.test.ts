import assert from 'node:assert/strict';
import type { Locator } from '@playwright/test';
import { until } from '../harness/until.ts';
import { test } from './support/fixtures.ts';
import { LABELS, openKinds, RESOURCES, rowOf } from './support/steps.ts';

test.describe('The accessible name', () => {
  test.use({ settings: { 'teardown.protectedResources': ['name:edge-fw-1'] } });
  test('of each row has its type and its state in words', async ({ workbench }) => {
    const nameOf = (label: string) => rowOf(workbench, label).getAttribute('aria-label');
    await openKinds(workbench, ...Object.values(LABELS));
    const rows = workbench.rows(RESOURCES);
    for (const row of await rows.all()) {
      // The whole row, with the meaning of the icon and of its color in words.
      await until(async () => {
        const label = await row.locator('.label-name').innerText();
        const description = (await row.locator('.label-description').allInnerTexts()).join(' ');
        const name = (await row.getAttribute('aria-label')) ?? '';
        // A key's id is shortened in the row alone, and called CKN there.
        const pieces = [label, ...description.split(' · ')].flatMap((part) => part.replace(/^CKN /, '').split('…'));
        for (const piece of pieces)
          assert.ok(name.includes(piece.trim()), `"${piece}" of "${label}" is not in "${name}"`);
        return true;
      }, 'the name of a row to have what is to be seen');
    }
    assert.equal(
      await nameOf('edge-fw-1'),
      'route server peer, edge-fw-1, protected, 10.0.1.21, BGP up, AS65001, BFD up',
    );
    assert.match((await nameOf('LightsailDefaultKeyPair')) ?? '', /^key pair, LightsailDefaultKeyPair, default, /);
    assert.match((await nameOf(LABELS.peers)) ?? '', new RegExp(`^${LABELS.peers}, \\d+`));
    assert.equal(await nameOf('EC2'), 'Service EC2');
    await workbench.screenshot('marks');
  });

  test('has the meaning of each icon: protected, default, about to expire', async ({ workbench }) => {
    await openKinds(workbench, LABELS.peers, LABELS.tokens, LABELS.keyPairs);
    const icon = (row: Locator) => row.locator('.custom-view-tree-node-item-icon');
    await icon(rowOf(workbench, 'edge-fw-1')).and(workbench.page.locator('.codicon-lock')).waitFor();
    await icon(rowOf(workbench, 'LightsailDefaultKeyPair')).and(workbench.page.locator('.codicon-star-full')).waitFor();
    assert.equal(await icon(rowOf(workbench, 'edge-fw-lab')).and(workbench.page.locator('.codicon-lock')).count(), 0);
    const expiring = rowOf(workbench, /./, /expires in 3 hours/).first();
    await icon(expiring).and(workbench.page.locator('.codicon-watch')).waitFor();
    assert.match((await expiring.getAttribute('aria-label')) ?? '', /expires within a day/);
    assert.match(await workbench.hover(rowOf(workbench, 'edge-fw-1')), /route server peer · protected/);
  });
});

test.describe('The accessible name', () => {
  test('of the status bar item has the profile, the account and the Region', async ({ workbench }) => {
    await openKinds(workbench, LABELS.peers);
    const item = workbench.statusBarItem('111122223333');
    const name = await item.locator('[aria-label]').first().getAttribute('aria-label');
    assert.match(name ?? '', /^Teardown: dev, .*111122223333.*, eu-west-1\. Switch profile\.$/);
  });
});
