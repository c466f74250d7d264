import assert from 'node:assert/strict';
import { Walkthrough } from '../harness/walkthrough.ts';
import { until } from '../harness/until.ts';
import { test } from './support/fixtures.ts';
import { targetItem } from './support/target.ts';
import { DEV_ITEM } from './support/targetTest.ts';
import { chooseTheme, THEMES } from './support/themes.ts';

/** Its steps, each with the label of its button and a word in its picture. */
const STEPS = [
  { title: 'Choose a profile', button: 'Switch Profile…', drawn: '444455556666' },
  { title: 'Choose Regions', button: 'Choose Regions…', drawn: 'ap-south-1' },
  { title: 'Find what nobody needs', button: 'Find Unused Resources', drawn: 'Transit Gateway' },
  { title: 'Check your permissions', button: 'Copy IAM Policy…', drawn: 'ec2:DeleteRouteServerPeer' },
  { title: 'Delete safely', button: 'Open Resources', drawn: 'edge-fw-lab' },
  { title: 'Review deletions and restore', button: 'Show Deletions', drawn: 'RouteServerPeerId' },
] as const;

/** Returns the fill color of an element of a picture. Runs in the page. */
const fillOf = (element: unknown): string =>
  (globalThis as unknown as { getComputedStyle(element: unknown): { fill: string } }).getComputedStyle(element).fill;

test.describe('The walkthrough', () => {
  test.use({ window: 'new' });

  test('has six steps with pictures in the colors of each theme', async ({ workbench }) => {
    await workbench.page.setViewportSize({ width: 1700, height: 900 });
    await workbench.runCommand('Welcome: Open Walkthrough...');
    await workbench.pick('Get started with Teardown for AWS');
    const walkthrough = new Walkthrough(workbench.page);
    await walkthrough.steps().first().waitFor();
    assert.equal(await walkthrough.steps().count(), STEPS.length);
    for (const theme of THEMES) {
      await chooseTheme(workbench, theme);
      for (const { title, button, drawn } of STEPS) {
        const step = await walkthrough.open(title);
        await step.getByRole('button', { name: button }).waitFor();
        const shown = walkthrough.picture().getByText(drawn, { exact: false }).first();
        await shown.waitFor();
        // A color that the theme does not give would be black.
        assert.notEqual(await shown.evaluate(fillOf), 'rgb(0, 0, 0)', `${title} in ${theme.theme}`);
        await workbench.screenshot(`walkthrough-${theme.workbenchClass}-${title}`);
      }
    }
  });

  test('is offered in the first window, and checks off completed steps', async ({ workbench }) => {
    await workbench.runCommand('Welcome: Open Walkthrough...');
    await workbench.pick('Get started with Teardown for AWS');
    const walkthrough = new Walkthrough(workbench.page);
    await walkthrough.steps().first().waitFor();
    assert.equal(await walkthrough.isDone('Delete safely'), false);
    const step = await walkthrough.open('Delete safely');
    // The page is drawn anew while a step opens, and loses a click then.
    await until(async () => {
      await step.getByRole('button', { name: 'Open Resources' }).click();
      await targetItem(workbench, DEV_ITEM).waitFor({ timeout: 20_000 });
      return true;
    }, 'the Resources view to open');
    await until(() => walkthrough.isDone('Choose a profile'), 'the first step to be ticked off');
    assert.equal(await walkthrough.isDone('Delete safely'), false, 'opening the view deletes nothing');
    await (
      await walkthrough.open('Find what nobody needs')
    )
      .getByRole('button', { name: 'Scan This Account' })
      .waitFor();
    const last = await walkthrough.open('Review deletions and restore');
    await last.getByRole('button', { name: 'Show Deletions' }).click();
    await until(() => walkthrough.isDone('Review deletions and restore'), 'the last step to be ticked off');
  });
});
