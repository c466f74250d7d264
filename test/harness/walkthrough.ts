import type { FrameLocator, Locator, Page } from '@playwright/test';

/** The page of a walkthrough, in the active editor. */
export class Walkthrough {
  readonly page: Page;
  private readonly part: Locator;

  constructor(page: Page) {
    this.page = page;
    this.part = page.locator('.gettingStartedContainer');
  }

  /** Its steps, from top to bottom. */
  steps(): Locator {
    return this.part.locator('.getting-started-step');
  }

  /** The step with this title. */
  step(title: string): Locator {
    return this.steps().filter({ has: this.page.getByText(title, { exact: true }) });
  }

  /** Opens a step, as people do: its text, its button, and its picture beside it. */
  async open(title: string): Promise<Locator> {
    const step = this.step(title);
    if ((await step.getAttribute('aria-expanded')) !== 'true') await step.click();
    await step.and(this.page.locator('[aria-expanded="true"]')).waitFor();
    return step;
  }

  /** The picture of the step that is open: a page in a page in a page. */
  picture(): Locator {
    const outer: FrameLocator = this.page.frameLocator('iframe.webview.ready');
    return outer.frameLocator('#active-frame').locator('svg');
  }

  /** Whether a step is ticked off. */
  async isDone(title: string): Promise<boolean> {
    return (await this.step(title).getAttribute('aria-checked')) === 'true';
  }
}
