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

/** Checks an item of the plan, or unchecks it: a click on a row that is drawn anew meanwhile is lost. */
export async function setChecked(row: Locator, checked: boolean): Promise<void> {
  await until(
    async () => {
      if (await row.getByRole('checkbox', { checked: !checked }).isVisible()) await row.getByRole('checkbox').click();
      await row.getByRole('checkbox', { checked }).waitFor({ timeout: CHECKS_MS });
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
