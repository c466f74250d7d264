import path from 'node:path';
import type { Page } from '@playwright/test';
import { pack } from '../scripts/package.ts';
import { sandboxEnvironment } from '../test/harness/sandboxed.ts';
import type { Workbench } from '../test/harness/workbench.ts';
import { LABELS, RESOURCES } from '../test/ui/support/steps.ts';
import { CONTAINER, BenchExtensionClient, packBenchExtension } from './benchExtension.ts';
import { FILTER_TITLE, MORE_LABEL, STRINGS_LABEL, VIEW_NAME } from './benchExtensionOrder.ts';
import { longestTask, watchTasks } from './renderTime.ts';
import type { Figure } from './measurement.ts';
import { withSandbox, type SandboxProcess } from './sandboxProcess.ts';
import { benchExtensionConfig, showKinds, withBrowser, withWindow, type Bench } from './window.ts';

const READINGS = 3;
const COUNT = 50_000;
const PEERS = 'ec2.routeServerPeer';
/** An account without other resources. */
const EMPTY = { profile: 'empty', account: '777788889999', region: 'eu-west-1' };
/** The time limit for all rows. */
const TIMEOUT_MS = 180_000;
const MOST_PAGES = 200;
/** The text of the filter. It leaves this row first, which was not visible before. */
const FILTER = 'many-249';

const STEPS = ['expanding', 'scrolling', 'filtering'] as const;
type Step = (typeof STEPS)[number];

/** The longest task of a step, in milliseconds. */
interface Longest {
  readonly window: number;
  readonly host: number;
}

/** A tree; both have the same rows. */
interface Tree {
  readonly view: string;
  /** The label of the parent row. */
  readonly row: string;
  /** The parent's description when all rows are loaded. */
  readonly complete: RegExp | undefined;
  /** The command that filters. */
  readonly filter: string;
  /** Opens the view with the row collapsed. */
  open(workbench: Workbench): Promise<void>;
}

const OURS: Tree = {
  view: RESOURCES,
  row: LABELS.peers,
  complete: new RegExp(`^${COUNT}`),
  filter: 'Teardown: Filter Resources…',
  open: (workbench) => showKinds(workbench, PEERS),
};

const STRINGS: Tree = {
  view: VIEW_NAME,
  row: STRINGS_LABEL,
  complete: undefined,
  filter: FILTER_TITLE,
  open: (workbench) => workbench.openContainer(CONTAINER),
};

/**
 * Measures how long window and extension host are blocked by a kind with very many resources. Baseline: a tree of
 * plain strings.
 */
export async function measureBulkListingRows(): Promise<Figure[]> {
  return withBrowser((bench) =>
    withSandbox({}, async (sandbox) => {
      const { account, region } = EMPTY;
      await sandbox.control.addMany({ account, region, kind: PEERS }, COUNT, 'many-');
      const ours = path.join(bench.folder, 'teardown.vsix');
      await pack(ours);
      const vsix = [ours, await packBenchExtension(bench.folder)];
      const readings: Record<Step, Longest>[] = [];
      const baseline: Record<Step, Longest>[] = [];
      for (let turn = 0; turn < READINGS; turn++) {
        readings.push(await read(bench, sandbox, vsix, OURS));
        baseline.push(await read(bench, sandbox, vsix, STRINGS));
      }
      return STEPS.flatMap((step) =>
        (['window', 'host'] as const).map((where) => ({
          ...{
            name: `${step} ${COUNT}: longest task in the ${where}`,
            unit: 'ms',
            goal: where === 'host' ? 'at most 50 ms' : 'at most 1.5 times',
          },
          readings: readings.map((reading) => reading[step][where]),
          baseline: { what: 'a tree of plain strings', readings: baseline.map((reading) => reading[step][where]) },
        })),
      );
    }),
  );
}

/** Takes one reading in a new window. */
async function read(
  { browser }: Bench,
  sandbox: SandboxProcess,
  vsix: readonly string[],
  tree: Tree,
): Promise<Record<Step, Longest>> {
  const benchExtension = await BenchExtensionClient.prepare({
    ...benchExtensionConfig(sandbox),
    count: COUNT,
    delayMs: 0,
  });
  const env = { ...sandboxEnvironment(sandbox, EMPTY.profile), ...benchExtension.env };
  return withWindow({ browser, sandbox, vsix, env }, async (workbench) => {
    const { page } = workbench;
    const longest = async (work: () => Promise<void>): Promise<Longest> => {
      await watchTasks(page);
      await benchExtension.watch();
      await work();
      return { window: await longestTask(page), host: await benchExtension.longest() };
    };
    await benchExtension.ready();
    await tree.open(workbench);
    const expanding = await longest(() => expand(workbench, tree));
    await workbench.row(tree.view, 'many-0').click();
    const scrolling = await longest(() => scroll(workbench, tree));
    await page.keyboard.press('Home');
    await workbench.runCommand(tree.filter);
    await workbench.inputBox().waitFor();
    const filtering = await longest(() => filter(workbench, tree));
    return { expanding, scrolling, filtering };
  });
}

/** Expands the row and waits until all rows are loaded. */
async function expand(workbench: Workbench, { view, row, complete }: Tree): Promise<void> {
  await workbench.expandPath(view, row);
  await workbench.row(view, row, complete).waitFor({ timeout: TIMEOUT_MS });
  await workbench.row(view, 'many-0').waitFor();
}

/** Scrolls through the first thousand rows, shows a thousand more, and scrolls through those. */
async function scroll(workbench: Workbench, { view }: Tree): Promise<void> {
  await pageDownTo(workbench, view, MORE_LABEL);
  await workbench.row(view, MORE_LABEL).click();
  await workbench.row(view, 'many-1000').waitFor();
  await workbench.row(view, 'many-1000').click();
  await pageDownTo(workbench, view, MORE_LABEL);
}

async function pageDownTo(workbench: Workbench, view: string, label: string): Promise<void> {
  const row = workbench.row(view, label);
  for (let pages = 0; !(await row.isVisible()); pages++) {
    if (pages === MOST_PAGES) throw new Error(`The row ${label} does not come into sight.`);
    await workbench.page.keyboard.press('PageDown');
    await nextFrame(workbench.page);
  }
}

async function nextFrame(page: Page): Promise<void> {
  await page.evaluate('new Promise(requestAnimationFrame)');
}

/** Types into the open input box, and waits until only matching rows are shown. */
async function filter(workbench: Workbench, { view }: Tree): Promise<void> {
  await workbench.inputBox().pressSequentially(FILTER);
  await workbench.quickInput().getByText('showing 111 of').waitFor();
  await workbench.page.keyboard.press('Enter');
  await workbench.row(view, FILTER).waitFor();
}
