import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Browser, BrowserContext, FrameLocator, Locator, Page } from '@playwright/test';
import { ROOT } from '../../scripts/lib/run.mjs';
import { clickOnce } from './click.ts';
import { Dialog } from './dialog.ts';
import { drawnLines } from './drawn.ts';
import { OutputFiles } from './outputFile.ts';
import { named, TreePart } from './treePart.ts';
import { until } from './until.ts';
import { workbenchUrl, type VSCodeServer } from './vscodeServer.ts';

/** The time limit for an element. With eight busy processes on a machine, everything takes five times as long. */
const TIMEOUT_MS = 60_000;
/** An open container has its title after this time. */
const OPEN_TIMEOUT_MS = 3000;
/** A window starts within this time, also where eleven processes share a core. */
const START_TIMEOUT_MS = 180_000;
/** A hover appears half a second after the mouse. The time that it gets. */
const HOVER_TIMEOUT_MS = 2000;
/** A hover disappears in this time after the mouse leaves it. It cannot be clicked while it fades. */
const HOVER_FADES_MS = 600;
/** The time that the palette and a command in it get before the next attempt. It takes four seconds to list commands on a busy machine. */
const PALETTE_TIMEOUT_MS = 10_000;
/** High enough for all rows of the sample world, because the workbench draws only rows that fit. */
const VIEWPORT = { width: 1280, height: 2400 };
/**
 * Stops animations. Tests do not need them, and each frame of a spinner or a fade takes half of the browser's
 * processor time.
 */
const STILL = `addEventListener('DOMContentLoaded', () => {
  const style = document.createElement('style');
  style.textContent = '*, *::before, *::after { animation: none !important; transition: none !important; }';
  document.head.append(style);
})`;
/** The folder for pictures, if wanted. Each takes a third of a second. */
const PICTURES = process.env['TEARDOWN_PICTURES'];

/** User actions in a VS Code window. Only this file and those beside it contain CSS classes of the workbench. */
export class Workbench extends TreePart {
  readonly server: VSCodeServer;
  private readonly context: BrowserContext;
  private readonly channels: OutputFiles;

  private constructor(server: VSCodeServer, context: BrowserContext, page: Page) {
    super(page);
    this.server = server;
    this.context = context;
    this.channels = new OutputFiles(server);
  }

