import type { Browser } from '@playwright/test';
import { SandboxClient } from '../../sandbox/client.ts';
import { startSandbox, type RunningSandbox } from '../../sandbox/server.ts';
import { launchBrowser } from './browser.ts';
import { sandboxEnvironment, sandboxSettings } from './sandboxed.ts';
import { startVSCodeServer, type VSCodeServer } from './vscodeServer.ts';
import { Workbench } from './workbench.ts';

/** How a UI test starts. */
export interface TeardownOptions {
  /** The profile in AWS_PROFILE. Default: the sandbox's first one. */
  readonly profile?: string;
  /** User settings in addition to those for the sandbox. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Further environment variables for the extension host. */
  readonly env?: Readonly<Record<string, string>>;
  /** Turns on workspace trust, in which a new folder is not trusted. */
  readonly workspaceTrust?: boolean;
  /** A folder with installed extensions, instead of the packed one. */
  readonly extensions?: string;
  /** A browser that stays open. Default: one of its own. */
  readonly browser?: Browser;
}

/** The packed extension in a real VS Code, with its own sandbox. */
export interface Teardown {
  readonly sandbox: RunningSandbox;
  /** The client of the sandbox's control API. */
  readonly aws: SandboxClient;
  readonly server: VSCodeServer;
  readonly browser: Browser;
  /** Opens a window: on the empty project, another folder, a workspace file, or nothing (`NO_FOLDER`). */
  openWindow(folder?: string): Promise<Workbench>;
  /** Closes the windows, and ends the browser, VS Code and the sandbox. */
  stop(): Promise<void>;
}

/** Starts a sandbox, a VS Code with the packed extension, and a browser. */
export async function startTeardown(options: TeardownOptions = {}): Promise<Teardown> {
  const vsix = process.env['TEARDOWN_VSIX'];
  if (!vsix) throw new Error('UI tests run against the packed extension: npm run test:ui -- --grep "..."');
  const installed = options.extensions === undefined ? { vsix: [vsix] } : { extensions: options.extensions };
  const closers: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const close of closers.splice(0).reverse()) await close();
  };
  try {
    const sandbox = await startSandbox();
    closers.push(() => sandbox.close());
    const server = await startVSCodeServer({
      ...installed,
      settings: { ...sandboxSettings(sandbox), ...options.settings },
      env: { ...sandboxEnvironment(sandbox, options.profile), ...options.env },
      workspaceTrust: options.workspaceTrust ?? false,
      fewBuiltIn: true,
    });
    closers.push(() => server.stop());
    const browser = options.browser ?? (await launchBrowser());
    if (!options.browser) closers.push(() => browser.close());
    const aws = new SandboxClient(sandbox.endpoint);
    const openWindow = async (folder?: string) => {
      const window = await Workbench.open(server, browser, folder);
      closers.push(() => window.close());
      return window;
    };
    return { sandbox, aws, server, browser, openWindow, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
