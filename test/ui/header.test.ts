import assert from 'node:assert/strict';
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
    await workbench.fillInput('Teardown: Filter Resources…', 'ci-runner');
    await page.keyboard.press('Enter');
    await workbench.viewMessage().filter({ hasText: 'Filter ci-runner' }).waitFor();
    await header.hover();
    await header.getByRole('button', { name: /^Clear Filter/ }).waitFor();
    await workbench.screenshot('header-narrow');
    // The alias names the account; the number follows it.
    const [alias = ''] = DEV_ACCOUNT.split(' ');
    // A text, because the types of a page are not those of these tests.
    const isShown = await page.evaluate<boolean>(`(() => {
      const element = document.querySelector('.part.sidebar .pane-header[aria-label^="${RESOURCES} "] .description');
      const range = document.createRange();
      range.setStart(element.firstChild, 0);
      range.setEnd(element.firstChild, ${alias.length});
      return range.getBoundingClientRect().right <= element.getBoundingClientRect().right;
    })()`);
    assert.ok(isShown, `${alias} is cut off`);
    await workbench.runCommand('Teardown: Clear Filter');
  });
});