  /** Opens a window with nothing remembered: the browser stores the state of views. */
  static async open(server: VSCodeServer, browser: Browser, folder?: string): Promise<Workbench> {
    const context = await browser.newContext({
      viewport: VIEWPORT,
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    await context.addInitScript(STILL);
    return Workbench.inContext(server, context, folder);
  }

  private static async inContext(server: VSCodeServer, context: BrowserContext, folder?: string): Promise<Workbench> {
    const page = await context.newPage();
    page.setDefaultTimeout(TIMEOUT_MS);
    // On a busy machine, a window may read its settings late, and then offers to reload.
    const reloadOffer = page.locator('.monaco-dialog-box', { hasText: 'A setting has changed that requires a reload' });
    await page.addLocatorHandler(reloadOffer, (dialog) => dialog.getByRole('button', { name: 'Cancel' }).click());
    const workbench = new Workbench(server, context, page);
    await workbench.load(folder);
    return workbench;
  }

  /** Loads the workbench into the page. */
  private async load(folder = this.server.folder): Promise<void> {
    await this.page.goto(workbenchUrl({ url: this.server.url, folder }), { timeout: START_TIMEOUT_MS });
    await this.drawn();
  }

  private async drawn(): Promise<void> {
    await this.page.locator('.monaco-workbench .part.activitybar').waitFor({ timeout: START_TIMEOUT_MS });
  }

  /** Opens another window of the same VS Code, which shares its stored state. It closes with this one, or with `closeTab`. */
  another(folder: string): Promise<Workbench> {
    return Workbench.inContext(this.server, this.context, folder);
  }

  /** Closes this window, and leaves others of the same VS Code open. */
  async closeTab(): Promise<void> {
    await this.leave();
    await this.page.close();
  }

  /** Closes the window. */
  async close(): Promise<void> {
    await this.leave();
    await this.context.close();
  }

  /** Leaves the page as a closed tab does. Only then the extension host ends at once. */
  async leave(): Promise<void> {
    await this.page.goto('about:blank');
  }

  /**
   * Opens the window again in the same tab, with nothing remembered. The browser keeps the workbench's compiled code,
   * which halves the time of a new window.
   */
  async openAnew(folder?: string): Promise<void> {
    await this.leave();
    const browser = await this.context.newCDPSession(this.page);
    await browser.send('Storage.clearDataForOrigin', {
      origin: this.server.url,
      storageTypes: 'indexeddb,local_storage',
    });
    await browser.detach();
    await this.page.setViewportSize(VIEWPORT);
    await this.load(folder);
  }

  /** Reloads the window, like `Developer: Reload Window`. */
  async reload(): Promise<void> {
    await this.page.reload();
    await this.drawn();
  }

  /** Opens a view container by its title in the activity bar, unless it is open. */
  async openContainer(title: string): Promise<void> {
    const tab = this.page.locator('.part.activitybar').getByRole('tab', { name: named(title) });
    await tab.waitFor({ timeout: START_TIMEOUT_MS });
    await until(async () => {
      if ((await tab.getAttribute('aria-expanded')) !== 'true') await tab.click();
      // A reloaded window opens it by itself, and a click at that moment closes it again.
      const heading = this.page.locator('.part.sidebar .composite.title', { hasText: title });
      await heading.waitFor({ timeout: OPEN_TIMEOUT_MS });
      return true;
    }, `the container ${title}`);
    // The tooltip of its icon would cover the rows beside it.
    await this.page.mouse.move(0, 0);
  }

  /** Clicks an action in a view's title bar. */
  async viewAction(view: string, title: string): Promise<void> {
    const bar = await this.viewTitleBar(view);
    await bar.getByRole('button', { name: named(title) }).click();
  }

  /**
   * Opens the quick input of an action in a view's title bar. A redraw of the view takes the focus, and with it closes
   * what has just opened. Then it is opened again.
   */
  async viewInput(view: string, title: string): Promise<void> {
    await until(async () => {
      await this.viewAction(view, title);
      await this.inputBox().waitFor({ timeout: PALETTE_TIMEOUT_MS });
      return true;
    }, `the quick input of "${title}"`);
  }

  /** Chooses an entry of the "…" menu in a view's title bar. */
  async viewMenu(view: string, entry: string): Promise<void> {
    const bar = await this.viewTitleBar(view);
    await this.takeFromMenu(() => bar.getByRole('button', { name: /More Actions/ }).click(), entry);
  }

  /** Returns the side bar's title, which includes a view's description. */
  sidebarTitle(): Promise<string> {
    return this.page.locator('.part.sidebar .composite.title .title-label').innerText();
  }

  /** Returns the message above a view's rows. */
  viewMessage(): Locator {
    return this.page.locator('.part.sidebar .tree-explorer-viewlet-tree-view .message:visible');
  }

  /** Returns the welcome content of a view without rows. */
  welcome(): Locator {
    return this.page.locator('.part.sidebar .welcome-view-content:visible');
  }

  /** Returns a button of the welcome content. */
  welcomeButton(label: string): Locator {
    return this.welcome().getByRole('button', { name: label, exact: true });
  }

  /** Returns the modal dialog with this message. */
  dialog(message: string | RegExp): Dialog {
    return new Dialog(this.page, message);
  }

  /** Returns whether a modal dialog is open. */
  async hasDialog(): Promise<boolean> {
    return (await this.page.locator('.monaco-dialog-box').count()) > 0;
  }

  /** Returns a notification with this text. Find its buttons by `.getByRole('button', { name })`. */
  toast(text: string | RegExp): Locator {
    return this.page.locator('.notifications-toasts .notification-list-item').filter({ hasText: text });
  }

  /** Returns the texts of all open notifications. */
  toastTexts(): Promise<string[]> {
    return this.page.locator('.notifications-toasts .notification-list-item-message').allInnerTexts();
  }

  /** Returns the open input box or quick pick. */
  quickInput(): Locator {
    return this.page.locator('.quick-input-widget:visible');
  }

  /** Returns its text field. */
  inputBox(): Locator {
    return this.quickInput().getByRole('textbox').or(this.quickInput().getByRole('combobox')).first();
  }

  /** Replaces the text of the open input box, and presses Enter. */
  async answer(text: string): Promise<void> {
    await this.inputBox().fill(text);
    await this.page.keyboard.press('Enter');
  }

  /** Chooses an entry of the open quick pick. */
  async pick(label: string): Promise<void> {
    await this.quickInput().getByRole('option', { name: label }).first().click();
  }

  /** Runs a command by its title (with its category) from the command palette. */
  async runCommand(title: string): Promise<void> {
    const entry = this.quickInput().locator('.quick-input-list-entry').filter({ hasText: title }).first();
    // An editor that opens at that moment takes the focus, and the palette closes.
    await until(async () => {
      await this.page.keyboard.press('F1');
      await this.inputBox().fill(`>${title}`, { timeout: PALETTE_TIMEOUT_MS });
      await clickOnce(entry, { timeout: PALETTE_TIMEOUT_MS });
      return true;
    }, `the command "${title}" in the palette`);
    await entry.waitFor({ state: 'detached' });
  }

  /**
   * Runs a command with an input box, and types a text. Waits for the box, because a palette that lost the focus runs
   * nothing.
   */
  async fillInput(title: string, text: string): Promise<void> {
    await until(async () => {
      await this.runCommand(title);
      await this.inputBox().fill(text, { timeout: PALETTE_TIMEOUT_MS });
      return true;
    }, `the input box of "${title}"`);
  }

  /** Presses a key with a keybinding of VS Code, wherever the focus is. */
  async press(key: string): Promise<void> {
    await this.page.evaluate('document.activeElement?.blur()');
    await this.page.keyboard.press(key);
  }

  /** Shows an output channel in the panel. */
  async showOutput(channel: string): Promise<void> {
    await this.runCommand('Output: Show Output Channels...');
    await this.pick(channel);
    await this.page.locator('.part.panel .view-lines').waitFor();
  }

  /** Returns the drawn lines of the panel. */
  panelText(): Promise<string> {
    return drawnLines(this.page.locator('.part.panel'));
  }

  /** Returns the whole text of an output channel. Empty before its first line. */
  output(channel: string): Promise<string> {
    return this.channels.read(channel);
  }

  /** Excludes the current text of a channel from {@link output}. */
  forgetOutput(channel: string): Promise<void> {
    return this.channels.forget(channel);
  }

  /** Returns the drawn lines of the active editor. */
  editorText(): Promise<string> {
    return drawnLines(this.page.locator('.editor-group-container.active'));
  }

  /** Returns the content of a webview, such as rendered Markdown. */
  rendered(): FrameLocator {
    return this.page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
  }

  /** Returns the title of the active editor. */
  editorTitle(): Promise<string> {
    return this.page.locator('.editor-group-container.active .tab.active .label-name').innerText();
  }

  /** Clicks an action in the title bar of the active editor. */
  async editorAction(title: string): Promise<void> {
    await this.page
      .locator('.editor-group-container.active .editor-actions')
      .getByRole('button', { name: title })
      .click();
  }

  /** Returns a status bar item by a part of its text. */
  statusBarItem(text: string | RegExp): Locator {
    return this.page.locator('.part.statusbar .statusbar-item').filter({ hasText: text });
  }

  /** Moves the mouse over an element and returns the text of its hover. */
  async hover(target: Locator): Promise<string> {
    const hover = this.page.locator('.monaco-hover:visible, .workbench-hover:visible').first();
    return until(async () => {
      // A row that is redrawn under the mouse shows no hover until the mouse returns.
      await this.page.mouse.move(0, 0);
      // The hover of another element must not be read for this one. A late hover stays until the mouse has been on
      // it.
      if (!(await disappears(hover))) {
        await hover.hover({ timeout: HOVER_TIMEOUT_MS });
        await this.page.mouse.move(0, 0);
        await hover.waitFor({ state: 'hidden', timeout: HOVER_TIMEOUT_MS });
      }
      await target.hover();
      const place = await target.boundingBox();
      await hover.waitFor({ timeout: HOVER_TIMEOUT_MS });
      // A tooltip may be created only when it is shown.
      await hover.filter({ hasNotText: 'Loading...' }).waitFor({ timeout: HOVER_TIMEOUT_MS });
      const text = await hover.innerText();
      // If rows above it were removed, the mouse is on another row now, and the hover is that row's.
      return isDeepStrictEqual(await target.boundingBox(), place) && text;
    }, 'the hover');
  }

  /** Returns the text in the clipboard. */
  clipboard(): Promise<string> {
    return this.page.evaluate<string>('window.focus(); navigator.clipboard.readText()');
  }

  /** Empties the clipboard. */
  async emptyClipboard(): Promise<void> {
    // Only a focused page may write to it, and an editor's frame can have the focus.
    await until(async () => {
      await this.page.evaluate("window.focus(); navigator.clipboard.writeText('')");
      return true;
    }, 'the clipboard to be emptied');
  }

  /**
   * Returns VS Code's figure for loading and activating an extension, in ms, by its display name. Waits until it is
   * active.
   */
  async activationMs(displayName: string): Promise<number> {
    // The list draws only the rows that fit, and the fastest extensions are last.
    const viewport = this.page.viewportSize() ?? { width: 1280, height: 1100 };
    await this.page.setViewportSize({ ...viewport, height: 4000 });
    await this.runCommand('Developer: Show Running Extensions');
    const text = await this.page
      .locator('.runtime-extensions-editor')
      .getByRole('listitem')
      .filter({ has: this.page.locator('.name', { hasText: displayName }) })
      .locator('.activation-time')
      .filter({ hasText: /\d+\s*ms/ })
      .innerText();
    await this.page.setViewportSize(viewport);
    return Number(/(\d+)\s*ms/.exec(text)?.[1]);
  }

  /** Saves a picture under build/screenshots, if the environment variable TEARDOWN_PICTURES is set. */
  async screenshot(name: string): Promise<void> {
    if (PICTURES === undefined) return;
    const file = path.join(ROOT, 'build/screenshots', `${name.replace(/[^\w.]+/g, '-')}.png`);
    await mkdir(path.dirname(file), { recursive: true });
    await this.page.screenshot({ path: file });
  }

  /** Returns a view's title bar with visible actions. A container with one view shares its bar with the view. */
  private async viewTitleBar(view: string): Promise<Locator> {
    const own = this.page.locator(`.part.sidebar .pane-header[aria-label^="${view} "]`);
    await this.tree(view).or(this.welcome()).first().waitFor();
    const bar = (await own.isVisible()) ? own : this.page.locator('.part.sidebar .composite.title');
    await bar.hover();
    return bar;
  }
}

/** Returns whether a hover disappears by itself. */
function disappears(hover: Locator): Promise<boolean> {
  return hover.waitFor({ state: 'hidden', timeout: HOVER_FADES_MS }).then(
    () => true,
    () => false,
  );
}
