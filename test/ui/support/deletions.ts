import type { Locator } from '@playwright/test';
import type { Workbench } from '../../harness/workbench.ts';

/** The view of the journal. */
export const DELETIONS = 'Deletions';

/** Expands the Deletions view, which is collapsed at first. */
export async function openDeletions(workbench: Workbench): Promise<void> {
  await workbench.openContainer('Teardown');
  const header = workbench.page.locator(`.part.sidebar .pane-header[aria-label^="${DELETIONS} "]`);
  await header.waitFor();
  if ((await header.getAttribute('aria-expanded')) !== 'true') await header.click();
  await workbench.tree(DELETIONS).or(workbench.page.getByText('No deletions yet.')).first().waitFor();
}

/** Returns the row of an entry. */
export function entryOf(workbench: Workbench, name: string, description?: string | RegExp): Locator {
  return workbench.row(DELETIONS, name, description);
}

/** Types the code that the open box requires, and presses Enter. Returns the code. */
export async function typeChallenge(workbench: Workbench, count: number): Promise<string> {
  const prompt = await workbench.quickInput().getByText(`Type ${count} `).innerText();
  const [, wanted = ''] = /Type (\d+-\w{4}) to /.exec(prompt) ?? [];
  await workbench.inputBox().fill(wanted.toLowerCase());
  // The code stays visible while the input is wrong.
  await workbench.quickInput().getByText(`Type ${wanted} to confirm in account `).waitFor();
  await workbench.answer(wanted);
  return wanted;
}
