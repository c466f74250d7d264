import type { Locator } from '@playwright/test';

/** How a click is sent, with the time that it gets. */
type ClickOptions = NonNullable<Parameters<Locator['click']>[0]> & { readonly timeout: number };

/**
 * Clicks an element that may disappear at any time. Throws if the click was not sent in time, and can be repeated. One that was being sent
 * when the time was up counts as sent: on a busy machine it takes effect later.
 */
export async function clickOnce(element: Locator, options: ClickOptions): Promise<void> {
  try {
    await element.click(options);
  } catch (error) {
    // From the log of the attempt, which is part of the message.
    if (!(error instanceof Error && error.message.includes('performing click action'))) throw error;
  }
}
