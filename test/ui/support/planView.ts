import type { Dialog } from '../../harness/dialog.ts';
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

/** Chooses **Confirm…** in the title of the Plan view. Returns the dialog that follows. */
export async function confirmPlan(workbench: Workbench, title: string | RegExp): Promise<Dialog> {
  await workbench.runCommand('Teardown: Confirm…');
  return workbench.dialog(title).shown();
}
