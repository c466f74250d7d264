import path from 'node:path';
import type { Browser } from '@playwright/test';
import { startSandbox } from '../sandbox/server.ts';
import { pack } from '../scripts/package.ts';
import type { Workbench } from '../test/harness/workbench.ts';
import type { Figure } from './measurement.ts';
import { EMPTY, packEmpty } from './otherExtension.ts';
import { withBrowser, withWindow } from './window.ts';

const READINGS = 7;

/** An extension's activation as VS Code reports it. */
interface Activation {
  readonly ms: number;
  /** Whether it was activated before any of its views was opened. */
  readonly early: boolean;
}

/** Measures VS Code's own figure for loading and activating the extension. Baseline: an empty extension. */
export async function measureActivation(): Promise<Figure[]> {
  return withBrowser(async ({ browser, folder }) => {
    const ours = path.join(folder, 'teardown.vsix');
    await pack(ours);
    const empty = await packEmpty(folder);
    const readings: Activation[] = [];
    const baseline: Activation[] = [];
    for (let turn = 0; turn < READINGS; turn++) {
      readings.push(await read(browser, ours, 'Teardown', 'Teardown for AWS'));
      baseline.push(await read(browser, empty, EMPTY.title, EMPTY.title));
    }
    const early = readings.filter((reading) => reading.early).length;
    return [
      {
        name: 'load + activate',
        unit: 'ms',
        readings: readings.map(({ ms }) => ms),
        baseline: { what: 'an empty extension', readings: baseline.map(({ ms }) => ms) },
        goal: 'at most 1.5 times',
        note: `activated in ${early} of ${READINGS} windows before a view was opened`,
      },
    ];
  });
}

/** Takes one reading in a new VS Code with nothing else installed. */
async function read(browser: Browser, vsix: string, container: string, displayName: string): Promise<Activation> {
  const sandbox = await startSandbox();
  try {
    return await withWindow({ browser, sandbox, vsix: [vsix] }, async (workbench) => {
      // Wait for the other extensions: sharing the host with their start takes ten times as long, at random.
      const running = await runningExtensions(workbench);
      await workbench.openContainer(container);
      const ms = await workbench.activationMs(displayName);
      return { ms, early: running.some((text) => text.includes(displayName)) };
    });
  } finally {
    await sandbox.close();
  }
}

/** Returns VS Code's report on each active extension. */
async function runningExtensions(workbench: Workbench): Promise<string[]> {
  await workbench.runCommand('Developer: Show Running Extensions');
  const rows = workbench.page.locator('.runtime-extensions-editor').getByRole('listitem');
  await rows.first().waitFor();
  return rows.allInnerTexts();
}
