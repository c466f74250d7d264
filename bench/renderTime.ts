import type { Page } from '@playwright/test';
import type { TreePart } from '../test/harness/treePart.ts';
import { until } from '../test/harness/until.ts';

/** A row to expand, and a row that is drawn under it then. */
export interface Expansion {
  readonly view: string;
  readonly row: string;
  readonly first: string;
}

/**
 * Measures in the page from the next click to a row, so that this process's clock does not matter. The project's
 * types have no DOM.
 */
const WAIT_IN_PAGE = ([view, first]: readonly [string, string]) => `(() => {
  const tree = document.querySelector('[role="tree"][aria-label=' + ${JSON.stringify(JSON.stringify(view))} + ']');
  window.teardownBench = undefined;
  document.addEventListener('mousedown', () => {
    const started = performance.now();
    const check = () => {
      const labels = [...tree.querySelectorAll('.label-name')].map((label) => label.textContent);
      if (!labels.includes(${JSON.stringify(first)})) return;
      observer.disconnect();
      requestAnimationFrame(() => { window.teardownBench = performance.now() - started; });
    };
    const observer = new MutationObserver(check);
    observer.observe(tree, { childList: true, subtree: true, characterData: true });
  }, { capture: true, once: true });
})()`;

/**
 * Expands a row. Returns the milliseconds from the mouse button going down to the frame after a child row is drawn.
 * The view must be open.
 */
export async function msUntilDrawn(workbench: TreePart, { view, row, first }: Expansion): Promise<number> {
  const twistie = workbench.row(view, row).locator('.monaco-tl-twistie');
  // The row must be in place and under the mouse before the clock starts.
  await twistie.hover();
  await workbench.page.evaluate(WAIT_IN_PAGE([view, first]));
  await twistie.click();
  return until(() => workbench.page.evaluate<number | undefined>('window.teardownBench'), `${first} to be drawn`);
}

/** Starts to observe the tasks of a window. Discards earlier ones. */
export async function watchTasks(page: Page): Promise<void> {
  await page.evaluate(`(() => {
    window.teardownTasks = [];
    window.teardownObserver ??= new PerformanceObserver((list) => {
      window.teardownTasks.push(...list.getEntries().map((entry) => entry.duration));
    });
    window.teardownObserver.observe({ type: 'longtask' });
  })()`);
}

/**
 * Returns the longest task since then in milliseconds. Returns 50 for shorter ones, which a browser does not report.
 */
export function longestTask(page: Page): Promise<number> {
  return page.evaluate<number>('Math.max(50, ...window.teardownTasks)');
}
