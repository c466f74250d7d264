import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Browser, BrowserContext, FrameLocator, Locator, Page } from '@playwright/test';
import { ROOT } from '../../scripts/lib/run.mjs';
import { Dialog } from './dialog.ts';
import { drawnLines } from './drawn.ts';
import { OutputFiles } from './outputFile.ts';
import { named, TreePart } from './treePart.ts';
import { until } from './until.ts';
import { workbenchUrl, type VSCodeServer } from './vscodeServer.ts';

/** How long an element is waited for: on a machine with eight busy processes, all takes five times as long. */
const PATIENCE_MS = 60_000;
/** An open container has its title this long after a click. */
const OPEN_PATIENCE_MS = 3000;
const START_PATIENCE_MS = 60_000;
/** A hover comes half a second after the mouse; this long it is given. */
const HOVER_PATIENCE_MS = 2000;
/** A hover that the mouse has left goes within this time; it cannot be touched while it fades. */
const HOVER_FADES_MS = 600;
/** The palette, and a command in it, are given this long before they are asked for again. */
const PALETTE_PATIENCE_MS = 5000;
/** High enough for all rows of the sample world: what does not fit is not drawn. */
const VIEWPORT = { width: 1280, height: 2400 };
/** Nothing that a test looks at moves, and drawing each frame of a spinner or a fade takes half of the browser's processor time. */
const STILL = `addEventListener('DOMContentLoaded', () => {
  const style = document.createElement('style');
  style.textContent = '*, *::before, *::after { animation: none !important; transition: none !important; }';
  document.head.append(style);
})`;
/** Where pictures go, where they are wanted: they take a third of a second each. */
const PICTURES = process.env['TEARDOWN_PICTURES'];

