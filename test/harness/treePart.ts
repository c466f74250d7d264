import type { Locator, Page } from '@playwright/test';
import { clickOnce } from './click.ts';
import { drawnRows } from './drawn.ts';
import { until } from './until.ts';

/** A menu ignores clicks in its first 100 ms or so. The time that a sent click gets to take effect. */
const MENU_TIMEOUT_MS = 300;
/** A click needs two drawn frames before it is sent, which take long on a busy machine. */
const CLICK_TIMEOUT_MS = 3000;
/** The number of clicks on an entry before the menu counts as unresponsive. */
const MENU_CLICKS = 10;
/** A menu that does not appear in this time was closed again, for instance because its row was deleted. */
const MENU_OPENS_MS = 3000;
/** The time that a click may wait for an element that covers its target. */
const COVERED_TIMEOUT_MS = 3000;
/** A row counts as expanded once its children are loaded. The time that they get. */
const EXPAND_TIMEOUT_MS = 12_000;
/** VS Code collects the changes of extensions for 200 ms before it redraws. */
const SETTLED_MS = 300;
/** The time in which a command without its row reports that. */
const LOST_ROW_MS = 400;

/**
 * Matches the accessible name of a workbench element: its title, with what VS Code adds. That is the key (`Refresh
 * (Ctrl+Shift+R)`, `Copy ID Ctrl+C`), or what the badge counts (`Teardown - 1 deletion in progress`).
 */
