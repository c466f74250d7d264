import type { Locator, Page } from '@playwright/test';
import { drawnRows } from './drawn.ts';
import { until } from './until.ts';

/** A menu takes no click in its first 100 ms or so; this long a click that has left is given to take effect. */
const MENU_PATIENCE_MS = 300;
/** A click needs two drawn frames before it leaves, which take long on a busy machine. */
const CLICK_PATIENCE_MS = 3000;
/** So often an entry is clicked before the menu counts as one that takes none. */
const MENU_CLICKS = 10;
/** A menu that is not there by then was closed again, as by a row that went away under it. */
const MENU_OPENS_MS = 3000;
/** This long a click may be kept from its place by what lies over it. */
const COVERED_PATIENCE_MS = 3000;
/** The children of a row are asked for before it counts as expanded; this long they are given. */
const EXPAND_PATIENCE_MS = 12_000;
/** VS Code collects what extensions have drawn anew for 200 ms. */
const SETTLED_MS = 300;
/** A command that got no row says so within this time. */
const LOST_ROW_MS = 400;

/**
 * What something of the workbench is called: its title, and whatever VS Code adds to it: the key (`Refresh (Ctrl+Shift+R)`,
 * `Copy ID Ctrl+C`), or what the badge counts (`Teardown - 1 deletion in progress`).
 */
