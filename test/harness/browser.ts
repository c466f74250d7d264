import { chromium, type Browser } from '@playwright/test';

/** Starts the headless browser that drives the workbench. It ends with this process. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    headless: true,
    args: [
      // Chromium refuses its sandbox to root, as which containers run; the only page shown is our own VS Code.
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
