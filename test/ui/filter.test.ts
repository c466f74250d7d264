import assert from 'node:assert/strict';
import { until } from '../harness/until.ts';
import type { Workbench } from '../harness/workbench.ts';
import { test } from './support/fixtures.ts';
import { confirmPlan, planShown } from './support/planView.ts';
import {
  chooseAllTypes,
  chooseOneType,
  DEV,
  LABELS,
  openKinds,
  pickFromMenu,
  deleteRequests,
  RESOURCES,
  rowOf,
  rowsUnder,
} from './support/steps.ts';
import { remembered } from './support/target.ts';

const FILTER = 'Filter Resources…';
const CLEAR = 'Clear Filter';

async function filterBy(workbench: Workbench, text: string): Promise<void> {
  await workbench.viewInput(RESOURCES, FILTER);
  await workbench.answer(text);
  await workbench.quickInput().waitFor({ state: 'detached' });
}

test.describe('The filter', () => {
  const says = async (workbench: Workbench, text: RegExp | string) => {
    await workbench.viewMessage().filter({ hasText: text }).waitFor();
  };
  const labelsUnder = async (workbench: Workbench, kind: string) =>
    (await rowsUnder(workbench, kind)).map(({ label }) => label);

  test('counts matches, reports mistakes while typing, survives a reload and is cleared by a click', async ({
    aws,
    workbench,
  }) => {
    await openKinds(workbench, LABELS.peers, LABELS.keyPairs);
    await workbench.viewAction(RESOURCES, FILTER);
    const input = workbench.quickInput();
    // Examples are picks.
    await input.getByRole('option', { name: /^older:30d/ }).waitFor();
    const [peer] = await aws.rows({ ...DEV, kind: 'ec2.routeServerPeer' });
    // Every text that a row or its tooltip shows is found.
    for (const text of ['BGP down', '10.0.1.21', 'AS65001', peer?.item.VpcId ?? '']) {
      await workbench.inputBox().fill(text);
      await input.getByText(/^showing [1-6] of 11$/).waitFor();
    }
    await workbench.inputBox().fill('older:30');
    await input.getByText('takes an age').waitFor();
    // Not finished is not wrong: Enter takes the first of what completes it, and is no error.
    await workbench.inputBox().fill('tag:');
    const first = input.getByRole('option').first();
    await first.filter({ hasText: /^tag:\w+ ?\d+ resources?/ }).waitFor();
    assert.equal(await input.getByText('needs something after it').count(), 0);
    await workbench.page.keyboard.press('Enter');
    await input.getByText(/^showing \d+ of \d+/).waitFor();
    assert.match(await workbench.inputBox().inputValue(), /^tag:\w+/);
    await workbench.inputBox().fill('edge-fw');
    await input.getByText(/^showing \d+ of \d+$/).waitFor();
    await workbench.screenshot('filter-typing');
    await workbench.answer('edge-fw-1');
    await says(workbench, /Filter edge-fw-1: showing 1 of \d+\. \d+ resource types not listed yet/);
    await rowOf(workbench, LABELS.peers, '1 of 6').waitFor();
    assert.deepEqual(await labelsUnder(workbench, LABELS.peers), ['edge-fw-1']);
    // An expanded type shows why it is empty. It is hidden when it is collapsed.
    const none = async () => (await rowsUnder(workbench, LABELS.keyPairs))[0]?.description ?? '';
    await until(async () => /^None of \d+ matches the filter$/.test(await none()), 'the word that none matches');
    await workbench.screenshot('filter');
    await rowOf(workbench, LABELS.keyPairs).locator('.monaco-tl-twistie').click();
    await rowOf(workbench, LABELS.keyPairs).waitFor({ state: 'detached' });

    await remembered(workbench, /teardown\.filter[^}]*edge-fw-1/);
    await workbench.reload();
    await workbench.openContainer('Teardown');
    await says(workbench, 'Filter edge-fw-1');
    await openKinds(workbench, LABELS.peers);
    await until(
      async () => (await labelsUnder(workbench, LABELS.peers)).join() === 'edge-fw-1',
      'the filter to be kept',
    );

    await workbench.viewAction(RESOURCES, CLEAR);
    await rowOf(workbench, 'edge-fw-2').waitFor();
    await workbench.viewMessage().waitFor({ state: 'detached' });
  });

  test('counts resources whose age AWS does not return; resources can be sorted', async ({ workbench }) => {
    await openKinds(workbench, LABELS.peers, LABELS.bucketKeys);
    await filterBy(workbench, 'older:1d');
    // Peers have no age.
    await says(workbench, /showing \d+ of \d+\. 6 not shown because AWS does not return their age or tags/);
    await workbench.screenshot('filter-unknown');
    await workbench.viewAction(RESOURCES, CLEAR);
    await rowOf(workbench, 'edge-fw-1').waitFor();

    await pickFromMenu(workbench, 'Sort Resources…', 'By name');
    const sorted = async () => {
      const labels = await labelsUnder(workbench, LABELS.peers);
      return labels.length === 6 && labels.join() === [...labels].sort((a, b) => a.localeCompare(b)).join();
    };
    await until(sorted, 'the peers by name');
    await pickFromMenu(workbench, 'Sort Resources…', 'In AWS order');
  });

  test('that hides everything shows a welcome view with a button to clear it', async ({ workbench }) => {
    await chooseOneType(workbench, LABELS.peers);
    await workbench.expand(rowOf(workbench, LABELS.peers));
    await rowOf(workbench, LABELS.peers).locator('.monaco-tl-twistie').click();
    await filterBy(workbench, 'nothing-is-called-so');
    await workbench.welcome().getByText('The filter hides all listed resources.').waitFor();
    assert.equal(await workbench.rows(RESOURCES).count(), 0);
    await workbench.screenshot('filter-hides-all');
    await workbench.welcomeButton('Filter Resources…').click();
    assert.equal(await workbench.inputBox().inputValue(), 'nothing-is-called-so');
    await workbench.page.keyboard.press('Escape');
    await workbench.welcomeButton(CLEAR).click();
    await rowOf(workbench, LABELS.peers).waitFor();
    await chooseAllTypes(workbench);
  });
});

test.describe('The filter and a plan', () => {
  test('shows in the confirmation how many resources the filter hides', async ({ aws, workbench }) => {
    await openKinds(workbench, LABELS.peers);
    await workbench.clickRow(rowOf(workbench, 'edge-fw-1'));
    await workbench.clickRow(rowOf(workbench, 'edge-fw-2'), 'ControlOrMeta');
    await workbench.contextMenu(rowOf(workbench, 'edge-fw-2'), 'Delete…');
    await planShown(workbench, 'Delete 2 route server peers');
    await filterBy(workbench, 'edge-fw-2');
    await rowOf(workbench, 'edge-fw-1').waitFor({ state: 'detached' });
    const dialog = await confirmPlan(workbench, 'Delete 2 route server peers?');
    assert.match(await dialog.detail(), /1 of these is hidden by the filter\./);
    await workbench.screenshot('filter-hides');
    await dialog.press('Cancel');
    assert.deepEqual(await deleteRequests(aws), []);
  });
});
