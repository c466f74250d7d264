import type { Locator } from '@playwright/test';
import type { SandboxClient } from '../../../sandbox/client.ts';
import type { LoggedRequest } from '../../../sandbox/types.ts';
import { drawnRows } from '../../harness/drawn.ts';
import type { Workbench } from '../../harness/workbench.ts';
import { until } from '../../harness/until.ts';
import { keptInBrowser } from './machine.ts';
import { flat, removingCalls } from './steps.ts';

/** The commands, by their titles. */
export const SWITCH = 'Switch Profile…';
export const REGIONS = 'Choose Regions…';

/** The status bar item of the target. */
export function targetItem(workbench: Workbench, text: string | RegExp): Locator {
  return workbench.page.locator('.part.statusbar .statusbar-item[id*="teardown.target"]').filter({ hasText: text });
}

/** Whether it has the colour of a warning. */
export async function isWarning(item: Locator): Promise<boolean> {
  return /\bwarning-kind\b/.test((await item.getAttribute('class')) ?? '');
}

/** The entries of the open quick pick that are drawn: label and description. */
export async function pickTexts(workbench: Workbench): Promise<string[]> {
  await workbench.quickInput().locator('.quick-input-list-entry').first().waitFor();
  const rows = await drawnRows(workbench.quickInput().locator('.monaco-list-row'));
  return rows.map(({ label, description }) => flat(`${label} ${description}`));
}

/** Opens the pick from the command palette and takes a profile. */
export async function switchTo(workbench: Workbench, profile: string): Promise<void> {
  await workbench.runCommand(`Teardown: ${SWITCH}`);
  await takeProfile(workbench, profile);
}

/** Takes a profile from the open pick, by typing its name as people do. */
export async function takeProfile(workbench: Workbench, profile: string): Promise<void> {
  await workbench.quickInput().locator('.quick-input-list-entry').first().waitFor();
  await workbench.inputBox().fill(profile);
  await workbench.quickInput().locator('.quick-input-list-entry').filter({ hasText: profile }).first().click();
}

/** Ticks or unticks Regions in the open multi-pick, and takes them. */
export async function takeRegions(workbench: Workbench, ...regions: readonly string[]): Promise<void> {
  await workbench.quickInput().locator('.quick-input-list-entry').first().waitFor();
  for (const region of regions) {
    await workbench.inputBox().fill(region);
    await workbench.quickInput().locator('.quick-input-list-entry').filter({ hasText: region }).first().click();
  }
  await workbench.quickInput().getByRole('button', { name: 'OK' }).click();
}

/** Waits until VS Code has written something down: in a browser it does so every five seconds. */
export async function remembered(workbench: Workbench, what: RegExp): Promise<void> {
  await until(async () => what.test(await keptInBrowser(workbench)), `${String(what)} to be remembered`);
}

/** The removing calls that were none of the dry runs with which permission is found out. */
export async function realRemovals(aws: SandboxClient): Promise<readonly LoggedRequest[]> {
  return (await removingCalls(aws)).filter(({ dryRun }) => !dryRun);
}
