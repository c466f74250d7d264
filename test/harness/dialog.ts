import type { Locator, Page } from '@playwright/test';
import { isUnbroken } from './drawn.ts';

/** A modal dialog of the workbench, found by its message. */
export class Dialog {
  /** The dialog's element. */
  readonly element: Locator;
  private readonly page: Page;

  constructor(page: Page, message: string | RegExp) {
    this.page = page;
    this.element = page
      .getByRole('dialog')
      .filter({ has: page.locator('.dialog-message-text', { hasText: message }) })
      .first();
  }

  /** Waits until the dialog is shown. */
  async shown(): Promise<this> {
    await this.element.waitFor();
    return this;
  }

  /** Returns the first, large line. */
  message(): Promise<string> {
    return this.element.locator('.dialog-message-text').innerText();
  }

  /** Returns the lines under the message. */
  detail(): Promise<string> {
    return this.element.locator('.dialog-message-detail').innerText();
  }

  /** Returns whether a text under the message is drawn in one line. */
  isUnbroken(text: string): Promise<boolean> {
    return isUnbroken(this.element.locator('.dialog-message-detail'), text);
  }

  /** Returns the labels of the buttons, in the order of the Tab key. */
  async buttons(): Promise<string[]> {
    await this.shown();
    return this.element.locator('.dialog-buttons-row .monaco-button').allInnerTexts();
  }

  /** Returns the label of the button that Enter presses. */
  async focusedButton(): Promise<string> {
    await this.shown();
    return this.element.locator('.monaco-button:focus').innerText();
  }

  /**
   * Presses a button, and waits until the dialog closes. The button's label may end with an ellipsis, which announces
   * an input.
   */
  async press(button: string): Promise<void> {
    const named = (name: string) => this.element.getByRole('button', { name, exact: true });
    await named(button)
      .or(named(`${button}…`))
      .click();
    await this.closed();
  }

  /** Presses a key (`Escape`, `Enter`), and waits until the dialog closes. */
  async type(key: string): Promise<void> {
    await this.focusedButton();
    await this.page.keyboard.press(key);
    await this.closed();
  }

  /** Waits until the dialog is closed. */
  closed(): Promise<void> {
    return this.element.waitFor({ state: 'detached' });
  }
}
