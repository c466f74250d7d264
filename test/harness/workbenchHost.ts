import { format } from 'node:util';
import type { Page } from '@playwright/test';
import { ROOT } from '../../scripts/lib/run.mjs';
import { launchBrowser } from './browser.ts';
import type { HostedSuite } from './hostedSuite.ts';
import { startVSCodeServer, workbenchUrl, type VSCodeServer } from './vscodeServer.ts';

/** The time limit of the suite. A test has its own, shorter one. */
const LIMIT_MS = 10 * 60_000;

/** Runs the suite in the extension host of a VS Code server, with a headless browser as its window. */
export async function runInWorkbench({ tests, env, settings }: HostedSuite): Promise<void> {
  const server = await startVSCodeServer({ smokeDriver: true, settings, env });
  const browser = await launchBrowser();
  const log: string[] = [];
  try {
    const page = await browser.newPage();
    const code = await exitCode(page, server, tests, log);
    if (code !== 0) console.log(log.slice(-30).join('\n'));
  } finally {
    await browser.close();
    await server.stop();
  }
}

/** Loads the workbench with the suite as its payload, and returns the exit code that it reports. */
async function exitCode(page: Page, server: VSCodeServer, tests: string, log: string[]): Promise<number> {
  let timer: NodeJS.Timeout | undefined;
  const ended = new Promise<number>((resolve, reject) => {
    page.once('crash', () => {
      reject(new Error('The page crashed.'));
    });
    void server.process.ended.then(() => {
      reject(new Error(`The VS Code server ended.\n${server.process.output()}`));
    });
    timer = setTimeout(() => {
      reject(new Error(`No result after ${LIMIT_MS} ms.\n${log.slice(-30).join('\n')}`));
    }, LIMIT_MS);
    page.exposeFunction('codeAutomationExit', resolve).catch(reject);
  });
  // Awaited below. Until then a rejection must not count as unhandled.
  ended.catch(() => undefined);
  await page.exposeFunction('codeAutomationLog', (type: string, args: unknown[]) => {
    log.push(`[${type}] ${format(...args)}`);
  });
  const remote = (file: string) => `vscode-remote://${server.authority}${file}`;
  await page.goto(
    workbenchUrl(server, [
      ['extensionDevelopmentPath', remote(ROOT)],
      ['extensionTestsPath', remote(tests)],
    ]),
  );
  try {
    return await ended;
  } finally {
    clearTimeout(timer);
  }
}
