import { chromium, type Browser } from '@playwright/test';

/** Starts the headless browser that drives the workbench. It ends with this process. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    headless: true,
    args: [
      // Chromium's sandbox does not start as root, which containers run as. The only page is this project's VS Code.
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      // A small /dev/shm (containers) would crash the page.
      '--disable-dev-shm-usage',
    ],
  });
}
