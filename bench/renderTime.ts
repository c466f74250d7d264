import type { Page } from '@playwright/test';
import type { TreePart } from '../test/harness/treePart.ts';
import { until } from '../test/harness/until.ts';

/** A row to expand, and one that is drawn under it then. */
export interface Expansion {
  readonly view: string;
  readonly row: string;
  readonly first: string;
}

/** Waits in the page for a row, from the next click on: the clock of this process is not asked. The project's types know no DOM. */
const WAIT_IN_PAGE = ([view, first]: readonly [string, string]) => `(() => {
  const tree = document.querySelector('[role="tree"][aria-label=' + ${JSON.stringify(JSON.stringify(view))} + ']');
  window.teardownBench = undefined;
  document.addEventListener('mousedown', () => {
    const started = performance.now();
    const look = () => {
      const labels = [...tree.querySelectorAll('.label-name')].map((label) => label.textContent);
      if (!labels.includes(${JSON.stringify(first)})) return;
      observer.disconnect();
      requestAnimationFrame(() => { window.teardownBench = performance.now() - started; });
    };
    const observer = new MutationObserver(look);
    observer.observe(tree, { childList: true, subtree: true, characterData: true });
  }, { capture: true, once: true });
})()`;

/**
 * Expands a row and takes the time until a row under it is drawn, from the mouse button going down to the next frame.
 *
 * @param workbench the window, with the view open
 * @param expansion what is expanded
 * @returns milliseconds
 */
export async function msUntilDrawn(workbench: TreePart, { view, row, first }: Expansion): Promise<number> {
  const twistie = workbench.row(view, row).locator('.monaco-tl-twistie');
  // In its place and under the mouse before the clock starts.
  await twistie.hover();
  await workbench.page.evaluate(WAIT_IN_PAGE([view, first]));
  await twistie.click();
  return until(() => workbench.page.evaluate<number | undefined>('window.teardownBench'), `${first} to be drawn`);
}

/** From now on the tasks of a window are watched; what was before is forgotten. */
export async function watchTasks(page: Page): Promise<void> {
  await page.evaluate(`(() => {
    window.teardownTasks = [];
    window.teardownObserver ??= new PerformanceObserver((list) => {
      window.teardownTasks.push(...list.getEntries().map((entry) => entry.duration));
    });
    window.teardownObserver.observe({ type: 'longtask' });
  })()`);
}

/** The longest task since then, in milliseconds; 50 where none was longer, for a browser does not tell shorter ones. */
export function longestTask(page: Page): Promise<number> {
  return page.evaluate<number>('Math.max(50, ...window.teardownTasks)');
}
