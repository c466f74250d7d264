import type { Locator } from '@playwright/test';
import type { SandboxClient } from '../../../sandbox/client.ts';
import type { LoggedRequest } from '../../../sandbox/types.ts';
import { drawnRows } from '../../harness/drawn.ts';
import type { Workbench } from '../../harness/workbench.ts';
import { until } from '../../harness/until.ts';
import { keptInBrowser } from './machine.ts';
import { flat, deleteRequests } from './steps.ts';

/** The commands, by their titles. */
export const SWITCH = 'Switch Profile…';
export const REGIONS = 'Choose Regions…';

/** Returns the status bar item of the target. */
export function targetItem(workbench: Workbench, text: string | RegExp): Locator {
  return workbench.page.locator('.part.statusbar .statusbar-item[id*="teardown.target"]').filter({ hasText: text });
}

/** Returns whether it has the color of a warning. */
export async function isWarning(item: Locator): Promise<boolean> {
  return /\bwarning-kind\b/.test((await item.getAttribute('class')) ?? '');
}

/** Returns the drawn entries of the open quick pick: label and description. */
export async function pickTexts(workbench: Workbench): Promise<string[]> {
  await workbench.quickInput().locator('.quick-input-list-entry').first().waitFor();
  const rows = await drawnRows(workbench.quickInput().locator('.monaco-list-row'));
  return rows.map(({ label, description }) => flat(`${label} ${description}`));
}

/** Opens the quick pick from the command palette and chooses a profile. */
export async function switchTo(workbench: Workbench, profile: string): Promise<void> {
  await workbench.runCommand(`Teardown: ${SWITCH}`);
  await takeProfile(workbench, profile);
}

/** Chooses a profile in the open quick pick by typing its name. */
export async function takeProfile(workbench: Workbench, profile: string): Promise<void> {
  await workbench.quickInput().locator('.quick-input-list-entry').first().waitFor();
  await workbench.inputBox().fill(profile);
  await workbench.quickInput().locator('.quick-input-list-entry').filter({ hasText: profile }).first().click();
}

/** Checks or unchecks Regions in the open quick pick, and accepts it. */
export async function takeRegions(workbench: Workbench, ...regions: readonly string[]): Promise<void> {
  await workbench.quickInput().locator('.quick-input-list-entry').first().waitFor();
  for (const region of regions) {
    await workbench.inputBox().fill(region);
    await workbench.quickInput().locator('.quick-input-list-entry').filter({ hasText: region }).first().click();
  }
  await workbench.quickInput().getByRole('button', { name: 'OK' }).click();
}

/** Waits until VS Code has stored a text. In a browser, it stores every five seconds. */
export async function remembered(workbench: Workbench, what: RegExp): Promise<void> {
  await until(async () => what.test(await keptInBrowser(workbench)), `${String(what)} to be remembered`);
}

/** Returns the delete requests, without the dry runs that check permission. */
export async function realDeleteRequests(aws: SandboxClient): Promise<readonly LoggedRequest[]> {
  return (await deleteRequests(aws)).filter(({ dryRun }) => !dryRun);
}
