import type { Locator } from '@playwright/test';
import type { Dialog } from '../../harness/dialog.ts';
import { until } from '../../harness/until.ts';
import type { Workbench } from '../../harness/workbench.ts';

/** The view of plans of several resources. */
export const PLAN = 'Plan';

/** Waits until the Plan view shows a plan that is to be confirmed; `title` is what it does. */
export async function planShown(workbench: Workbench, title: string | RegExp): Promise<string> {
  const message = workbench.page
    .getByText(/\? (\d+ left out\. )?No request has been sent yet\./)
    .filter({ hasText: title });
  await message.waitFor({ timeout: 60_000 });
  return message.innerText();
}

/** A plan is checked again after a click on a checkbox; this long its row is given to show that. */
const CHECKS_MS = 10_000;

/**
 * Checks an item of the plan, or unchecks it. VS Code shows a click at once, and loses it where the rows are drawn anew
 * meanwhile: it has arrived when the row has "left out", or no longer has it.
 */
export async function setChecked(row: Locator, checked: boolean): Promise<void> {
  const drawn = row.filter(checked ? { hasNotText: 'left out' } : { hasText: 'left out' });
  await until(
    async () => {
      if (await row.getByRole('checkbox', { checked: !checked }).isVisible()) await row.getByRole('checkbox').click();
      await drawn.getByRole('checkbox', { checked }).waitFor({ timeout: CHECKS_MS });
      return true;
    },
    `the row to be ${checked ? 'checked' : 'unchecked'}`,
  );
}

/** Chooses **Confirm…** in the title of the Plan view. Returns the dialog that follows. */
export async function confirmPlan(workbench: Workbench, title: string | RegExp): Promise<Dialog> {
  await workbench.runCommand('Teardown: Confirm…');
  return workbench.dialog(title).shown();
}
