import type { FrameLocator, Locator, Page } from '@playwright/test';

/** The page of a walkthrough in the active editor. */
export class Walkthrough {
  readonly page: Page;
  private readonly part: Locator;

  constructor(page: Page) {
    this.page = page;
    this.part = page.locator('.gettingStartedContainer');
  }

  /** Returns its steps, from top to bottom. */
  steps(): Locator {
    return this.part.locator('.getting-started-step');
  }

  /** Returns the step with this title. */
  step(title: string): Locator {
    return this.steps().filter({ has: this.page.getByText(title, { exact: true }) });
  }

  /** Opens a step: its text, its button, and its picture. */
  async open(title: string): Promise<Locator> {
    const step = this.step(title);
    if ((await step.getAttribute('aria-expanded')) !== 'true') await step.click();
    await step.and(this.page.locator('[aria-expanded="true"]')).waitFor();
    return step;
  }

  /** Returns the picture of the open step, which is in nested frames. */
  picture(): Locator {
    const outer: FrameLocator = this.page.frameLocator('iframe.webview.ready');
    return outer.frameLocator('#active-frame').locator('svg');
  }

  /** Returns whether a step is checked off. */
  async isDone(title: string): Promise<boolean> {
    return (await this.step(title).getAttribute('aria-checked')) === 'true';
  }
}
