import assert from 'node:assert/strict';
import { showsStart } from '../harness/drawn.ts';
import { test } from './support/fixtures.ts';
import { DEV_ACCOUNT, LABELS, openKinds, RESOURCES } from './support/steps.ts';

test.describe('The title of the Resources view', () => {
  test('shows the account in a narrow side bar, on hover and with a filter', async ({ workbench }) => {
    await openKinds(workbench, LABELS.keyPairs);
    const { page } = workbench;
    const header = page.locator(`.part.sidebar .pane-header[aria-label^="${RESOURCES} "]`);
    const box = await header.boundingBox();
    assert.ok(box && box.width <= 300, `${box?.width} px`);
    const description = header.locator('.description');
    assert.ok((await description.innerText()).startsWith(DEV_ACCOUNT));
    // The alias names the account; the number follows it.
    const [alias = ''] = DEV_ACCOUNT.split(' ');
    const showsAccount = async (button: RegExp) => {
      await header.hover();
      await header.getByRole('button', { name: button }).waitFor();
      assert.ok(await showsStart(description, alias.length), `${alias} is cut off beside ${String(button)}`);
    };
    await showsAccount(/^Scan This Account/);
    await workbench.screenshot('header-narrow');
    await workbench.fillInput('Teardown: Filter Resources…', 'ci-runner');
    await page.keyboard.press('Enter');
    await workbench.viewMessage().filter({ hasText: 'Filter ci-runner' }).waitFor();
    await showsAccount(/^Clear Filter/);
    await workbench.screenshot('header-narrow-filter');
    await workbench.runCommand('Teardown: Clear Filter');
  });
});
