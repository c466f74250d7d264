import type { Browser } from 'playwright-core';
import { SandboxClient } from '../../sandbox/client.ts';
import { startSandbox, type RunningSandbox, type SandboxOptions } from '../../sandbox/server.ts';
import { launchBrowser } from './browser.ts';
import { sandboxEnvironment, sandboxSettings } from './sandboxed.ts';
import { startVSCodeServer, type VSCodeServer } from './vscodeServer.ts';
import { Workbench } from './workbench.ts';

/** What a UI test starts with; everything may be left out. */
export interface TeardownOptions {
  /** The profile in AWS_PROFILE; the sandbox's first one unless told otherwise. */
  readonly profile?: string;
  /** User settings on top of those that point at the sandbox. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Further variables for the extension host. */
  readonly env?: Readonly<Record<string, string>>;
  /** Whether VS Code asks whom to trust: a folder is not trusted at first then. */
  readonly workspaceTrust?: boolean;
  /** Packs one more extension, to be installed beside Teardown. */
  readonly more?: () => Promise<{ readonly vsix: string; readonly remove: () => void }>;
  /** Given to the sandbox. */
  readonly sandbox?: SandboxOptions;
}

/** The packed extension in a real VS Code, against a sandbox of its own. */
export interface Teardown {
  readonly sandbox: RunningSandbox;
  /** Steers and asks the sandbox. */
  readonly aws: SandboxClient;
  readonly server: VSCodeServer;
  readonly browser: Browser;
  /** Opens a window of it: on its empty project, on another folder, on a workspace file, or on nothing (`NO_FOLDER`). */
  openWindow(folder?: string): Promise<Workbench>;
  /** Ends the browser, VS Code and the sandbox. */
  stop(): Promise<void>;
}

/** Starts a sandbox, a VS Code with the packed extension, and a browser. */
export async function startTeardown(options: TeardownOptions = {}): Promise<Teardown> {
  const vsix = process.env['TEARDOWN_VSIX'];
  if (!vsix) throw new Error('UI tests run against the packed extension: npm run test:ui -- --grep "..."');
  const closers: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const close of closers.splice(0).reverse()) await close();
  };
  try {
    const sandbox = await startSandbox(options.sandbox);
    closers.push(() => sandbox.close());
    const more = await options.more?.();
    closers.push(() => {
      more?.remove();
      return Promise.resolve();
    });
    const server = await startVSCodeServer({
      vsix: [vsix, ...(more ? [more.vsix] : [])],
      settings: { ...sandboxSettings(sandbox), ...options.settings },
      env: { ...sandboxEnvironment(sandbox, options.profile), ...options.env },
      workspaceTrust: options.workspaceTrust ?? false,
      fewBuiltIn: true,
    });
    closers.push(() => server.stop());
    const browser = await launchBrowser();
    closers.push(() => browser.close());
    const aws = new SandboxClient(sandbox.endpoint);
    return { sandbox, aws, server, browser, openWindow: (folder) => Workbench.open(server, browser, folder), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** What {@link useTeardown} gives to the tests of a `describe`. */
export interface TeardownInTest {
  readonly sandbox: RunningSandbox;
  /** Steers and asks the sandbox, which is as new at the start of each test. */
  readonly aws: SandboxClient;
  readonly server: VSCodeServer;
  /** The window of the test that runs. */
  readonly workbench: Workbench;
  /** Opens one more window, with a memory of its own, closed after the test like the first. */
  openWindow(folder?: string): Promise<Workbench>;
}

/**
 * For a `describe` of the UI suite: one sandbox and VS Code for all its tests, a fresh window for each, a picture of every
 * window when a test fails.
 */
export function useTeardown(options: TeardownOptions = {}): TeardownInTest {
  let teardown: Teardown | undefined;
  let windows: Workbench[] = [];

  before(async function () {
    this.timeout(120_000);
    teardown = await startTeardown(options);
  });
  after(async () => {
    await teardown?.stop();
    teardown = undefined;
  });
  beforeEach(async function () {
    this.timeout(120_000);
    await running().aws.reset();
    await openWindow();
  });
  afterEach(async function () {
    const test = this.currentTest;
    for (const [index, window] of windows.entries()) {
      if (test?.state === 'failed') await window.keepState(`FAILED-${test.fullTitle()}-${index + 1}`);
      await window.close();
    }
    windows = [];
  });

  function running(): Teardown {
    if (!teardown) throw new Error('Only inside a test: nothing was started yet.');
    return teardown;
  }
  async function openWindow(folder?: string): Promise<Workbench> {
    const window = await running().openWindow(folder);
    windows.push(window);
    return window;
  }
  return {
    get sandbox() {
      return running().sandbox;
    },
    get aws() {
      return running().aws;
    },
    get server() {
      return running().server;
    },
    get workbench() {
      const [first] = windows;
      if (!first) throw new Error('Only inside a test: no window is open yet.');
      return first;
    },
    openWindow,
  };
}