export function named(title: string): RegExp {
  const literal = title.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${literal}( \\(.+\\)|,? ?(Ctrl\\+.+|Del)| - .+)?$`);
}

/** User actions on the trees of a window and on the menus of their rows. */
export class TreePart {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Returns the tree of a view, by the view's name. */
  tree(view: string): Locator {
    return this.page.getByRole('tree', { name: view, exact: true });
  }

  /** Returns the drawn rows of a view. */
  rows(view: string): Locator {
    return this.tree(view).getByRole('treeitem');
  }

  /** Returns the row with this label. `description` distinguishes rows with the same label. */
  row(view: string, label: string | RegExp, description?: string | RegExp): Locator {
    const rows = this.rows(view).filter({
      has: this.page.locator('.label-name').getByText(label, { exact: true }),
    });
    return description === undefined
      ? rows
      : rows.filter({ has: this.page.locator('.label-description', { hasText: description }) });
  }

  /** Returns the label and description of the drawn rows, from top to bottom. */
  rowTexts(view: string): Promise<{ label: string; description: string }[]> {
    return drawnRows(this.rows(view));
  }

  /** Expands a row, and waits until it counts as expanded. */
  async expand(row: Locator): Promise<void> {
    await row.waitFor();
    await until(async () => {
      if ((await row.getAttribute('aria-expanded')) === 'true') return true;
      await this.clickBare(row.locator('.monaco-tl-twistie'));
      // The row is expanded only after its children are loaded. Another click before that would collapse it.
      await row.and(this.page.locator('[aria-expanded="true"]')).waitFor({ timeout: EXPAND_TIMEOUT_MS });
      return true;
    }, 'the row to expand');
  }

  /** Waits until the side bar has not been redrawn for a moment. */
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

  /** Clicks a row, with modifier keys. */
  async clickRow(row: Locator, ...modifiers: ('ControlOrMeta' | 'Shift')[]): Promise<void> {
    await until(async () => {
      await this.clickBare(row, { modifiers });
      return true;
    }, 'the row to take a click');
  }

  /** Scrolls a tree to its end until a row there is drawn. A redraw can take the focus, and more rows may arrive. */
  async scrollToEnd(view: string, row: Locator): Promise<void> {
    await until(async () => {
      await this.tree(view).focus();
      await this.page.keyboard.press('End');
      return row.isVisible();
    }, 'a row at the end of the tree');
  }

  /** Selects several rows. Repeats that if a redraw of the tree drops the selection meanwhile. */
  async select(rows: readonly Locator[]): Promise<void> {
    await until(async () => {
      for (const [index, row] of rows.entries())
        await this.clickRow(row, ...(index === 0 ? [] : ['ControlOrMeta' as const]));
      const selected = await Promise.all(rows.map((row) => row.getAttribute('aria-selected')));
      return selected.every((value) => value === 'true');
    }, 'the rows to be selected');
  }

  /** Clicks an element that the hover of another one may cover: a late hover stays until the mouse has been on it. */
  private async clickBare(place: Locator, options: Parameters<Locator['click']>[0] = {}): Promise<void> {
    try {
      await clickOnce(place, { ...options, timeout: COVERED_TIMEOUT_MS });
    } catch (error) {
      const hover = this.page.locator('.workbench-hover').first();
      if (await hover.isVisible()) await hover.hover({ timeout: COVERED_TIMEOUT_MS });
      await this.page.mouse.move(0, 0);
      throw error;
    }
  }

  /** Expands nested rows by their labels. */
  async expandPath(view: string, ...labels: string[]): Promise<void> {
    for (const label of labels) await this.expand(this.row(view, label));
  }

  /** Chooses an entry of a row's context menu. */
  async contextMenu(row: Locator, entry: string): Promise<void> {
    // While a tree is redrawn, VS Code may run a command without its row (microsoft/vscode#144250). The command
    // reports that, and is run again.
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
      // Closed, or the next attempt would read it again.
      await nothing.hover();
      await nothing.getByRole('button', { name: 'Clear Notification' }).click();
      await nothing.waitFor({ state: 'detached' });
      return false;
    }, `the menu entry "${entry}" to get its row`);
  }

  /** Returns the entries of a row's context menu, and closes it. */
  async contextMenuEntries(row: Locator): Promise<string[]> {
    const menu = this.#menu();
    const entries = await until(async () => {
      await this.#openMenu(() => this.clickBare(row, { button: 'right' }));
      return menu.getByRole('menuitem').locator('.action-label').allInnerTexts();
    }, 'the entries of a context menu');
    await this.page.keyboard.press('Escape');
    await menu.waitFor({ state: 'detached' });
    return entries.filter((text) => text.trim() !== '');
  }

  /** Clicks an inline action of a row (a button that is visible while the mouse is over the row). */
  async rowAction(row: Locator, title: string): Promise<void> {
    await row.hover();
    await row.getByRole('button', { name: title }).click();
  }

  /**
   * Opens a menu and chooses an entry. Repeats that if VS Code closes the menu before the click, for instance because
   * it redraws the menu's title bar.
   */
  protected async takeFromMenu(open: () => Promise<void>, name: string): Promise<void> {
    const entry = this.page.locator('.context-view').getByRole('menuitem', { name: named(name) });
    await until(async () => {
      await this.#openMenu(open);
      await entry.waitFor({ timeout: MENU_OPENS_MS });
      let clicked = false;
      for (let tried = 0; tried < MENU_CLICKS && (await entry.count()) > 0; tried++) {
        clicked = (await clickedIn(entry)) || clicked;
        if (clicked && (await closes(entry))) return true;
      }
      return clicked;
    }, `the menu entry "${name}" to take a click`);
  }

  #menu(): Locator {
    return this.page.locator('.context-view').getByRole('menu');
  }

  /** Opens a menu. Throws if VS Code closes it at once, which it does when it redraws the menu's title bar or row. */
  async #openMenu(open: () => Promise<void>): Promise<void> {
    const menu = this.#menu();
    // An unresponsive menu covers everything.
    if (await menu.isVisible()) await this.page.keyboard.press('Escape');
    await menu.waitFor({ state: 'detached', timeout: MENU_OPENS_MS });
    await this.settled();
    await open();
    await menu.waitFor({ timeout: MENU_OPENS_MS });
  }
}

/** Clicks in a menu that may close at any time. Returns whether the click was sent. */
function clickedIn(entry: Locator): Promise<boolean> {
  return clickOnce(entry, { timeout: CLICK_TIMEOUT_MS }).then(
    () => true,
    () => false,
  );
}

/** Returns whether a menu closes. It ignores clicks in its first 100 ms or so. */
function closes(entry: Locator): Promise<boolean> {
  return entry.waitFor({ state: 'detached', timeout: MENU_TIMEOUT_MS }).then(
    () => true,
    () => false,
  );
}