export function named(title: string): RegExp {
  const literal = title.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${literal}( \\(.+\\)|,? ?(Ctrl\\+.+|Del)| - .+)?$`);
}

/** What a person does with the trees of a window, and with the menus of their rows. */
export class TreePart {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** The tree of a view, by the view's name. */
  tree(view: string): Locator {
    return this.page.getByRole('tree', { name: view, exact: true });
  }

  /** All rows of a view that are drawn now. */
  rows(view: string): Locator {
    return this.tree(view).getByRole('treeitem');
  }

  /** The row with this label; `description` tells rows of the same label apart. */
  row(view: string, label: string | RegExp, description?: string | RegExp): Locator {
    const rows = this.rows(view).filter({
      has: this.page.locator('.label-name').getByText(label, { exact: true }),
    });
    return description === undefined
      ? rows
      : rows.filter({ has: this.page.locator('.label-description', { hasText: description }) });
  }

  /** What the drawn rows say: label and description, from top to bottom. */
  rowTexts(view: string): Promise<{ label: string; description: string }[]> {
    return drawnRows(this.rows(view));
  }

  /** Expands a row, and waits until its twistie says so; its children may still be loading. */
  async expand(row: Locator): Promise<void> {
    await row.waitFor();
    await until(async () => {
      if ((await row.getAttribute('aria-expanded')) === 'true') return true;
      await this.clickBare(row.locator('.monaco-tl-twistie'));
      // The row says so only when its children are there; another click before that would collapse it again.
      await row.and(this.page.locator('[aria-expanded="true"]')).waitFor({ timeout: EXPAND_PATIENCE_MS });
      return true;
    }, 'the row to expand');
  }

  /** Waits until nothing in the side bar was drawn anew for a moment. */
  async settled(): Promise<void> {
    await this.page.evaluate(`new Promise((resolve) => {
      const still = () => {
        observer.disconnect();
        resolve();
      };
      let timer = setTimeout(still, ${SETTLED_MS});
      const observer = new MutationObserver(() => {
        clearTimeout(timer);
        timer = setTimeout(still, ${SETTLED_MS});
      });
      observer.observe(document.querySelector('.part.sidebar'), { subtree: true, childList: true, characterData: true });
    })`);
  }

  /** Clicks a row, with keys held down. */
  async clickRow(row: Locator, ...modifiers: ('ControlOrMeta' | 'Shift')[]): Promise<void> {
    await until(async () => {
      await this.clickBare(row, { modifiers });
      return true;
    }, 'the row to take a click');
  }

  /** Selects rows, one after the other. */
  async select(rows: readonly Locator[]): Promise<void> {
    for (const [index, row] of rows.entries())
      await this.clickRow(row, ...(index === 0 ? [] : ['ControlOrMeta' as const]));
  }

  /** Clicks what a hover of something else may lie over: one that came late stays until the mouse has been on it. */
  private async clickBare(place: Locator, options: Parameters<Locator['click']>[0] = {}): Promise<void> {
    try {
      await place.click({ ...options, timeout: COVERED_PATIENCE_MS });
    } catch (error) {
      const hover = this.page.locator('.workbench-hover').first();
      if (await hover.isVisible()) await hover.hover({ timeout: COVERED_PATIENCE_MS });
      await this.page.mouse.move(0, 0);
      throw error;
    }
  }

  /** Expands rows one under the other, by their labels. */
  async expandPath(view: string, ...labels: string[]): Promise<void> {
    for (const label of labels) await this.expand(this.row(view, label));
  }

  /** Right-clicks a row and chooses an entry of its menu. */
  async contextMenu(row: Locator, entry: string): Promise<void> {
    // While a tree is drawn anew VS Code may call a command without its row (microsoft/vscode#144250); it is said, and tried again.
    await until(async () => {
      await this.takeFromMenu(() => this.clickBare(row, { button: 'right' }), entry);
      const nothing = this.page
        .locator('.notifications-toasts .notification-list-item')
        .filter({ hasText: 'Select a resource in the Teardown view' });
      const lost = await nothing.waitFor({ timeout: LOST_ROW_MS }).then(
        () => true,
        () => false,
      );
      if (!lost) return true;
      // Cleared, or the next attempt would read it once more.
      await nothing.hover();
      await nothing.getByRole('button', { name: 'Clear Notification' }).click();
      await nothing.waitFor({ state: 'detached' });
      return false;
    }, `the menu entry "${entry}" to get its row`);
  }

  /** The entries that a right click on a row offers; the menu is closed again. */
  async contextMenuEntries(row: Locator): Promise<string[]> {
    await row.click({ button: 'right' });
    const menu = this.page.locator('.context-view').getByRole('menu');
    await menu.waitFor();
    const entries = await menu.getByRole('menuitem').locator('.action-label').allInnerTexts();
    await this.page.keyboard.press('Escape');
    await menu.waitFor({ state: 'detached' });
    return entries.filter((text) => text.trim() !== '');
  }

  /** Takes an inline action of a row (a button that shows while the mouse is over it). */
  async rowAction(row: Locator, title: string): Promise<void> {
    await row.hover();
    await row.getByRole('button', { name: title }).click();
  }

  /**
   * Opens a menu and takes an entry of it. A menu that VS Code closes before it was clicked in, as when the title bar that it hangs
   * on is drawn anew, is opened again.
   */
  protected async takeFromMenu(open: () => Promise<void>, name: string): Promise<void> {
    const entry = this.page.locator('.context-view').getByRole('menuitem', { name: named(name) });
    const menu = this.page.locator('.context-view').getByRole('menu');
    await until(async () => {
      // One that took no click lies over everything.
      if (await menu.isVisible()) await this.page.keyboard.press('Escape');
      await menu.waitFor({ state: 'detached', timeout: MENU_OPENS_MS });
      // While a title bar or a row is drawn anew, VS Code closes the menu that hangs on it.
      await this.settled();
      await open();
      await entry.waitFor({ timeout: MENU_OPENS_MS });
      let clicked = false;
      for (let tried = 0; tried < MENU_CLICKS && (await entry.count()) > 0; tried++) {
        clicked = (await clickedIn(entry)) || clicked;
        if (clicked && (await goneAfter(entry))) return true;
      }
      return clicked;
    }, `the menu entry "${name}" to take a click`);
  }
}

/** Clicks, in a menu that may go away any time; tells whether the click has left. */
async function clickedIn(entry: Locator): Promise<boolean> {
  try {
    await entry.click({ timeout: CLICK_PATIENCE_MS });
    return true;
  } catch (error) {
    // In the log of what was tried, which is part of the message.
    return error instanceof Error && error.message.includes('performing click action');
  }
}

/** Whether a menu closes: the first 100 ms or so of its life it takes no click. */
function goneAfter(entry: Locator): Promise<boolean> {
  return entry.waitFor({ state: 'detached', timeout: MENU_PATIENCE_MS }).then(
    () => true,
    () => false,
  );
}
