import type { Locator, Page } from '@playwright/test';

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

  /** Waits until it is shown. */
  async shown(): Promise<this> {
    await this.element.waitFor();
    return this;
  }

  /** The first, large line. */
  message(): Promise<string> {
    return this.element.locator('.dialog-message-text').innerText();
  }

  /** The lines under it. */
  detail(): Promise<string> {
    return this.element.locator('.dialog-message-detail').innerText();
  }

  /** The labels of its buttons, in the order of the Tab key. */
  async buttons(): Promise<string[]> {
    await this.shown();
    return this.element.locator('.dialog-buttons-row .monaco-button').allInnerTexts();
  }

  /** The label of the button that Enter takes. */
  async focusedButton(): Promise<string> {
    await this.shown();
    return this.element.locator('.monaco-button:focus').innerText();
  }

  /** Takes a button, and waits until the dialog is gone. Its label may have an ellipsis beside: something is typed after it. */
  async press(button: string): Promise<void> {
    const named = (name: string) => this.element.getByRole('button', { name, exact: true });
    await named(button)
      .or(named(`${button}…`))
      .click();
    await this.closed();
  }

  /** Types a key (`Escape`, `Enter`) while the dialog is shown, and waits until it is gone. */
  async type(key: string): Promise<void> {
    await this.focusedButton();
    await this.page.keyboard.press(key);
    await this.closed();
  }

  /** Waits until it is gone. */
  closed(): Promise<void> {
    return this.element.waitFor({ state: 'detached' });
  }
}