/**
 * What a person does in a VS Code window. All CSS classes of the workbench are known here and in the files beside this one,
 * and nowhere else.
 */
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

  /** Opens a window with nothing remembered: the state of views lives in the browser. */
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
    page.setDefaultTimeout(PATIENCE_MS);
    // A window that opens on a busy machine may know its settings late, and then offers to reload.
    const reloadOffer = page.locator('.monaco-dialog-box', { hasText: 'A setting has changed that requires a reload' });
    await page.addLocatorHandler(reloadOffer, (dialog) => dialog.getByRole('button', { name: 'Cancel' }).click());
    const workbench = new Workbench(server, context, page);
    await workbench.load(folder);
    return workbench;
  }

  /** Loads the workbench into the page. */
  private async load(folder = this.server.folder): Promise<void> {
    await this.page.goto(workbenchUrl({ url: this.server.url, folder }));
    await this.drawn();
  }

  private async drawn(): Promise<void> {
    await this.page.locator('.monaco-workbench .part.activitybar').waitFor({ timeout: START_PATIENCE_MS });
  }

  /** Opens one more window of the same VS Code, which shares what it remembers with this one; closed with it. */
  another(folder: string): Promise<Workbench> {
    return Workbench.inContext(this.server, this.context, folder);
  }

  /** Closes the window. */
  async close(): Promise<void> {
    await this.leave();
    await this.context.close();
  }

  /** Empties the page as a closed tab does: only then the extension host ends at once. */
  async leave(): Promise<void> {
    await this.page.goto('about:blank');
  }

  /**
   * Opens the window anew, with nothing remembered, in the same tab: the browser keeps the workbench's compiled code, which halves the
   * time of a new window.
   */
  async openAnew(): Promise<void> {
    await this.leave();
    const browser = await this.context.newCDPSession(this.page);
    await browser.send('Storage.clearDataForOrigin', {
      origin: this.server.url,
      storageTypes: 'indexeddb,local_storage',
    });
    await browser.detach();
    await this.page.setViewportSize(VIEWPORT);
    await this.load();
  }

  /** Reloads the window, as `Developer: Reload Window` does. */
  async reload(): Promise<void> {
    await this.page.reload();
    await this.drawn();
  }

  /** Opens a view container by its title in the activity bar, and leaves it open when it is. */
  async openContainer(title: string): Promise<void> {
    const tab = this.page.locator('.part.activitybar').getByRole('tab', { name: named(title) });
    await tab.waitFor({ timeout: START_PATIENCE_MS });
    await until(async () => {
      if ((await tab.getAttribute('aria-expanded')) !== 'true') await tab.click();
      // A window that comes back opens it by itself, and a click at that moment closes it again.
      const heading = this.page.locator('.part.sidebar .composite.title', { hasText: title });
      await heading.waitFor({ timeout: OPEN_PATIENCE_MS });
      return true;
    }, `the container ${title}`);
    // The tooltip of its icon would lie over the rows beside it.
    await this.page.mouse.move(0, 0);
  }

  /** Takes an action of a view's title bar. */
  async viewAction(view: string, title: string): Promise<void> {
    const bar = await this.viewTitleBar(view);
    await bar.getByRole('button', { name: named(title) }).click();
  }

  /** Takes an entry of the "…" menu of a view's title bar. */
  async viewMenu(view: string, entry: string): Promise<void> {
    const bar = await this.viewTitleBar(view);
    await this.takeFromMenu(() => bar.getByRole('button', { name: /More Actions/ }).click(), entry);
  }

  /** The text of the side bar's title, which includes a view's own description. */
  sidebarTitle(): Promise<string> {
    return this.page.locator('.part.sidebar .composite.title .title-label').innerText();
  }

  /** The line that a view says above its rows. */
  viewMessage(): Locator {
    return this.page.locator('.part.sidebar .tree-explorer-viewlet-tree-view .message:visible');
  }

  /** The welcome content of a view: what is shown where there are no rows. */
  welcome(): Locator {
    return this.page.locator('.part.sidebar .welcome-view-content:visible');
  }

  /** A button of the welcome content. */
  welcomeButton(label: string): Locator {
    return this.welcome().getByRole('button', { name: label, exact: true });
  }

  /** The modal dialog with this message. */
  dialog(message: string | RegExp): Dialog {
    return new Dialog(this.page, message);
  }

  /** Whether any modal dialog is open. */
  async hasDialog(): Promise<boolean> {
    return (await this.page.locator('.monaco-dialog-box').count()) > 0;
  }

  /** A notification with this text; its buttons by `.getByRole('button', { name })`. */
  toast(text: string | RegExp): Locator {
    return this.page.locator('.notifications-toasts .notification-list-item').filter({ hasText: text });
  }

  /** What all open notifications say. */
  toastTexts(): Promise<string[]> {
    return this.page.locator('.notifications-toasts .notification-list-item-message').allInnerTexts();
  }

  /** The open input box or quick pick. */
  quickInput(): Locator {
    return this.page.locator('.quick-input-widget:visible');
  }

  /** Its text field. */
  inputBox(): Locator {
    return this.quickInput().getByRole('textbox').or(this.quickInput().getByRole('combobox')).first();
  }

  /** Types into the open input box, replacing what is in it, and presses Enter. */
  async answer(text: string): Promise<void> {
    await this.inputBox().fill(text);
    await this.page.keyboard.press('Enter');
  }

  /** Takes an entry of the open quick pick. */
  async pick(label: string): Promise<void> {
    await this.quickInput().getByRole('option', { name: label }).first().click();
  }

  /** Runs a command by its title (with its category) from the command palette. */
  async runCommand(title: string): Promise<void> {
    const entry = this.quickInput().locator('.quick-input-list-entry').filter({ hasText: title }).first();
    // An editor that opens meanwhile takes the focus, and the palette closes.
    await until(async () => {
      await this.page.keyboard.press('F1');
      await this.inputBox().fill(`>${title}`, { timeout: PALETTE_PATIENCE_MS });
      await entry.click({ timeout: PALETTE_PATIENCE_MS });
      return true;
    }, `the command "${title}" in the palette`);
    await entry.waitFor({ state: 'detached' });
  }

  /** Runs a command that asks for a text, and types it, once its input box is there: a palette that lost the focus has run nothing. */
  async fillInput(title: string, text: string): Promise<void> {
    await until(async () => {
      await this.runCommand(title);
      await this.inputBox().fill(text, { timeout: PALETTE_PATIENCE_MS });
      return true;
    }, `the input box of "${title}"`);
  }

  /** Presses a key that VS Code has a keybinding for, wherever the focus is. */
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

  /** The lines of the panel that are drawn now. */
  panelText(): Promise<string> {
    return drawnLines(this.page.locator('.part.panel'));
  }

  /** The whole text of an output channel; empty while nothing was written. */
  output(channel: string): Promise<string> {
    return this.channels.read(channel);
  }

  /** Leaves what a channel has now out of {@link output}. */
  forgetOutput(channel: string): Promise<void> {
    return this.channels.forget(channel);
  }

  /** The lines of the active editor that are drawn now. */
  editorText(): Promise<string> {
    return drawnLines(this.page.locator('.editor-group-container.active'));
  }

  /** What a webview shows, such as rendered Markdown. */
  rendered(): FrameLocator {
    return this.page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
  }

  /** The title of the active editor. */
  editorTitle(): Promise<string> {
    return this.page.locator('.editor-group-container.active .tab.active .label-name').innerText();
  }

  /** An action in the title bar of the active editor. */
  async editorAction(title: string): Promise<void> {
    await this.page
      .locator('.editor-group-container.active .editor-actions')
      .getByRole('button', { name: title })
      .click();
  }

  /** A status bar item by a part of its text. */
  statusBarItem(text: string | RegExp): Locator {
    return this.page.locator('.part.statusbar .statusbar-item').filter({ hasText: text });
  }

  /** Holds the mouse over something and gives the text of the hover. */
  async hover(target: Locator): Promise<string> {
    const hover = this.page.locator('.monaco-hover:visible, .workbench-hover:visible').first();
    return until(async () => {
      // A row that is drawn anew while the mouse rests on it shows no hover until the mouse comes back.
      await this.page.mouse.move(0, 0);
      // The hover of what the mouse was on before must not be read for this one: one that came late stays until it was touched.
      if (!(await hasGone(hover))) {
        await hover.hover({ timeout: HOVER_PATIENCE_MS });
        await this.page.mouse.move(0, 0);
        await hover.waitFor({ state: 'hidden', timeout: HOVER_PATIENCE_MS });
      }
      await target.hover();
      const place = await target.boundingBox();
      await hover.waitFor({ timeout: HOVER_PATIENCE_MS });
      // A tooltip may be made only when it is looked at.
      await hover.filter({ hasNotText: 'Loading...' }).waitFor({ timeout: HOVER_PATIENCE_MS });
      const text = await hover.innerText();
      // Rows above it that went away meanwhile have put another one under the mouse, and the hover is that one's.
      return isDeepStrictEqual(await target.boundingBox(), place) && text;
    }, 'the hover');
  }

  /** The text in the clipboard. */
  clipboard(): Promise<string> {
    return this.page.evaluate<string>('window.focus(); navigator.clipboard.readText()');
  }

  /** Empties the clipboard. */
  async emptyClipboard(): Promise<void> {
    // Only a page that has the focus may write to it, and an editor's frame can have it.
    await until(async () => {
      await this.page.evaluate("window.focus(); navigator.clipboard.writeText('')");
      return true;
    }, 'the clipboard to be emptied');
  }

  /** How long VS Code says an extension took to load and activate, in ms, by its display name; waits until it is active. */
  async activationMs(displayName: string): Promise<number> {
    // The list draws only the rows that fit, and the fastest come last.
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

  /** Keeps a picture under build/screenshots, where the environment variable TEARDOWN_PICTURES is set. */
  async screenshot(name: string): Promise<void> {
    if (PICTURES === undefined) return;
    const file = path.join(ROOT, 'build/screenshots', `${name.replace(/[^\w.]+/g, '-')}.png`);
    await mkdir(path.dirname(file), { recursive: true });
    await this.page.screenshot({ path: file });
  }

  /** A view's title bar, with its actions made visible. The only view of a container shares the container's bar. */
  private async viewTitleBar(view: string): Promise<Locator> {
    const own = this.page.locator(`.part.sidebar .pane-header[aria-label^="${view} "]`);
    await this.tree(view).or(this.welcome()).first().waitFor();
    const bar = (await own.isVisible()) ? own : this.page.locator('.part.sidebar .composite.title');
    await bar.hover();
    return bar;
  }
}

/** Whether a hover goes by itself. */
function hasGone(hover: Locator): Promise<boolean> {
  return hover.waitFor({ state: 'hidden', timeout: HOVER_FADES_MS }).then(
    () => true,
    () => false,
  );
}
